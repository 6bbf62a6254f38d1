"""What keeps the monitor honest while nobody looks: metrics, dead man's switch, alarms, logs, hours, locks."""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text, update

from app.cli import run
from app.context import open_context
from app.logs import log_to
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.schedule import Schedule
from app.telling.metrics import ping, write_metrics
from app.telling.notify import tell, tell_problem
from config.monitor import Schedule as Hours
from db import lock, tables
from db.errors import NightTaken
from db.lock import night_lock
from db.runs import RunStatus
from db.session import open_engine
from tests.app.telling.test_notify import Receiver, mail_server
from tests.sites import Answer, Site, configure, night, page, rows, unit_of

ZONE = ZoneInfo("Asia/Shanghai")
POSTS = [{"name": "动态", "url": "gzdt/", "role": "posts"}]
PAGES: dict[str, Answer] = {
    "/": page("首页"),
    "/jyj/": page("<a href='gzdt/'>动态</a><a href='/gone.html'>旧链接</a>"),
    "/jyj/gzdt/": rows(["2026-10-12"] * 3),
    **{
        f"/jyj/gzdt/p{index}.html": page(f"<h1>文章{index}</h1><p>发布时间：2026-10-12</p><p>正文{index}。</p>")
        for index in range(3)
    },
}


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(dict(PAGES)) as running:
        yield running


def test_a_night_leaves_numbers_for_machines_and_pings_the_dead_mans_switch(site: Site, tmp_path: Path) -> None:
    with Receiver(failures=1) as switch:
        folder = configure(
            tmp_path, site, POSTS, canaries=[f"http://{site.name}/"], notify={"ping": f"http://{switch.name}/ok"}
        )
        assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-27"]) == 0
        assert switch.requests["/ok"] == 2
    text_ = (folder / "var" / "metrics.prom").read_text(encoding="utf-8")
    found = {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text_)
        for sample in family.samples
    }
    assert found[("hongqiao_last_night_good",)] == 1
    assert found[("hongqiao_broken_links", "true", "jyj")] == 1
    assert found[("hongqiao_stage_seconds", "crawl")] > 0
    assert found[("hongqiao_stored_bytes", "database")] > 0
    context = open_context(folder)
    bad = context.runs.finish(latest_good(context), RunStatus.INCONCLUSIVE, "canaries_failed")
    write_metrics(context, bad, None)
    assert "hongqiao_last_night_good 0.0" in (folder / "var" / "metrics.prom").read_text(encoding="utf-8")
    assert not ping(context, (0.0,))
    context.close()


def test_units_are_mailed_their_own_new_broken_links_once(site: Site, tmp_path: Path) -> None:
    with mail_server() as (inbox, address):
        unit = {"emails": ["jyj@hq.example", "zhuren@hq.example"]}
        canaries = [f"http://{site.name}/"]
        folder = configure(tmp_path, site, POSTS, unit=unit, canaries=canaries, notify={"unit_mail": address})
        for day in (27, 28):
            night(folder, day)
            context = open_context(folder)
            found = latest_good(context)
            for _ in range(2):
                assert tell(context, found, Reader(context, found).report(), (0.0,))
            context.close()
    assert len(inbox.mails) == 2, "one mail to each of two addresses, on the night the link was new"


def test_a_missing_night_raises_the_alarm_once_a_day(site: Site, tmp_path: Path) -> None:
    with Receiver() as receiver:
        folder = configure(tmp_path, site, POSTS, notify={"urls": [f"json://{receiver.name}/hook"]})
        night(folder, 27)
        for _ in range(2):
            assert run(["--config", str(folder), "status", "--tell"]) == 1
        assert receiver.requests["/hook"] == 1
        context = open_context(folder)
        assert tell_problem(context, "missing", "没有进行", datetime.now(ZONE).date() + timedelta(days=1), (0.0,))
        context.close()
        assert receiver.requests["/hook"] == 2


