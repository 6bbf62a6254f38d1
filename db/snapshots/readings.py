"""What addresses answered up to one night, and what was read from their pages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Engine, select

from checks.snapshot import PageView
from crawler.records.items import PageExtract, PageGist
from crawler.records.observations import Answer
from db import tables
from db.answers import ANSWER_COLUMNS, answer_of
from db.codec import unpack
from db.intervals import chunks
from db.keys import hashed
from db.runs import RunRecord

_ANSWERS, _ADDRESSES, _EXTRACTS = (
    tables.table(tables.AnswerState),
    tables.table(tables.Address),
    tables.table(tables.Extract),
)
Record = TypeVar("Record")
Personal = tuple[str, str, str]
"""An address, a masked number, its evidence."""
_HISTORY = 12
"""Earlier readings of a profile page that are looked back on."""


class Readings:
    """The store's answers and extracts as they stood in a night; `nights` are those of all runs."""

    def __init__(self, engine: Engine, run: RunRecord, nights: Mapping[int, date]) -> None:
        self.engine = engine
        self.run = run
        self.nights = nights

    def night_up_to(self, run: int) -> date:
        """The night of a run, at the latest this one."""
        return self.nights.get(min(run, self.run.id), self.run.night)

    def evidence_of(self, page: str) -> str:
        """The name of what a list's page answered tonight; asked once."""
        if page not in self._list_pages:
            self._list_pages[page] = self.answers([page]).get(page, (None, ""))[1]
        return self._list_pages[page]

    @cached_property
    def _list_pages(self) -> dict[str, str]:
        return {}

    def answers(self, urls: Iterable[str], *, tonight: bool = True) -> dict[str, tuple[Answer, str]]:
        """What addresses answered tonight (or lastly), each with its evidence."""
        found: dict[str, tuple[Answer, str]] = {}
        wanted = list(dict.fromkeys(urls))
        with self.engine.connect() as connection:
            for piece in chunks(wanted):
                statement = (
                    select(_ANSWERS.c.id, *ANSWER_COLUMNS)
                    .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
                    .where(
                        _ADDRESSES.c.url_hash.in_([hashed(url) for url in piece]), _ANSWERS.c.first_run <= self.run.id
                    )
                    .order_by(_ANSWERS.c.last_run, _ANSWERS.c.id)
                )
                if tonight:
                    statement = statement.where(_ANSWERS.c.last_run >= self.run.id)
                for number, *values in connection.execute(statement).all():
                    found[values[0]] = (answer_of(values), f"obs:{number}")
        return found

    def pages(self, urls: Sequence[str], history: bool = False) -> dict[str, PageView]:
        """Pages with what was read from them tonight."""
        answers = self.answers(urls)
        extracts = self.extracts([answer.extract_key for answer, _ in answers.values() if answer.extract_key])
        earlier = self._histories(urls) if history else {}
        views = {}
        for url in urls:
            answer, evidence = answers.get(url, (None, ""))
            extract = extracts.get(answer.extract_key) if answer else None
            views[url] = PageView(url, answer, extract, evidence, earlier.get(url, ()))
        return views

    def _histories(self, urls: Sequence[str]) -> dict[str, tuple[tuple[date, PageExtract], ...]]:
        """The distinct readings of pages, each with the night that first saw it, oldest first."""
        statement = (
            select(_ADDRESSES.c.url, _ANSWERS.c.first_run, _ANSWERS.c.extract_key)
            .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
            .where(
                _ADDRESSES.c.url_hash.in_([hashed(url) for url in urls]),
                _ANSWERS.c.first_run <= self.run.id,
                _ANSWERS.c.extract_key != "",
            )
            .order_by(_ANSWERS.c.first_run, _ANSWERS.c.id)
        )
        states: dict[str, list[tuple[date, str]]] = defaultdict(list)
        with self.engine.connect() as connection:
            for row in connection.execute(statement):
                if not states[row.url] or states[row.url][-1][1] != row.extract_key:
                    states[row.url].append((self.night_up_to(row.first_run), row.extract_key))
        extracts = self.extracts([key for kept in states.values() for _, key in kept[-_HISTORY:]])
        return {
            url: tuple((night, extracts[key]) for night, key in kept[-_HISTORY:] if key in extracts)
            for url, kept in states.items()
        }

    def extracts(self, keys: Iterable[str]) -> dict[str, PageExtract]:
        """Whole extracts by their keys."""
        return self._unpacked(_EXTRACTS.c.blob, PageExtract, keys)

    def gists(self, keys: Iterable[str]) -> dict[str, PageGist]:
        """What of extracts concerns every page, by their keys."""
        return self._unpacked(_EXTRACTS.c.gist, PageGist, keys)

    def _unpacked(self, column: Any, kind: type[Record], keys: Iterable[str]) -> dict[str, Record]:
        """The records in one column of the extracts, by key."""
        found: dict[str, Record] = {}
        with self.engine.connect() as connection:
            for piece in chunks(list(dict.fromkeys(keys))):
                statement = select(_EXTRACTS.c.key, column.label("packed")).where(_EXTRACTS.c.key.in_(piece))
                for row in connection.execute(statement).all():
                    found[row.key] = unpack(row.packed, kind)
        return found
