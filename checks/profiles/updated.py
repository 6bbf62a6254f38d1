"""When a page was last updated, by trust (MEASURING 6)."""

from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from itertools import pairwise

from checks.own_content import own_content
from checks.profiles.own_text import shared_of
from checks.snapshot import ColumnView, SectionSnapshot


@dataclass(frozen=True, slots=True)
class Updated:
    """When a page was last updated, and which source says so."""

    day: date | None
    source: str
    raw: str = ""


def last_updated(section: SectionSnapshot, column: ColumnView) -> Updated:
    """By trust: the page's own date, a change that the monitor saw, the Last-Modified header (MEASURING 6)."""
    extract, answer = column.page.extract, column.page.answer
    if extract is not None and extract.updated is not None:
        return Updated(extract.updated.day, "页面标注的日期", extract.updated.raw)
    changed = seen_to_change(section, column)
    if changed is not None:
        return Updated(changed, "监测看到的内容变化")
    if answer is not None and answer.last_modified:
        try:
            return Updated(
                parsedate_to_datetime(answer.last_modified).date(), "服务器给出的修改时间", answer.last_modified
            )
        except (TypeError, ValueError):
            pass
    return Updated(None, "")


def seen_to_change(section: SectionSnapshot, column: ColumnView) -> date | None:
    """The night that first saw the page's own text as it is now, where an earlier night saw another one."""
    shared = shared_of(section)
    said = [(night, own_content(extract, column.place.name, shared).texts) for night, extract in column.page.history]
    changes = [night for (_, before), (night, now) in pairwise(said) if set(before) != set(now)]
    return changes[-1] if changes else None
