"""Addresses: one identity for one page, and what must never be requested."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.schema import SiteKind
from config.settings import SectionPlace
from crawler.addresses import canonical, identity, in_prefix, literal_ip, names_private_host, resolve
from crawler.walking.owners import Owners

PATHS = st.text(string.ascii_letters + string.digits + "/-_.~%中文 ", max_size=40)
QUERIES = st.text(string.ascii_letters + string.digits + "&=%中文", max_size=30)


@given(PATHS, QUERIES)
def test_canonical_is_idempotent(path: str, query: str) -> None:
    once = canonical(f"http://www.example.gov.cn/{path}" + (f"?{query}" if query else ""))
    assert canonical(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTP://WWW.Example.gov.cn:80/a/./b/../c.html#top", "http://www.example.gov.cn/a/c.html"),
        ("https://h.cn:443/", "https://h.cn"),
        ("http://h.cn/a;jsessionid=12AB?x=1", "http://h.cn/a?x=1"),
        ("http://h.cn/%7euser/", "http://h.cn/~user/"),
        ("http://h.cn/中文.html", "http://h.cn/%E4%B8%AD%E6%96%87.html"),
        ("http://h.cn/%e4%b8%ad", "http://h.cn/%E4%B8%AD"),
        ("http://h.cn/a b", "http://h.cn/a%20b"),
        ("http://新华网.cn/", "http://xn--xkrr14bows.cn/"),
    ],
)
def test_two_spellings_of_one_page_are_one(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://h.cn/a%2Fb", "http://h.cn/a/b"),
        ("http://h.cn/a?x=1", "http://h.cn/a?x=2"),
        ("http://h.cn/a", "http://h.cn/a/"),
    ],
)
def test_different_pages_stay_different(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_tracking_parameters_and_scheme_do_not_change_a_post() -> None:
    tracking = ("utm_source", "spm")
    one = canonical("http://h.cn/a?id=1&utm_source=wx", tracking=tracking)
    other = canonical("https://h.cn/a?spm=1&id=1", tracking=tracking)
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    "text",
    [
        "http:///x",
        "htp://x.cn/",
        "http://http://x.cn/",
        "C:\\a.doc",
        "c:/a.doc",
        "file:///etc/passwd",
        "http://",
        "http://256.1.1.1/",
        "http://[v1.x]/",
        "hhttp://x.cn",
        "http：//x.cn",
        "http://a b.cn/",
    ],
)
def test_a_mistyped_link_is_malformed(text: str) -> None:
    assert resolve("http://h.cn/a/", text).problem == "malformed"


@pytest.mark.parametrize(
    "text", ["mailto:a@b.cn", "tel:022", "javascript:void(0)", "data:image/png;base64,AA", "#", "", "  ", "#top"]
)
def test_what_no_browser_requests_is_ignored(text: str) -> None:
    assert resolve("http://h.cn/a/", text).problem == "ignored"


@pytest.mark.parametrize(
    ("base", "text", "charset", "expected"),
    [
        ("http://h.cn/a/b.html", "../c.html", "utf-8", "http://h.cn/c.html"),
        ("http://h.cn/a/", "//other.cn/x", "utf-8", "http://other.cn/x"),
        ("http://h.cn/a/", "?k=中文", "gb18030", "http://h.cn/a/?k=%D6%D0%CE%C4"),
        ("http://h.cn/a/", "?k=中文", "utf-8", "http://h.cn/a/?k=%E4%B8%AD%E6%96%87"),
        ("http://h.cn/a/", "中文.doc", "gb18030", "http://h.cn/a/%E4%B8%AD%E6%96%87.doc"),
        ("http://h.cn/a/", " x.html\n", "utf-8", "http://h.cn/a/x.html"),
        ("http://h.cn/a/", "..\\b\\c.html", "utf-8", "http://h.cn/b/c.html"),
    ],
)
def test_a_link_is_resolved_as_browsers_do(base: str, text: str, charset: str, expected: str) -> None:
    assert resolve(base, text, charset).url == expected


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "0177.0.0.1", "0x7f.1", "2130706433", "10.0.0.8:8080", "192.168.1.5", "172.16.3.4", "169.254.1.1", "localhost", "localhost:80",
     "[::1]", "[::ffff:10.0.0.1]", "[fe80::1]", "[fd00::1]", "0.0.0.0", "a.localhost", "oa.internal"],
)  # fmt: skip
def test_a_private_host_is_known_in_every_spelling(host: str) -> None:
    assert names_private_host(host)


@pytest.mark.parametrize(
    "host", ["www.tjhq.gov.cn", "8.8.8.8", "[2400:3200::1]", "172.32.0.1", "11.0.0.1", "10.gov.cn"]
)
def test_a_public_host_is_not_private(host: str) -> None:
    assert not names_private_host(host)


def test_the_longest_prefix_ends_on_a_boundary() -> None:
    assert in_prefix("https://h.cn/jyj/a.html", "http://h.cn/jyj/")
    assert in_prefix("http://h.cn/jyj", "http://h.cn/jyj")
    assert not in_prefix("http://h.cn/jyjs/a.html", "http://h.cn/jyj")
    assert in_prefix("http://h.cn/list.jsp?dep=1&p=2", "http://h.cn/list.jsp?dep=1")


@given(st.text(max_size=60))
def test_no_reference_makes_resolving_fail(text: str) -> None:
    resolve("http://h.cn/a/b.html", text)


def test_octal_and_hexadecimal_are_the_address_they_mean() -> None:
    assert str(literal_ip("0177.0.0.1")) == "127.0.0.1"
    assert str(literal_ip("0x0a.0.0.1")) == "10.0.0.1"
    assert literal_ip("999.1.1.1") is None


PLACES = st.text("ab/?&=#.", max_size=6).map(lambda tail: f"http://h.cn{tail}")


@given(st.lists(st.lists(PLACES, min_size=1, max_size=3), min_size=1, max_size=6), PLACES)
def test_a_page_belongs_to_the_section_with_the_longest_prefix_that_holds_it(scopes: list[list[str]], url: str) -> None:
    sections = [
        SectionPlace("portal", SiteKind.PORTAL, f"u{number}", scope[0], tuple(scope), ())
        for number, scope in enumerate(scopes)
    ]
    holding = [
        (len(prefix), -number) for number, scope in enumerate(scopes) for prefix in scope if in_prefix(url, prefix)
    ]
    found = Owners(sections).of(url.replace("http:", "https:"), "portal")
    assert found == (f"portal/u{-max(holding)[1]}" if holding else None)
    assert Owners(sections).of(url, "disclosure") is None
