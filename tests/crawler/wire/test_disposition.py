"""The name under which a host gives a file, in the spellings of real servers and of hostile ones."""

from datetime import UTC, datetime

import pytest

from crawler.records.observations import Answer
from crawler.wire.disposition import LONGEST, file_name
from crawler.wire.reply import Reply
from crawler.wire.signs import with_facts

NAME = "申请表.docx"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b"", ""), (b"inline", ""), (b"attachment", ""), (b"attachment; size=3", ""), (b"attachment; filename=", ""),
        (b"attachment; filename=a.doc", "a.doc"), (b'ATTACHMENT; FileName="a b;c.doc"', "a b;c.doc"), (b'filename=a.doc', ""),
        (f'attachment; filename="{NAME}"'.encode(), NAME), (f'attachment; filename="{NAME}"'.encode("gbk"), NAME),
        (f"attachment;filename={NAME}".encode("gb18030"), NAME),
        (b"attachment; filename*=UTF-8''%E7%94%B3%E8%AF%B7%E8%A1%A8.docx", NAME),
        (b"attachment; filename*=GBK''%C9%EA%C7%EB%B1%ED.docx", NAME),
        (b'attachment; filename="x.exe"; filename*=utf-8\'zh\'%E7%94%B3%E8%AF%B7%E8%A1%A8.docx', NAME),
        (b"attachment; filename*=utf-8''%E7%94%B3%E8%AF%B7%E8%A1%A8.docx; filename=x.exe", NAME),
        (b'attachment; filename="%E7%94%B3%E8%AF%B7%E8%A1%A8.docx"', NAME), (b"attachment; filename=%C9%EA%C7%EB%B1%ED.docx", NAME),
        (b'attachment; filename="=?UTF-8?B?55Sz6K+36KGoLmRvY3g=?="', NAME),
        (b'attachment; filename="100%.doc"', "100%.doc"),
    ],
)  # fmt: skip
def test_a_name_is_read_in_the_spellings_of_servers(header: bytes, name: str) -> None:
    assert file_name(header) == name


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'attachment; filename="../../etc/a.doc"', "a.doc"), (b'attachment; filename="C:\\\\temp\\\\a.doc"', "a.doc"),
        (b"attachment; filename*=utf-8''..%2F..%2Fa.doc", "a.doc"), (b"attachment; filename*=utf-8''a%00%0D%0A.doc", "a.doc"),
        (b"attachment; filename*=utf-8''cod%E2%80%AE.exe.doc", "cod.exe.doc"), (b'attachment; filename="..."', ""),
        (b"attachment; filename*=no-such''a.doc", "a.doc"), (b"attachment; filename*=idna''%ff.doc", ""),
        (b"attachment; filename*" + b"9" * 5000 + b"*=a.doc", ""), (b"attachment; filename=" + b"a" * 9000, "a" * LONGEST),
        (b"attachment; filename=" + b"a" * 900 + b".doc", "a" * (LONGEST - 4) + ".doc"),
        (b"attachment; filename=\xff\xfe.doc", "\ufffd\ufffd.doc"),
    ],
)  # fmt: skip
def test_a_hostile_name_is_washed_and_bounded(header: bytes, name: str) -> None:
    assert file_name(header) == name


def test_an_answer_keeps_the_name_that_its_last_hop_gives() -> None:
    url = "http://h.cn/down.do?id=1"
    headers = ((b"Content-Disposition", f'attachment; filename="{NAME}"'.encode("gbk")),)
    answer = with_facts(Answer(url, datetime(2026, 10, 27, tzinfo=UTC)), Reply(url, 200, headers, b"PK\x03\x04", True))
    assert (answer.file_name, answer.sniffed) == (NAME, "zip")
