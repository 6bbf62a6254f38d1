"""Whose page a page is, and where each link stands."""

import pytest

from config.schema import SiteKind
from config.settings import SectionPlace
from crawler.records.items import Link
from crawler.walking.link_table import CROWDED, CROWDED_SAMPLES, MAX_SAMPLES, LinkTable
from crawler.walking.owners import Owners


def section(unit: str, *scope: str, site: str = "portal") -> SectionPlace:
    """A section by its scope."""
    return SectionPlace(site, SiteKind.PORTAL, unit, scope[0] if scope else "http://h.cn/", scope, ())


OWNERS = Owners(
    [
        section("jyj", "http://h.cn/jyj/"),
        section("xx", "http://h.cn/jyj/xx/"),
        section("wjw", "http://h.cn/wjw", "http://h.cn/list.jsp?unit=3&"),
        section("jyj", "http://h.cn/gk/jyj/", site="disclosure"),
    ]
)


@pytest.mark.parametrize(
    ("url", "site", "expected"),
    [
        ("http://h.cn/jyj/a.html", "portal", "portal/jyj"),
        ("http://h.cn/jyj/xx/a.html", "portal", "portal/xx"),
        ("http://h.cn/jyjx/a.html", "portal", None),
        ("http://h.cn/wjw/a.html", "portal", "portal/wjw"),
        ("http://h.cn/wjwx/a.html", "portal", None),
        ("http://h.cn/list.jsp?unit=3&page=2", "portal", "portal/wjw"),
        ("http://h.cn/list.jsp?unit=33&page=2", "portal", None),
        ("http://h.cn/gk/jyj/a.html", "disclosure", "disclosure/jyj"),
        ("http://h.cn/gk/jyj/a.html", "portal", None),
        ("http://other.cn/jyj/a.html", "portal", None),
    ],
)
def test_a_page_belongs_to_the_section_whose_scope_holds_it_by_the_longest_prefix(
    url: str, site: str, expected: str | None
) -> None:
    assert OWNERS.of(url, site) == expected


def link(url: str = "http://h.cn/x", text: str = "链接", line: int = 1, problem: str | None = None) -> Link:
    """A reference of a page."""
    return Link(url, "a", text, "/x", line, problem)


def test_a_target_is_counted_once_for_each_page_that_holds_it() -> None:
    table = LinkTable()
    table.add("portal/jyj", "http://h.cn/1", (link(), link(text="又一次", line=7)))
    table.add("portal/jyj", "http://h.cn/2", (link(),))
    (use,) = table.uses()
    assert (use.section, use.target, use.pages) == ("portal/jyj", "http://h.cn/x", 2)
    assert [(sample.page, sample.line) for sample in use.samples] == [
        ("http://h.cn/1", 1),
        ("http://h.cn/1", 7),
        ("http://h.cn/2", 1),
    ]


def test_each_section_has_its_own_places_of_a_target() -> None:
    table = LinkTable()
    table.add("portal/jyj", "http://h.cn/1", (link(),))
    table.add("portal/wjw", "http://h.cn/2", (link(),))
    assert sorted((use.section, use.pages) for use in table.uses()) == [("portal/jyj", 1), ("portal/wjw", 1)]


def test_what_no_browser_follows_is_not_kept() -> None:
    table = LinkTable()
    table.add("portal/jyj", "http://h.cn/1", (link(problem="ignored"),))
    assert list(table.uses()) == []


def test_the_raw_address_is_kept_where_something_is_wrong_with_it() -> None:
    table = LinkTable()
    table.add("portal/jyj", "http://h.cn/1", (link("htp://x", problem="malformed"), link()))
    assert {use.problem: use.samples[0].raw for use in table.uses()} == {"malformed": "/x", None: ""}


def test_the_first_places_are_kept_whatever_the_order_of_the_walk() -> None:
    forwards, backwards = LinkTable(), LinkTable()
    pages = [f"http://h.cn/{number:03d}" for number in range(50)]
    for page in pages:
        forwards.add("portal/jyj", page, (link(),))
    for page in reversed(pages):
        backwards.add("portal/jyj", page, (link(),))
    (one,), (other,) = forwards.uses(), backwards.uses()
    assert one == other
    assert (one.pages, len(one.samples)) == (50, MAX_SAMPLES)


def test_a_target_of_many_sections_keeps_few_places_of_each() -> None:
    table = LinkTable()
    for number in range(CROWDED):
        for page in range(10):
            table.add(f"portal/u{number}", f"http://h.cn/{page}", (link(),))
    assert {len(use.samples) for use in table.uses()} == {CROWDED_SAMPLES}
