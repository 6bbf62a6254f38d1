"""A finding about one post, and whether its page is gone."""

from collections.abc import Iterable, Mapping

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import Candidate
from checks.reasons import Reason
from checks.snapshot import ColumnView, SectionSnapshot
from checks.verdicts import Verdict, judge
from config.words import DATE_SOURCE_NAMES


def post_finding(
    check: Check,
    section: SectionSnapshot,
    item: Candidate,
    message: str,
    outcome: Outcome = Outcome.NOT_MET,
    reason: Reason = Reason.NONE,
    *,
    costs: bool = True,
) -> Finding:
    """What is to be said of one post, with the days that it claims."""
    return Finding(
        check,
        section.place.site,
        outcome,
        item.address,
        reason=reason or Reason(check.value),
        message=message,
        title=item.title,
        column=column_names(item.columns, section.by_key),
        first_seen=item.first_seen,
        last_seen=item.last_seen,
        evidence=(item.seen.evidence,) if item.seen.evidence else (),
        quotes=tuple(f"{DATE_SOURCE_NAMES[reading.source]}：{reading.raw}" for reading in item.readings),
        published=item.day,
        costs=costs,
    )


def column_names(keys: Iterable[str], columns: Mapping[str, ColumnView]) -> str:
    """The names of columns, as people know them."""
    return "、".join(columns[key].place.name if key in columns else key.partition("-")[2] for key in keys)


def is_gone(item: Candidate) -> bool:
    """Whether the post's own page is definitely gone."""
    judgement = judge(item.seen.answer) if item.seen.answer else None
    return judgement is not None and judgement.verdict is Verdict.BROKEN and judgement.definite
