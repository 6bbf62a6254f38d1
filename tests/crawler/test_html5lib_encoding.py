"""Charsets of the html5lib test suite, read in place: what a page declares is what it is read in, as browsers do."""

import codecs
from collections.abc import Iterator

import pytest
import webencodings

from crawler.reading.encoding import declared_charset, decode
from tests.conftest import REAL

FOLDER = REAL.parent / "peers" / "html5lib_encoding"
if not FOLDER.is_dir():
    pytest.skip("../shared/peers/html5lib_encoding is not here", allow_module_level=True)


def cases() -> Iterator[tuple[str, bytes, str]]:
    """File and number, bytes, and the charset that browsers use."""
    for file in sorted(FOLDER.glob("*.dat")):
        blocks = file.read_bytes().split(b"#data\n")[1:]
        for number, block in enumerate(blocks, 1):
            data, _, rest = block.partition(b"#encoding\n")
            yield f"{file.stem}-{number}", data.removesuffix(b"\n"), rest.split(b"\n", 1)[0].decode().strip()


CASES = {name: (data, expected) for name, data, expected in cases()}


DIFFERENT = {
    "tests1-54": "the meta stands 8,000 bytes in, behind bytes that are no Chinese: content decides, browsers restart their parser",
    "tests2-10": "an end tag is missing inside a quoted value: the charset is read all the same, over bytes that are ASCII",
}
"""Where a page of the suite is read otherwise, and why."""


def codec_of(charset: str) -> str:
    """One name for a charset, whoever names it."""
    found = webencodings.lookup(charset)
    return str(found.codec_info.name if found else codecs.lookup(charset).name)


def is_default(data: bytes, expected: str) -> bool:
    """Whether the suite expects the browsers' own default (Windows-1252) because the page declares nothing."""
    return codec_of(expected) == "cp1252" and declared_charset(data, "") is None


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if not is_default(*case) and name not in DIFFERENT]
)
def test_a_declared_charset_is_found_and_used_where_it_decodes(name: str) -> None:
    data, expected = CASES[name]
    found = decode(data)
    assert codec_of(found.charset) == codec_of(expected)
    assert found.declared is not None and codec_of(found.declared) == codec_of(expected)
    assert found.text == data.decode(codec_of(expected)).removeprefix("\ufeff")


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if is_default(*case)])
def test_what_declares_nothing_is_read_as_utf_8_as_long_as_it_is_ascii(name: str) -> None:
    data, _ = CASES[name]
    assert decode(data).charset == "utf-8" and decode(data).text == data.decode("ascii")


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_is_read_otherwise_is_read_whole(name: str) -> None:
    data, _ = CASES[name]
    assert len(decode(data).text) == len(data)


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "utf-16be", "unicode"])
def test_utf_16_in_a_meta_is_utf_8(label: str) -> None:
    page = f"<meta charset={label}><title>区教育局</title>"
    assert (decode(page.encode()).charset, decode(page.encode()).text) == ("utf-8", page)


def test_the_suite_is_whole() -> None:
    assert len(CASES) >= 81
