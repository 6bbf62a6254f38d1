"""Looks at the sites' connections, one a day each: https, the certificate's last day, an IPv6 address."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection as Session
from sqlalchemy import Engine, delete, insert, select

from crawler.records.connection import Connection, Https
from db import tables

_LOOKS = tables.table(tables.ConnectionLook)


class Connections:
    """The table of looks."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, site: str, at: datetime, seen: Connection) -> None:
        """Keep a look."""
        row = {
            "site": site,
            "at": at,
            "https": seen.https.value,
            "until": str(seen.until) if seen.until else None,
            "ipv6": seen.ipv6,
        }
        with self.engine.begin() as connection:
            connection.execute(insert(_LOOKS), [row])

    def latest(self, first: datetime, before: datetime) -> Mapping[str, tuple[datetime, Connection]]:
        """The last look at each site from a moment on and before another."""
        statement = select(_LOOKS).where(_LOOKS.c.at >= first, _LOOKS.c.at < before).order_by(_LOOKS.c.at)
        with self.engine.connect() as connection:
            rows = connection.execute(statement).mappings().all()
        return {row["site"]: (row["at"], _seen(row["https"], row["until"], row["ipv6"])) for row in rows}


def _seen(https: str, until: str | None, ipv6: bool | None) -> Connection:
    return Connection(Https(https), date.fromisoformat(until) if until else None, ipv6)


def remove_looks(connection: Session, before: datetime) -> int:
    """Remove looks before a moment; return how many."""
    return connection.execute(delete(_LOOKS).where(_LOOKS.c.at < before)).rowcount
