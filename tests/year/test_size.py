"""The store after a year of nights for 80 units, and a migration over it.

What the walks would have seen is written as observations, without a network; checking, scoring, closing and pruning are
the program's own. CI lives through four nights of 20 units in two months, `make soak` through the year of all 80.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from app.context import Context, open_context
from app.progress import Reporter
from app.stages.night import conclude
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.day import DateReading
from crawler.records.items import ListEntry
from crawler.records.observations import (
    Answer,
    ColumnWalk,
    EntrySeen,
    LinkSample,
    LinkUse,
    Observation,
    PageSeen,
    SectionWalk,
)
from crawler.walking.pages import extract_key
from db import migrate
from db.errors import StoreMissing
from db.prune import prune
from db.sink import CrawlSink
from tests.sites import closed, write_office
from tests.year.stores import rows, store_bytes
from tests.year.test_year import YEAR, frozen_bytes, moment

UNITS, FEW_UNITS, COLUMNS, LINKS = 80, 20, 5, 60
"""Each unit has so many columns, and links to so many addresses elsewhere; it publishes on every working day."""
HOST = "sites.example"
HOME = f"http://{HOST}/"
LARGEST_UNIT, LARGEST_NIGHT, LARGEST_POST = 100_000, 7_500, 10_000
"""Bytes beside the empty store that a unit begins with, and that a unit's night and a post may add; copies of pages included."""
ON_POSTGRESQL = 2
"""What PostgreSQL may take more: it writes a changed row anew, and gives the room of the old one back later."""
NEXT_REVISION = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    changed = {{"runs": "rubric_id", "addresses": "host", "answer_states": "content_type", "closed_months": "closed_by"}}
    for name, column in changed.items():
        with op.batch_alter_table(name) as batch:
            batch.add_column(sa.Column("remark", sa.Text(), nullable=False, server_default="空"))
            batch.alter_column(column, type_=sa.String(300))
"""
"""A revision after the last one: on SQLite it makes these tables anew, and others refer to two of them."""


def configured(folder: Path, units: int, **monitor: str) -> Path:
    """The office's files for so many units."""
    columns = [{"name": f"栏目{number}", "url": f"c{number}/", "role": "posts"} for number in range(COLUMNS)]
    listed = [
        {"code": code, "name": f"单位{code}", "portal": {"home": f"/{code}/", "columns": columns}}
        for code in codes(units)
    ]
    return write_office(folder, HOST, listed, assessment_starts=f"{YEAR}-01", **monitor)


def codes(units: int) -> list[str]:
    return [f"u{number:02d}" for number in range(units)]


@cache
def working_days(until: date) -> list[date]:
    """The days of the year on which every unit publishes, up to the day before a night."""
    days = (date(YEAR, 1, 1) + timedelta(days=number) for number in range((until - date(YEAR, 1, 1)).days))
    return [day for day in days if day.weekday() < 5]


