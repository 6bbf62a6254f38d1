"""Tokens for programs: a role, an end date, and the hash of the secret alone."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, RowMapping, insert, select, update

from config.people import PersonRole
from db import tables
from db.errors import StoreError
from db.tables.base import LARGEST
from db.web_sessions import BITS, hashed

_TOKENS = tables.table(tables.AccessToken)
PREFIX = "hq_"
"""Every token begins so: one that was published by mistake can be searched for."""


@dataclass(frozen=True, slots=True)
class TokenRecord:
    """A token, without its secret."""

    id: int
    name: str
    role: PersonRole
    units: tuple[str, ...]
    made_by: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None

    @property
    def is_good(self) -> bool:
        """Whether it opens anything now."""
        return self.revoked_at is None and datetime.now(UTC) < self.ends_at


class AccessTokens:
    """The table of tokens."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def make(self, name: str, role: PersonRole, units: tuple[str, ...], by: str, ends: datetime) -> str:
        """A new token; its secret is returned here and never again."""
        secret = PREFIX + secrets.token_urlsafe(BITS)
        values = {
            "name": name, "role": role.value, "units": ",".join(units), "token_hash": hashed(secret), "made_by": by,
            "made_at": datetime.now(UTC), "ends_at": ends,
        }  # fmt: skip
        with self.engine.begin() as connection:
            connection.execute(insert(_TOKENS).values(values))
        return secret

    def find(self, secret: str) -> TokenRecord | None:
        """The good token of a secret."""
        with self.engine.connect() as connection:
            where = _TOKENS.c.token_hash == hashed(secret)
            row = connection.execute(select(_TOKENS).where(where)).mappings().first()
        found = None if row is None else _token(row)
        return found if found is not None and found.is_good else None

    def all(self) -> list[TokenRecord]:
        """Every token, oldest first."""
        with self.engine.connect() as connection:
            return [_token(row) for row in connection.execute(select(_TOKENS).order_by(_TOKENS.c.id)).mappings()]

    def revoke(self, number: int) -> None:
        """End a token. Raises StoreError where there is no good one of that number."""
        where = (_TOKENS.c.id == number) & _TOKENS.c.revoked_at.is_(None)
        with self.engine.begin() as connection:
            if (
                number > LARGEST
                or connection.execute(update(_TOKENS).where(where).values(revoked_at=datetime.now(UTC))).rowcount != 1
            ):
                raise StoreError(f"没有编号为 {number} 的有效令牌")


def _token(row: RowMapping) -> TokenRecord:
    values = {name: row[name] for name in TokenRecord.__slots__}
    values["role"] = PersonRole(row["role"])
    values["units"] = tuple(unit for unit in row["units"].split(",") if unit)
    return TokenRecord(**values)
