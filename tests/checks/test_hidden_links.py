"""Links that a style hides: a host to which no visible link leads is told, with where it stands."""

from dataclasses import replace

from checks.hidden_links import check_hidden_links
from checks.snapshot import LinkView
from checks.template_links import operators_links
from crawler.records.observations import LinkSample
from tests.builders import HOST, link, look, main_section, section

BAD = "http://casino.example/a.html"


def held(target: str, *hidden: bool, kind: str = "a", sections: int = 1) -> LinkView:
    places = tuple(
        LinkSample(f"{HOST}/portal/jyj/{number}.html", "娱乐城", kind, "", 7, hidden=one)
        for number, one in enumerate(hidden)
    )
    return replace(link(target), samples=places, sections=sections)


def told(*links: LinkView) -> list[tuple[str, int]]:
    return [(item.title, item.page_count) for item in check_hidden_links(look(section(links=links)))]


def test_a_host_that_only_hidden_links_lead_to_is_told_with_its_pages() -> None:
    assert told(held(BAD, True, True)) == [("casino.example", 2)]


def test_a_host_that_a_visible_link_leads_to_as_well_is_none() -> None:
    assert told(held(BAD, True), held("http://casino.example/b.html", False)) == []


def test_a_place_that_shows_the_link_makes_it_visible() -> None:
    assert told(held(BAD, True, False)) == []


def test_hidden_links_to_the_sites_own_hosts_are_menus() -> None:
    assert told(held(f"{HOST}/menu.html", True)) == []


def test_pictures_and_scripts_of_other_hosts_are_no_links() -> None:
    assert told(held(BAD, True, kind="img")) == []


def test_a_finding_says_where_it_stands_and_costs_nothing() -> None:
    (found,) = check_hidden_links(look(section(links=(held(BAD, True),))))
    assert (found.outcome.value, found.costs, found.quotes) == ("inconclusive", False, ("娱乐城",))
    assert (found.places[0].page, found.places[0].line) == (f"{HOST}/portal/jyj/0.html", 7)


def test_those_of_the_frame_are_told_once_under_the_site() -> None:
    shared = held(BAD, True, sections=4)
    own = section(links=(shared,), site_sections=4)
    assert operators_links(own) == [shared]
    assert check_hidden_links(look(own)) == []


def test_only_hidden_places_are_shown_with_their_words_each_once() -> None:
    places = tuple(
        LinkSample(f"{HOST}/portal/jyj/{number}.html", text, kind, "", 7, hidden=hidden)
        for number, (text, kind, hidden) in enumerate(
            (("", "a", True), ("站", "img", False), ("场", "a", True), ("场", "a", True))
        )
    )
    (found,) = check_hidden_links(look(section(links=(replace(link(BAD), samples=places),))))
    assert ([place.page[-6] for place in found.places], found.quotes, found.page_count) == (["0", "2", "3"], ("场",), 3)


def test_a_finding_is_named_by_the_first_of_its_links() -> None:
    (found,) = check_hidden_links(look(section(links=(held(BAD, True), held("http://casino.example/b.html", True)))))
    assert found.subject == BAD


def test_a_picture_of_a_host_is_no_visible_link_to_it() -> None:
    assert told(held(BAD, True), held("http://casino.example/x.png", False, kind="img")) == [("casino.example", 1)]
    both = held(BAD, True, True)
    picture = replace(both.samples[1], kind="img", hidden=False)
    assert told(replace(both, samples=(both.samples[0], picture))) == [("casino.example", 1)]


def test_what_is_no_web_address_has_no_host() -> None:
    assert told(held("mailto:casino@casino.example", True)) == []


def test_the_hosts_of_both_sites_and_of_the_main_part_are_the_sites_own() -> None:
    home = "http://www.example/"
    main = main_section()
    main = replace(main, place=replace(main.place, home=home))
    assert check_hidden_links(look(section(links=(held(f"{home}x", True),)), main=main)) == []
    assert check_hidden_links(look(section(links=(held(f"{HOST}/x", True),)), main=main)) == []


def test_five_places_and_words_are_quoted() -> None:
    places = tuple(LinkSample(f"{HOST}/{number}.html", f"词{number}", "a", "", 7, hidden=True) for number in range(7))
    (found,) = check_hidden_links(look(section(links=(replace(link(BAD), samples=places),))))
    assert (len(found.places), len(found.quotes), found.page_count) == (5, 5, 7)
