"""Cookies: by host, small, forgotten where they hurt."""

import pytest

from crawler.wire.cookies import MOST_BYTES, Cookies

PAGE = "http://www.a.gov.cn/x/page.html"


def kept(*headers: str, page: str = PAGE) -> Cookies:
    cookies = Cookies()
    cookies.keep(page, list(headers))
    return cookies


def test_a_cookie_goes_back_to_the_host_that_set_it() -> None:
    assert kept("wall=1; Path=/").header("http://www.a.gov.cn/other") == "wall=1"


def test_a_cookie_for_a_whole_domain_reaches_no_sister_site() -> None:
    cookies = kept("big=1; Domain=.gov.cn; Path=/")
    assert cookies.header("http://www.b.gov.cn/") == ""
    assert cookies.header(PAGE) == "big=1"


@pytest.mark.parametrize(
    ("path", "sent"), [("/x/page.html", True), ("/x/", True), ("/x", True), ("/xy", False), ("/", False)]
)
def test_a_cookie_without_a_path_belongs_to_its_pages_folder(path: str, sent: bool) -> None:
    assert bool(kept("a=1").header(f"http://www.a.gov.cn{path}")) is sent


def test_a_secure_cookie_is_not_sent_in_the_open() -> None:
    cookies = kept("a=1; Secure; Path=/", page="https://www.a.gov.cn/")
    assert (cookies.header("http://www.a.gov.cn/"), cookies.header("https://www.a.gov.cn/")) == ("", "a=1")


@pytest.mark.parametrize("end", ["Max-Age=0", "Max-Age=-1", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"])
def test_a_cookie_that_has_ended_is_removed(end: str) -> None:
    assert kept("a=1; Path=/", f"a=; Path=/; {end}").header(PAGE) == ""


def test_the_last_value_of_a_name_counts() -> None:
    assert kept("a=1; Path=/", "b=2; Path=/", "a=3; Path=/").header(PAGE) == "b=2; a=3"


def test_a_hosts_cookies_never_grow_beyond_what_a_header_may_hold() -> None:
    cookies = kept(*(f"name{number}={'x' * 1000}; Path=/" for number in range(50)))
    assert 0 < len(cookies.header(PAGE)) <= MOST_BYTES


def test_what_hurt_is_forgotten_and_not_taken_again() -> None:
    cookies = kept("a=1; Path=/")
    cookies.forget(PAGE)
    cookies.keep(PAGE, ["a=2; Path=/"])
    assert cookies.header(PAGE) == ""


@pytest.mark.parametrize("header", ["", "novalue", "=x", "a=\x00", "a=中", "a=b\r\nX: y"])
def test_what_is_no_cookie_is_not_kept(header: str) -> None:
    assert kept(header).header(PAGE) == ""
