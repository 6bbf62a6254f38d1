"""Closing and reopening months, and telling in words why two sheets differ."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from app import VERSION
from app.context import Context
from app.errors import WrongUse
from app.score_stage import score
from app.view import Reader, latest_good
from config.month import Month
from db.lock import night_lock
from db.months import Closing, FrozenMonth
from scoring.compare import compare


def close_month(context: Context, month: Month, author: str, today: date) -> Closing:
    """Freeze a month as the last good night left it. Raises WrongUse where the month is not over yet."""
    with night_lock(context.engine):
        run = latest_good(context)
        if month.last >= max(today, run.night):
            raise WrongUse(f"{month.chinese}还没有结束，不能封账")
        frozen = Reader(context, run).frozen(month)
        rubric = context.configuration.rubric
        closing = context.months.close(frozen, run.id, rubric.id, rubric.sha256, VERSION, datetime.now(UTC), author)
        score(context, run)  # the year to date holds the month from now on
        return closing


def reopen_month(context: Context, month: Month, author: str, reason: str) -> None:
    """Open a closed month again; its revision stays."""
    if not reason.strip():
        raise WrongUse("重开已封账的月份必须写明原因（--reason）")
    context.months.reopen(str(month), datetime.now(UTC), author, reason)


def due_months(context: Context, today: date) -> list[Month]:
    """Months that should be closed by now, by the configured day of the next month."""
    day = context.configuration.monitor.schedule.close_day
    months = context.open_months(datetime(today.year, today.month, today.day, 12, tzinfo=context.configuration.zone))
    return [month for month in months if month.next().first.replace(day=day) <= today]


def compare_months(context: Context, first: str, second: str) -> Iterator[str]:
    """Why the sheets of two months (or revisions, `2026-10@1`) differ, a text line each."""
    before, after = _content(context, first), _content(context, second)
    old = {sheet.unit: sheet for sheet in before.sheets}
    names = {criterion.id: criterion.name for criterion in context.configuration.rubric.criteria}
    same = True
    for sheet in after.sheets:
        if sheet.unit not in old:
            continue
        unit = next((unit.name for unit in context.configuration.units if unit.code == sheet.unit), sheet.unit)
        for item in compare(old[sheet.unit], sheet):
            same = False
            yield f"{unit}　{names.get(item.criterion, item.criterion)}：{item.before} → {item.after}（{item.cause}）"
    if same:
        yield "两份得分表没有差别"


def _content(context: Context, name: str) -> FrozenMonth:
    text, _, revision = name.partition("@")
    month = Month.parse(text)
    revisions = context.months.revisions(str(month))
    if revision:
        wanted = next((item for item in revisions if str(item.revision) == revision), None)
        if wanted is None:
            raise WrongUse(f"{month} 没有第 {revision} 版")
        return context.months.content(wanted)
    closing = context.months.closing(str(month))
    return context.months.content(closing) if closing else Reader(context, latest_good(context)).frozen(month)
