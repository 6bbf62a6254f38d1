"""What is asked is what a browser asks: compared with the platform's own tests, and with the library over made references."""

import json
import string
from pathlib import Path
from typing import Any

import ada_url
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.addresses import canonical, identified, redirect_target, resolve

PEERS = Path(__file__).parents[3] / "shared/peers/wpt_url/urltestdata.json"
needs_peers = pytest.mark.skipif(not PEERS.exists(), reason="the platform's tests are not beside the project")
OWN_DECISION = ("http:///", "https:///", "http://http:", "https://http:", "file:")
"""MEASURING 3 calls these malformed although a browser repairs them."""


def platform_cases() -> list[dict[str, Any]]:
    cases = json.loads(PEERS.read_text(encoding="utf-8")) if PEERS.exists() else []
    return [case for case in cases if not isinstance(case, str) and is_ours(case)]


def is_ours(case: dict[str, Any]) -> bool:
    return (case["base"] or case["input"].strip()).lower().startswith(("http:", "https:"))


def is_excepted(text: str) -> bool:
    """A mark or nothing leads nowhere of its own; the rest is MEASURING's decision."""
    cleaned = text.strip("".join(map(chr, range(33)))).replace("\t", "").replace("\n", "").lower()
    is_drive = cleaned[1:3] in (":\\", ":/") and cleaned[0] in string.ascii_letters
    return not cleaned or cleaned.startswith(("#", *OWN_DECISION)) or is_drive


@needs_peers
def test_the_platforms_own_cases_are_resolved_alike() -> None:
    wrong = []
    compared = 0
    for case in platform_cases():
        found = resolve(case["base"] or "about:blank", case["input"])
        expected = None if case.get("failure") else case["href"].partition("#")[0]
        if is_excepted(case["input"]) or (expected is not None and not expected.startswith(("http:", "https:"))):
            continue
        compared += 1
        given_address = None if found.problem else found.asked
        if given_address != expected:
            wrong.append((case["input"], case["base"], expected, given_address, found.problem))
    print(f"{compared} cases compared")
    assert compared > 300
    assert wrong == []


PIECES = st.sampled_from(
    [
        "/", "//", "\\", ".", "..", "/./", "%2e", "%2E%2e", "?", "&", "&&", "=", ";", ":", "@", "a", "B", "中", "%", "%4", "%41", "%2B", "%2f",
        "%E4%B8%AD", "é", " ", "\u3000", "\xa0", "\t", "\n", "|", "[", "]", "'", '"', "<", "^", "`", "{", ";jsessionid=1", "spm=1", "k=v", "http:",
        "https:/", "h.cn", "www。x。cn", ":80", ":443", ":8080", "１", "%77", "~", "%7e", "\ufeff",
    ]
)  # fmt: skip
REFERENCES = st.lists(PIECES, max_size=8).map("".join)
BASES = st.sampled_from(
    [
        "http://h.cn",
        "http://h.cn/a/b.html",
        "https://h.cn:8/x//y/?q=1",
        "http://h.cn/jyj//gzdt/t1.html",
        "http://中.cn/%e4",
    ]
)


@example("http://h.cn", "//;jsessionid=1")
@given(BASES, REFERENCES)
def test_the_library_and_ours_agree_on_what_is_asked(base: str, reference: str) -> None:
    found = resolve(base, reference)
    if found.problem == "ignored" or (found.problem and is_excepted(reference)):
        return
    try:
        expected = str(ada_url.join_url(base, reference)).partition("#")[0]
    except ValueError:
        assert found.problem == "malformed"
        return
    assert found.problem or found.asked == expected


@given(BASES, REFERENCES)
def test_what_is_identified_is_identified_again_as_the_same(base: str, reference: str) -> None:
    found = resolve(base, reference, tracking=("spm",))
    if not found.problem:
        assert canonical(found.url, ("spm",)) == found.url
        assert identified(found.asked, ("spm",)) == found.url


@pytest.mark.parametrize(
    "reference",
    ["100%.doc", "plan%2B1%3Bb.pdf", "a%27b%28c%29.html", "x?a&&b=1", "a//b.html", "x?t=[a]|b", "r.html;jsessionid=1A?spm=2", "%e4.html"],
)  # fmt: skip
def test_the_asked_address_keeps_what_identity_drops(reference: str) -> None:
    assert resolve("http://h.cn/d/", reference, tracking=("spm",)).asked == f"http://h.cn/d/{reference}"


@pytest.mark.parametrize(
    ("charset", "query", "asked"),
    [
        ("gbk", "中文", "%D6%D0%CE%C4"),
        ("gb18030", "中文", "%D6%D0%CE%C4"),
        ("gbk", "€", "%80"),
        ("gbk", "𠮷", "%26%23134071%3B"),
        ("big5hkscs", "簡", "%C2%B2"),
        ("big5hkscs", "乐", "%26%2320048%3B"),
        ("shift_jis", "中乐", "%92%86%26%2320048%3B"),
        ("utf-16-le", "中", "%E4%B8%AD"),
        ("undefined", "中", "%E4%B8%AD"),
        ("no-such-charset", "中", "%E4%B8%AD"),
        ("hex", "中", "%E4%B8%AD"),
        ("gbk", "a b'\"", "a%20b%27%22"),
    ],
)
def test_a_query_is_sent_in_the_charset_of_its_page(charset: str, query: str, asked: str) -> None:
    found = resolve("http://h.cn/", f"?k={query}&b=1", charset)
    assert (found.problem, found.asked) == (None, f"http://h.cn/?k={asked}&b=1")


def test_an_address_of_any_length_is_resolved() -> None:
    long = "a" * 100_000
    assert resolve("http://h.cn/", long).asked == f"http://h.cn/{long}"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        (b"/\xd6\xd0.html", "http://h.cn/%D6%D0.html"),
        ("/中.html?k=中".encode(), "http://h.cn/%E4%B8%AD.html?k=%E4%B8%AD"),
        (b"\\back\\x.html", "http://h.cn/back/x.html"),
        (b"a//b/../c.html", "http://h.cn/d/a//c.html"),
        (b"p%2Bq.html", "http://h.cn/d/p%2Bq.html"),
        (b" //h.cn/same ", "http://h.cn/same"),
        ("http://中文网.cn/".encode(), "http://xn--fiq228c5hs.cn/".replace("xn--fiq228c5hs", "中文网".encode("idna").decode())),
        (b"file:///etc/passwd", "file:///etc/passwd"),
    ],
)  # fmt: skip
def test_a_redirect_leads_where_browsers_go(location: bytes, target: str) -> None:
    assert redirect_target("http://h.cn/d/go", location) == target
