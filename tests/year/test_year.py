"""A simulated year on a small replica: outages, missed nights, kills, a redesign in June, closings, a leap day.

CI runs the nights on which something happens; `make soak` runs every night of the year.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from app.context import Context, open_context
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.schedule import night_arguments
from app.stages.night import nightly
from app.stages.score import score
from config.loader import BUILT_IN_RUBRICS
from config.month import Month
from db.codec import dump
from db.months import FrozenMonth
from db.runs import RunRecord
from tests.sites import Answer, Site, write_office
from tests.sites import closed as closed_on
from tests.year.stores import rows, store_bytes

YEAR = 2024
"""A leap year whose calendar of working days is announced."""
ZONE = ZoneInfo("Asia/Shanghai")
OUTAGE = (date(YEAR, 2, 12), date(YEAR, 2, 14))
OWN_NETWORK = date(YEAR, 8, 13)
"""The night on which the monitor's own network is away: it is no judge of anything."""
MISSED = (date(YEAR, 4, 13), date(YEAR, 4, 19))
KILLED = (date(YEAR, 5, 20), date(YEAR, 9, 6), date(YEAR, 11, 20))
ASKED_BEFORE_KILL = 20
"""Requests after which a night is killed: each asks more than a hundred."""
REDESIGN = date(YEAR, 6, 10)
DEAD_LINK = (date(YEAR, 3, 3), date(YEAR, 3, 25))
EMPTY = (date(YEAR, 5, 8), date(YEAR, 5, 28))
SILENT_MONTHS = range(1, 8)
"""Months in which the third unit publishes nothing: seven times ten points, of which sixty are taken."""
LARGEST_STORE, LARGEST_GROWTH = 40_000_000, 120_000_000
"""Bytes of the store after the year, copies of pages included, and of memory gained between the second month and the end."""
EXPECTED = {
    "ya": {"portal.posts": "10", "portal.dead_links": "2.50", "portal.empty_columns": "2.29"},
    "yb": {"portal.posts": "5", "portal.dead_links": "2.29", "portal.empty_columns": "2.50"},
    "yc": {"portal.posts": "-55.83", "portal.dead_links": "2.50", "portal.empty_columns": "2.50"},
}
"""The year by hand: ten each month; five each month; five months of ten and seven of minus ten, cut off at sixty."""


def published(unit: str, month: int) -> list[int]:
    """The days of a month on which a unit publishes."""
    if unit == "ya" or (unit == "yc" and month not in SILENT_MONTHS):
        return [1, 1, *range(1, 29)]
    return list(range(2, 25, 2)) if unit == "yb" else []


@dataclass
class Pages:
    """What the site shows on a day."""

    today: date = date(YEAR, 1, 1)

    def posts(self, unit: str) -> list[tuple[str, date]]:
        """All posts up to yesterday, newest first, and one from before the year."""
        found = [(f"/{unit}/gzdt/old.html", date(YEAR - 1, 12, 15))]
        for month in range(1, 13):
            for index, day in enumerate(published(unit, month)):
                if date(YEAR, month, day) < self.today:
                    found.append((f"/{unit}/gzdt/m{month:02d}-{index:02d}.html", date(YEAR, month, day)))
        return found[::-1]

    def __call__(self, path: str) -> Answer:
        """The page at a path."""
        unit = path.strip("/").split("/")[0]
        if path in ("/", "/xxgk/"):
            return frame("首页", "".join(f"<a href='/{code}/'>{code}</a>" for code in EXPECTED))
        if path == "/doc.html":
            return frame("管理办法", "<h1>管理办法</h1><p>第一条　为加强管理，制定本办法。</p>")
        if unit not in EXPECTED:
            return None
        if path == f"/{unit}/":
            dead = f"<a href='/{unit}/gone.html'>旧页</a>" if unit == "yb" and inside(self.today, DEAD_LINK) else ""
            return frame(unit, f"<a href='gzdt/'>工作动态</a> <a href='zcwj/'>政策文件</a>{dead}")
        if path == f"/{unit}/zcwj/":
            hidden = unit == "ya" and inside(self.today, EMPTY)
            return frame(
                "政策文件",
                "暂无内容" if hidden else "<a href='/doc.html'>关于印发管理办法的通知，请各部门认真执行。</a>",
            )
        posts = self.posts(unit)
        if path.startswith(f"/{unit}/gzdt/") and path.rsplit("/", 1)[-1].partition(".")[0] in ("", "index"):
            return self.listing(unit, posts)
        day = dict(posts).get(path)
        if day is None:
            return None
        return frame(path, f"<h1>文章{path}</h1><p>发布时间：{day}</p><p>{path}的正文，请认真阅读。</p>")

    def listing(self, unit: str, posts: list[tuple[str, date]]) -> str:
        """The list; after the redesign the second unit's is a table."""
        if unit == "yb" and self.today >= REDESIGN:
            rows = "".join(
                f"<tr><td class='t'><a href='{url}'>关于{url}的通知</a></td><td class='d'>[{day:%Y/%m/%d}]</td></tr>"
                for url, day in posts
            )
            return frame("工作动态", f"<div class='new-design'><table>{rows}</table></div>")
        rows = "".join(f"<li><a href='{url}'>关于{url}的通知</a><span>{day}</span></li>" for url, day in posts)
        return frame("工作动态", f"<ul>{rows}</ul>")


