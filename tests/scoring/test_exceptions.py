"""Accepted links: they cost nothing, and never make certain what was not."""

from dataclasses import replace

from checks.findings import Check, Finding, Measure, Outcome, SiteResult, UnitMonth
from checks.measures import Name
from checks.reasons import Reason
from scoring.exceptions import site_with_accepted, with_accepted
from scoring.words import measure_reason

WHY = {"http://a/": "甲：对方改版"}


def dead(url: str) -> Finding:
    return Finding(Check.DEAD_LINK, "portal", Outcome.NOT_MET, url, verdict="broken", category="断链", confirmed=True)


def month(*urls: str, upper: int | None = 1, otherwise: Reason = Reason.NONE) -> UnitMonth:
    """A month that these links cost."""
    found = tuple(dead(url) for url in urls)
    keys = tuple(item.key for item in found)
    measure = Measure(
        Name.PORTAL_DEAD_LINKS, len(found), Outcome.NOT_MET, reason=Reason.FAULTS, lower=len(found), upper=upper, findings=keys, otherwise=otherwise
    )  # fmt: skip
    return UnitMonth("jyj", "2026-10", (measure,), found, ())


def measured(result: UnitMonth) -> Measure:
    return with_accepted(result, WHY).measures[0]


def test_a_month_whose_only_fault_is_accepted_has_none() -> None:
    note = "另有 1 个无效链接已列为例外，不扣分（甲：对方改版）"
    assert measured(month("http://a/")) == Measure.known(Name.PORTAL_DEAD_LINKS, 0, Outcome.MET, note=note)


def test_the_line_says_beside_what_was_measured_what_was_accepted_and_by_whom() -> None:
    said = "另有 1 个无效链接已列为例外，不扣分（甲：对方改版）"
    assert measure_reason(measured(month("http://a/"))) == f"没有已确认的无效链接；{said}"
    assert measure_reason(measured(month("http://a/", "http://b/", upper=2))) == f"已确认无效链接 1 个；{said}"
    unknown = measured(month("http://a/", otherwise=Reason.LIMIT_REACHED))
    assert measure_reason(unknown).startswith("未能测定：") and measure_reason(unknown).endswith(said)
    many = {f"http://{name}/": f"甲：{name}" for name in "abcde"}
    told = with_accepted(month(*many, upper=5), many).measures[0].note
    assert told == "另有 5 个无效链接已列为例外，不扣分（甲：a；甲：b；甲：c等）"


def test_what_was_not_read_to_its_end_stays_unknown_without_the_accepted_fault() -> None:
    assert measured(month("http://a/", otherwise=Reason.LIMIT_REACHED)).reason is Reason.LIMIT_REACHED
    assert measured(month("http://a/", upper=None)).outcome is Outcome.INCONCLUSIVE


def test_faults_that_nobody_accepted_still_count() -> None:
    found = measured(month("http://a/", "http://b/", upper=2))
    assert (found.value, found.lower, found.upper, found.findings) == (1, 1, 1, (dead("http://b/").key,))
    assert measured(month("http://a/", "http://b/", upper=None)).upper is None


def test_only_dead_links_are_accepted() -> None:
    empty = replace(dead("http://a/"), check=Check.EMPTY_COLUMN)
    result = UnitMonth("jyj", "2026-10", (), (empty,), ())
    assert with_accepted(result, WHY) == result


def test_an_accepted_link_says_who_accepted_it_and_why() -> None:
    found = with_accepted(month("http://a/"), WHY).findings[0]
    assert (found.accepted, found.costs) == ("甲：对方改版", False)
    assert found.outcome is Outcome.NOT_MET


def test_an_accepted_link_of_the_site_is_marked_and_no_other() -> None:
    found = (dead("http://a/"), dead("http://b/"), replace(dead("http://a/"), check=Check.EMPTY_COLUMN), replace(dead("http://a/"), outcome=Outcome.MET))  # fmt: skip
    marked = site_with_accepted(SiteResult("portal", Outcome.NOT_MET, found), WHY)
    assert [(item.accepted, item.costs) for item in marked.findings] == [("甲：对方改版", False), ("", True), ("", True), ("", True)]  # fmt: skip
    assert (marked.site, marked.outcome) == ("portal", Outcome.NOT_MET)


def test_a_month_that_nobody_could_measure_stays_as_it_was() -> None:
    kept = month("http://a/", "http://b/", upper=2)
    unknown = Measure.unknown(Name.DISCLOSURE_DEAD_LINKS, Reason.OFFLINE, findings=(dead("http://a/").key,))
    fine = Measure.known(Name.PORTAL_EMPTY_COLUMNS, 1, Outcome.NOT_MET, findings=(dead("http://a/").key,))
    result = with_accepted(replace(kept, measures=(*kept.measures, unknown, fine)), WHY)
    assert result.measures[1:] == (unknown, fine)
