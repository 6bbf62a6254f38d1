"""Which months wait to be closed: those over which nights watched, and none of an office that has just begun."""

from datetime import date, datetime, tzinfo
from pathlib import Path

import pytest

from app.cli import run
from app.looking.open_problems import open_problems
from app.progress import Reporter
from app.schedule import Schedule
from config.loader import load_configuration
from config.month import Month
from tests.app.decisions.office import Office, an_office
from tests.sites import moment

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)


def waiting(office: Office, day: date) -> list[str]:
    """What is said of months on a day."""
    return [
        line
        for line in open_problems(office.context, office.context.runs.all(), moment(day.day, day.month))
        if "封账" in line
    ]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose assessment starts in August."""
    return an_office(tmp_path, assessment_starts="2026-08")


def test_an_office_without_a_good_night_has_nothing_to_close(office: Office) -> None:
    assert office.context.due_months(date(2026, 12, 6)) == []
    assert waiting(office, date(2026, 12, 6)) == []


def test_a_month_that_nights_watched_is_due_from_the_configured_day_on(office: Office) -> None:
    office.night(20, 9)
    assert office.context.due_months(date(2026, 10, 4)) == []
    assert office.context.due_months(date(2026, 10, 5)) == [SEPTEMBER]
    assert office.context.due_months(date(2026, 11, 5)) == [SEPTEMBER, OCTOBER]


def closed_by_itself(office: Office, day: date, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """Which months the schedule closes on a day, and what it says of others."""

    class Clock(datetime):
        """The day's noon."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls(day.year, day.month, day.day, 12, tzinfo=tz)

    monkeypatch.setattr("app.schedule.datetime", Clock)
    closed, told = list[str](), list[str]()
    schedule = Schedule(office.context, office.folder, Reporter(quiet=True))
    monkeypatch.setattr(schedule, "_command", lambda *said: closed.append(said[1]))
    monkeypatch.setattr(schedule.reporter, "say", told.append)
    schedule.close_months()
    return closed, told


def test_a_month_whose_end_no_night_saw_is_not_closed_by_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.night(28, 9)
    closed, (told,) = closed_by_itself(office, date(2026, 10, 5), monkeypatch)
    assert closed == []
    assert (
        told
        == "2026年9月暂不自动封账：月末以后还没有有效的检查，2026-09-28 至 2026-09-30 发布的信息没有计入，检查之后再封"
    )
    (line,) = [item for item in waiting(office, date(2026, 10, 5)) if "应于" in item]
    assert "2026-09-28 至 2026-09-30 发布的信息没有计入，请先运行 hongqiao nightly" in line
    office.night(5, 10)
    assert closed_by_itself(office, date(2026, 10, 5), monkeypatch) == (["2026-09"], [])
    (line,) = [item for item in waiting(office, date(2026, 10, 5)) if "应于" in item]
    assert line.endswith("尚未封账：hongqiao close 2026-09")


def test_a_night_over_some_units_does_not_see_a_months_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.night(30, 9)
    office.night(2, 10, only=("jyj",))
    assert office.context.unseen_days(SEPTEMBER) == (date(2026, 9, 30), date(2026, 9, 30))
    assert closed_by_itself(office, date(2026, 10, 5), monkeypatch)[0] == []


def test_months_before_the_first_night_are_for_a_person_to_close(office: Office) -> None:
    office.night(20, 10)
    assert office.context.due_months(date(2026, 10, 21)) == []
    (line,) = waiting(office, date(2026, 10, 21))
    assert "2026年8月至2026年9月早于首次检查，不自动封账" in line and "hongqiao close 2026-08" in line


def test_one_month_before_the_first_night_is_told_by_its_name_alone(tmp_path: Path) -> None:
    office = an_office(tmp_path, assessment_starts="2026-09")
    office.night(20, 10)
    (line,) = waiting(office, date(2026, 10, 21))
    assert line.startswith("2026年9月早于首次检查")


def test_a_night_over_some_units_watches_no_month(office: Office) -> None:
    office.night(20, 9, only=("jyj",))
    assert office.context.due_months(date(2026, 10, 5)) == []


def test_a_new_configuration_starts_with_the_running_month(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "office"
    assert run(["init", str(folder)]) == 0
    configuration = load_configuration(folder)

    assert configuration.monitor.assessment_starts == configuration.month_of(datetime.now(configuration.zone))
    assert "# 考核从哪个月开始" in (folder / "monitor.yaml").read_text(encoding="utf-8")
