"""Gathers the pages over all nights and all months: health, reports that are kept, revisions, what changed and why."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from app.context import Context
from app.errors import AppError
from app.looking.compare import compare_months
from app.reasons import reason_text
from config.month import Month, months_between
from config.words import STATUS_NAMES
from db.months import Closing
from reports.archive import Comparison, MonthRow, NightRow, render_archive


def write_archive(context: Context) -> None:
    """Write the pages anew, as the store and the folder of reports stand now."""
    now = datetime.now(context.configuration.zone)
    context.reports.mkdir(parents=True, exist_ok=True)
    issuer = context.configuration.monitor.issuer
    nights, months, comparisons = list(_nights(context)), list(_months(context)), list(_comparisons(context))
    render_archive(context.reports, nights, months, comparisons, now, issuer)


def month_folder(month: str, revision: int = 0) -> str:
    """The folder of a month's report; an older revision keeps one of its own."""
    return f"month-{month}{f'-r{revision}' if revision else ''}"


def _nights(context: Context) -> Iterator[NightRow]:
    for run in reversed(context.runs.all()):
        folder = f"{run.night}-{run.id:05d}"
        kept = (context.reports / folder / "index.html").exists()
        scope = f"{len(run.units)} 个单位" if run.units else "全部单位"
        yield NightRow(
            day=str(run.night),
            run=run.id,
            status=STATUS_NAMES[run.status],
            reason=reason_text(run.reason),
            scope=scope,
            folder=folder if kept else "",
        )


def _months(context: Context) -> Iterator[MonthRow]:
    runs = context.runs.all()
    if not runs:
        return
    current = context.configuration.month_of(runs[-1].as_of)
    first = min(context.configuration.monitor.assessment_starts, current)
    for month in reversed(months_between(first, current)):
        closings = context.months.revisions(str(month))
        if not closings or closings[-1].reopened_at is not None:
            yield _row(context, str(month), "暂计，未封账", "", "", "", month_folder(str(month)))
        for closing in reversed(closings):
            yield _closing(context, closing, closing is closings[-1])


def _closing(context: Context, closing: Closing, is_last: bool) -> MonthRow:
    zone = context.configuration.zone
    reopened = closing.reopened_at is not None
    status = f"已重开（{closing.reopened_at.astimezone(zone):%Y-%m-%d}）" if closing.reopened_at else "已封账"
    closed = f"{closing.closed_by}，{closing.closed_at.astimezone(zone):%Y-%m-%d %H:%M}"
    own = month_folder(closing.month, closing.revision)
    folder = (
        own if (context.reports / own).exists() else month_folder(closing.month) if is_last and not reopened else own
    )
    note = (
        f"重开原因：{closing.reason}"
        if closing.reason
        else f"程序 {closing.program}，细则校验值 {closing.rubric_sha256[:16]}"
    )
    return _row(context, closing.month, status, f"第 {closing.revision} 版", closed, note, folder)


def _row(context: Context, month: str, status: str, revision: str, closed: str, note: str, folder: str) -> MonthRow:
    place = context.reports / folder
    kept = (place / "index.html").exists()
    return MonthRow(
        month=month,
        status=status,
        revision=revision,
        closed=closed,
        note=note,
        folder=folder if kept else "",
        has_document=(place / "检查报告.docx").exists(),
    )


def _comparisons(context: Context) -> Iterator[Comparison]:
    """Revisions of a month with each other, and the last two closed months."""
    closed = sorted(context.months.closed())
    pairs = []
    for month in reversed(closed):
        numbers = [closing.revision for closing in context.months.revisions(month)]
        pairs += [(f"{month}@{before}", f"{month}@{after}") for before, after in pairwise(numbers)]
    if len(closed) > 1:
        pairs.append((closed[-2], closed[-1]))
    for before, after in pairs:
        try:
            lines = tuple(compare_months(context, before, after))
        except AppError:
            continue
        yield Comparison(f"{_shown(before)}与{_shown(after)}", () if lines == ("两份得分表没有差别",) else lines)


def _shown(name: str) -> str:
    month, _, revision = name.partition("@")
    return f"{Month.parse(month).chinese}{f'第 {revision} 版' if revision else ''}"
