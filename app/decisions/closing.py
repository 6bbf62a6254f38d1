"""Closing and reopening months (封账): what was signed stays as it was, revision by revision."""

from contextlib import suppress
from dataclasses import dataclass

from app import VERSION
from app.decisions import typed
from app.decisions.appeal_states import all_appeals
from app.decisions.desk import Desk
from app.decisions.refusal import Objection, Objections, Refused
from app.looking.view import Reader, latest_good
from app.stages.score import score
from config.month import Month
from db.errors import DecidedMeanwhile
from db.lock import night_lock
from db.months import Closing, Signature
from db.runs import RunRecord

ATTEMPTS = 5
"""Scorings before a closing is given up: each is spoilt only by a person who decides in those seconds."""


@dataclass(frozen=True, slots=True)
class CloseForm:
    """Which month to close."""

    month: str


@dataclass(frozen=True, slots=True)
class ReopenForm:
    """Which month to open again, and why."""

    month: str
    reason: str


def close(desk: Desk, form: CloseForm) -> Closing:
    """Freeze a month as the last good night left it. Raises Refused where it is not over, closed already, or appealed against."""
    found, context = Objections(), desk.context
    month = found.take("month", typed.month, form.month)
    found.check()
    assert month is not None
    with night_lock(context.engine):
        run = latest_good(context)
        if month.last >= max(desk.today, run.night):
            found.add("month", f"{month.chinese}还没有结束，不能封账")
        known = context.months.closing(str(month))
        if known is not None:
            found.add(
                "month",
                f"{month.chinese}已由{known.closed_by}于 {known.closed_at.astimezone(context.configuration.zone):%Y-%m-%d} 封账（第 {known.revision} 版）",
            )
        found.check()
        closing = _freeze(desk, run, month)
        score(context, run)  # the year to date holds the month from now on
        return closing


def require_answered(desk: Desk, found: Objections, month: Month) -> None:
    """A month is not closed over a unit's head, by nobody and not by the clock: its appeals are answered first."""
    waiting = [item for item in all_appeals(desk) if item.is_open and item.record.month == str(month)]
    if waiting:
        numbers = "、".join(str(item.record.id) for item in waiting)
        found.add("month", f"还有 {len(waiting)} 件申诉没有办结（第 {numbers} 号），请先答复")


def _freeze(desk: Desk, run: RunRecord, month: Month) -> Closing:
    """Score and freeze; what people decide meanwhile is part of what is signed, or comes after it and is refused."""
    context, rubric = desk.context, desk.context.configuration.rubric
    signed = Signature(
        run=run.id,
        rubric=rubric.id,
        rubric_sha256=rubric.sha256,
        program=VERSION,
        moment=desk.now,
        author=desk.person.name,
    )
    for _ in range(ATTEMPTS):
        mark = context.decisions.mark()
        found = Objections()
        require_answered(desk, found, month)
        found.check()
        score(context, run)
        with suppress(DecidedMeanwhile):
            return context.months.close(Reader(context, run).frozen(month), signed, mark)
    raise Refused([Objection("month", "封账期间不断有新的录入或裁定，没有封账，请稍后再试")])


def reopen(desk: Desk, form: ReopenForm) -> Closing:
    """Open a closed month again; its revision stays beside the one that will follow. Raises Refused."""
    found, context = Objections(), desk.context
    month = found.take("month", typed.month, form.month)
    why = found.take("reason", typed.reason, form.reason)
    closing = None if month is None else context.months.closing(str(month))
    if month is not None and closing is None:
        found.add("month", f"{month.chinese}没有封账，无需重开")
    found.check()
    assert closing is not None and why is not None
    context.months.reopen(str(month), desk.now, desk.person.name, why)
    return closing
