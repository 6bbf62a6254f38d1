"""Attachments of our own hosts, asked of a real server and read in processes of their own."""

import asyncio
import time

import pytest

from config.monitor import Crawl, Probe
from crawler.probing.attachments import AttachmentReader
from crawler.reading import attached
from crawler.records.attachment import AttachmentRead, Wanted
from crawler.records.observations import Target
from crawler.wire.asker import Asker
from tests.attachments import NUMBER, pdf, word
from tests.sites import Site

PROBE = Probe.model_validate({"attempts": 1, "timeout": 5, "allow_private_hosts": ("127.0.0.1",)})
FILE = {"Content-Type": "application/octet-stream"}


def read(site: Site, *names: str, seconds: float = 60) -> tuple[dict[str, AttachmentRead], int]:
    """What was kept of files by name, and how many were asked for."""
    kept: dict[str, AttachmentRead] = {}

    def keep(one: AttachmentRead) -> None:
        kept[one.url.rpartition("/")[2]] = one

    async def run() -> int:
        asker = Asker(Crawl(obey_robots=False, delay=0), PROBE, (site.name,), "seed")
        reader = AttachmentReader(asker)
        wanted = [
            Wanted(target=Target(f"http://{site.name}/{name}"), kind=name.rpartition(".")[2], mark="one")
            for name in names
        ]
        try:
            await reader.read_all(wanted, keep, time.monotonic() + seconds)
        finally:
            await asker.close()
        return reader.done

    return kept, asyncio.run(run())


def test_a_number_in_a_file_is_kept_masked_and_a_file_without_one_as_read() -> None:
    with Site({"/a.docx": (200, FILE, word(f"身份证号 {NUMBER}")), "/b.pdf": (200, FILE, pdf("nothing here"))}) as site:
        kept, done = read(site, "a.docx", "b.pdf")
    assert done == 2 and not kept["b.pdf"].numbers and not kept["b.pdf"].problem
    assert len(kept["a.docx"].numbers) == 1 and NUMBER not in repr(kept)


def test_a_file_that_breaks_its_reader_is_told_with_its_problem() -> None:
    with Site({"/a.docx": (200, FILE, b"PK\x03\x04 no archive at all")}) as site:
        kept, _ = read(site, "a.docx")
    assert kept["a.docx"].problem and not kept["a.docx"].numbers


def test_a_file_that_is_gone_is_left_for_another_night() -> None:
    with Site({}) as site:
        kept, done = read(site, "a.docx")
    assert (kept, done) == ({}, 1)


def test_a_file_beyond_the_limit_is_told_as_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.probing.attachments.MOST_BYTES", 1000)
    with Site({"/a.docx": (200, FILE, word("x") + bytes(5000))}) as site:
        kept, _ = read(site, "a.docx")
    assert kept["a.docx"].problem == "too_large"


def test_nothing_is_asked_when_the_time_is_over() -> None:
    with Site({"/a.docx": (200, FILE, word("x"))}) as site:
        assert read(site, "a.docx", seconds=-1) == ({}, 0)
        assert not site.requests.total()


def test_the_limit_of_a_file_is_a_number_of_bytes() -> None:
    assert 1_000_000 <= attached.MOST_BYTES <= 100_000_000
