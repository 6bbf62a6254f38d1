"""The store as the crawler and the prober see it: observations in, what was known out."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, bindparam, select, update

from config.legible import washed
from crawler.addresses import host_of, identity
from crawler.reading.kinds import document_name
from crawler.records.items import PageExtract, PageGist, PageLinks, gist_of, links_of
from crawler.records.observations import (
    Answer,
    ColumnWalk,
    EntrySeen,
    Failure,
    HostHealth,
    Known,
    LinkUse,
    MissingSign,
    Observation,
    PageSeen,
    SectionWalk,
)
from crawler.sink import OpenStore
from db import tables
from db.bodies import BodyStore, open_bodies
from db.codec import pack, unpack
from db.intervals import chunks, insert_missing, insert_or_replace, upsert_states
from db.keys import HEAD, LONGEST_HOST, hashed, observation_number
from db.session import open_engine
from db.titles import add_titles

_STATE = (
    "status",
    "failure",
    "final_url",
    "permanent",
    "missing",
    "challenge",
    "tls_error",
    "sniffed",
    "body_hash",
    "extract_key",
)
_ANSWERS, _ADDRESSES = tables.table(tables.AnswerState), tables.table(tables.Address)
_UNKEPT = ("url", "at", "elapsed", "unchanged", "title")
ANSWER_COLUMNS = (
    _ADDRESSES.c.url,
    _ANSWERS.c.last_at,
    *(_ANSWERS.c[field.name] for field in fields(Answer) if field.name not in _UNKEPT),
)
"""What `answer_of` reads, from `answer_states` joined with its address: a column for each field that is stored."""
Part = TypeVar("Part", PageExtract, PageLinks)
CACHED_EXTRACTS = 64
FETCHED_TOGETHER = 100
"""Extracts of one question: asking for each alone costs as much as unpacking it."""
MOST_PACKED = 1000
"""Links of extracts that were expected and are kept until they are asked for: some 1 kB each. Of pages that changed they never are."""


class CrawlSink:
    """Stores one night's observations. Each batch is one transaction."""

    def __init__(self, engine: Engine, bodies: BodyStore, run: int, previous_run: int) -> None:
        self.engine = engine
        self.bodies = bodies
        self.run = run
        self.previous_run = previous_run
        self._extracts: OrderedDict[str, PageExtract] = OrderedDict()
        self._expected: dict[str, None] = {}
        self._links: OrderedDict[str, PageLinks] = OrderedDict()
        self._packed: OrderedDict[str, bytes | None] = OrderedDict()
        self._unlinked: dict[str, bytes] = {}
        """Links of extracts that were written before links were kept apart, on their way into the store."""

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
        """A stored extract; the latest few are kept at hand."""
        if key in self._extracts:
            self._extracts.move_to_end(key)
            return self._extracts[key]
        table = tables.table(tables.Extract)
        with self.engine.connect() as connection:
            blob = connection.execute(select(table.c.blob).where(table.c.key == key)).scalar()
        return None if blob is None else _kept(self._extracts, key, unpack(blob, PageExtract))

    def links(self, key: str) -> PageLinks | None:
        """The links of a stored extract; of one that was written before they were kept apart, they are kept from now on."""
        if key in self._links:
            return self._links[key]
        blob = self._packed.pop(key) if key in self._packed else self._fetched(key)
        if blob is not None:
            return _kept(self._links, key, unpack(blob, PageLinks))
        extract = self.extract(key)
        if extract is None:
            return None
        found = links_of(extract)
        self._unlinked[key] = pack(found, PageLinks)
        return _kept(self._links, key, found)

    def expect(self, key: str) -> None:
        """An extract whose links will be asked for in a moment: they are fetched with those of others."""
        self._expected[key] = None

    def _fetched(self, key: str) -> bytes | None:
        """An extract's links, packed; those that are expected come with them, the longest expected first."""
        self._expected.pop(key, None)
        wanted = [key, *islice(self._expected, FETCHED_TOGETHER - 1)]
        for one in wanted:
            self._expected.pop(one, None)
        table = tables.table(tables.Extract)
        with self.engine.connect() as connection:
            rows = connection.execute(select(table.c.key, table.c.links).where(table.c.key.in_(wanted)))
            self._packed.update({row.key: row.links for row in rows})
        for _ in range(len(self._packed) - MOST_PACKED):
            self._packed.popitem(last=False)
        return self._packed.pop(key, None)

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
            self._add_extracts(connection, [item for item in batch if isinstance(item, PageSeen)])
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

    def _add_extracts(self, connection: Connection, pages: list[PageSeen]) -> None:
        rows = {}
        for page in pages:
            if page.extract is not None and page.answer.extract_key:
                rows[page.answer.extract_key] = _extract_row(page.answer.extract_key, page.extract)
                _kept(self._extracts, page.answer.extract_key, page.extract)
        table = tables.table(tables.Extract)
        if rows:
            insert_missing(connection, table, list(rows.values()), "key")
        if self._unlinked:
            told = [{"row_key": key, "links": links} for key, links in self._unlinked.items()]
            connection.execute(update(table).where(table.c.key == bindparam("row_key")), told)
            self._unlinked = {}

    def _add_answers(self, connection: Connection, answers: list[Answer]) -> None:
        by_url = {answer.url: answer for answer in answers}
        for urls in chunks(list(by_url)):
            ids = address_ids(connection, urls)
            rows = {(ids[url],): _answer_row(ids[url], by_url[url], self.run) for url in urls}
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


