"""Who is signed in, and the one-time links that let somebody set a password. Only hashes of their secrets are kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update

from db import tables

_SESSIONS, _INVITATIONS = tables.table(tables.Session), tables.table(tables.Invitation)
BITS = 32
"""Bytes of a secret: 256 bits cannot be guessed."""


class Level(StrEnum):
    """How far somebody is with signing in."""

    PASSWORD = "password"
    FULL = "full"


def hashed(secret: str) -> str:
    """What the store keeps of a secret: random enough that a plain hash cannot be turned round."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """Somebody signed in."""

    token_hash: str
    person_id: int
    level: Level
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    address: str
    agent: str


class Sessions:
    """The table of sessions."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def open(self, person: int, level: Level, life: timedelta, address: str, agent: str) -> str:
        """Begin a session; return the secret of its cookie."""
        secret, now = secrets.token_urlsafe(BITS), datetime.now(UTC)
        values = {
            "token_hash": hashed(secret), "person_id": person, "level": level.value, "made_at": now, "seen_at": now,
            "ends_at": now + life, "address": address, "agent": agent[:200],
        }  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(insert(_SESSIONS).values(values))
        return secret

    def find(self, secret: str, idle: timedelta) -> SessionRecord | None:
        """The session of a cookie; None where it is unknown, over, or was left idle."""
        with self.engine.connect() as connection:
            where = _SESSIONS.c.token_hash == hashed(secret)
            row = connection.execute(select(_SESSIONS).where(where)).mappings().first()
        now = datetime.now(UTC)
        if row is None or row["ends_at"] <= now or row["seen_at"] + idle <= now:
            return None
        return _session(row)

    def of(self, person: int) -> list[SessionRecord]:
        """A person's sessions, the latest first."""
        statement = select(_SESSIONS).where(_SESSIONS.c.person_id == person).order_by(_SESSIONS.c.seen_at.desc())
        with self.engine.connect() as connection:
            return [_session(row) for row in connection.execute(statement).mappings()]

    def touch(self, token_hash: str) -> None:
        """Remember that a session was used now."""
        with self.engine.begin() as connection:
            where = _SESSIONS.c.token_hash == token_hash
            connection.execute(update(_SESSIONS).where(where).values(seen_at=datetime.now(UTC)))

    def end(self, token_hash: str) -> None:
        """End one session."""
        with self.engine.begin() as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.token_hash == token_hash))

    def end_all(self, person: int) -> None:
        """End every session of a person."""
        with self.engine.begin() as connection:
            connection.execute(delete(_SESSIONS).where(_SESSIONS.c.person_id == person))


class Invitations:
    """The table of one-time links."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def make(self, person: int, life: timedelta) -> str:
        """A new link for a person; earlier ones are good no more. Returns its secret."""
        secret, now = secrets.token_urlsafe(BITS), datetime.now(UTC)
        values = {"token_hash": hashed(secret), "person_id": person, "made_at": now, "ends_at": now + life}
        with self.engine.begin() as connection:
            connection.execute(delete(_INVITATIONS).where(_INVITATIONS.c.person_id == person))
            connection.execute(insert(_INVITATIONS).values(values))
        return secret

    def find(self, secret: str) -> int | None:
        """Whose link it is; None where it is unknown, used or over."""
        with self.engine.connect() as connection:
            where = _INVITATIONS.c.token_hash == hashed(secret)
            row = connection.execute(select(_INVITATIONS).where(where)).mappings().first()
        if row is None or row["used_at"] is not None or row["ends_at"] <= datetime.now(UTC):
            return None
        return int(row["person_id"])

    def use(self, secret: str) -> bool:
        """Use a link up; False where somebody else was faster."""
        where = (_INVITATIONS.c.token_hash == hashed(secret)) & _INVITATIONS.c.used_at.is_(None)
        with self.engine.begin() as connection:
            return connection.execute(update(_INVITATIONS).where(where).values(used_at=datetime.now(UTC))).rowcount == 1


def remove_ended(connection: Connection, before: datetime) -> int:
    """Take away sessions and links that were over before a moment; return how many."""
    return sum(
        connection.execute(delete(table).where(table.c.ends_at < before)).rowcount
        for table in (_SESSIONS, _INVITATIONS)
    )


def _session(row: RowMapping) -> SessionRecord:
    values = {name: row[name] for name in SessionRecord.__slots__}
    return SessionRecord(**{**values, "level": Level(row["level"])})
