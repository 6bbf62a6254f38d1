"""Several lists on one page with a pager each: each is walked to its own end."""

import pytest

from crawler.records.observations import ColumnWalk
from tests.crawler.walking.test_lists import LIST, began
from tests.crawler.walking.test_parts import page, walked

OLD = "2026-05-12"
LISTS = "<html><body>{}</body></html>"
ONE = '<div class="a"><ul class="list">{}</ul><div class="page">{}</div></div>'
NEXT = '<a href="{}">下一页</a>'
FORM = """<form method="post" action="./">{}<a href="javascript:__doPostBack('{}','Page$Next')">下一页</a></form>"""


def lines(start: int, day: str = "2026-10-12") -> str:
    return page("", start, day=day).partition('<ul class="list">')[2].partition("</ul>")[0]


def numbers(name: str, here: int, *others: int) -> str:
    links = (f'<a href="{name}_{number}.html">{number}</a>' for number in others)
    return " ".join((f"<b>{here}</b>", *links))


def first(*pagers: str) -> str:
    """A page of lists with these pagers, three rows each."""
    return LISTS.format("".join(ONE.format(lines(10 * n), pager) for n, pager in enumerate(pagers)))


def further(start: int, pager: str = "", day: str = "2026-10-12") -> str:
    return LISTS.format(ONE.format(lines(start, day), pager))


def ended(pages: dict[str, str], broken: str = "none") -> tuple[ColumnWalk, int]:
    walk, rows = walked(began(), {LIST if not name else f"{LIST}{name}": text for name, text in pages.items()}, broken)
    return walk, len(rows)


def test_both_lists_of_a_page_are_walked() -> None:
    pages = {
        "": first(NEXT.format("a_2.html"), NEXT.format("b_2.html")),
        "a_2.html": further(20),
        "b_2.html": further(30),
    }
    walk, rows = ended(pages)
    assert (walk.complete, walk.pages, rows) == (True, 3, 12)


def test_one_list_of_two_that_only_a_script_turns_leaves_the_column_unknown() -> None:
    pages = {"": first(NEXT.format("a_2.html"), NEXT.format("javascript:b(2)")), "a_2.html": further(20)}
    walk, rows = ended(pages)
    assert (walk.complete, walk.reason, rows) == (False, "pager_by_script", 9)


def test_old_pages_of_one_list_are_not_the_end_of_another_with_numbers() -> None:
    pages = {
        "": first(numbers("a", 1, 2, 3), numbers("b", 1, 2, 3)),
        "a_2.html": further(20, numbers("a", 2, 3), OLD),
        "a_3.html": further(30, numbers("a", 3, 2), OLD),
        "b_2.html": further(40, numbers("b", 2, 3)),
        "b_3.html": further(50, numbers("b", 3, 2)),
    }
    walk, rows = ended(pages)
    assert (walk.complete, rows) == (True, 18)


def test_old_pages_of_two_lists_are_not_the_end_of_a_third() -> None:
    pages = {
        "": first(NEXT.format("a_2.html"), NEXT.format("b_2.html"), NEXT.format("c_2.html")),
        "a_2.html": further(30, day=OLD),
        "b_2.html": further(40, day=OLD),
        "c_2.html": further(50),
    }
    walk, rows = ended(pages)
    assert (walk.complete, rows) == (True, 18)


def test_a_list_ends_in_the_past_whatever_others_do() -> None:
    pages = {
        "": first(NEXT.format("a_2.html"), NEXT.format("b_2.html")),
        "a_2.html": further(20, NEXT.format("a_3.html"), OLD),
        "a_3.html": further(30, NEXT.format("a_4.html"), OLD),
        "b_2.html": further(40),
    }
    walk, rows = ended(pages, broken="a_4")
    assert (walk.complete, rows) == (True, 15)


def test_windows_of_numbers_are_followed_in_each_list() -> None:
    pages = {"": first(numbers("a", 1, 2, 3), numbers("b", 1, 2, 3))}
    for n in range(2, 6):
        others = [number for number in (n - 1, n + 1) if 1 < number < 6]
        pages |= {f"{name}_{n}.html": further(start + 10 * n, numbers(name, n, *others)) for name, start in (("a", 100), ("b", 300))}  # fmt: skip
    walk, rows = ended(pages)
    assert (walk.complete, rows) == (True, 30)


