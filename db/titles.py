"""Titles of pages on other hosts that links lead to, from one night to another: what a host that changed hands is told by."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Engine, select

from crawler.records.observations import Answer
from db import tables
from db.intervals import chunks, upsert_states
from db.keys import hashed

_TITLES = tables.table(tables.PageTitle)
LONGEST = 120
"""Characters of a title that are kept."""


def add_titles(connection: Connection, answers: Iterable[Answer], run: int, previous_run: int) -> None:
    """Keep the titles of a night's answers; one that stays goes on."""
    titles = {hashed(item.url): item.title[:LONGEST] for item in answers if item.title}
    rows = {(key,): {"url_hash": key, "title": title} for key, title in titles.items()}
    for keys in chunks(list(rows)):
        where = [_TITLES.c.url_hash.in_([key[0] for key in keys])]
        piece = {key: rows[key] for key in keys}
        upsert_states(connection, _TITLES, piece, ["url_hash"], where, run, previous_run, compare=["title"], refresh=[])


def titles_of(engine: Engine, urls: Sequence[str], run: int) -> Mapping[str, tuple[tuple[int, str], ...]]:
    """The titles that pages have borne up to a night, each with the night that first saw it, oldest first; pages of one title are left out."""
    names = {hashed(url): url for url in urls}
    found: dict[str, list[tuple[int, str]]] = {}
    with engine.connect() as connection:
        for piece in chunks(list(names)):
            statement = select(_TITLES).where(_TITLES.c.url_hash.in_(piece), _TITLES.c.first_run <= run)
            for row in connection.execute(statement.order_by(_TITLES.c.first_run)).mappings():
                found.setdefault(names[row["url_hash"]], []).append((row["first_run"], row["title"]))
    return {url: tuple(held) for url, held in found.items() if len(held) > 1}
