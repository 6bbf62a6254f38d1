"""The pulse: when the home pages are visited, what a visit tells, how much a year of it weighs; never a night's request."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from app.cli import run
from app.context import open_context
from app.looking.visits import days_of_visits
from app.pulse import visit_sites, visit_times
from app.schedule import Schedule as Jobs
from config.monitor import Schedule
from db.connections import Connections
from db.probes import ProbeRecord, Probes, Result
from db.prune import prune
from tests.sites import Site, configure

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 10, 27)
HOME = "<html><body><p>红桥区人民政府网站</p></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    """A site; each test says what it serves."""
    with Site({}) as running:
        yield running


# ---- when -------------------------------------------------------------------------------------------------------------------


def test_visits_are_spread_over_the_day_and_the_same_after_a_restart() -> None:
    times = visit_times(DAY, 20, Schedule(), ZONE, "a")
    assert times == visit_times(DAY, 20, Schedule(), ZONE, "a") == sorted(times)
    assert len(times) >= 20 and {moment.date() for moment in times} == {DAY}
    assert max(Counter(moment.hour // 4 for moment in times).values()) <= 5
    assert times != visit_times(DAY, 20, Schedule(), ZONE, "b")
    assert [moment.time() for moment in times] != [
        moment.time() for moment in visit_times(DAY + timedelta(1), 20, Schedule(), ZONE, "a")
    ]
    assert visit_times(DAY, 0, Schedule(), ZONE, "a") == []


@pytest.mark.parametrize("hours", ["08:00-18:00", "22:00-06:00"])
def test_no_visit_falls_into_the_working_hours(hours: str) -> None:
    schedule = Schedule(working_hours=hours)
    times = visit_times(DAY, 20, schedule, ZONE, "a")
    assert len(times) >= 20 and not any(schedule.left_of_work(moment) for moment in times)


def test_the_schedule_plans_what_is_left_of_the_day(tmp_path: Path, site: Site) -> None:
    context = open_context(configure(tmp_path, site, []))
    planned: list[dict[str, object]] = []
    jobs = Jobs(context, tmp_path, None)  # type: ignore[arg-type]
    jobs.plan_visits(SimpleNamespace(add_job=lambda *_, **options: planned.append(options)))  # type: ignore[arg-type]
    context.close()
    assert len(planned) <= 22
    assert all(item["coalesce"] and item["max_instances"] == 1 and item["replace_existing"] for item in planned)


# ---- what -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "robots", "expected"),
    [
        (HOME, None, (Result.OPENED, "ok")),
        ((500, {}, b""), None, (Result.FAILED, "http_500")),
        ((404, {}, b""), None, (Result.FAILED, "http_404")),
        ((412, {}, b""), None, (Result.UNKNOWN, "http_412")),
        (HOME, "User-agent: *\nDisallow: /", (Result.UNKNOWN, "robots")),
    ],
)
def test_a_visit_tells_whether_a_reader_would_have_come_in(
    tmp_path: Path, site: Site, home: object, robots: str | None, expected: tuple[Result, str]
) -> None:
    site.pages = {"/": home, "/xxgk/": HOME, **({"/robots.txt": robots} if robots else {})}  # type: ignore[dict-item]
    folder = configure(tmp_path, site, [])
    context = open_context(folder)
    made = {item.site: item for item in visit_sites(context)}
    kept = Probes(context.engine).between(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    context.close()
    assert (made["portal"].result, made["portal"].reason) == expected
    assert [item.site for item in kept] == ["portal", "disclosure"]
    assert site.requests["/"] == (0 if robots else 1), "a visit is one request"


def test_where_no_canary_answers_either_nothing_is_told(tmp_path: Path, site: Site) -> None:
    site.pages = {"/": (503, {}, b""), "/xxgk/": (503, {}, b"")}
    context = open_context(configure(tmp_path, site, [], canaries=["http://127.0.0.1:1/"]))
    made = visit_sites(context)
    context.close()
    assert {(item.result, item.reason) for item in made} == {(Result.UNKNOWN, "offline")}


def test_the_command_visits_once_and_tells_the_week(
    tmp_path: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages = {"/": HOME, "/xxgk/": (500, {}, b"")}
    folder = configure(tmp_path, site, [])
    assert run(["--config", str(folder), "pulse"]) == 0
    assert run(["--config", str(folder), "pulse", "status"]) == 0
    told = capsys.readouterr().out
    assert "政务网：正常打开" in told and "公开平台：打不开（服务器内部错误（500））" in told
    assert "政务网：访问 1 次，失败 0 次（0.0%）" in told and "公开平台：访问 1 次，失败 1 次（100.0%）" in told


# ---- how much ---------------------------------------------------------------------------------------------------------------


def test_a_year_of_two_sites_takes_less_than_twenty_megabytes_and_is_pruned(tmp_path: Path, site: Site) -> None:
    context = open_context(configure(tmp_path, site, []))
    before = (tmp_path / "var" / "hongqiao.db").stat().st_size
    first = datetime(2026, 1, 1, tzinfo=ZONE)
    for day in range(365):
        moments = [first + timedelta(days=day, minutes=65 * number) for number in range(22)]
        Probes(context.engine).add(
            [
                ProbeRecord(site=name, at=moment, result=Result.FAILED, reason="empty_response", milliseconds=15_000)
                for moment in moments
                for name in ("portal", "disclosure")
            ]
        )
    with context.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)") if context.engine.name == "sqlite" else None
    size = (tmp_path / "var" / "hongqiao.db").stat().st_size - before
    assert 365 * 44 * 40 < size < 20_000_000
    week = days_of_visits(context, date(2026, 12, 31))
    assert {name: {(day.visits, day.failed) for day in days} for name, days in week.items()} == {
        "portal": {(22, 22)},
        "disclosure": {(22, 22)},
    }
    prune(context.engine, context.bodies, date(2026, 12, 1))
    left = Probes(context.engine).between(first, first + timedelta(days=400))
    context.close()
    assert min(item.at.astimezone(ZONE).date() for item in left) == date(2026, 12, 1)


def test_a_host_s_connection_is_looked_at_once_a_day(tmp_path: Path, site: Site) -> None:
    site.pages = {"/": HOME, "/xxgk/": HOME}
    context = open_context(configure(tmp_path, site, []))
    looks = Connections(context.engine)
    visit_sites(context)
    first = looks.latest(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    visit_sites(context)
    again = looks.latest(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    context.close()
    assert first == again and set(first) == {"portal", "disclosure"}
