"""Two lists on one page whose pagers share a query: each is walked by its own field, not every pair of their pages."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from crawler.records.items import Paging
from crawler.records.observations import ColumnWalk, EntrySeen
from crawler.walking.turning import Turned, field_of, own_pages
from tests.crawler.walking.builders import answered, outcome
from tests.crawler.walking.test_lists import LIST, began, ends
from tests.crawler.walking.test_parts import PLAIN
from tests.crawler.walking.test_several import LISTS, ONE, lines

FIELDS = ("pa", "pb")
NEXT, NUMBERS = "next", "numbers"


def query(here: dict[str, int], name: str, number: int, always: tuple[str, ...]) -> str:
    """Where a pager leads: its own field changed, the other one kept where it turns already, or always."""
    kept = {field: value for field, value in here.items() if field != name and (value > 1 or field in always)}
    return "?" + "&".join(f"{field}={value}" for field, value in {**kept, name: number}.items())


def site(address: str, sizes: tuple[int, int], kind: str, always: tuple[str, ...] = ()) -> str:
    """A page with both lists, each as its field says."""
    told = dict(parse_qsl(urlsplit(address).query))
    if address.partition("?")[0] != LIST or not set(told) <= set(FIELDS):
        return PLAIN
    here = {name: int(told.get(name, 1)) for name in FIELDS}
    shown = []
    for start, name, last in zip((0, 1000), FIELDS, sizes, strict=True):
        leads = {number: query(here, name, number, always) for number in range(1, last + 1)}
        following = leads.get(here[name] + 1)
        numbers = " ".join(
            f"<b>{number}</b>" if number == here[name] else f'<a href="{url}">{number}</a>'
            for number, url in leads.items()
        )
        pager = numbers if kind == NUMBERS else f'<a href="{following}">下一页</a>' if following else ""
        shown.append(ONE.format(lines(start + 10 * here[name]), pager))
    return LISTS.format("".join(shown))


def walked(
    sizes: tuple[int, int], kind: str, always: tuple[str, ...] = (), broken: str = "none"
) -> tuple[ColumnWalk, int, int]:
    """How the column's walk ended, how many rows it has, and how many further pages were asked by anybody."""
    room = began()
    taken = answered(
        room,
        lambda address: outcome(address, site(address, sizes, kind, always), 500 if address.endswith(broken) else 200),
    )
    (walk,) = (item for item in ends(room)[ColumnWalk] if isinstance(item, ColumnWalk) and item.column == "gzdt")
    room.outbox.send()
    rows = {item.entry.url for item in room.store.seen if isinstance(item, EntrySeen) and item.column == "gzdt"}
    return walk, len(rows), sum("?" in address for address in taken)


@pytest.mark.parametrize("kind", [NEXT, NUMBERS])
@pytest.mark.parametrize("sizes", [(3, 4), (6, 6), (1, 4)])
def test_each_list_is_walked_by_its_own_field(sizes: tuple[int, int], kind: str) -> None:
    walk, rows, asked = walked(sizes, kind)
    assert (walk.complete, rows, asked) == (True, 3 * sum(sizes), sum(sizes) - 2)


@pytest.mark.parametrize("kind", [NEXT, NUMBERS])
@pytest.mark.parametrize("always", [("pb",), FIELDS])
def test_a_pager_that_writes_the_other_field_too_is_followed_to_its_end(kind: str, always: tuple[str, ...]) -> None:
    walk, rows, _ = walked((4, 3), kind, always)
    assert (walk.complete, rows) == (True, 21)


@pytest.mark.parametrize("broken", ["?pa=3", "?pb=4"])
def test_a_page_of_either_list_that_fails_leaves_the_column_unknown(broken: str) -> None:
    walk, _, _ = walked((3, 4), NEXT, broken=broken)
    assert not walk.complete


def test_a_link_with_a_field_that_no_pager_turns_is_followed() -> None:
    turned = Turned()
    turned.add(f"{LIST}?lm=1", [f"{LIST}?lm=1&pa=2", f"{LIST}?lm=1&pb=2"])
    asked = [f"{LIST}?lm=1&pa=3&pb=2", f"{LIST}?lm=2&pa=3&pb=2", f"{LIST}?id=7", f"{LIST}b/?lm=1&pa=2", LIST]
    assert [turned.holds(address) for address in asked] == [True, False, False, False, False]


def test_what_a_pager_changes_beside_its_field_leaves_it_without_one() -> None:
    assert field_of(LIST, [f"{LIST}?pa=2", f"{LIST}?pa=3"]) == "pa"
    assert field_of(LIST, [f"{LIST}?pa=2&n=45"]) == field_of(LIST, [f"{LIST}index_2.html"]) == ""
    assert field_of(LIST, [f"{LIST}?pa=2", f"{LIST}?pb=2"]) == field_of(LIST, [f"{LIST}?lb=tz"]) == ""


def test_a_pager_of_another_list_claims_nothing_of_this_one() -> None:
    other = Paging((f"{LIST}?pa=3&pb=2",), total_pages=9)
    assert own_pages(other, f"{LIST}?pa=3", "pa") == Paging()
    assert own_pages(other, f"{LIST}?pa=2", "pa") == other
