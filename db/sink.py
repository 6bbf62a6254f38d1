"""The store as the crawler and the prober see it: observations in, what was known out."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, select

from config.legible import washed
from crawler.addresses import identity
from crawler.records.items import PageExtract, PageLinks
from crawler.records.observations import (
    Answer,
    ColumnWalk,
    EntrySeen,
    HostHealth,
    Known,
    LinkUse,
    Observation,
    PageSeen,
    SectionWalk,
)
from crawler.sink import OpenStore
from db import tables
from db.addresses import address_ids
from db.answers import ANSWER_COLUMNS, answer_of, answer_row
from db.bodies import BodyStore, open_bodies
from db.extracts import Extracts
from db.intervals import chunks, insert_or_replace, upsert_states
from db.keys import LONGEST_HOST, hashed
from db.session import open_engine
from db.titles import add_titles

_ANSWERS, _ADDRESSES = tables.table(tables.AnswerState), tables.table(tables.Address)


class CrawlSink:
    """Stores one night's observations. Each batch is one transaction."""

    def __init__(self, engine: Engine, bodies: BodyStore, run: int, previous_run: int) -> None:
        self.engine = engine
        self.bodies = bodies
        self.run = run
        self.previous_run = previous_run
        self._extracts = Extracts(engine)

    # ---- what was known -------------------------------------------------------------------------------------------

    def known(self, hosts: Sequence[str]) -> dict[str, Known]:
        """The latest good state, before tonight, of every page on these hosts whose extract is stored."""
        extracts = tables.table(tables.Extract)
        statement = (
            select(_ANSWERS, _ADDRESSES.c.url)
            .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
            .join(extracts, extracts.c.key == _ANSWERS.c.extract_key)
            .where(_ADDRESSES.c.host.in_(hosts), _ANSWERS.c.last_run <= self.run)
            .order_by(_ANSWERS.c.last_run)
        )
        with self.engine.connect() as connection:
            return {
                row["url"]: Known(
                    url=row["url"], final_url=row["final_url"], status=row["status"], body_hash=row["body_hash"], extract_key=row["extract_key"],
                    etag=row["etag"], last_modified=row["last_modified"], content_type=row["content_type"], missing=row["missing"],
                )
                for row in connection.execute(statement).mappings()
            }  # fmt: skip

    def tonight(self, hosts: Sequence[str] = ()) -> dict[str, Answer]:
        """Answers that this night already has; all hosts where none is named."""
        statement = (
            select(*ANSWER_COLUMNS)
            .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
            .where(_ANSWERS.c.last_run == self.run)
        )
        if hosts:
            statement = statement.where(_ADDRESSES.c.host.in_(hosts))
        with self.engine.connect() as connection:
            return {row.url: answer_of(row) for row in connection.execute(statement)}

    def extract(self, key: str) -> PageExtract | None:
        """A stored extract."""
        return self._extracts.extract(key)

    def links(self, key: str) -> PageLinks | None:
        """The links of a stored extract."""
        return self._extracts.links(key)

    def expect(self, key: str) -> None:
        """An extract whose links will be asked for in a moment."""
        self._extracts.expect(key)

    def body(self, digest: str) -> bytes | None:
        """A stored copy by its hash."""
        return self.bodies.get(digest)

    def holds(self, digest: str) -> bool:
        """Whether a stored copy is kept and can be read."""
        return self.bodies.holds(digest)

    # ---- what was seen --------------------------------------------------------------------------------------------

    def add(self, batch: Iterable[Observation]) -> None:
        """Store a batch: bodies first, then all rows in one transaction."""
        batch = [_washed(item) for item in batch]
        self._add_bodies([item for item in batch if isinstance(item, PageSeen)])
        with self.engine.begin() as connection:
            self._extracts.add(connection, [item for item in batch if isinstance(item, PageSeen)])
            self._add_answers(
                connection,
                [
                    item.answer if isinstance(item, PageSeen) else item
                    for item in batch
                    if isinstance(item, (PageSeen, Answer))
                ],
            )
            add_titles(connection, [item for item in batch if isinstance(item, Answer)], self.run, self.previous_run)
            self._add_entries(connection, [item for item in batch if isinstance(item, EntrySeen)])
            self._add_uses(connection, [item for item in batch if isinstance(item, LinkUse)])
            self._add_column_walks(connection, [item for item in batch if isinstance(item, ColumnWalk)])
            self._add_section_walks(connection, [item for item in batch if isinstance(item, SectionWalk)])
            self._add_hosts(connection, [item for item in batch if isinstance(item, HostHealth)])

    def _add_bodies(self, pages: list[PageSeen]) -> None:
        self.bodies.put_all({page.answer.body_hash: page.body for page in pages if page.body is not None})

    def _add_answers(self, connection: Connection, answers: list[Answer]) -> None:
        by_url = {answer.url: answer for answer in answers}
        for urls in chunks(list(by_url)):
            ids = address_ids(connection, urls)
            rows = {(ids[url],): answer_row(ids[url], by_url[url], self.run) for url in urls}
            table = tables.table(tables.AnswerState)
            upsert_states(
                connection, table, rows, ["address_id"], [table.c.address_id.in_([key[0] for key in rows])],
                self.run, self.previous_run, compare=["state"],
                refresh=["last_at", "etag", "last_modified", "attempts", "size", "content_type", "detail", "file_name"],
            )  # fmt: skip

    def _add_entries(self, connection: Connection, entries: list[EntrySeen]) -> None:
        by_place: dict[tuple[str, str], dict[tuple[str, str, str], dict[str, Any]]] = {}
        for seen in entries:
            row = _entry_row(seen)
            key = (seen.section, seen.column, row["identity"])
            by_place.setdefault((seen.section, seen.column), {}).setdefault(key, row)
        table = tables.table(tables.EntryState)
        for (section, column), rows in by_place.items():
            for keys in chunks(list(rows)):
                where = [
                    table.c.section == section,
                    table.c.column_key == column,
                    table.c.identity.in_([key[2] for key in keys]),
                ]
                upsert_states(
                    connection, table, {key: rows[key] for key in keys}, ["section", "column_key", "identity"], where,
                    self.run, self.previous_run, compare=["state"], refresh=["page", "position", "block"],
                )  # fmt: skip

    def _add_uses(self, connection: Connection, uses: list[LinkUse]) -> None:
        table = tables.table(tables.LinkUseState)
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for use in uses:
            samples = [
                [sample.page, sample.text, sample.kind, sample.raw, sample.line, sample.position, sample.asked, *([True] if sample.hidden else [])]
                for sample in use.samples
            ]  # fmt: skip
            key = hashed(use.target)
            rows[(use.section, key)] = {
                "section": use.section, "target": use.target, "target_hash": key, "problem": use.problem or "", "pages": use.pages, "samples": samples,
            }  # fmt: skip
        for keys in chunks(list(rows)):
            where = [table.c.section.in_({key[0] for key in keys}), table.c.target_hash.in_([key[1] for key in keys])]
            upsert_states(
                connection, table, {key: rows[key] for key in keys}, ["section", "target_hash"], where,
                self.run, self.previous_run, compare=["problem"], refresh=["pages", "samples"],
            )  # fmt: skip

    def _add_column_walks(self, connection: Connection, walks: list[ColumnWalk]) -> None:
        table = tables.table(tables.ColumnWalkState)
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for walk in walks:
            values = asdict(walk)
            values["column_key"] = values.pop("column")
            rows[(walk.section, walk.column)] = values
        if rows:
            upsert_states(
                connection, table, rows, ["section", "column_key"], [table.c.section.in_({key[0] for key in rows})],
                self.run, self.previous_run, compare=["complete", "reason", "url"], refresh=["pages", "entries"],
            )  # fmt: skip

    def _add_section_walks(self, connection: Connection, walks: list[SectionWalk]) -> None:
        table = tables.table(tables.SectionWalkState)
        rows: dict[tuple[Any, ...], dict[str, Any]] = {(walk.section,): asdict(walk) for walk in walks}
        if rows:
            upsert_states(
                connection, table, rows, ["section"], [table.c.section.in_([key[0] for key in rows])],
                self.run, self.previous_run, compare=["complete", "reason"], refresh=["pages"],
            )  # fmt: skip

    def _add_hosts(self, connection: Connection, hosts: list[HostHealth]) -> None:
        """What each host was like; hosts that only another writer of this night asked keep what that one said."""
        rows = {host.host[:LONGEST_HOST]: {**asdict(host), "run_id": self.run} for host in hosts}
        named = [{**row, "host": name} for name, row in rows.items()]
        insert_or_replace(connection, tables.table(tables.HostState), named, ["run_id", "host"])

    def close(self) -> None:
        """Release the connections."""
        self.engine.dispose()