def _kept(cache: OrderedDict[str, Part], key: str, part: Part) -> Part:
    """What was unpacked, kept at hand with the latest few."""
    cache[key] = part
    if len(cache) > CACHED_EXTRACTS:
        cache.popitem(last=False)
    return part


def _extract_row(key: str, extract: PageExtract) -> dict[str, Any]:
    return {
        "key": key,
        "gist": pack(gist_of(extract), PageGist),
        "blob": pack(extract, PageExtract),
        "links": pack(links_of(extract), PageLinks),
    }


def _answer_row(address_id: int, answer: Answer, run: int) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": observation_number(hashed(answer.url), run),
        "address_id": address_id,
        "first_at": answer.at,
        "last_at": answer.at,
        "before_run": None,
        "status": answer.status,
        "failure": answer.failure.value if answer.failure else "",
        "final_url": answer.final_url,
        "hops": answer.hops,
        "permanent": answer.permanent,
        "content_type": answer.content_type,
        "size": answer.size,
        "sniffed": answer.sniffed,
        "missing": answer.missing.value if answer.missing else "",
        "challenge": answer.challenge,
        "tls_error": answer.tls_error,
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "body_hash": answer.body_hash,
        "extract_key": answer.extract_key,
        "attempts": answer.attempts,
        "detail": answer.detail,
        "file_name": answer.file_name,
    }
    promised = document_name(answer.file_name)  # the kind alone: names may tell the second in which they were made
    row["state"] = hashed(*(str(row[name]) for name in _STATE), *filter(None, [promised]))
    return row


def answer_of(values: Sequence[Any]) -> Answer:
    """The record in the columns of `ANSWER_COLUMNS`."""
    # fmt: off
    (
        url, at, status, failure, final_url, hops, permanent, content_type, size, sniffed, missing,
        challenge, tls_error, etag, last_modified, body_hash, extract_key, attempts, detail, file_name,
    ) = values
    return Answer(
        url=url, at=at, status=status, failure=Failure(failure) if failure else None, final_url=final_url, hops=hops, permanent=permanent, content_type=content_type, size=size, sniffed=sniffed,
        missing=MissingSign(missing) if missing else None,
        challenge=challenge, tls_error=tls_error, etag=etag, last_modified=last_modified, body_hash=body_hash, extract_key=extract_key, attempts=attempts, detail=detail, file_name=file_name,
    )
    # fmt: on


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


def address_ids(connection: Connection, urls: Sequence[str]) -> dict[str, int]:
    """The ids of addresses; new ones are inserted."""
    table: Table = tables.table(tables.Address)
    keys = {hashed(url): url for url in urls}
    statement = select(table.c.url_hash, table.c.id).where(table.c.url_hash.in_(list(keys)))
    found = {keys[row.url_hash]: row.id for row in connection.execute(statement)}
    new = [_address_row(key, url) for key, url in keys.items() if url not in found]
    if new:
        insert_missing(connection, table, new, "url_hash")
        found = {keys[row.url_hash]: row.id for row in connection.execute(statement)}
    return found


def _address_row(key: str, url: str) -> dict[str, str]:
    return {"url": url, "url_hash": key, "head": url[:HEAD], "host": host_of(url)[:LONGEST_HOST]}


def _open(database: str, evidence: str, run: int, previous_run: int) -> CrawlSink:
    return CrawlSink(open_engine(database), open_bodies(evidence), run, previous_run)


def sink_opener(database: str, evidence: str, run: int, previous_run: int) -> OpenStore:
    """A picklable opener, for the subprocess that crawls."""
    return partial(_open, database, evidence, run, previous_run)