def frame(title: str, content: str) -> str:
    return f"<html><head><title>{title}</title></head><body><div class='nav'><a href='/'>首页</a></div><div>{content}</div></body></html>"


def inside(day: date, period: tuple[date, date]) -> bool:
    return period[0] <= day <= period[1]


def configured(folder: Path, site: Site, canary: Site, **monitor: Any) -> Path:
    """The office's files for three units."""
    columns = [{"name": "工作动态", "url": "gzdt/", "role": "posts"}, {"name": "政策文件", "url": "zcwj/"}]
    units = [
        {"code": code, "name": f"单位{code}", "portal": {"home": f"/{code}/", "columns": columns}} for code in EXPECTED
    ]
    values = {
        "assessment_starts": f"{YEAR}-01",
        "crawl": {"requests_per_host": 4, "delay": 0, "timeout": 5},
        "probe": {"retry_pauses": [0.05], "timeout": 2, "allow_private_hosts": [canary.name]},
        "canaries": [f"http://{canary.name}/"],
        **monitor,
    }
    return write_office(folder, site.name, units, **values)


def one_night(folder: Path, day: date, full: bool) -> tuple[RunRecord, list[str]]:
    """A night and the closings that are due by its day."""
    context = open_context(folder)
    try:
        run, _ = nightly(context, moment(day), (), Reporter(quiet=True), full)
        closed = context.due_months(day) if run.is_good else []
        for month in closed:
            closed_on(context, month, day)
        return run, [str(month) for month in closed]
    finally:
        context.close()


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, tzinfo=ZONE)


def killed_night(folder: Path, day: date, site: Site) -> None:
    """A night whose whole family is killed in the midst of its crawl."""
    command = [sys.executable, "-m", "app", "--config", str(folder), "nightly", "--as-of", moment(day).isoformat()]
    begun, until = site.requests.total(), time.monotonic() + 60
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    while site.requests.total() < begun + ASKED_BEFORE_KILL:
        assert child.poll() is None and time.monotonic() < until
        time.sleep(0.01)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def frozen_bytes(context: Context) -> dict[str, bytes]:
    """Every closed month as it is kept, to the byte."""
    return {
        month: dump(context.months.content(closing), FrozenMonth) for month, closing in context.months.closed().items()
    }


def a_year(folder: Path, days: list[date], killed: Sequence[date] = KILLED, **monitor: Any) -> None:
    """Live through these days, then compare everything with what was planned."""
    pages = Pages()
    frozen: dict[str, bytes] = {}
    early = 0
    with Site({"/": frame("外部", "外部站点")}) as canary, Site(pages) as site:
        configured(folder, site, canary, **monitor)
        for day in days:
            pages.today = day
            site.cut_after = 1 if inside(day, OUTAGE) or day == OWN_NETWORK else 0
            canary.cut_after = 1 if day == OWN_NETWORK else 0
            if day in killed:
                killed_night(folder, day, site)
            run, closed = one_night(folder, day, "--full" in night_arguments(day))
            assert run.is_good is (day != OWN_NETWORK), day
            assert bool(run.notes.get("down")) is inside(day, OUTAGE), day
            if closed:
                context = open_context(folder)
                frozen.update({month: content for month, content in frozen_bytes(context).items() if month in closed})
                context.close()
            if day.month == 2 and not early:
                early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - early
    judged(folder, days, frozen, grown)


