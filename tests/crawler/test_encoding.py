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


NOTICE = "关于公布2026年第三季度“最多跑一次”事项办理情况的通知"
RARE = "区委书记王镕、副区长李喆、局长张堃和陈珺、吴旸同志出席"
"""Names with characters that GB 2312 lacks: GBK and GB 18030 hold them."""
EXTENSION = "地名𠀀村与𫍯字用字规范"
"""Characters beyond the first plane: four bytes in GB 18030 and UTF-8, surrogate pairs in UTF-16."""
FORM = "關於辦理各項業務申請表格及證明文件之須知，請依規定辦理。"
BOM = "\ufeff"

PAIRS: dict[str, tuple[str, bytes, str, str]] = {
    "GBK that calls itself gb2312 holds names": (RARE, page("gb2312", RARE).encode("gbk"), "text/html", "gb18030"),
    "GBK without any label": (RARE, page(None, RARE).encode("gbk"), "text/html", "gb18030"),
    "GBK under a header of UTF-8": (NOTICE, page("gbk", NOTICE).encode("gbk"), "text/html; charset=utf-8", "gb18030"),
    "GB 18030 with four bytes a character": (EXTENSION, page("gb18030", EXTENSION).encode("gb18030"), "", "gb18030"),
    "GB 18030 under a meta of UTF-8": (NOTICE, page("utf-8", NOTICE).encode("gb18030"), "text/html", "gb18030"),
    "UTF-8 under a header of GBK": (NOTICE, page(None, NOTICE).encode(), "text/html; charset=GBK", "utf-8"),
    "UTF-8 under a meta of gb2312": (RARE, page("gb2312", RARE).encode(), "text/html", "utf-8"),
    "UTF-8 with characters of the second plane": (EXTENSION, page("utf-8", EXTENSION).encode(), "", "utf-8"),
    "UTF-8 with a mark at its beginning under a meta of gb2312": (NOTICE, page("gb2312", NOTICE).encode("utf-8-sig"), "text/html; charset=gb2312", "utf-8"),
    "UTF-8 that calls itself utf-16 in its meta": (NOTICE, page("utf-16", NOTICE).encode(), "text/html", "utf-8"),
    "Big5 that says so": (FORM, page("big5", FORM).encode("big5"), "text/html; charset=Big5", "big5hkscs"),
    "Big5 without any label": (FORM, page(None, FORM).encode("big5"), "text/html", "big5hkscs"),
    "Big5 under a header of UTF-8": (FORM, page(None, FORM).encode("big5"), "text/html; charset=utf-8", "big5hkscs"),
    "UTF-16, the low byte first": (NOTICE, (BOM + page(None, NOTICE)).encode("utf-16-le"), "text/html", "utf-16-le"),
    "UTF-16, the high byte first": (EXTENSION, (BOM + page(None, EXTENSION)).encode("utf-16-be"), "text/html; charset=utf-8", "utf-16-be"),
    "UTF-8 with one dash among Latin letters": ("Notice – 3", page("utf-8", "Notice – 3").encode(), "text/html", "utf-8"),
    "UTF-8 with one picture of a face": ("OK 😀", page("utf-8", "OK 😀").encode(), "text/html", "utf-8"),
    "Chinese that begins after 300,000 bytes of script": (NOTICE, f"<html><head><meta charset=gb2312><script>{'x=1;' * 75_000}</script><title>{NOTICE}</title></head><body><p>{NOTICE}</p></body></html>".encode("gbk"), "text/html", "gb18030"),
    "a page that ends within a character": (NOTICE, page("gbk", NOTICE).encode("gbk") + b"\xb9", "text/html; charset=gbk", "gb18030"),
}  # fmt: skip
"""What a page says, its bytes, its header, and the charset that it really has."""


@pytest.mark.parametrize("name", PAIRS)
def test_bytes_become_the_text_that_was_written(name: str) -> None:
    text, body, header, charset = PAIRS[name]
    decoded = decode(body, header)
    document = Document("http://h/", decoded.text, decoded.charset)
    assert (decoded.charset, document.title) == (charset, text)
    assert text in [chunk for chunk, _ in document.chunks]
