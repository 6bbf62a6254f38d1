"""A finding about one post, and whether its page is gone."""

from collections.abc import Iterable

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import SOURCE_NAMES, Candidate
from checks.reasons import Reason
from checks.snapshot import ColumnView
from checks.verdicts import Verdict, judge


def post_finding(
    check: Check,
    site: str,
    item: Candidate,
    columns: dict[str, ColumnView],
    message: str,
    outcome: Outcome = Outcome.NOT_MET,
    reason: Reason = Reason.NONE,
) -> Finding:
    entry = item.entry
    quotes = tuple(f"{SOURCE_NAMES[reading.source]}：{reading.raw}" for reading in item.readings)
    return Finding(
        check=check,
        site=site,
        outcome=outcome,
        subject=entry.entry.url or entry.page,
        reason=reason or Reason(check.value),
        message=message,
        title=item.title,
        column=column_names(item.columns, columns),
        first_seen=item.first_seen,
        last_seen=item.last_seen,
        evidence=(entry.evidence,) if entry.evidence else (),
        quotes=quotes,
        published=item.day,
    )


def column_names(keys: Iterable[str], columns: dict[str, ColumnView]) -> str:
    """The names of columns, as people know them."""
    return "、".join(columns[key].place.name if key in columns else key.partition("-")[2] for key in keys)


def is_gone(item: Candidate) -> bool:
    judgement = judge(item.entry.answer) if item.entry.answer else None
    return judgement is not None and judgement.verdict is Verdict.BROKEN and judgement.definite
