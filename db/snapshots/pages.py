"""The pages of a section that are no articles, as they stood in one night."""

from sqlalchemy import select

from checks.snapshot import PageView
from config.settings import SectionPlace
from crawler.records.items import PageGist
from crawler.walking.owners import Owners
from db import tables
from db.codec import unpack
from db.intervals import holds_in
from db.keys import HEAD, following
from db.snapshots.readings import Personal, Readings

_ANSWERS, _ADDRESSES, _EXTRACTS = (
    tables.table(tables.AnswerState),
    tables.table(tables.Address),
    tables.table(tables.Extract),
)


def section_pages(
    readings: Readings, owners: Owners, place: SectionPlace
) -> tuple[tuple[PageView, ...], list[Personal]]:
    """Pages in scope that are no articles, and personal numbers on any page in scope."""
    personal: list[Personal] = []
    plain: list[str] = []
    for url, (number, packed) in _in_scope(readings, owners, place).items():
        gist = unpack(packed, PageGist)
        personal += [(url, masked, f"obs:{number}") for masked in gist.personal]
        if gist.article is None or not gist.article.shows_day:
            plain.append(url)
    views = readings.pages(plain)
    return tuple(views[url] for url in sorted(plain)), personal


def _in_scope(readings: Readings, owners: Owners, place: SectionPlace) -> dict[str, tuple[int, bytes]]:
    """The number of the answer and the packed gist of each page that is this section's own."""
    rows: dict[str, tuple[int, bytes]] = {}
    with readings.engine.connect() as connection:
        for prefix in place.scope:
            rest = prefix.partition("://")[2]
            for scheme in ("http", "https"):
                start = f"{scheme}://{rest}"[:HEAD]
                statement = (
                    select(_ADDRESSES.c.url, _ANSWERS.c.id, _EXTRACTS.c.gist)
                    .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
                    .join(_EXTRACTS, _EXTRACTS.c.key == _ANSWERS.c.extract_key)
                    .where(
                        _ADDRESSES.c.head >= start,
                        _ADDRESSES.c.head < following(start),
                        *holds_in(_ANSWERS, readings.run.id),
                    )
                )
                for url, number, gist in connection.execute(statement).all():
                    if owners.of(url, place.site) == place.key:
                        rows[url] = (number, gist)
    return rows
