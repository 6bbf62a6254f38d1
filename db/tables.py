"""The tables. Observations are append-only intervals (first night, last night, state); people's records are never edited."""

from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


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


class Run(Base):
    """One night: unique by its day and the units it looked at."""

    __tablename__ = "runs"
    __table_args__ = (UniqueConstraint("night", "units"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[str] = mapped_column(String(10))
    units: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    config_digest: Mapped[str] = mapped_column(String(64))
    rubric_id: Mapped[str] = mapped_column(String(40))
    program: Mapped[str] = mapped_column(String(40))
    notes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


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


class Result(Base):
    """What check or score concluded in one run for one unit or site: compressed JSON, by kind."""

    __tablename__ = "results"
    __table_args__ = (UniqueConstraint("run_id", "kind", "subject", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(String(7), default="")
    digest: Mapped[str] = mapped_column(String(64))


class Blob(Base):
    """Content of results and frozen months, once for each distinct content."""

    __tablename__ = "blobs"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ClosedMonth(Base):
    """A closed month: its frozen content, revision by revision."""

    __tablename__ = "closed_months"
    __table_args__ = (UniqueConstraint("month", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    revision: Mapped[int] = mapped_column(Integer)
    run_id: Mapped[int] = mapped_column(Integer)
    rubric_id: Mapped[str] = mapped_column(String(40))
    rubric_sha256: Mapped[str] = mapped_column(String(64))
    program: Mapped[str] = mapped_column(String(40))
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(Text)
    reopened_at: Mapped[datetime | None]
    reopened_by: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(String(64))


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


class Lock(Base):
    """Who runs a night now; stale when its heartbeat is old."""

    __tablename__ = "locks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(40))
    taken_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]


class HostLease(Base):
    """Who crawls a host now, in which run; stale when its heartbeat is old. Without token nobody does."""

    __tablename__ = "host_leases"

    host: Mapped[str] = mapped_column(Text, primary_key=True)
    run: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(40))
    holder: Mapped[str] = mapped_column(Text)
    heartbeat_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer)
    done: Mapped[bool]


class FleetNight(Base):
    """A district's night in a fleet, in the fleet's own schema; `run` is its number in the district's."""

    __tablename__ = "fleet_nights"
    __table_args__ = (UniqueConstraint("night", "district"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    night: Mapped[str] = mapped_column(String(10))
    district: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    run: Mapped[int | None] = mapped_column(Integer)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class Person(Base):
    """Somebody who may sign in. Roles and units are lists of codes with commas."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    display: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    wants_mail: Mapped[bool] = mapped_column(default=True)
    roles: Mapped[str] = mapped_column(Text)
    units: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(20), default="local")
    password_hash: Mapped[str] = mapped_column(Text, default="")
    password_at: Mapped[datetime | None]
    code_secret: Mapped[str] = mapped_column(Text, default="")
    code_step: Mapped[int] = mapped_column(Integer, default=0)
    """The step of the last one-time code that was taken: each is good once."""
    made_by: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class Invitation(Base):
    """A one-time link by which a person sets a password; the link itself is not kept, only its hash."""

    __tablename__ = "invitations"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Session(Base):
    """Somebody signed in, by the hash of the cookie. `level` tells whether the second factor was given."""

    __tablename__ = "sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    level: Mapped[str] = mapped_column(String(20))
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(Text, default="")
    agent: Mapped[str] = mapped_column(Text, default="")


class AccessToken(Base):
    """A token for programs, by its hash: a role and an end date."""

    __tablename__ = "access_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    units: Mapped[str] = mapped_column(Text, default="")
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AuditRow(Base):
    """Who did what, when and from where; each row holds the hash of the one before. Triggers refuse changes."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text, default="")
    action: Mapped[str] = mapped_column(String(40), index=True)
    subject: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    previous: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str] = mapped_column(String(64))


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
