"""What was observed: append-only intervals of a first night, a last night and a state."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Large, Url


class Address(Base):
    """Every distinct address ever seen."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    url_hash: Mapped[str] = mapped_column(String(40), unique=True)
    head: Mapped[str] = mapped_column(Url, index=True)
    """The first characters of the address, for asking by prefix; no row of an index may grow with an address."""
    host: Mapped[str] = mapped_column(Text, index=True)


class AnswerState(Base):
    """What an address answered, from one night to another."""

    __tablename__ = "answer_states"
    __table_args__ = (UniqueConstraint("address_id", "first_run"), Index("ix_answer_states_last", "last_run"))

    id: Mapped[int] = mapped_column(Large, primary_key=True)
    """Follows from the address and the first night (`observation_number`): whoever stores it, its evidence has one name."""
    address_id: Mapped[int] = mapped_column(ForeignKey("addresses.id"))
    first_run: Mapped[int] = mapped_column(Integer)
    last_run: Mapped[int] = mapped_column(Integer)
    before_run: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(40))
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    status: Mapped[int | None] = mapped_column(Integer)
    failure: Mapped[str] = mapped_column(String(20), default="")
    final_url: Mapped[str] = mapped_column(Text, default="")
    hops: Mapped[int] = mapped_column(Integer, default=0)
    permanent: Mapped[bool]
    content_type: Mapped[str] = mapped_column(Text, default="")
    size: Mapped[int] = mapped_column(Integer, default=0)
    sniffed: Mapped[str] = mapped_column(String(10), default="")
    missing: Mapped[str] = mapped_column(String(20), default="")
    challenge: Mapped[str] = mapped_column(String(20), default="")
    tls_error: Mapped[str] = mapped_column(Text, default="")
    etag: Mapped[str] = mapped_column(Text, default="")
    last_modified: Mapped[str] = mapped_column(Text, default="")
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    extract_key: Mapped[str] = mapped_column(String(40), default="")
    attempts: Mapped[int] = mapped_column(Integer, default=1)
    detail: Mapped[str] = mapped_column(Text, default="")
    file_name: Mapped[str] = mapped_column(Text, default="", server_default="")


class Extract(Base):
    """What was read from one body: compressed, by key."""

    __tablename__ = "extracts"

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    gist: Mapped[bytes] = mapped_column(LargeBinary)
    blob: Mapped[bytes] = mapped_column(LargeBinary)
    links: Mapped[bytes | None] = mapped_column(LargeBinary)
    """What walking needs of the blob; NULL where it was written before and not walked since."""


class EntryState(Base):
    """A list entry as it stood in a column, from one night to another."""

    __tablename__ = "entry_states"
    __table_args__ = (
        UniqueConstraint("section", "column_key", "identity", "first_run"),
        Index("ix_entry_states_section_last", "section", "last_run"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(Text)
    column_key: Mapped[str] = mapped_column(Text)
    identity: Mapped[str] = mapped_column(String(40))
    first_run: Mapped[int] = mapped_column(Integer)
    last_run: Mapped[int] = mapped_column(Integer)
    before_run: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(40))
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    day: Mapped[str | None] = mapped_column(String(10))
    raw_date: Mapped[str] = mapped_column(Text, default="")
    precision: Mapped[str] = mapped_column(String(10), default="")
    clock: Mapped[str] = mapped_column(String(10), default="")
    page: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(Integer)
    block: Mapped[str] = mapped_column(String(20))
    text_cut: Mapped[bool]


class LinkUseState(Base):
    """A target in the pages of one section, from one night to another."""

    __tablename__ = "link_uses"
    __table_args__ = (
        UniqueConstraint("section", "target_hash", "first_run"),
        Index("ix_link_uses_last_section", "last_run", "section"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    target_hash: Mapped[str] = mapped_column(String(40))
    problem: Mapped[str] = mapped_column(String(20), default="")
    first_run: Mapped[int] = mapped_column(Integer)
    last_run: Mapped[int] = mapped_column(Integer)
    pages: Mapped[int] = mapped_column(Integer)
    samples: Mapped[list[Any]] = mapped_column(JSON)


class ColumnWalkState(Base):
    """How far a column was read, from one night to another."""

    __tablename__ = "column_walks"
    __table_args__ = (
        UniqueConstraint("section", "column_key", "first_run"),
        Index("ix_column_walks_section_last", "section", "last_run"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(Text)
    column_key: Mapped[str] = mapped_column(Text)
    url: Mapped[str] = mapped_column(Text)
    first_run: Mapped[int] = mapped_column(Integer)
    last_run: Mapped[int] = mapped_column(Integer)
    complete: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    pages: Mapped[int] = mapped_column(Integer)
    entries: Mapped[int] = mapped_column(Integer)


class SectionWalkState(Base):
    """How a section's walk ended, from one night to another."""

    __tablename__ = "section_walks"
    __table_args__ = (
        UniqueConstraint("section", "first_run"),
        Index("ix_section_walks_section_last", "section", "last_run"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(Text)
    first_run: Mapped[int] = mapped_column(Integer)
    last_run: Mapped[int] = mapped_column(Integer)
    complete: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    pages: Mapped[int] = mapped_column(Integer)


class HostState(Base):
    """What a host was like in one night."""

    __tablename__ = "host_states"
    __table_args__ = (UniqueConstraint("run_id", "host"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    host: Mapped[str] = mapped_column(Text)
    requests: Mapped[int] = mapped_column(Integer)
    answered: Mapped[int] = mapped_column(Integer)
    failed: Mapped[int] = mapped_column(Integer)
    reachable: Mapped[bool]
    was_reachable: Mapped[bool]
    configured: Mapped[bool]


class Probe(Base):
    """One visit of a site's home page by day: what came, within how many milliseconds."""

    __tablename__ = "probes"
    __table_args__ = (UniqueConstraint("site", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    result: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(40))
    milliseconds: Mapped[int] = mapped_column(Integer)


class AttachmentRead(Base):
    """What was read of one version of an attachment: masked personal numbers, or why it could not be read."""

    __tablename__ = "attachment_reads"
    __table_args__ = (UniqueConstraint("url_hash", "mark"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(40))
    url: Mapped[str] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(10))
    numbers: Mapped[list[Any]] = mapped_column(JSON)
    problem: Mapped[str] = mapped_column(String(40))
    read_at: Mapped[datetime]


class PageTitle(Base):
    """The title of a page on another host that links lead to, from one night to another."""

    __tablename__ = "page_titles"
    __table_args__ = (UniqueConstraint("url_hash", "first_run"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    first_run: Mapped[int] = mapped_column(Integer)
    last_run: Mapped[int] = mapped_column(Integer)


class ConnectionLook(Base):
    """One look at the connection of a site's host, one a day: `until` is the certificate's last day."""

    __tablename__ = "connection_looks"
    __table_args__ = (UniqueConstraint("site", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime]
    https: Mapped[str] = mapped_column(String(10))
    until: Mapped[str | None] = mapped_column(String(10))
    ipv6: Mapped[bool | None]
