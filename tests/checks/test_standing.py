"""Numbers of what is found of columns and is no link: given once, kept while it stands and when it comes back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from checks.faults import check_faults
from checks.findings import Check, Finding, Outcome, UnitMonth
from checks.look import judge_section
from checks.reasons import Reason
from checks.snapshot import Fault
from checks.standing import number_month
from config.monitor import Policies
from config.schema import SiteKind
from tests.builders import HOST, NIGHT, fault, section, unit

PAGE = f"{HOST}/jyj/jbxx/"


def profile(role: str = "telephone", outcome: Outcome = Outcome.NOT_MET, **values: Any) -> Finding:
    known: dict[str, Any] = {"reason": Reason.NO_TELEPHONE, "column": "联系我们", "role": role}
    return Finding(Check.PROFILE, "zhengwu", outcome, PAGE, **{**known, **values})


def form(number: int) -> Finding:
    return Finding(
        Check.SERVICE_FORMS, "zhengwu", Outcome.NOT_MET, f"{HOST}/jyj/bs/{number}.html", reason=Reason.NO_FORM
    )


def night(*found: Finding, day: date = NIGHT, before: tuple[Fault, ...] = (), **values: Any) -> Any:
    """What one night makes of findings: the findings as they are told, and the section's record."""
    own = section(faults=before, **values)
    sections = {SiteKind.PORTAL: judge_section(own, check_faults(replace(unit(own), today=day), own, Policies(), 2))}
    done = number_month(UnitMonth("jyj", "2026-10", (), found, ()), sections, day)
    return done.month.findings, done.records[SiteKind.PORTAL]


def test_each_problem_of_columns_and_services_has_a_number_of_the_series_of_columns() -> None:
    empty = fault(Check.EMPTY_COLUMN, f"{HOST}/jyj/leer/", number="LM-zhengwu-jyj-004")
    found, record = night(profile(), profile("address"), form(1), before=(empty,))
    numbers = [item.number for item in found]
    assert sorted(numbers) == ["LM-zhengwu-jyj-005", "LM-zhengwu-jyj-006", "LM-zhengwu-jyj-007"]
    assert {item.number for item in record} == {*numbers, empty.number}


def test_a_problem_keeps_its_number_and_the_night_that_first_found_it() -> None:
    (first,), record = night(profile())
    assert (first.first_seen, first.nights) == (NIGHT, 1)
    (second, _), _ = night(profile(), form(1), day=NIGHT + timedelta(1), before=record)
    assert (second.number, second.first_seen, second.nights) == (first.number, NIGHT, 2)


def test_a_problem_that_comes_back_has_its_old_number_and_a_new_first_night() -> None:
    (first,), record = night(profile())
    (met,), record = night(profile(outcome=Outcome.MET), day=NIGHT + timedelta(1), before=record)
    assert (met.number, met.first_seen, record[0].is_open) == ("", None, False)
    later = NIGHT + timedelta(90)
    (again,), _ = night(profile(), day=later, before=record)
    assert (again.number, again.first_seen) == (first.number, later)


def test_what_could_not_be_looked_at_keeps_its_fault_open() -> None:
    _, record = night(profile(), form(1))
    _, unknown = night(profile(outcome=Outcome.INCONCLUSIVE), form(1), day=NIGHT + timedelta(1), before=record)
    assert all(item.is_open for item in unknown)
    found, cut = night(profile(), day=NIGHT + timedelta(1), before=record, complete=False)
    assert len(found) == 1 and all(item.is_open for item in cut)
    _, whole = night(profile(), day=NIGHT + timedelta(1), before=record)
    assert [item.is_open for item in whole if item.check is Check.SERVICE_FORMS] == [False]


def test_a_problem_that_an_earlier_night_found_keeps_that_nights_days() -> None:
    (first,), record = night(profile())
    (carried,), after = night(first, day=NIGHT + timedelta(3), before=record)
    assert (carried.last_seen, carried.nights, after[0].last_night) == (NIGHT, 1, NIGHT)


def test_links_and_empty_columns_are_closed_by_their_own_night_alone() -> None:
    _, record = night(profile())
    kept = check_faults(unit(section()), section(faults=record), Policies(), 2).faults
    assert kept == record
