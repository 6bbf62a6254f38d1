"""The tables. Observations are append-only intervals (first night, last night, state); people's records are never edited."""

from db.tables.base import Base, Moment, table
from db.tables.decided import Appeal, Attachment, Decision, Notice, Proposal, Statement
from db.tables.nights import Blob, ClosedMonth, FleetNight, HostLease, Lock, Result, Run
from db.tables.observed import (
    Address,
    AnswerState,
    AttachmentRead,
    ColumnWalkState,
    ConnectionLook,
    EntryState,
    Extract,
    HostState,
    LinkUseState,
    PageTitle,
    Probe,
    SectionWalkState,
)
from db.tables.people import AccessToken, AuditRow, Invitation, Person, Session

__all__ = [
    "AccessToken",
    "Address",
    "AnswerState",
    "Appeal",
    "Attachment",
    "AttachmentRead",
    "AuditRow",
    "Base",
    "Blob",
    "ClosedMonth",
    "ColumnWalkState",
    "ConnectionLook",
    "Decision",
    "EntryState",
    "Extract",
    "FleetNight",
    "HostLease",
    "HostState",
    "Invitation",
    "LinkUseState",
    "Lock",
    "Moment",
    "Notice",
    "PageTitle",
    "Person",
    "Probe",
    "Proposal",
    "Result",
    "Run",
    "SectionWalkState",
    "Session",
    "Statement",
    "table",
]
