"""What the program kept before reasons, measures and bases were types is read on: closed months and faults of 0.1.0.

`old/` was written by that program after two nights on a small site; its addresses alone were changed.
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Engine, insert

from checks.findings import Check, Measure, UnitMonth
from checks.measures import Name
from checks.reasons import Reason
from checks.snapshot import Fault
from config.loader import BUILT_IN_RUBRICS
from config.rubric import load_rubric
from config.schema import SiteKind
from db import tables
from db.codec import digest_of
from db.months import FrozenMonth, Months
from db.results import KINDS, keep_blobs
from reports.models import UnitReport
from scoring.lines import Decisions, LineBasis
from scoring.sheets import month_sheet, year_sheet

OLD = Path(__file__).with_name("old")
RUBRIC = load_rubric(BUILT_IN_RUBRICS / "2014.yaml")


def kept(engine: Engine) -> FrozenMonth:
    """The closed month as the store gives it back."""
    data = (OLD / "closed_month.json").read_bytes()
    closed = datetime(2026, 10, 3, tzinfo=UTC)
    values = {"month": "2026-09", "revision": 1, "run_id": 1, "rubric_id": "2014", "rubric_sha256": "x", "program": "0.1.0", "closed_at": closed, "closed_by": "甲", "digest": digest_of(data)}  # fmt: skip
    with engine.begin() as connection:
        keep_blobs(connection, [data])
        connection.execute(insert(tables.table(tables.ClosedMonth)).values(values))
    months = Months(engine)
    closing = months.closing("2026-09")
    assert closing is not None
    return months.content(closing)


def test_a_closed_month_of_before_reads_on_as_typed_records(engine: Engine) -> None:
    (unit,) = kept(engine).units
    measures: dict[Name, Measure] = {item.name: item for item in unit.measures}
    assert (measures[Name.PORTAL_POSTS].value, measures[Name.PORTAL_CLONES].value) == (1, 1)
    assert measures[Name.PORTAL_DEAD_LINKS].reason is Reason.FAULTS
    assert {item.reason for item in unit.findings if item.check is Check.DEAD_LINK} == {Reason("http_404")}


def test_its_posts_belong_to_the_measures_that_they_were_counted_for(engine: Engine) -> None:
    frozen = kept(engine)
    unit: UnitMonth = frozen.units[0]
    kinds = {"portal": SiteKind.PORTAL, "disclosure": SiteKind.DISCLOSURE}
    report = UnitReport("jyj", "区教育局", unit, frozen.sheets[0], None, kinds=kinds)
    assert [post.title for post in report.posts_of("portal.clones")] == ["要闻的标题"]
    assert "第一篇文章的标题" in [post.title for post in report.posts_of("portal.posts")]


def test_its_sheet_counts_for_the_year_and_can_be_made_again(engine: Engine) -> None:
    frozen = kept(engine)
    (sheet,) = frozen.sheets
    assert sheet.line("portal.dead_links").basis is LineBasis.MEASURED
    year = year_sheet("jyj", "2026", RUBRIC, [sheet])
    assert year.months == ("2026-09",) and year.line("portal.posts").low == sheet.line("portal.posts").low
    again = month_sheet("jyj", "2026-09", RUBRIC, frozen.units[0].measures, Decisions())
    assert again.total == sheet.total


def test_recorded_faults_of_before_go_on() -> None:
    old: dict[str, Any] = json.loads((OLD / "faults.json").read_text(encoding="utf-8"))
    faults: list[Fault] = [
        item for found in old.values() for item in TypeAdapter(KINDS["faults"]).validate_python(found)
    ]
    assert {(item.check, item.reason) for item in faults} == {
        (Check.DEAD_LINK, Reason("http_404")), (Check.EMPTY_COLUMN, Reason.PLACEHOLDER),
    }  # fmt: skip
