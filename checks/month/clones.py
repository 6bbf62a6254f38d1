"""Clones (MEASURING 2): the portal's main posts by the unit that their source names."""

from collections.abc import Iterable
from datetime import date

from checks.findings import UnmatchedSource
from checks.posts.count import count_posts
from checks.posts.sources import normal_source
from checks.snapshot import EntryView, SectionSnapshot
from config.month import Month
from config.schema import Policies, Unit


def clones_by_unit(
    main: SectionSnapshot, units: Iterable[Unit], prefixes: tuple[str, ...]
) -> dict[str, tuple[EntryView, ...]]:
    """The portal's main posts by the unit that their source names; unmatched sources under an empty code."""
    names = {normal_source(name, prefixes): unit.code for unit in units for name in (*unit.aliases, unit.name)}
    found: dict[str, list[EntryView]] = {}
    for entry in main.entries:
        source = entry.article.source if entry.article else ""
        code = names.get(normal_source(source, prefixes), "") if source else ""
        if source:
            found.setdefault(code, []).append(entry)
    return {code: tuple(entries) for code, entries in found.items()}


def unmatched_sources(
    main: SectionSnapshot, unmatched: Iterable[EntryView], month: Month, today: date, policies: Policies
) -> list[UnmatchedSource]:
    """Sources that match no unit, with the valid posts of the month, so that aliases can be completed."""
    groups: dict[str, list[EntryView]] = {}
    for entry in unmatched:
        assert entry.article is not None
        groups.setdefault(entry.article.source, []).append(entry)
    counted = [
        UnmatchedSource(source, count_posts(main, entries, month, today, policies).count)
        for source, entries in groups.items()
    ]
    return sorted((item for item in counted if item.posts), key=lambda item: (-item.posts, item.source))