def judged(folder: Path, days: list[date], frozen: dict[str, bytes], grown: int) -> None:
    """The expected sheet, no lost record, no duplicate night, frozen months to the byte, stated bounds."""
    context = open_context(folder)
    nights = [run.night for run in context.runs.all()]
    assert nights == days, "each night once, a missed one never"
    assert sorted(frozen) == [f"{YEAR}-{month:02d}" for month in range(1, 13)]
    assert frozen_bytes(context) == frozen
    report = Reader(context, latest_good(context)).report(Month(YEAR, 12))
    for unit in report.units:
        assert unit.year is not None and len(unit.year.months) == 12
        for criterion, points in EXPECTED[unit.code].items():
            line = unit.year.line(criterion)
            assert (line.low, line.high) == (Decimal(points), Decimal(points)), (unit.code, criterion, line)
    for month in range(1, 13):
        units = {unit.code: unit for unit in Reader(context, latest_good(context)).report(Month(YEAR, month)).units}
        for code, unit in units.items():
            counted = sorted(post.url.rsplit("/", 1)[-1] for post in unit.result.posts if post.counted)
            assert counted == [f"m{month:02d}-{index:02d}.html" for index in range(len(published(code, month)))]
    size = store_bytes(context)
    print(f"{len(days)} nights: {rows(context.engine)}, {size / 1e6:.1f} MB, memory grew by {grown / 1e6:.0f} MB")
    assert size < LARGEST_STORE
    assert grown < LARGEST_GROWTH
    changed_rubric(context, folder, frozen)


def changed_rubric(context: Context, folder: Path, frozen: dict[str, bytes]) -> None:
    """A new rubric scores what is open; closed months stay as they were signed."""
    context.close()
    text = (BUILT_IN_RUBRICS / "2014.yaml").read_text(encoding="utf-8")
    (folder / "rubrics").mkdir()
    (folder / "rubrics" / "2025.yaml").write_text(
        text.replace('id: "2014"', 'id: "2025"') + "\n# 新版\n", encoding="utf-8"
    )
    monitor = yaml.safe_load((folder / "monitor.yaml").read_text(encoding="utf-8"))
    (folder / "monitor.yaml").write_text(yaml.safe_dump({**monitor, "rubric": "2025"}), encoding="utf-8")
    again = open_context(folder)
    assert again.configuration.rubric.sha256 not in {
        closing.rubric_sha256 for closing in again.months.closed().values()
    }
    score(again, latest_good(again))
    assert frozen_bytes(again) == frozen
    again.close()


def some_days() -> list[date]:
    """The night of each month on which the month before closes, those of the incidents, of their confirmation and their
    end, the leap day, and the night on which December closes."""
    found = {date(YEAR, month, 6) for month in range(1, 13)}
    found |= {date(YEAR, month, 20) for month in (1, 3, 5, 11)}
    found |= {OUTAGE[0], OWN_NETWORK, MISSED[0], REDESIGN, date(YEAR, 2, 29)}
    found |= {period[1] + timedelta(days=1) for period in (DEAD_LINK, EMPTY)}
    return [*sorted(day for day in found if not inside(day, MISSED)), date(YEAR + 1, 1, 6)]


def all_days() -> list[date]:
    """Every night of the year but the missed ones."""
    first = date(YEAR, 1, 1)
    found = [first + timedelta(days=number) for number in range(366)]
    return [day for day in found if not inside(day, MISSED)] + [date(YEAR + 1, 1, 6)]


@pytest.fixture
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    """No report is written for a night: a year is judged by its store, and in short nobody turns over its reports."""
    monkeypatch.setattr("app.stages.night.publish", lambda *_: SimpleNamespace(report=None))


@pytest.mark.timeout(600)
def test_a_year_in_short_ends_with_the_expected_sheet(tmp_path: Path, unpublished: None) -> None:
    a_year(tmp_path / "config", some_days(), KILLED[:1])


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_whole_year_ends_with_the_expected_sheet(tmp_path: Path) -> None:
    a_year(tmp_path / "config", all_days())


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_whole_year_on_postgresql_ends_with_the_expected_sheet(tmp_path: Path, postgres_url: str) -> None:
    a_year(tmp_path / "config", all_days(), database=postgres_url)


def test_the_year_has_its_leap_day() -> None:
    assert date(YEAR, 2, 29) in some_days()
