"""Single observations by the name that findings give them, for explaining a line down to its stored copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select

from db import tables
from db.intervals import chunks
from db.keys import hashed

_ANSWERS, _ADDRESSES, _EXTRACTS = (
    tables.table(tables.AnswerState),
    tables.table(tables.Address),
    tables.table(tables.Extract),
)


@dataclass(frozen=True, slots=True)
class ObservationRecord:
    """What one address answered, from one night to another."""

    name: str
    url: str
    final_url: str
    first_at: datetime
    last_at: datetime
    status: int | None
    failure: str
    attempts: int
    content_type: str
    body_hash: str
    extract_key: str
    detail: str


def observations(engine: Engine, names: Iterable[str]) -> list[ObservationRecord]:
    """Observations by name (`obs:12`), in the order asked for; names that are no longer kept are left out."""
    ids = [
        int(name.partition(":")[2]) for name in names if name.startswith("obs:") and name.partition(":")[2].isdigit()
    ]
    found: dict[int, ObservationRecord] = {}
    with engine.connect() as connection:
        for piece in chunks(list(dict.fromkeys(ids))):
            statement = (
                select(_ANSWERS, _ADDRESSES.c.url)
                .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
                .where(_ANSWERS.c.id.in_(piece))
            )
            for row in connection.execute(statement).mappings():
                values = {name: row[name] for name in ObservationRecord.__slots__ if name != "name"}
                found[row["id"]] = ObservationRecord(name=f"obs:{row['id']}", **values)
    return [found[number] for number in dict.fromkeys(ids) if number in found]


def observations_of(engine: Engine, urls: Iterable[str]) -> dict[str, ObservationRecord]:
    """The latest observation of each address; addresses without any are left out."""
    latest: dict[str, str] = {}
    with engine.connect() as connection:
        for piece in chunks(list(dict.fromkeys(urls))):
            keys = [hashed(url) for url in piece]
            statement = (
                select(_ADDRESSES.c.url, _ANSWERS.c.id)
                .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
                .where(_ADDRESSES.c.url_hash.in_(keys))
                .order_by(_ANSWERS.c.last_run, _ANSWERS.c.id)
            )
            latest.update({url: f"obs:{number}" for url, number in connection.execute(statement)})
    return {record.url: record for record in observations(engine, latest.values())}


def history_of(engine: Engine, url: str, limit: int = 60) -> list[ObservationRecord]:
    """What an address answered over the nights, the latest first; nights that were alike are one record."""
    statement = (
        select(_ANSWERS.c.id)
        .join(_ADDRESSES, _ADDRESSES.c.id == _ANSWERS.c.address_id)
        .where(_ADDRESSES.c.url_hash == hashed(url))
        .order_by(_ANSWERS.c.last_run.desc(), _ANSWERS.c.id.desc())
        .limit(limit)
    )
    with engine.connect() as connection:
        names = [f"obs:{number}" for number in connection.execute(statement).scalars()]
    return observations(engine, names)