def test_every_change_of_a_verdict_is_a_line_of_the_log_and_the_log_is_turned_over(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = configure(tmp_path, site, POSTS, canaries=[f"http://{site.name}/"])
    assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-27"]) == 0
    site.pages = {**PAGES, "/gone.html": page("又有了")}
    assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-28"]) == 0
    file = folder / "var" / "logs" / "hongqiao.log"
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    told = [line["message"] for line in lines if "/gone.html" in line["message"]]
    assert [message.split()[1] for message in told] == ["confirmed:", "recovered:"]
    assert all(line["levelname"] and line["asctime"] and line["process"] for line in lines)
    monkeypatch.setattr("app.logs.MAX_BYTES", 2_000)
    log_to(file.parent)
    for number in range(200):
        logging.getLogger("app.test").info("line %d", number)
    assert len(list(file.parent.glob("hongqiao.log.*"))) >= 2


def test_what_a_crawl_logs_in_its_own_process_is_in_the_log_as_well(site: Site, tmp_path: Path) -> None:
    site.cut_after = 1
    folder = configure(tmp_path, site, POSTS)
    assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-27"]) != 0
    lines = [json.loads(line) for line in (folder / "var/logs/hongqiao.log").read_text(encoding="utf-8").splitlines()]
    crawled = [line for line in lines if line["name"].startswith("crawler.") and line["process"] != os.getpid()]
    assert any("no robots.txt at" in line["message"] for line in crawled)
    assert not [line for line in lines if line["name"].startswith("scrapy") and line["levelname"] == "INFO"]


@pytest.mark.parametrize(
    ("hours", "moment", "expected"),
    [
        ("", "12:00", None),
        ("08:00-18:00", "02:00", 6 * 3600),
        ("08:00-18:00", "08:00", 0),
        ("08:00-18:00", "17:59", 0),
        ("08:00-18:00", "18:00", 14 * 3600),
        ("22:00-06:00", "23:30", 0),
        ("22:00-06:00", "05:59", 0),
        ("22:00-06:00", "06:00", 16 * 3600),
    ],
)
def test_the_time_until_the_working_hours(hours: str, moment: str, expected: int | None) -> None:
    now = datetime.fromisoformat(f"2026-10-27T{moment}:00+08:00")
    found = Hours(working_hours=hours).until_work(now)
    assert (found.total_seconds() if found is not None else None) == expected


def test_a_night_that_was_missed_waits_for_the_end_of_the_working_hours(site: Site, tmp_path: Path) -> None:
    folder = configure(tmp_path, site, POSTS, schedule={"working_hours": "08:00-18:00"})
    context = open_context(folder)
    schedule = Schedule(context, folder, Reporter())
    noon, night_ = (datetime.fromisoformat(f"2026-10-27T{hour}:00+08:00") for hour in ("12:00", "19:00"))
    assert (schedule._until_night(noon), schedule._until_night(night_)) == (timedelta(hours=6), timedelta(0))
    context.close()


def test_a_night_stops_when_the_working_hours_begin_and_says_what_it_did_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: dict[str, Answer] = {**PAGES, "/jyj/gzdt/": rows(["2026-10-12"] * 40)}
    pages.update({f"/jyj/gzdt/p{index}.html": PAGES["/jyj/gzdt/p0.html"] for index in range(40)})
    with Site(pages) as site:
        site.pause = 0.15
        folder = configure(tmp_path, site, POSTS, canaries=[f"http://{site.name}/"], crawl={"requests_per_host": 1})
        monkeypatch.setattr(Hours, "until_work", lambda *_: timedelta(seconds=3))
        night(folder, 27)
        posts = unit_of(folder)["measures"]["portal.posts"]
    assert (posts["outcome"], posts["value"]) == ("inconclusive", None)
    assert posts["reason"] in ("limit_reached", "page_not_read")
    assert site.requests.total() < 45


def test_a_host_that_asks_to_be_left_alone_is_left_alone(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {**PAGES, "/jyj/gzdt/": rows(["2026-10-12"] * 40)}
    with Site({}) as site:

        def answer(path: str) -> Answer:
            if path.startswith("/jyj/gzdt/p"):
                return 503, {"Retry-After": "3600"}, b"later"
            return pages.get(path)

        site.pages = answer
        folder = configure(tmp_path, site, POSTS, canaries=[f"http://{site.name}/"], crawl={"requests_per_host": 1})
        night(folder, 27)
        assert sum(count for path, count in site.requests.items() if "/gzdt/p" in path) <= 2


def test_a_jump_of_the_clock_starts_no_second_night(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "BEAT", 0.2)
    context = open_context(configure(tmp_path, site, POSTS))
    for jump in (timedelta(hours=-5), timedelta(hours=5)):
        with night_lock(context.engine):
            with context.engine.begin() as connection:
                connection.execute(update(tables.table(tables.Lock)).values(heartbeat_at=datetime.now(UTC) + jump))
            with pytest.raises(NightTaken), night_lock(context.engine):
                pass
    context.close()


def test_a_night_of_the_future_is_told_until_the_clock_is_right_or_a_backup_restored(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = configure(tmp_path, site, POSTS, canaries=[f"http://{site.name}/"])
    arguments = ("--config", str(folder))
    today = datetime.now(ZONE).date()
    assert run([*arguments, "nightly"]) == 0
    assert run([*arguments, "db", "backup"]) == 0
    assert run([*arguments, "nightly", "--as-of", (today + timedelta(days=400)).isoformat()]) == 0
    assert run([*arguments, "nightly"]) == 2, "the past cannot be observed any more"
    capsys.readouterr()
    assert run([*arguments, "status"]) == 1
    assert "请核对服务器时钟" in capsys.readouterr().out
    [backup] = (folder / "var" / "backups").glob("hongqiao-*.db")
    assert run([*arguments, "db", "restore", str(backup), "--yes"]) == 0
    assert run([*arguments, "nightly"]) == 0
    assert run([*arguments, "status"]) == 0


@pytest.mark.parametrize(
    ("last", "now", "missed"),
    [
        ("2026-10-26", "2026-10-27T01:00", False),
        ("2026-10-26", "2026-10-27T02:30", True),
        ("2026-10-26", "2026-11-05T12:00", True),
        ("2026-10-26", "2026-10-20T12:00", False),
        ("2026-10-26", "2026-10-26T00:30", False),
    ],
    ids=["before its hour", "after its hour", "jumped ten days ahead", "jumped back", "back across midnight"],
)
def test_what_is_missed_after_a_jump_of_the_clock_is_found_from_the_store(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str, now: str, missed: bool
) -> None:
    folder = configure(tmp_path, site, POSTS, canaries=[f"http://{site.name}/"])
    night(folder, int(last[-2:]))

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime.fromisoformat(now).replace(tzinfo=ZONE)

    monkeypatch.setattr("app.schedule.datetime", Clock)
    context = open_context(folder)
    assert Schedule(context, folder, Reporter(quiet=True)).is_missed() is missed
    context.close()


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "app", "--config", str(folder), *arguments]


def test_a_full_disk_ends_the_night_with_a_word_and_the_next_start_goes_on(site: Site, tmp_path: Path) -> None:
    """The limit of a file's size is what a full disk is to a program: every write beyond it fails."""
    folder = configure(tmp_path, site, POSTS, canaries=[f"http://{site.name}/"])
    assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-26"]) == 0
    before = unit_of(folder)
    size = (folder / "var" / "hongqiao.db").stat().st_size
    big = {
        f"/jyj/gzdt/p{index}.html": page(f"<h1>长文{index}</h1><p>发布时间：2026-10-12</p>" + os.urandom(40_000).hex())
        for index in range(20)
    }
    site.pages = {**PAGES, **big, "/jyj/gzdt/": rows(["2026-10-12"] * 20)}

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    done = subprocess.run(
        command(folder, "nightly", "--as-of", "2026-10-27"), preexec_fn=limited, capture_output=True, check=False
    )
    assert done.returncode in (1, 3), done.stderr[-500:]
    assert "磁盘" in done.stdout.decode() or "数据库没有收下" in done.stdout.decode()
    assert unit_of(folder) == before
    assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-27"]) == 0
    assert unit_of(folder)["measures"]["portal.posts"]["value"] == 20


def test_a_lost_database_connection_ends_the_night_and_the_next_start_goes_on(
    tmp_path: Path, postgres_url: str
) -> None:
    pages: dict[str, Answer] = {**PAGES, "/jyj/gzdt/": rows(["2026-10-12"] * 30)}
    pages.update(
        {
            f"/jyj/gzdt/p{index}.html": page(f"<h1>文{index}</h1><p>发布时间：2026-10-12</p><p>正{index}</p>")
            for index in range(30)
        }
    )
    with Site(pages) as site:
        site.pause = 0.1
        folder = configure(
            tmp_path,
            site,
            POSTS,
            canaries=[f"http://{site.name}/"],
            database=postgres_url,
            crawl={"requests_per_host": 1},
        )
        child = subprocess.Popen(
            command(folder, "nightly", "--as-of", "2026-10-27"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while site.requests.total() < 12:
            assert child.poll() is None
            time.sleep(0.05)
        admin = open_engine(postgres_url).execution_options(isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        admin.dispose()
        status = child.wait(60)
        assert status in (0, 1, 2, 3)
        site.pause = 0
        assert run(["--config", str(folder), "nightly", "--as-of", "2026-10-27"]) == 0
        found = unit_of(folder)
        assert found["measures"]["portal.posts"]["value"] == 30
        assert threading.active_count() < 60