def _entry_row(seen: EntrySeen) -> dict[str, Any]:
    entry = seen.entry
    day = entry.date.day.isoformat() if entry.date else None
    name = identity(entry.url) if entry.url else f"{seen.column}|{entry.title}|{day}"
    row: dict[str, Any] = {
        "section": seen.section,
        "column_key": seen.column,
        "identity": hashed(name),
        "before_run": None,
        "url": entry.url,
        "title": entry.title,
        "day": day,
        "raw_date": entry.raw_date,
        "precision": entry.date.precision if entry.date else "",
        "clock": entry.date.clock if entry.date else "",
        "page": seen.page,
        "position": seen.position,
        "block": seen.block,
        "text_cut": entry.text_cut,
    }
    row["state"] = hashed(entry.url or "", entry.title, str(day), entry.raw_date)
    return row


def _washed(item: Observation) -> Observation:
    """An observation whose texts every store can hold. A page's extract is washed where it is packed, for it is large."""
    return replace(item, answer=washed(item.answer)) if isinstance(item, PageSeen) else washed(item)


def _open(database: str, evidence: str, run: int, previous_run: int) -> CrawlSink:
    return CrawlSink(open_engine(database), open_bodies(evidence), run, previous_run)


def sink_opener(database: str, evidence: str, run: int, previous_run: int) -> OpenStore:
    """A picklable opener, for the subprocess that crawls."""
    return partial(_open, database, evidence, run, previous_run)
