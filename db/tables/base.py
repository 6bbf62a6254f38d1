"""What all tables share: the types of their columns, and where they are registered."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

LARGEST = 2**63 - 1
"""The largest number that a column holds: no record has a larger one, and drivers refuse to ask for it."""


class Moment(TypeDecorator[datetime]):
    """An aware time, stored as UTC text so that both databases keep it alike."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


Url = Text().with_variant(Text(collation="C"), "postgresql")
"""Addresses are compared byte by byte, so that a prefix is a range of the index."""


Large = BigInteger().with_variant(Integer, "sqlite")
"""Numbers of 64 bits; SQLite's own integers have them."""


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 (SQLAlchemy's way)


def table(model: type[Base]) -> Table:
    """The Core table behind a model: bulk reads and writes go without the unit of work."""
    return cast(Table, model.__table__)
