"""The national survey's measures: of one unit's section, and of a whole site over all sections and main columns."""

from dataclasses import replace
from datetime import date

import pytest

from checks.findings import Check, Finding, Measure, Outcome, Place, SiteResult, UnitMonth
from checks.measures import Name
from checks.reasons import Reason
from checks.survey import site_survey, unit_survey
from config.schema import Site, SiteKind

HOME = "http://h.example/jyj/"
SITE = Site(id="zhengwu", kind=SiteKind.PORTAL, name="政务网", home="http://h.example/", hosts=("h.example",))
KINDS = {"zhengwu": SiteKind.PORTAL, "gongkai": SiteKind.DISCLOSURE}


def dead(subject: str, page: str, **changes: object) -> Finding:
    found = Finding(
        Check.DEAD_LINK, "zhengwu", Outcome.NOT_MET, subject, confirmed=True, verdict="broken", places=(Place(page),)
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def column(name: str, window: str, outcome: Outcome, subject: str = "") -> Finding:
    return Finding(
        Check.COLUMN_FRESHNESS, "zhengwu", outcome, subject or f"{HOME}{name}/", column=name, role=window
    )  # fmt: skip


def empty(name: str, outcome: Outcome = Outcome.NOT_MET) -> Finding:
    return Finding(Check.EMPTY_COLUMN, "zhengwu", outcome, f"http://h.example/{name}/", column=name)


def result(code: str, *findings: Finding, measures: tuple[Measure, ...] = ()) -> UnitMonth:
    walked = Measure.known(Name.PORTAL_DEAD_LINKS, 0, Outcome.MET)
    return UnitMonth(code, "2026-10", measures or (walked,), findings, ())


def main(*findings: Finding, outcome: Outcome = Outcome.MET) -> SiteResult:
    return SiteResult("zhengwu", outcome, findings)


def values(measures: tuple[Measure, ...]) -> dict[str, tuple[int, int | None]]:
    return {item.name.what: (item.lower, item.upper) for item in measures}


FINDINGS = (
    dead("http://a/", HOME),
    dead("http://b/", f"{HOME}x.html"),
    dead("http://c/", HOME, confirmed=False),
    dead("http://d/", HOME, accepted="甲：对方改版"),
    dead("http://e/", HOME, fixed_on=date(2026, 10, 3)),
    dead("http://f/", HOME, site="gongkai"),
    column("news", "14d", Outcome.NOT_MET),
    column("notices", "6mo", Outcome.NOT_MET),
    column("plans", "1y", Outcome.INCONCLUSIVE),
    column("all", "section", Outcome.MET, HOME),
)


def test_a_units_measures_are_counted_from_its_findings_on_the_portal_whatever_its_id() -> None:
    assert values(unit_survey(result("jyj", *FINDINGS), KINDS, HOME)) == {
        "home_dead_links": (1, 1),
        "other_dead_links": (1, 1),
        "stale_news": (1, 1),
        "stale_notices": (1, 1),
        "stale_plans": (0, 1),
        "idle": (0, 0),
    }


@pytest.mark.parametrize(("days", "name"), [("14d", "stale_news"), ("15d", "stale_notices"), ("6mo", "stale_notices"), ("187d", "stale_plans"), ("1y", "stale_plans")])  # fmt: skip
def test_a_column_belongs_to_news_notices_or_plans_by_its_window(days: str, name: str) -> None:
    found = values(unit_survey(result("jyj", column("x", days, Outcome.NOT_MET)), KINDS, HOME))
    assert {key for key, bounds in found.items() if bounds == (1, 1)} == {name}


def test_links_that_may_have_been_missed_leave_both_counts_without_an_upper_bound() -> None:
    measure = Measure.unknown(Name.PORTAL_DEAD_LINKS, Reason.PAGER_BY_SCRIPT)
    found = values(unit_survey(result("jyj", *FINDINGS, measures=(measure,)), KINDS, HOME))
    assert (found["home_dead_links"], found["other_dead_links"]) == ((1, None), (1, None))


def test_a_site_is_counted_over_all_units_and_its_main_columns() -> None:
    units = [result(f"u{number}", empty(f"u{number}")) for number in range(80)]
    measures = site_survey(SITE, main(empty("main")), units)
    assert values(measures)["empty_columns"] == (81, 81)


def test_a_link_of_several_sections_is_one_link_of_the_site_and_its_home_wins() -> None:
    units = [result("a", dead("http://x/", HOME)), result("b", dead("http://x/", "http://h.example/b/"))]
    assert values(site_survey(SITE, main(), units))["other_dead_links"] == (1, 1)
    assert values(site_survey(SITE, main(), units))["home_dead_links"] == (0, 0)
    found = values(site_survey(SITE, main(dead("http://x/", SITE.home)), units))
    assert (found["home_dead_links"], found["other_dead_links"]) == ((1, 1), (0, 0))


def test_findings_of_another_site_are_not_the_sites() -> None:
    other = replace(empty("x"), site="gongkai")
    assert values(site_survey(SITE, main(), [result("a", other)]))["empty_columns"] == (0, 0)


def test_a_site_is_idle_by_its_home_page_alone() -> None:
    section = column("整个专区", "section", Outcome.NOT_MET, HOME)
    fresh, stale = (column("首页", "section", outcome, SITE.home) for outcome in (Outcome.MET, Outcome.NOT_MET))
    assert values(site_survey(SITE, main(fresh), [result("a", section)]))["idle"] == (0, 0)
    assert values(site_survey(SITE, main(stale), [result("a", section)]))["idle"] == (1, 1)
    assert values(site_survey(SITE, main(), [result("a", section)]))["idle"] == (0, 1)


def test_columns_that_could_not_be_judged_may_be_empty() -> None:
    units = [result("a", empty("a"), empty("b", Outcome.INCONCLUSIVE))]
    assert values(site_survey(SITE, main(), units))["empty_columns"] == (1, 2)


@pytest.mark.parametrize("reason", [Reason.NOT_READ, Reason.LIMIT_REACHED, Reason.SITE_UNREACHABLE])
def test_a_section_that_was_not_walked_leaves_the_sites_empty_columns_without_an_upper_bound(reason: Reason) -> None:
    unwalked = Measure.unknown(Name.PORTAL_EMPTY_COLUMNS, reason)
    units = [result("a", empty("a"), measures=(unwalked,))]
    assert values(site_survey(SITE, main(), units))["empty_columns"] == (1, None)


def test_a_unit_without_a_section_hides_nothing_of_the_site() -> None:
    names = (Name.PORTAL_DEAD_LINKS, Name.PORTAL_EMPTY_COLUMNS)
    none = result("a", measures=tuple(Measure.unknown(name, Reason.NO_SECTION) for name in names))
    found = values(site_survey(SITE, main(), [none]))
    assert (found["other_dead_links"], found["empty_columns"]) == ((0, 0), (0, 0))


@pytest.mark.parametrize("known", [None, main(outcome=Outcome.INCONCLUSIVE)])
def test_a_site_whose_main_part_is_unknown_has_no_certain_measure_of_links_and_empty_columns(
    known: SiteResult | None,
) -> None:
    found = values(site_survey(SITE, known, [result("a")]))
    assert {found[name][1] for name in ("home_dead_links", "other_dead_links", "empty_columns")} == {None}


def test_measures_name_the_findings_that_they_count_and_their_outcome() -> None:
    units = [result("a", empty("a"), dead("http://x/", SITE.home), dead("http://y/", f"{HOME}y"), column("n", "14d", Outcome.NOT_MET))]  # fmt: skip
    fresh = column("首页", "section", Outcome.MET, SITE.home)
    found = {item.name.what: item for item in site_survey(SITE, main(fresh), units)}
    assert {name: (item.outcome.value, len(item.findings)) for name, item in found.items()} == {
        "home_dead_links": ("not_met", 1), "other_dead_links": ("not_met", 1), "stale_news": ("not_met", 1), "stale_notices": ("met", 0),
        "stale_plans": ("met", 0), "idle": ("met", 1), "empty_columns": ("not_met", 1),
    }  # fmt: skip
    assert all(
        item.findings[0] in {one.key for one in (*units[0].findings, fresh)} for item in found.values() if item.findings
    )
    none = {item.name.what: item.outcome.value for item in site_survey(SITE, main(fresh), [result("a")])}
    assert set(none.values()) == {"met"}


def test_unknown_measures_keep_the_findings_that_they_rest_on_and_say_why() -> None:
    unread = Measure.unknown(Name.PORTAL_DEAD_LINKS, Reason.NOT_READ), Measure.unknown(Name.PORTAL_EMPTY_COLUMNS, Reason.NOT_READ)  # fmt: skip
    units = [result("a", empty("a"), dead("http://x/", SITE.home), column("n", "14d", Outcome.NOT_MET), column("m", "14d", Outcome.INCONCLUSIVE), measures=unread)]  # fmt: skip
    found = {item.name.what: item for item in site_survey(SITE, main(), units)}
    for name in ("home_dead_links", "stale_news", "empty_columns"):
        assert (found[name].outcome, found[name].reason, len(found[name].findings)) == (Outcome.INCONCLUSIVE, Reason.NOT_READ, 1)  # fmt: skip
    assert (found["idle"].outcome, found["idle"].reason) == (Outcome.INCONCLUSIVE, Reason.NOT_READ)
    judged = [result("a", empty("a"), empty("b", Outcome.INCONCLUSIVE), empty("a", Outcome.INCONCLUSIVE))]
    shown = next(item for item in site_survey(SITE, main(), judged) if item.name is Name.SITE_EMPTY_COLUMNS)
    assert (shown.lower, shown.upper, len(shown.findings), shown.reason) == (1, 2, 1, Reason.NOT_READ)


def test_a_home_that_is_inconclusive_may_be_idle() -> None:
    unknown = column("首页", "section", Outcome.INCONCLUSIVE, SITE.home)
    assert values(site_survey(SITE, main(unknown), []))["idle"] == (0, 1)


def test_a_sections_links_are_certain_by_its_own_measure_alone() -> None:
    unread = Measure.unknown(Name.DISCLOSURE_DEAD_LINKS, Reason.NOT_READ)
    own = Measure.known(Name.PORTAL_DEAD_LINKS, 0, Outcome.MET)
    assert values(unit_survey(result("a", measures=(own, unread)), KINDS, HOME))["home_dead_links"] == (0, 0)
    assert values(unit_survey(result("a", measures=(unread,)), KINDS, HOME))["home_dead_links"] == (0, None)
    empty_ = Measure.known(Name.PORTAL_EMPTY_COLUMNS, 0, Outcome.MET)
    assert values(unit_survey(result("a", measures=(empty_,)), KINDS, HOME))["home_dead_links"] == (0, None)


def test_one_section_that_hides_links_leaves_the_sites_without_an_upper_bound() -> None:
    unread = result("b", measures=(Measure.unknown(Name.PORTAL_DEAD_LINKS, Reason.NOT_READ),))
    other = result("c", measures=(Measure.unknown(Name.DISCLOSURE_DEAD_LINKS, Reason.NOT_READ),))
    assert values(site_survey(SITE, main(), [result("a"), unread]))["home_dead_links"] == (0, None)
    assert values(site_survey(SITE, main(), [result("a"), other]))["home_dead_links"] == (0, 0)


def test_a_link_of_the_home_and_of_other_pages_is_one_of_the_home() -> None:
    both = dead("http://x/", HOME)
    both = replace(both, places=(Place(f"{HOME}x"), Place(HOME)))
    found = values(unit_survey(result("a", both), KINDS, HOME))
    assert (found["home_dead_links"], found["other_dead_links"]) == ((1, 1), (0, 0))


@pytest.mark.parametrize(
    "changes", [{"check": Check.EMPTY_COLUMN}, {"fixed_on": date(2026, 10, 1)}, {"confirmed": False}, {"accepted": "甲"}]
)  # fmt: skip
def test_only_confirmed_dead_links_that_stand_are_counted(changes: dict[str, object]) -> None:
    found = values(unit_survey(result("a", dead("http://x/", HOME, **changes)), KINDS, HOME))
    assert found["home_dead_links"] == found["other_dead_links"] == (0, 0)


def test_a_column_with_the_homes_address_is_no_home_and_of_two_homes_the_first_is_asked() -> None:
    column_ = column("要闻", "14d", Outcome.NOT_MET, HOME)
    assert values(unit_survey(result("a", column_), KINDS, HOME))["idle"] == (0, 1)
    homes = [column("整个专区", "section", outcome, HOME) for outcome in (Outcome.MET, Outcome.NOT_MET)]
    assert values(unit_survey(result("a", *homes), KINDS, HOME))["idle"] == (0, 0)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure.unknown(Name.PORTAL_EMPTY_COLUMNS, Reason.SCRIPT_LIST), (0, 0)),
        (Measure.unknown(Name.PORTAL_EMPTY_COLUMNS, Reason.NOT_READ, 0, 1), (0, 0)),
        (Measure.unknown(Name.DISCLOSURE_EMPTY_COLUMNS, Reason.NOT_READ), (0, 0)),
        (Measure(Name.PORTAL_EMPTY_COLUMNS, 1, Outcome.NOT_MET, reason=Reason.FAULTS, lower=1), (0, None)),
    ],
)
def test_empty_columns_of_a_site_may_be_more_where_a_section_was_not_walked(
    measure: Measure, expected: tuple[int, int | None]
) -> None:
    walked = Measure.known(Name.PORTAL_DEAD_LINKS, 0, Outcome.MET)
    assert values(site_survey(SITE, main(), [result("a", measures=(walked, measure))]))["empty_columns"] == expected


def test_a_column_that_holds_something_is_not_empty() -> None:
    assert values(site_survey(SITE, main(empty("a", Outcome.MET)), []))["empty_columns"] == (0, 0)
