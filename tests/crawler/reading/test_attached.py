"""Attachments: personal numbers in the text of Word, Excel and PDF files; a file that means harm ends its own reading alone."""

import pytest

from crawler.probing.attachments import read_file
from crawler.reading.attached import MOST_BYTES, TooLarge, kind_of, numbers_in
from crawler.records.attachment import Wanted
from crawler.records.observations import Target
from tests.attachments import NUMBER, bomb, cycle, excel, pdf, word

MASKED = ("110***********4413",)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("docx", word(f"身份证号：{NUMBER}")),
        ("docx", word("110105 19900307 4413")),
        ("xlsx", excel(NUMBER)),
        ("pdf", pdf(f"ID {NUMBER}")),
    ],
)
def test_a_number_in_a_file_is_found(kind: str, body: bytes) -> None:
    assert numbers_in(kind, body) == MASKED


@pytest.mark.parametrize(("kind", "body"), [("docx", word("申请表")), ("xlsx", excel(12)), ("pdf", pdf("form"))])
def test_a_file_without_numbers_tells_none(kind: str, body: bytes) -> None:
    assert numbers_in(kind, body) == ()


@pytest.mark.parametrize("body", [bomb(), b" " * (MOST_BYTES + 1)])
def test_what_is_too_large_is_not_unpacked(body: bytes) -> None:
    with pytest.raises(TooLarge):
        numbers_in("docx", body)


@pytest.mark.parametrize(
    ("kind", "body"),
    [("docx", b"PK\x03\x04nonsense"), ("xlsx", word("no workbook")), ("pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40), ("pdf", cycle()), ("docx", bomb())],
)  # fmt: skip
def test_a_file_that_means_harm_is_told_as_unread(kind: str, body: bytes) -> None:
    found = read_file(Wanted(target=Target("http://h.example/a"), kind=kind, mark="m"), body)
    assert found.numbers == () and (found.problem or kind == "pdf")


def test_a_good_file_is_read_in_a_process_of_its_own() -> None:
    found = read_file(Wanted(target=Target("http://h.example/a.docx"), kind="docx", mark="m"), word(NUMBER))
    assert (found.numbers, found.problem) == (MASKED, "")


@pytest.mark.parametrize(
    ("url", "name", "kind"),
    [
        ("http://h.example/a.docx", "", "docx"),
        ("http://h.example/down.jsp?id=3", "名单.xlsx", "xlsx"),
        ("http://h.example/a.PDF?v=1", "", "pdf"),
        ("http://h.example/a.doc", "", ""),
        ("http://h.example/a.html", "", ""),
    ],
)
def test_the_kind_is_told_by_address_or_by_the_files_name(url: str, name: str, kind: str) -> None:
    assert kind_of(url, name) == kind
