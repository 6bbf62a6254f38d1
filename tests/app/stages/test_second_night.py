"""The second night costs little and says the same as a cold one; stages ask the store by its indexes, not post by post."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from app.cli import run
from app.context import open_context
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.stages.check import check
from app.stages.score import score
from demo.run import moment_of
from demo.server import ReplicaServer
from tests.app.test_kills import prepared
from tests.sites import Answer, Site, configure, night, page, rows

TIMES = ("evidence", "run", "first_seen", "last_seen", "nights", "number", "message", "episodes")
"""What a store that knows the night before must say otherwise."""
LARGE = ("answer_states", "entry_states", "link_uses", "addresses", "extracts", "results", "blobs")


pair = pytest.mark.xdist_group("second_night")


@pytest.fixture(scope="module")
def replica() -> Iterator[ReplicaServer]:
    with ReplicaServer() as server:
        yield server


@pytest.fixture(scope="module")
def first_night(replica: ReplicaServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose first night is done: second nights begin with copies of it."""
    folder = prepared(tmp_path_factory.mktemp("first") / "office", replica)
    lived(folder, replica, 0)
    return folder


def lived(folder: Path, server: ReplicaServer, number: int) -> Counter[int]:
    """One of the two nights; how the server answered in it."""
    server.night = number
    before = server.statuses.copy()
    assert run(["--config", str(folder), "nightly", "--as-of", moment_of(number).isoformat()]) == 0
    return server.statuses - before


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key not in TIMES}
    return [plain(item) for item in value] if isinstance(value, list) else value


@pair
def test_a_warm_night_says_what_a_cold_night_says_and_reads_almost_nothing(
    replica: ReplicaServer, first_night: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    warm, cold = shutil.copytree(first_night, tmp_path / "warm", symlinks=True), prepared(tmp_path / "cold", replica)
    exports = []
    for folder in (warm, cold):
        asked = lived(folder, replica, 1)
        assert (asked[304] > 0.9 * asked.total()) is (folder == warm)
        capsys.readouterr()
        assert run(["--config", str(folder), "export", "--month", "2026-10", "--all"]) == 0
        exports.append(plain(json.loads(capsys.readouterr().out)))
    assert exports[0] == exports[1]


@pair
def test_after_an_upgrade_of_the_reading_code_unchanged_pages_are_read_again(
    replica: ReplicaServer, first_night: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(first_night, tmp_path / "office", symlinks=True)
    context = open_context(folder)
    with (
        context.engine.begin() as connection
    ):  # keys of an older reading code: they name the same pages, but are not today's
        connection.execute(text("UPDATE extracts SET key = 'old' || substr(key, 4)"))
        connection.execute(
            text(
                "UPDATE answer_states SET state = 'old' || substr(state, 4), "
                "extract_key = 'old' || substr(extract_key, 4) WHERE extract_key != ''"
            )
        )
    assert lived(folder, replica, 1)[304] == 0
    with context.engine.connect() as connection:
        stale = text("SELECT count(*) FROM answer_states WHERE last_run = 2 AND extract_key LIKE 'old%'")
        assert connection.execute(stale).scalar_one() == 0
    context.close()


@contextmanager
def asked(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements that reach a store."""
    found: list[tuple[str, Any]] = []

    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        found.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", keep)
    yield found
    event.remove(engine, "before_cursor_execute", keep)


def stages(folder: Path) -> tuple[list[tuple[str, Any]], list[str]]:
    """What check, score and report ask of the store, and the plans of their questions."""
    context = open_context(folder)
    last = latest_good(context)
    with asked(context.engine) as found:
        check(context, last, Reporter(quiet=True))
        score(context, last)
        Reader(context, last).report()
    plans = []
    with context.engine.connect() as connection:
        for statement, parameters in found:
            if statement.lstrip().upper().startswith("SELECT"):
                rows_ = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
                plans += [f"{row[3]}   [{' '.join(statement.split())[:160]}]" for row in rows_]
        connection.execute(text("SELECT 1"))
    context.close()
    return found, plans


def test_the_stages_ask_by_index_and_no_more_often_for_more_posts(tmp_path: Path) -> None:
    counts = {}
    for posts in (5, 60):
        pages: dict[str, Answer] = {
            "/": page("首页"),
            "/jyj/": page("<a href='gzdt/'>动态</a><a href='/gone.html'>旧链接</a>"),
            "/jyj/gzdt/": rows(["2026-10-12"] * posts),
        }
        pages.update(
            {
                f"/jyj/gzdt/p{index}.html": page(f"<h1>文{index}</h1><p>发布时间：2026-10-12</p><p>正文{index}</p>")
                for index in range(posts)
            }
        )
        with Site(pages) as site:
            folder = configure(
                tmp_path / str(posts), site, [{"name": "动态", "url": "gzdt/", "role": "posts"}],
                canaries=[f"http://{site.name}/"],
            )  # fmt: skip
            night(folder, 27)
        found, plans = stages(folder)
        counts[posts] = len(found)
        scans = [
            plan for plan in plans if any(plan.startswith(f"SCAN {name}") and "INDEX" not in plan for name in LARGE)
        ]
        assert scans == []
    assert counts[60] == counts[5]