def test_lists_whose_pages_show_the_others_too_are_walked() -> None:
    def both(a: int, b: int) -> str:
        pagers = [numbers("x", n, *others).replace("x_", f"?{name}=").replace(".html", "") for name, n in (("a", a), ("b", b)) for others in [{1, 2, 3} - {n}]]  # fmt: skip
        return LISTS.format(ONE.format(lines(10 * a), pagers[0]) + ONE.format(lines(100 * b), pagers[1]))

    pages = {"": both(1, 1)} | {f"?a={n}": both(n, 1) for n in (1, 2, 3)} | {f"?b={n}": both(1, n) for n in (1, 2, 3)}
    walk, rows = ended(pages)
    assert (walk.complete, rows) == (True, 18)


TRS = '<script>createPageHTML({}, 0, "{}", "html");</script>'


@pytest.mark.parametrize(
    "pagers",
    [
        (NEXT.format("a_2.html"), FORM.format("", "b")),
        (FORM.format("", "b"), NEXT.format("a_2.html")),
        (NEXT.format("a_2.html"), FORM.format("", "b"), NEXT.format("c_2.html")),
        (FORM.format("", "a"), FORM.format("", "b")),
    ],
)
def test_a_list_of_several_whose_pager_cannot_be_followed_by_itself_leaves_the_column_unknown(
    pagers: tuple[str, ...],
) -> None:
    walk, _ = ended({"": first(*pagers), "a_2.html": further(30), "c_2.html": further(40)})
    assert not walk.complete


@pytest.mark.parametrize(("a", "rows"), [(2, 12), (1, 9)])
def test_lists_that_scripts_number_are_all_walked(a: int, rows: int) -> None:
    one, other = TRS.format(a, "a"), TRS.format(2, "b")
    pages = {"": first(one, other), "a_1.html": further(30, one.replace("0", "1")), "b_1.html": further(40, other.replace("0", "1"))}  # fmt: skip
    walk, found = ended(pages)
    assert (walk.complete, found) == (True, rows)


def test_a_list_that_a_script_numbers_and_one_with_links_are_both_walked() -> None:
    pages = {
        "": first(TRS.format(2, "a"), NEXT.format("b_2.html")),
        "a_1.html": further(20, TRS.format(2, "a").replace("0", "1")),
        "b_2.html": further(30),
    }
    walk, rows = ended(pages)
    assert (walk.complete, rows) == (True, 12)


@pytest.mark.parametrize("broken", ["a_2", "b_2"])
def test_a_page_of_either_list_that_fails_leaves_the_column_unknown(broken: str) -> None:
    pages = {
        "": first(NEXT.format("a_2.html"), NEXT.format("b_2.html")),
        "a_2.html": further(20),
        "b_2.html": further(30),
    }
    walk, _ = ended(pages, broken)
    assert not walk.complete


def test_claims_of_either_list_are_no_claims_of_the_other() -> None:
    pages = {
        "": first(f"共3页 {NEXT.format('a_2.html')}", f"共2页 {NEXT.format('b_2.html')}"),
        "a_2.html": further(20, f"共3页 {NEXT.format('a_3.html')}"),
        "a_3.html": further(30, "共3页"),
        "b_2.html": further(40, "共2页"),
    }
    walk, rows = ended(pages)
    assert (walk.complete, walk.reason, rows) == (True, "", 15)


def test_a_list_that_breaks_off_before_what_it_claims_leaves_the_column_unknown() -> None:
    pages = {
        "": first(NEXT.format("a_2.html"), NEXT.format("b_2.html")),
        "a_2.html": further(20, "共3页"),
        "b_2.html": further(40, NEXT.format("b_3.html")),
        "b_3.html": further(50),
    }
    walk, _ = ended(pages)
    assert (walk.complete, walk.reason) == (False, "pages_missing")


@pytest.mark.parametrize("told", ["共1页", '<script>createPageHTML(1, 0, "index", "html");</script>'])
def test_a_list_that_only_a_script_turns_leaves_the_column_unknown_beside_one_at_its_end(told: str) -> None:
    walk, rows = ended({"": first(told, NEXT.format("javascript:b(2)"))})
    assert (walk.complete, walk.reason, rows) == (False, "pager_by_script", 6)


def test_two_lists_that_say_that_they_end_are_known() -> None:
    walk, rows = ended({"": first("共1页", "共1页")})
    assert (walk.complete, rows) == (True, 6)


def test_a_list_with_numbers_is_walked_beside_one_that_a_script_says_is_whole() -> None:
    call = '<script>createPageHTML(1, 0, "index", "html");</script>'
    walk, rows = ended({"": first(call, numbers("b", 1, 2)), "b_2.html": further(20, numbers("b", 2, 1))})
    assert (walk.complete, rows) == (True, 9)