def section_night(code: str, night: date, floor: date, at: datetime, known: set[str]) -> Iterator[Observation]:
    """What a walk of one unit's section observes: lists back to the floor, their articles, and links elsewhere."""
    section, home = f"portal/{code}", f"{HOME}{code}/"
    menu = "".join(f"<a href='c{number}/'>栏目{number}</a>" for number in range(COLUMNS))
    yield page(home, f"<h1>{code}</h1>{menu}", at, known)
    days = working_days(night)
    for number in range(COLUMNS):
        url = f"{home}c{number}/"
        posts = [(index, day) for index, day in enumerate(days) if index % COLUMNS == number and day >= floor][::-1]
        yield page(url, f"<h1>栏目{number}</h1>{[index for index, _ in posts[:20]]}", at, known)
        yield ColumnWalk(section, f"栏目{number}", url, True, "", 1 + len(posts) // 20, len(posts))
        for position, (index, day) in enumerate(posts, 1):
            address, title = f"{url}p{index:05d}.html", f"{code}关于第{index}号工作的通知"
            entry = ListEntry(address, title, DateReading(str(day), day, "day", "list", ""), str(day), 1)
            yield EntrySeen(section, f"栏目{number}", url, position, entry, "1")
            yield page(address, article(title, day, code), at, known)
    for link in range(LINKS):
        target = f"http://other{link % 50}.example/{code}/{link:06d}.html"
        dead = (night.toordinal() + link) % 365 < 30 and link % 5 == 0
        sample = LinkSample(f"{home}c0/p{link % 20:05d}.html", f"链接{link}", "a", "", 40, 12)
        yield LinkUse(section, target, None, 1 + link % 3, (sample,))
        yield Answer(target, at, 404 if dead else 200, final_url=target, content_type="text/html")
    yield SectionWalk(section, True, "", len(days))


def article(title: str, day: date, code: str) -> str:
    """A text of about two pages, different in each post."""
    words = [hashlib.sha256(f"{title}{number}".encode()).hexdigest() for number in range(40)]
    text = "".join(f"<p>{title}第{word[:20]}条　请各部门认真落实。</p>" for word in words)
    return f"<h1>{title}</h1><p>发布时间：{day}　来源：单位{code}</p>{text}"


def page(url: str, content: str, at: datetime, known: set[str]) -> PageSeen:
    """An answered page; one that was read before, with this very content, comes without body and extract."""
    body = f"<html><head><title>页</title></head><body>{content}</body></html>".encode()
    digest = hashlib.sha256(body).hexdigest()
    key = extract_key(digest, url, "generic", False)
    answer = Answer(
        url, at, 200, final_url=url, content_type="text/html", sniffed="html", body_hash=digest, extract_key=key
    )
    if key in known:
        return PageSeen(answer)
    known.add(key)
    return PageSeen(answer, body, read_page(Document(url, body.decode()), "generic", at, is_list=False))


def live(folder: Path, units: int, nights: list[date]) -> int:
    """So many nights: observe, conclude, close what is due, prune on the fifteenth. Returns the bytes of the empty store."""
    known: set[str] = set()
    with closing(open_context(folder)) as context:
        empty = store_bytes(context)
    for night in nights:
        context = open_context(folder)
        at = moment(night)
        run = context.begin(at, ())
        previous = context.runs.before(run)
        run = context.runs.reopen(run, context.configuration.digest)
        sink = CrawlSink(context.engine, context.bodies, run.id, (previous or run).id)
        for code in codes(units):
            sink.add(section_night(code, night, context.floor(at), at, known))
        sink.add([SectionWalk("portal/", True, "", 1), SectionWalk("disclosure/", True, "", 1)])
        run = context.runs.note(run, observed=context.configuration.digest, down=[])
        conclude(context, run, Reporter(quiet=True))
        for month in context.due_months(night):
            closed(context, month, night)
        if night.day == 15:
            prune(context.engine, context.bodies, night - timedelta(days=400))
        context.close()
    return empty


def judged(folder: Path, units: int, nights: list[date], empty: int) -> None:
    """Every post counted, the months closed, the store within its bound; then a migration loses nothing."""
    with closing(open_context(folder)) as context:
        counts = rows(context.engine)
        posts = units * len(working_days(nights[-1]))
        size = store_bytes(context) - empty
        bound = units * LARGEST_UNIT + len(nights) * units * LARGEST_NIGHT + posts * LARGEST_POST
        bound *= ON_POSTGRESQL if context.engine.dialect.name == "postgresql" else 1
        print(f"{len(nights)} nights, {units} units, {posts} posts: {counts}, {size / 1e6:.0f} MB of {bound / 1e6:.0f}")
        assert counts["runs"] == len(nights)
        assert counts["entry_states"] == posts
        assert len(context.months.closed()) == len({(night.year, night.month) for night in nights}) - 1
        assert size < bound
        migrated(context, counts, folder / "scripts")


def migrated(context: Context, counts: dict[str, int], scripts: Path) -> None:
    """A next revision over the filled store: one that stops halfway changes nothing; the whole one loses no row, and
    closed months are as they were."""
    before = frozen_bytes(context)
    head = ScriptDirectory.from_config(migrate.alembic_config(context.engine)).get_current_head()
    shutil.copytree(migrate.SCRIPTS, scripts)
    revision = scripts / "versions" / "9999_the_next_tables.py"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "SCRIPTS", scripts)
        revision.write_text(NEXT_REVISION.format(head=head) + "    raise RuntimeError('halfway')\n", encoding="utf-8")
        with pytest.raises(RuntimeError, match="halfway"):
            migrate.upgrade(context.engine)
        assert {column["name"] for column in inspect(context.engine).get_columns("runs")}.isdisjoint({"remark"})
        with pytest.raises(StoreMissing, match=str(head)):
            migrate.require_current(context.engine)
        revision.write_text(NEXT_REVISION.format(head=head), encoding="utf-8")
        migrate.upgrade(context.engine)
        migrate.require_current(context.engine)
    assert rows(context.engine) == counts
    assert frozen_bytes(context) == before
    with context.engine.connect() as connection:
        remarks = connection.execute(text("SELECT count(*) FROM answer_states WHERE remark = '空'")).scalar_one()
    assert remarks == counts["answer_states"]


def nights_in_short() -> list[date]:
    """A few nights of two months, one of them that on which the first month closes."""
    return [date(YEAR, 1, 12), date(YEAR, 1, 31), date(YEAR, 2, 6), date(YEAR, 2, 15)]


def all_nights() -> list[date]:
    return [date(YEAR, 1, 1) + timedelta(days=number) for number in range(366)]


@pytest.mark.timeout(600)
def test_a_store_stays_within_its_bound_and_goes_through_a_migration(tmp_path: Path, database_url: str) -> None:
    folder = configured(tmp_path / "config", FEW_UNITS, database=database_url)
    empty = live(folder, FEW_UNITS, nights_in_short())
    judged(folder, FEW_UNITS, nights_in_short(), empty)


@pytest.mark.soak
@pytest.mark.timeout(14400)
def test_a_year_of_80_units_stays_within_its_bound_and_goes_through_a_migration(tmp_path: Path) -> None:
    folder = configured(tmp_path / "config", UNITS)
    empty = live(folder, UNITS, all_nights())
    judged(folder, UNITS, all_nights(), empty)
