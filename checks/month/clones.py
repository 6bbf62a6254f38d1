"""Clones (MEASURING 2): the portal's main posts by the unit that their source names, judged once a night."""

from collections.abc import Iterable, Mapping
from datetime import date

from checks.empty_columns import check_empty_columns
from checks.findings import UnmatchedSource
from checks.look import MainNight, unread_columns
from checks.measures import Name
from checks.posts.candidates import Candidate, candidates
from checks.posts.count import count_posts
from checks.posts.finding import is_gone
from checks.posts.sources import normal_source
from checks.snapshot import SectionSnapshot
from config.monitor import Policies
from config.month import Month
from config.schema import Content, Unit

MAIN_MARK = "主站："
"""Begins the column of a post that stands in the portal's main columns."""


def judge_main(main: SectionSnapshot, units: Iterable[Unit], policies: Policies, today: date) -> MainNight:
    """The portal's main part: which columns could not be read, and whose posts they hold."""
    prefixes = policies.source_prefixes
    names = {normal_source(name, prefixes): unit.code for unit in units for name in (*unit.aliases, unit.name)}
    clones: dict[str, list[Candidate]] = {}
    unmatched: dict[str, list[Candidate]] = {}
    unknown = []
    boxes = {column.place.key: column.place.url for column in main.columns if column.place.content is Content.REPLIES}
    for item in candidates(entry for entry in main.entries if entry.column not in boxes):
        source = item.seen.article.source if item.seen.article else ""
        code = names.get(normal_source(source, prefixes)) if source else None
        if code is not None:
            clones.setdefault(code, []).append(item)
        elif item.seen.is_read:
            unmatched.setdefault(source, []).append(item)
        elif _may_be_a_clone(item):
            unknown.append(item)
    unread = unread_columns(check_empty_columns(today, main, policies.empty_below_characters))
    return MainNight(
        section=main,
        unread={url: reason for url, reason in unread.items() if url not in boxes.values()},
        clones=_frozen(clones),
        unmatched=_frozen(unmatched),
        unknown=tuple(unknown),
    )


def _may_be_a_clone(item: Candidate) -> bool:
    """Whether a main post that was not read may be a unit's: what is gone is nobody's, nor what lies on another host."""
    return item.is_listed and not item.seen.elsewhere and item.seen.url is not None and not is_gone(item)


def _frozen(groups: Mapping[str, list[Candidate]]) -> dict[str, tuple[Candidate, ...]]:
    return {key: tuple(items) for key, items in groups.items()}


def hidden_clones(main: MainNight, month: Month) -> int:
    """How many main posts of a month (or without a day) were not read, so that nobody knows whose they are."""
    return sum(item.day is None or month.holds(item.day) for item in main.unknown)


def unmatched_sources(main: MainNight, month: Month, today: date, policies: Policies) -> list[UnmatchedSource]:
    """Sources that match no unit, with the valid posts of the month, so that aliases can be completed."""
    counted = [
        UnmatchedSource(
            source, count_posts(Name.PORTAL_CLONES, main.section, posts, month, today, policies).count
        )
        for source, posts in main.unmatched.items()
    ]  # fmt: skip
    return sorted((item for item in counted if item.posts), key=lambda item: (-item.posts, item.source))
