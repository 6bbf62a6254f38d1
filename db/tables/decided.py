"""What people decided, proposed and said: never edited."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base


class Decision(Base):
    """What a person decided: entry, override, accepted link, order. Never edited; a withdrawal is written beside it."""

    __tablename__ = "decisions"
    __table_args__ = (Index("ix_decisions_kind_unit", "kind", "unit"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(80), default="")
    subject: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[str] = mapped_column(String(10), default="")
    valid_to: Mapped[str] = mapped_column(String(10), default="")
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(Text, default="")
    withdrawal_reason: Mapped[str] = mapped_column(Text, default="")


class Proposal(Base):
    """A decision that one person proposes and another one confirms or refuses; it takes effect when confirmed."""

    __tablename__ = "proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    unit: Mapped[str] = mapped_column(String(80), default="")
    subject: Mapped[str] = mapped_column(Text)
    value: Mapped[dict[str, Any]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(20), default="")
    decided_by: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(Text, default="")


class Appeal(Base):
    """A unit's appeal against a finding or a count of a month. How it stands follows from its statements."""

    __tablename__ = "appeals"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(String(80), index=True)
    month: Mapped[str] = mapped_column(String(7))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    due: Mapped[str] = mapped_column(String(10))


class Statement(Base):
    """What somebody said of an appeal (`appeal:7`) or an order (`order:网督〔2026〕1号`): never changed, never removed."""

    __tablename__ = "statements"
    __table_args__ = (Index("ix_statements_thread", "thread"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    thread: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20))
    item: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    attachment: Mapped[str] = mapped_column(String(64), default="")
    file_name: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]


class Attachment(Base):
    """What was handed in with a statement or an entry, by content hash."""

    __tablename__ = "attachments"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    size: Mapped[int] = mapped_column(Integer)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]


class Notice(Base):
    """A message to one person that was sent: each once."""

    __tablename__ = "notices"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    sent_at: Mapped[datetime]
