"""Bodies are unpacked in one layer, and no further than is wanted."""

import gzip
import tracemalloc
import zlib

import pytest

from crawler.wire.decoding import unpacker
from crawler.wire.failures import Unreadable

TEXT = "红桥区政务公开".encode() * 100
DEFLATED = zlib.compress(TEXT)
RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATED = RAW.compress(TEXT) + RAW.flush()


@pytest.mark.parametrize(
    ("name", "packed"),
    [("", TEXT), ("identity", TEXT), ("none", TEXT), ("UTF-8", TEXT), ("gbk", TEXT), ("utf-8, gzip", gzip.compress(TEXT, mtime=0)), ("gzip", gzip.compress(TEXT, mtime=0)), ("X-GZIP", gzip.compress(TEXT, mtime=0)), ("deflate", DEFLATED), ("deflate", RAW_DEFLATED)],
)  # fmt: skip
def test_one_layer_is_unpacked(name: str, packed: bytes) -> None:
    unpack = unpacker(name)
    assert b"".join(unpack.feed(packed[start : start + 7], 10_000) for start in range(0, len(packed), 7)) == TEXT


@pytest.mark.parametrize("name", ["gzip, gzip, gzip", "gzip,deflate", "br", "zstd", "compress", "什么"])
def test_several_layers_and_kinds_that_were_not_asked_for_are_not_unpacked(name: str) -> None:
    with pytest.raises(Unreadable):
        unpacker(name)


def test_a_bomb_costs_no_more_than_its_limit() -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    tracemalloc.start()
    unpack = unpacker("gzip")
    got = unpack.feed(bomb, 300_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(got) == 300_000
    assert peak < 8_000_000


def test_a_damaged_body_is_told() -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpacker("gzip").feed(b"this is no gzip at all", 1000)
