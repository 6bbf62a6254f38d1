"""Bytes to text: labelled right, wrong, twice or not at all; never a silently empty page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.document import Document
from crawler.reading.encoding import decode

TEXT = "天津市红桥区教育局召开安全生产工作会议，部署下一阶段任务。镕喆堃"
TRADITIONAL = "關於召開會議的通知，請各單位認真貫徹執行。"


def page(charset: str | None, text: str = TEXT) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{meta}<title>{text}</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(
    ("encoded", "meta", "header"),
    [
        ("utf-8", "utf-8", "text/html; charset=utf-8"),
        ("utf-8", None, "text/html"),
        ("utf-8", "gb2312", "text/html"),
        ("utf-8", "utf-8", "text/html; charset=gbk"),
        ("gb18030", "gb2312", "text/html"),
        ("gb18030", "gbk", "text/html; charset=GBK"),
        ("gb18030", None, "text/html"),
        ("gb18030", "utf-8", "text/html"),
        ("gb18030", "gb2312", "text/html; charset=utf-8"),
        ("gb18030", "iso-8859-1", "text/html; charset=ISO-8859-1"),
        ("gb18030", "nonsense", "text/html; charset=nonsense"),
        ("utf-8-sig", "gb2312", "text/html"),
        ("utf-16", None, "text/html"),
    ],
)
def test_a_page_is_read_whatever_its_labels_say(encoded: str, meta: str | None, header: str) -> None:
    decoded = decode(page(meta).encode(encoded), header)
    document = Document("http://h/", decoded.text, decoded.charset)
    assert document.title == TEXT
    assert TEXT in [text for text, _ in document.chunks]


@pytest.mark.parametrize("label", ["big5", None, "utf-8"])
def test_big5_is_read(label: str | None) -> None:
    assert TRADITIONAL in decode(page(label, TRADITIONAL).encode("big5"), "text/html").text


@given(
    st.binary(min_size=1, max_size=2000), st.sampled_from(["", "text/html; charset=gbk", "text/html; charset=utf-8"])
)
def test_no_bytes_make_decoding_fail_or_vanish(body: bytes, header: str) -> None:
    decoded = decode(body, header)
    Document("http://h/", decoded.text, decoded.charset).chunks  # noqa: B018 (parsing is what must not fail)
    assert decoded.text or body in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
