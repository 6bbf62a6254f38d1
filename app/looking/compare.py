"""Tells in words why the sheets of two months, or of two revisions of one, differ."""

from collections.abc import Iterator

from app.context import Context
from app.errors import WrongUse
from app.looking.view import Reader, latest_good, rubric_of
from config.month import Month
from db.months import FrozenMonth
from scoring.compare import compare


def compare_months(context: Context, first: str, second: str) -> Iterator[str]:
    """Why the sheets of two months (or revisions, `2026-10@1`) differ, a text line each."""
    before, after = _content(context, first), _content(context, second)
    old = {sheet.unit: sheet for sheet in before.sheets}
    rubrics = [rubric_of(context.configuration, content) for content in (before, after)]
    names = {criterion.id: criterion.name for rubric in rubrics for criterion in rubric.criteria}
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
    try:
        month = Month.parse(text)
    except ValueError:
        raise WrongUse(f"“{name}”不是月份，应写作 2026-10，或某一版 2026-10@1") from None
    revisions = context.months.revisions(str(month))
    if revision:
        wanted = next((item for item in revisions if str(item.revision) == revision), None)
        if wanted is None:
            raise WrongUse(f"{month} 没有第 {revision} 版")
        return context.months.content(wanted)
    closing = context.months.closing(str(month))
    return context.months.content(closing) if closing else Reader(context, latest_good(context)).frozen(month)
