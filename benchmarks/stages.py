"""check, score and report on a large store: 80 units, 100,000 posts, 500,000 links, on either database."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from app.context import open_context
from benchmarks import ours
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
from db.runs import RunStatus
from db.sink import CrawlSink

UNITS, POSTS, LINKS, COLUMNS = 80, 100_000, 500_000, 5
HOST = "127.0.0.1:9"
HOME = f"http://{HOST}/"
NIGHT = datetime(2026, 10, 27, 2, tzinfo=UTC)
DEAD_SHARE = 1000
"""One link in so many is dead."""
STAGES = ("check", "score", "report")
LIMIT_SECONDS, LIMIT_MEGABYTES = 60, 500


def run(folder: Path, database: str = "", scale: float = 1.0) -> dict[str, Any]:
    """Fill a store, run the three stages, print what they took."""
    configure(folder, database)
    fill(folder, round(POSTS * scale) // UNITS, round(LINKS * scale) // UNITS)
    costs = {stage: ours.run(folder, stage) for stage in STAGES}
    seconds = sum(cost.seconds for cost in costs.values())
    megabytes = max(cost.megabytes for cost in costs.values())
    name = "PostgreSQL" if database else "SQLite"
    print(
        f"stages on {name}, {UNITS} units, {round(POSTS * scale):,} posts, {round(LINKS * scale):,} links: "
        + ", ".join(f"{stage} {cost.seconds:.1f} s" for stage, cost in costs.items())
        + f"; together {seconds:.1f} s (at most {LIMIT_SECONDS}), peak {megabytes:.0f} MB (at most {LIMIT_MEGABYTES})\n"
    )
    return {
        "database": name,
        "seconds": {stage: round(cost.seconds, 1) for stage, cost in costs.items()},
        "megabytes": round(megabytes),
    }


def configure(folder: Path, database: str = "") -> None:
    """An office with so many units, and no store yet."""
    shutil.rmtree(folder, ignore_errors=True)
    columns = [{"name": f"栏目{number}", "url": f"c{number}/", "role": "posts"} for number in range(COLUMNS)]
    units = [
        {"code": f"u{unit:02d}", "name": f"单位{unit:02d}", "portal": {"home": f"/u{unit:02d}/", "columns": columns}}
        for unit in range(UNITS)
    ]
    settings = {"database": database} if database else {}
    ours.configure(folder, HOME, HOST, units, **settings)


def fill(folder: Path, posts: int, links: int) -> None:
    """Store one good night with so many posts and links for each unit."""
    context = open_context(folder)
    run = context.begin(NIGHT, ())
    run = context.runs.reopen(run, context.configuration.digest)
    sink = CrawlSink(context.engine, context.bodies, run.id, 0)
    for unit in range(UNITS):
        batch: list[Observation] = []
        for item in unit_night(f"u{unit:02d}", posts, links):
            batch.append(item)
            if len(batch) >= 2000:
                sink.add(batch)
                batch = []
        sink.add(batch)
    sink.add([_section("portal/"), _section("disclosure/")])
    run = context.runs.note(run, observed=context.configuration.digest, down=[])
    context.runs.finish(run, RunStatus.GOOD, "")
    context.engine.dispose()


def unit_night(code: str, posts: int, links: int) -> Iterator[Observation]:
    """What a walk of one unit's section would have stored."""
    section, home = f"portal/{code}", f"{HOME}{code}/"
    yield _page(
        home, f"<h1>{code}</h1>" + "".join(f"<a href='c{number}/'>栏目{number}</a>" for number in range(COLUMNS))
    )
    for number in range(COLUMNS):
        url = f"{home}c{number}/"
        yield _page(url, f"<h1>栏目{number}</h1>")
        mine = range(number, posts, COLUMNS)
        yield ColumnWalk(section, f"栏目{number}", url, True, "", -(-len(mine) // 20), len(mine))
        for position, post in enumerate(mine, 1):
            day = date(2026, 9, 1) + timedelta(days=post % 56)
            address, title = f"{url}p{post:05d}.html", f"{code}关于第{post}号工作的通知"
            reading = DateReading(str(day), day, "day", "list", "")
            entry = ListEntry(address, title, reading, str(day), 1)
            yield EntrySeen(section, f"栏目{number}", url, position, entry, "1")
            text = f"<h1>{title}</h1><p>发布时间：{day}　来源：{code}</p><p>{title}，请各部门认真落实。</p>"
            yield _page(address, text)
    for link in range(links):
        target = f"http://other{link % 50}.example/{code}/{link:06d}.html"
        sample = LinkSample(f"{home}c0/p{link % posts:05d}.html", f"链接{link}", "a", "", 40, 12)
        yield LinkUse(section, target, None, 1 + link % 3, (sample,))
        yield Answer(target, NIGHT, 404 if link % DEAD_SHARE == 0 else 200, final_url=target, content_type="text/html")
    yield _section(section)


def _section(key: str) -> SectionWalk:
    return SectionWalk(key, True, "", 1)


def _page(url: str, text: str) -> PageSeen:
    document = Document(url, f"<html><head><title>页</title></head><body>{text}</body></html>")
    extract = read_page(document, "generic", NIGHT, is_list=False)
    digest = f"{abs(hash(url)):064x}"[-64:]
    key = extract_key(digest, url, "generic", False)
    answer = Answer(
        url, NIGHT, 200, final_url=url, content_type="text/html", sniffed="html", body_hash=digest, extract_key=key
    )
    return PageSeen(answer, None, extract)
