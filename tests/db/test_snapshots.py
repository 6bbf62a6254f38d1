"""The store as the checks see it: what a section's walk left, on both databases."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from config.loader import load_configuration
from config.schema import SiteKind
from crawler.records.observations import UNNAMED, ColumnWalk
from db.bodies import Bodies
from db.runs import RunRecord, Runs, RunStatus
from db.sink import CrawlSink
from db.snapshots.reader import SnapshotReader
from tests.sites import write_office

UNIT = {"code": "jyj", "name": "区教育局", "portal": {"home": "/jyj/", "columns": []}}


def night(engine: Engine, day: int) -> RunRecord:
    return Runs(engine).begin(datetime(2026, 10, day, 2, tzinfo=UTC), (), "digest", "rubric", "1")


def test_a_list_that_nobody_configured_and_that_was_cut_short_is_told_for_the_nights_that_saw_it(
    engine: Engine, tmp_path: Path
) -> None:
    configuration = load_configuration(write_office(tmp_path, "a.cn", [UNIT], assessment_starts="2026-10"))
    place = next(place for place in configuration.sections() if place.unit == "jyj" and place.kind is SiteKind.PORTAL)
    told = []
    previous = 0
    for day, reason in ((26, "pager_by_script"), (27, "pager_by_script"), (28, "")):
        run = night(engine, day)
        sink = CrawlSink(engine, Bodies(tmp_path / "evidence"), run.id, previous or run.id)
        if reason:
            sink.add([ColumnWalk(place.key, UNNAMED, f"{place.home}zt/", False, reason, pages=1, entries=0)])
        previous = run.id
        run = Runs(engine).finish(run, RunStatus.GOOD)
        reader = SnapshotReader(engine, configuration, run, run.night)
        told.append((reader.section(place).cut_short, reader.section(place).columns))
    assert told == [("pager_by_script", ()), ("pager_by_script", ()), ("", ())]
