"""Faults over nights: suspected, confirmed, recovered, removed, flapping."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from checks.dead_links import link_finding
from checks.faults import changes, is_flapping, numbered
from checks.findings import Check, Finding, Outcome
from checks.snapshot import Fault, LinkView
from checks.verdicts import judge
from crawler.records.observations import Answer, Failure
from reports.words import confirmed_text, ended_text
from tests.builders import NIGHT, fault

TARGET = "http://other.example/"
FIRST = date(2026, 3, 1)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def night(
    before: tuple[Fault, ...], day: date, failure: Failure | None, held: bool = True
) -> tuple[list[Finding], tuple[Fault, ...]]:
    """One night of one link."""
    known = next((fault for fault in before if fault.is_open), None)
    answer = Answer(TARGET, NOON, status=None if failure else 200, failure=failure, final_url=TARGET)
    judgement = judge(answer)
    found = []
    if failure is not None and held:
        link = LinkView(TARGET, "", pages=1, samples=(), answer=answer, evidence="")
        found = [link_finding("portal", link, judgement, known, day, 2)]
    after = numbered(found, before, "portal/a", day, {TARGET} if held else set())
    return list(after.findings), after.faults


def test_a_passing_failure_is_suspected_confirmed_and_recovers() -> None:
    found, faults = night((), FIRST, Failure.TIMEOUT)
    assert (found[0].confirmed, found[0].costs, found[0].number) == (False, False, "LJ-portal-a-001")
    found, faults = night(faults, FIRST + timedelta(1), Failure.TIMEOUT)
    assert (found[0].confirmed, found[0].nights, found[0].first_seen) == (True, 2, FIRST)
    found, faults = night(faults, FIRST + timedelta(2), None)
    assert found == []
    assert [(fault.is_open, fault.fixed_on, fault.ended) for fault in faults] == [
        (False, FIRST + timedelta(2), "recovered")
    ]


def test_a_link_that_no_page_holds_any_more_is_closed_as_removed() -> None:
    _, faults = night((), FIRST, Failure.TIMEOUT)
    _, faults = night(faults, FIRST + timedelta(1), Failure.TIMEOUT)
    _, faults = night(faults, FIRST + timedelta(2), Failure.TIMEOUT, held=False)
    assert faults[0].ended == "removed"


def test_a_link_that_fails_every_other_night_is_flapping_and_never_confirmed() -> None:
    faults: tuple[Fault, ...] = ()
    for offset in range(8):
        found, faults = night(faults, FIRST + timedelta(offset), Failure.RESET if offset % 2 == 0 else None)
        if found:
            assert found[0].number == "LJ-portal-a-001"
            assert found[0].confirmed is False
            assert is_flapping(found[0]) is (offset >= 4)
            last = found[0]
    assert confirmed_text(last) == "时好时坏（30 天内第 4 次），未确认"


def test_the_same_night_again_counts_no_episode_twice() -> None:
    found, faults = night((), FIRST, Failure.RESET)
    again, same = night(faults, FIRST, Failure.RESET)
    assert (found, faults) == (again, same)


def test_the_end_of_a_fault_is_told_in_words() -> None:
    found, _ = night((), FIRST, Failure.RESET)
    assert ended_text(found[0]) == ""
    assert ended_text(replace(found[0], fixed_on=FIRST, ended="removed")) == "2026年3月1日链接已取消"
    assert ended_text(replace(found[0], fixed_on=FIRST, ended="recovered")) == "2026年3月1日恢复正常"


def empty(*, confirmed: bool | None = False, last: date | None = FIRST) -> Finding:
    return Finding(
        Check.EMPTY_COLUMN, "portal", Outcome.NOT_MET, TARGET, confirmed=confirmed, first_seen=FIRST, last_seen=last, nights=1
    )  # fmt: skip


def test_an_empty_column_that_no_page_links_to_has_recovered() -> None:
    known = numbered([empty()], (), "portal/a", FIRST, ()).faults
    (gone,) = numbered([], known, "portal/a", FIRST + timedelta(1), ()).faults
    assert (gone.number, gone.is_open, gone.ended) == ("LM-portal-a-001", False, "recovered")


def test_a_confirmed_fault_stays_so_and_keeps_its_last_night_where_a_finding_says_neither() -> None:
    known = fault(Check.EMPTY_COLUMN, TARGET)
    (kept,) = numbered([empty(last=None)], (known,), "portal/a", NIGHT, ()).faults
    assert (kept.confirmed, kept.last_night, kept.number) == (True, known.last_night, known.number)
    (seen,) = numbered([empty(confirmed=True, last=NIGHT)], (fault(Check.EMPTY_COLUMN, TARGET, confirmed=False),), "a", NIGHT, ()).faults  # fmt: skip
    assert (seen.confirmed, seen.last_night) == (True, NIGHT)


@pytest.mark.parametrize(
    ("changes_", "is_kept"),
    [
        ({"confirmed": False, "fixed_on": NIGHT - timedelta(60)}, True),
        ({"confirmed": False, "fixed_on": NIGHT - timedelta(61)}, False),
        ({"confirmed": False, "fixed_on": None}, True),
        ({"confirmed": True, "fixed_on": NIGHT - timedelta(61)}, True),
    ],
)
def test_a_suspicion_that_went_away_is_forgotten_after_sixty_days(changes_: dict[str, Any], is_kept: bool) -> None:
    old = fault(is_open=False, **changes_)
    assert numbered([], (old,), "portal/a", NIGHT, ()).faults == ((old,) if is_kept else ())


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, {"confirmed": False}, ["suspected"]),
        (None, {"confirmed": True}, ["confirmed"]),
        ({"confirmed": False}, {"confirmed": True}, ["confirmed"]),
        ({"confirmed": True}, {"confirmed": True}, []),
        ({}, {"is_open": False, "ended": "recovered"}, ["recovered"]),
        (None, {"is_open": False, "ended": "removed"}, ["removed"]),
        ({"is_open": False, "ended": "removed"}, {"is_open": False, "ended": "removed"}, []),
        ({"is_open": False, "ended": "removed", "confirmed": False}, {"is_open": False, "ended": "removed"}, []),
    ],
)
def test_what_a_night_decides_of_a_fault_is_said_once(
    before: dict[str, Any] | None, after: dict[str, Any], said: list[str]
) -> None:
    known = () if before is None else (fault(**before),)
    assert [what for what, _ in changes(known, (fault(**after),))] == said
