"""Which months wait to be closed: those over which nights watched, and none of an office that has just begun."""

from datetime import date, datetime
from pathlib import Path

import pytest

from app.cli import run
from app.looking.open_problems import open_problems
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
