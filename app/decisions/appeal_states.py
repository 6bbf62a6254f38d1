"""How appeals stand: by what was said last in each one's thread."""

from dataclasses import dataclass
from enum import StrEnum

from app.decisions.desk import Desk
from config.words import APPEAL_STATES
from db.statements import AppealRecord, StatementRecord, Statements


class AppealKind(StrEnum):
    """What is appealed against."""

    FINDING = "finding"
    COUNT = "count"


class Said(StrEnum):
    """What a statement of an appeal's thread does."""

    OPENED = "opened"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    ASKED = "asked"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    UPHELD = "upheld"


OFFICE_TURN = frozenset({Said.OPENED, Said.REPLIED, Said.RETURNED})
UNIT_TURN = frozenset({Said.OPENED, Said.REPLIED, Said.ASKED, Said.RETURNED})
OVER = frozenset({Said.WITHDRAWN, Said.REFUSED, Said.UPHELD})


@dataclass(frozen=True, slots=True)
class AppealState:
    """An appeal with what was said in it."""

    record: AppealRecord
    said: tuple[StatementRecord, ...]

    @property
    def state(self) -> Said:
        """What was said last."""
        return Said(self.said[-1].kind)

    @property
    def state_name(self) -> str:
        """How it stands, in Chinese."""
        return APPEAL_STATES[self.state]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.state not in OVER


def all_appeals(desk: Desk) -> list[AppealState]:
    """Every appeal as it stands, oldest first."""
    kept = Statements(desk.context.engine)
    threads = kept.threads("appeal:")
    return [AppealState(record, tuple(threads[record.thread])) for record in kept.appeals()]


def appeal_of(desk: Desk, number: int) -> AppealState | None:
    """One appeal as it stands."""
    kept = Statements(desk.context.engine)
    record = kept.appeal(number)
    return None if record is None else AppealState(record, tuple(kept.of(record.thread)))
