"""The entries of a section's columns as they stood in one night, with what their pages answered and what was read there."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from checks.snapshot import ColumnView, EntryView
from config.schema import Role
from config.settings import SectionPlace
from crawler.addresses import host_of
from crawler.records.day import DateReading
from crawler.records.items import Link, ListEntry, PageExtract, PageGist
from crawler.records.observations import Answer
from crawler.walking.owners import Owners
from db import tables
from db.snapshots.readings import Personal, Readings

_ENTRIES = tables.table(tables.EntryState)
Key = tuple[str, str]
"""A column's key, and an entry's identity."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the entries' own pages answered, and what was read there."""

    answers: Mapping[str, tuple[Answer, str]]
    gists: Mapping[str, PageGist]
    items: Mapping[str, PageExtract]

    def of(self, url: str | None) -> tuple[Answer | None, str, PageGist | None, PageExtract | None]:
        """All of it of one address."""
        answer, evidence = self.answers.get(url or "", (None, ""))
        if answer is None:
            return None, evidence, None, None
        return answer, evidence, self.gists.get(answer.extract_key), self.items.get(answer.extract_key)


class EntryReader:
    """Reads the entries of one section after the other; `texts` are wanted where words are looked for."""

    def __init__(self, readings: Readings, owners: Owners, floor: date, texts: bool) -> None:
        self._readings, self._owners, self._floor, self._texts = readings, owners, floor, texts
        self._run = readings.run

    def read(
        self, place: SectionPlace, columns: Sequence[ColumnView], hosts: Collection[str]
    ) -> tuple[tuple[EntryView, ...], list[Personal]]:
        """Entries, of those on other than these hosts it is said; and personal numbers on pages that are no section's."""
        groups = self._rows(place)
        services = {column.place.key for column in columns if Role.SERVICES in column.place.roles}
        seen = self._seen({key: rows[-1] for key, rows in groups.items()}, services)
        walks = {column.place.key: min(column.complete_nights, default=None) for column in columns}
        personal: list[Personal] = []
        views = []
        for key, rows in sorted(groups.items()):
            url = rows[-1]["url"]
            _, evidence, gist, _ = seen.of(url)
            if gist is not None and self._owners.of(url, place.site) is None:
                personal += [(url, number, evidence) for number in gist.personal]
            elsewhere = url is not None and host_of(url) not in hosts
            views.append(self._view(key, rows, seen, key[0] in services, walks.get(key[0]), elsewhere))
        return tuple(views), personal

    def _view(
        self, key: Key, rows: Sequence[Any], seen: _Seen, serves: bool, first_walk: date | None, elsewhere: bool
    ) -> EntryView:
        row, first_seen = rows[-1], self._readings.nights[rows[0]["first_run"]]
        answer, evidence, gist, item = seen.of(row["url"])
        offers = item if serves else None
        return EntryView(
            identity=key[1],
            entry=_list_entry(row),
            column=key[0],
            page=row["page"],
            block=row["block"],
            first_seen=first_seen,
            last_seen=self._readings.night_up_to(row["last_run"]),
            is_listed=row["first_run"] <= self._run.id <= row["last_run"],
            answer=answer,
            article=gist.article if gist else None,
            elsewhere=elsewhere,
            evidence=evidence or self._readings.evidence_of(row["page"]),
            first_night=first_walk is not None and first_seen <= first_walk,
            offered=reachable(offers) if offers else (),
            texts=item.texts if item and not item.by_script else None,
            media=offers.media if offers else (),
            metas=gist.metas if gist else None,
            is_read=gist is not None,
        )

    def _seen(self, latest: Mapping[Key, Any], services: Collection[str]) -> _Seen:
        """Tonight's answers; of entries that left their list the last ones."""
        rows = [row for row in latest.values() if row["url"]]
        now = self._readings.answers(row["url"] for row in rows)
        gone = [row["url"] for row in rows if row["url"] not in now and row["last_run"] < self._run.id]
        known = {**self._readings.answers(gone, tonight=False), **now}
        keys = {url: answer.extract_key for url, (answer, _) in known.items() if answer.extract_key}
        whole = [row["url"] for (column, _), row in latest.items() if column in services or self._texts]
        return _Seen(
            known,
            self._readings.gists(keys.values()),
            self._readings.extracts(keys[url] for url in whole if url in keys),
        )

    def _rows(self, place: SectionPlace) -> dict[Key, list[Any]]:
        """The states of every entry that may concern an open month, oldest first."""
        run = self._run.id
        wanted = (_ENTRIES.c.last_run >= run) | _ENTRIES.c.day.is_(None) | (_ENTRIES.c.day >= self._floor.isoformat())
        statement = select(_ENTRIES).where(_ENTRIES.c.section == place.key, _ENTRIES.c.first_run <= run, wanted)
        columns = {column.key for column in place.columns}
        groups: dict[Key, list[Any]] = defaultdict(list)
        with self._readings.engine.connect() as connection:
            for row in connection.execute(statement.order_by(_ENTRIES.c.last_run, _ENTRIES.c.id)).mappings():
                if row["column_key"] in columns:
                    groups[(row["column_key"], row["identity"])].append(row)
        return groups


def reachable(extract: PageExtract) -> tuple[Link, ...]:
    """The links that a reader of a page may follow."""
    return tuple(link for link in extract.links if link.kind in ("a", "area") and not link.problem)


def _list_entry(row: Any) -> ListEntry:
    day = date.fromisoformat(row["day"]) if row["day"] else None
    reading = DateReading(row["raw_date"], day, row["precision"], "list", row["clock"]) if day else None
    return ListEntry(
        url=row["url"],
        title=row["title"],
        date=reading,
        raw_date=row["raw_date"],
        block=row["position"],
        text_cut=row["text_cut"],
    )
