"""The store on both databases: migrations, intervals, lock, decisions, months, backup."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, inspect, select, text, update

from checks.findings import UnitMonth
from config.loader import BUILT_IN_RUBRICS
from config.rubric import load_rubric
from crawler.records.day import DateReading
from crawler.records.items import Link, ListEntry, PageExtract, links_of
from crawler.records.observations import Answer, EntrySeen, Failure, PageSeen
from db import tables
from db.backup import backup, restore
from db.bodies import Bodies
from db.decisions import DecisionTable, Kind, NewDecision
from db.errors import NightOrder, NightTaken, StoreAhead, StoreError, StoreMissing
from db.evidence import observations_of
from db.lock import holder, night_lock
from db.migrate import compare, current_revision, downgrade, require_current, upgrade
from db.months import FrozenMonth, Months, Signature
from db.results import Results
from db.runs import Runs, RunStatus
from db.session import open_engine
from db.sink import CrawlSink
from scoring.lines import Decisions
from scoring.sheets import month_sheet

NIGHT = datetime(2026, 10, 27, 2, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
URL = "http://a.cn/jyj/gzdt/1.html"


def answer(url: str = URL, status: int | None = 200, **changes: object) -> Answer:
    return Answer(url, NIGHT, status, **changes)  # type: ignore[arg-type]


def sink(engine: Engine, tmp_path: Path, run: int, previous: int) -> CrawlSink:
    return CrawlSink(engine, Bodies(tmp_path / "evidence"), run, previous)


def rows(engine: Engine, model: type[tables.Base]) -> list[dict[str, object]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(tables.table(model))).mappings()]


def test_migrations_lead_to_the_models_and_back(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    compare(engine)
    require_current(engine)
    downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    with pytest.raises(StoreMissing):
        require_current(engine)
    upgrade(engine)
    compare(engine)
    engine.dispose()


def test_tables_of_a_newer_program_are_not_called_old(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for ask in (require_current, upgrade):
        with pytest.raises(StoreAhead, match=r"9999.*新版本的程序"):
            ask(engine)
    engine.dispose()


def _stored_pages(engine: Engine, tmp_path: Path, count: int) -> dict[str, PageExtract]:
    """Pages with a link each that an earlier night stored, by key."""
    pages = {}
    for number in range(count):
        link = Link(f"{URL}?{number}", "a", "一条", "", number)
        pages[f"{number:040d}"] = PageExtract(f"{URL}{number}", "generic", str(number), "utf-8", links=(link,))
    seen = [PageSeen(answer(page.url, extract_key=key), None, page) for key, page in pages.items()]
    sink(engine, tmp_path, 1, 1).add(seen)
    return pages


def _noted(engine: Engine) -> list[str]:
    """The statements from now on."""
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    return statements


def test_links_of_extracts_that_are_expected_are_fetched_together(engine: Engine, tmp_path: Path) -> None:
    pages = _stored_pages(engine, tmp_path, 5)
    asking = sink(engine, tmp_path, 2, 1)
    first, last = list(pages)[:3], list(pages)[3:]
    for key in (*first, "unknown"):
        asking.expect(key)
    statements = _noted(engine)
    assert [asking.links(key) for key in first] == [links_of(pages[key]) for key in first]
    assert len(statements) == 1
    assert asking.links("unknown") is None
    assert [asking.links(key) for key in last] == [links_of(pages[key]) for key in last]
    assert [asking.extract(key) for key in pages] == list(pages.values())


def test_of_many_extracts_that_are_expected_the_longest_expected_are_fetched_first(
    engine: Engine, tmp_path: Path
) -> None:
    pages = _stored_pages(engine, tmp_path, 1500)
    asking = sink(engine, tmp_path, 2, 1)
    for key in pages:
        asking.expect(key)
    statements = _noted(engine)
    assert all(asking.links(key) == links_of(pages[key]) for key in pages)
    assert len(statements) == 15


def test_links_of_an_extract_of_before_are_those_of_the_whole_and_kept_apart_from_then_on(
    engine: Engine, tmp_path: Path
) -> None:
    pages = _stored_pages(engine, tmp_path, 3)
    with engine.begin() as connection:
        connection.execute(update(tables.table(tables.Extract)).values(links=None))
    asking = sink(engine, tmp_path, 2, 1)
    assert [asking.links(key) for key in pages] == [links_of(page) for page in pages.values()]
    asking.add([])
    again = sink(engine, tmp_path, 3, 2)
    statements = _noted(engine)
    for key in pages:
        again.expect(key)
    assert [again.links(key) for key in pages] == [links_of(page) for page in pages.values()]
    assert len(statements) == 1


def test_alembic_is_the_library_not_the_folder() -> None:
    assert not (Path(__file__).resolve().parents[2] / "alembic" / "__init__.py").exists()


def test_a_night_that_saw_nothing_new_adds_no_row(engine: Engine, tmp_path: Path) -> None:
    for run in (1, 2, 3):
        sink(engine, tmp_path, run, max(run - 1, 1)).add([answer()])
    states = rows(engine, tables.AnswerState)
    assert [(state["first_run"], state["last_run"]) for state in states] == [(1, 3)]


def test_a_file_name_is_kept_and_begins_an_interval_only_where_it_names_another_kind(
    engine: Engine, tmp_path: Path
) -> None:
    for run, name in enumerate(("", "表.doc", "表 2.doc", "表.pdf"), 1):
        sink(engine, tmp_path, run, max(run - 1, 1)).add([answer(file_name=name)])
    states = rows(engine, tables.AnswerState)
    assert [(state["first_run"], state["file_name"]) for state in states] == [(1, ""), (2, "表 2.doc"), (4, "表.pdf")]
    assert sink(engine, tmp_path, 4, 3).tonight(["a.cn"])[URL].file_name == "表.pdf"


def test_answers_kept_before_file_names_were_read_on(database_url: str, tmp_path: Path) -> None:
    engine = open_engine(database_url)
    upgrade(engine)
    sink(engine, tmp_path, 1, 1).add([answer(sniffed="pdf")])
    downgrade(engine, "0004")
    upgrade(engine)
    sink(engine, tmp_path, 2, 1).add([answer(sniffed="pdf")])
    (state,) = rows(engine, tables.AnswerState)
    assert (state["file_name"], state["first_run"], state["last_run"]) == ("", 1, 2)
    engine.dispose()


def test_a_changed_answer_begins_a_new_interval_and_keeps_the_old_one(engine: Engine, tmp_path: Path) -> None:
    sink(engine, tmp_path, 1, 1).add([answer()])
    sink(engine, tmp_path, 2, 1).add([answer(status=404)])
    sink(engine, tmp_path, 3, 2).add([answer()])
    states = [(state["first_run"], state["last_run"], state["status"]) for state in rows(engine, tables.AnswerState)]
    assert sorted(states) == [(1, 1, 200), (2, 2, 404), (3, 3, 200)]


def test_writing_the_same_night_twice_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    for _ in range(2):
        sink(engine, tmp_path, 1, 1).add([answer(), answer(status=None, failure=Failure.TIMEOUT)])
    assert len(rows(engine, tables.AnswerState)) == 1


def test_an_address_in_a_page_may_be_of_any_kind(engine: Engine, tmp_path: Path) -> None:
    urls = [
        URL,
        "http://a.cn/'; DROP TABLE runs; --",
        "http://a.cn/" + "长" * 500,
        "http://a.cn/%00",
        "http://a.cn/\U0001f600",
    ]
    sink(engine, tmp_path, 1, 1).add([answer(url) for url in urls])
    assert list(observations_of(engine, urls[:2])) == urls[:2]
    assert len(rows(engine, tables.Address)) == len(urls)


def test_an_entry_that_came_back_keeps_its_first_night(engine: Engine, tmp_path: Path) -> None:
    day = DateReading("2026-10-12", NIGHT.date(), "day", "list")
    seen = EntrySeen("portal/jyj", "01-动态", URL, 0, ListEntry(URL, "标题", day, "2026-10-12", 1), "mark")
    for run in (1, 2, 4):
        sink(engine, tmp_path, run, max(run - 1, 1)).add([seen])
    assert sorted((row["first_run"], row["last_run"]) for row in rows(engine, tables.EntryState)) == [(1, 2), (4, 4)]


def test_bodies_are_kept_once_and_whole(tmp_path: Path) -> None:
    bodies = Bodies(tmp_path)
    bodies.put_all({"ab12": b"page" * 1000})
    bodies.put_all({"ab12": b"another"})
    assert bodies.get("ab12") == b"page" * 1000
    assert bodies.get("cd34") is None
    assert not list(tmp_path.rglob("*.tmp"))


class Full(Bodies):
    """Copies on a disk that is full."""

    def put_all(self, bodies: Mapping[str, bytes]) -> None:
        raise OSError("no space left on device")


def _with_body(name: str, body: bytes) -> PageSeen:
    return PageSeen(answer(f"{URL}?{name}", body_hash=f"{name}1"), body, None)


def test_a_batch_of_which_a_copy_is_refused_leaves_no_row(engine: Engine, tmp_path: Path) -> None:
    storing = CrawlSink(engine, Full(tmp_path / "evidence"), 1, 1)
    with pytest.raises(OSError, match="no space"):
        storing.add([_with_body("ab", b"one")])
    storing.close()
    assert not rows(engine, tables.AnswerState)


def test_a_second_night_cannot_start_while_one_runs(engine: Engine) -> None:
    with night_lock(engine):
        assert holder(engine) is not None
        with pytest.raises(NightTaken), night_lock(engine):
            pass
    assert holder(engine) is None
    with night_lock(engine):
        pass


def test_the_lock_of_a_dead_holder_is_taken_over(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.lock.BEAT", 0.2)
    locks = tables.table(tables.Lock)
    with night_lock(engine):
        old = datetime.now(UTC) - timedelta(minutes=5)
        with engine.begin() as connection:
            connection.execute(update(locks).values(holder="elsewhere:1", token="of-a-dead-one", heartbeat_at=old))
        with night_lock(engine):
            assert holder(engine) is not None


def test_the_past_cannot_be_observed_any_more(engine: Engine) -> None:
    runs = Runs(engine)
    first = runs.begin(NIGHT, (), "d", "2014", "0")
    assert runs.begin(NIGHT + timedelta(hours=5), (), "d", "2014", "0").id == first.id
    runs.finish(first, RunStatus.GOOD)
    with pytest.raises(NightOrder):
        runs.begin(NIGHT - timedelta(days=1), (), "d", "2014", "0")
    assert [run.night for run in runs.good()] == [NIGHT.date()]


def test_a_decision_is_withdrawn_not_deleted(engine: Engine) -> None:
    decisions = DecisionTable(engine)
    decisions.write(lambda _: [NewDecision(Kind.LINK, "", URL, {}, "甲", "对方改版", "", "2026-12-31")])
    record = decisions.list(Kind.LINK)[0]
    assert record.is_in_force("2026-10-28") and not record.is_in_force("2027-01-01")
    decisions.withdraw([record.id], "乙", "已恢复")
    after = decisions.list(Kind.LINK)[0]
    assert (after.withdrawn_by, after.withdrawal_reason) == ("乙", "已恢复")
    assert not after.is_in_force("2026-10-28")
    with pytest.raises(StoreError):
        decisions.withdraw([record.id], "乙", "again")


def frozen(points: int = 30) -> FrozenMonth:
    rubric = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")
    sheet = month_sheet("jyj", "2026-10", rubric, [], Decisions())
    assert sheet.total.maximum == Decimal(100)
    return FrozenMonth(
        "2026-10", NIGHT, (UnitMonth("jyj", "2026-10", (), (), ()),), (), (), (sheet,) * (1 + points % 2)
    )


def signed(run: int = 1) -> Signature:
    return Signature(run=run, rubric="2014", rubric_sha256="abc", program="0.1.0", moment=NIGHT, author="甲")


def test_a_closed_month_stays_and_reopening_gives_a_new_revision(engine: Engine) -> None:
    months = Months(engine)
    first = months.close(frozen(), signed())
    with pytest.raises(StoreError):
        months.close(frozen(), signed())
    assert months.content(first) == frozen()
    months.reopen("2026-10", NIGHT, "乙", "更正")
    assert months.closing("2026-10") is None
    second = months.close(frozen(31), signed(2))
    assert (first.revision, second.revision) == (1, 2)
    assert months.content(months.revisions("2026-10")[0]) == frozen()


def test_a_backup_is_restored_whole(engine: Engine, tmp_path: Path) -> None:
    sink(engine, tmp_path, 1, 1).add([PageSeen(answer(body_hash="ab"), b"x"), answer("http://a.cn/2", 404)])
    Months(engine).close(frozen(), signed())
    Results(engine).save(1, "unit", {})
    counts = backup(engine, tmp_path / "backup.db")
    sink(engine, tmp_path, 2, 1).add([answer("http://a.cn/3")])
    assert restore(engine, tmp_path / "backup.db") == counts
    assert len(rows(engine, tables.Address)) == 2
    sink(engine, tmp_path, 2, 1).add([answer("http://a.cn/3")])
    assert len(rows(engine, tables.Address)) == 3
    with pytest.raises(StoreError):
        restore(engine, tmp_path / "nothing.db")


def test_a_backup_of_an_earlier_version_is_restored_and_stays_as_it_is(engine: Engine, tmp_path: Path) -> None:
    older = open_engine(f"sqlite:///{tmp_path / 'older.db'}")
    upgrade(older, "0005")
    with older.begin() as connection:
        connection.execute(text("INSERT INTO audit (at, who, action, subject, address, before, after, previous, digest) VALUES ('2026-10-01T00:00:00+00:00', 'a', 'b', 'c', '', '', '', '', 'h')"))  # fmt: skip
    older.dispose()
    assert restore(engine, tmp_path / "older.db")["audit"] == 1
    require_current(engine)
    kept = open_engine(f"sqlite:///{tmp_path / 'older.db'}")
    assert current_revision(kept) == "0005"
    kept.dispose()


@pytest.mark.parametrize("content", [b"", b"no database" * 500])
def test_what_is_no_backup_is_told_and_changes_nothing(engine: Engine, tmp_path: Path, content: bytes) -> None:
    sink(engine, tmp_path, 1, 1).add([answer("http://a.cn/2", 404)])
    (tmp_path / "other.db").write_bytes(content)
    with pytest.raises(StoreError, match="不是本程序的备份文件"):
        restore(engine, tmp_path / "other.db")
    assert len(rows(engine, tables.Address)) == 1


@pytest.mark.parametrize("damage", [b"", b"\x28\xb5\x2f\xfd", None])
def test_a_damaged_body_counts_as_not_kept_and_is_repaired_when_seen_again(
    tmp_path: Path, damage: bytes | None
) -> None:
    bodies = Bodies(tmp_path)
    bodies.put_all({"ab12": b"page" * 1000})
    path = bodies.path("ab12")
    path.write_bytes(path.read_bytes()[:-3] if damage is None else damage)
    assert bodies.get("ab12") is None and not bodies.holds("ab12")
    bodies.put_all({"ab12": b"page" * 1000})
    assert bodies.get("ab12") == b"page" * 1000


def test_a_migration_that_fails_half_way_leaves_the_store_as_it_was(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = open_engine(database_url)
    upgrade(engine, "0002")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO addresses (url, host) VALUES ('http://a.cn/', 'a.cn')")
    tables_before = {name: inspect(engine).get_columns(name) for name in inspect(engine).get_table_names()}
    monkeypatch.setattr("alembic.operations.BatchOperations.create_unique_constraint", _power_cut)
    with pytest.raises(RuntimeError):
        upgrade(engine)
    found = {name: inspect(engine).get_columns(name) for name in inspect(engine).get_table_names()}
    assert {name: [column["name"] for column in columns] for name, columns in found.items()} == {
        name: [column["name"] for column in columns] for name, columns in tables_before.items()
    }
    monkeypatch.undo()
    upgrade(engine)
    compare(engine)
    assert list(observations_of(engine, ["http://a.cn/"])) == []
    sink(engine, tmp_path, 1, 1).add([answer("http://a.cn/")])
    assert len(rows(engine, tables.Address)) == 1
    engine.dispose()


KILLED = """
import os, signal, sys
from alembic.operations import BatchOperations
from db.migrate import upgrade
from db.session import open_engine
BatchOperations.create_unique_constraint = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
upgrade(open_engine(sys.argv[1]))
"""


def test_a_migration_that_is_killed_half_way_is_made_whole_by_the_next(database_url: str) -> None:
    engine = open_engine(database_url)
    upgrade(engine, "0002")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO addresses (url, host) VALUES ('http://a.cn/', 'a.cn')")
    columns = [column["name"] for column in inspect(engine).get_columns("addresses")]
    engine.dispose()
    done = subprocess.run([sys.executable, "-c", KILLED, database_url], cwd=ROOT, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    assert [column["name"] for column in inspect(engine).get_columns("addresses")] == columns
    upgrade(engine)
    compare(engine)
    assert len(rows(engine, tables.Address)) == 1
    engine.dispose()


def _power_cut(*_: object, **__: object) -> None:
    raise RuntimeError("cut")


def test_the_lock_goes_by_the_databases_clock_when_a_machines_own_is_wrong(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine holds the lock and beats; ours, whose clock is a day ahead, must not take it for dead."""
    if engine.dialect.name != "postgresql":
        pytest.skip("an SQLite file is used on one machine")
    monkeypatch.setattr("db.lock.BEAT", 0.2)
    locks = tables.table(tables.Lock)
    with night_lock(engine):
        with engine.begin() as connection:
            connection.execute(update(locks).values(holder="elsewhere:1"))

        class Ahead(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return datetime.now(UTC) + timedelta(days=1)

        monkeypatch.setattr("db.clock.datetime", Ahead)
        assert holder(engine) == "elsewhere:1"
        with pytest.raises(NightTaken), night_lock(engine):
            pass
