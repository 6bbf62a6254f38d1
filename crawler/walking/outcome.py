"""How the walks of a crawl's lists ended, by column and by section."""

from collections.abc import Iterable, Iterator

from crawler.records.observations import UNNAMED, ColumnWalk
from crawler.walking.walk import Walk

_NO_LINKS = frozenset(("rows_unread", "pager_elsewhere", "redirected_away", "not_html"))
"""Why a list may be cut short whose links are known all the same: they stand on pages that were read, or on other hosts."""


def column_walks(walks: Iterable[Walk]) -> Iterator[ColumnWalk]:
    """How the walk of each column stands, with those of the wholes of its lists."""
    of_columns: dict[tuple[str, str], list[Walk]] = {}
    for walk in walks:
        if walk.column:
            of_columns.setdefault((walk.section, walk.column), []).append(walk)
    for (section, column), own in of_columns.items():  # the column's own walk is the first
        yield ColumnWalk(
            section=section,
            column=column,
            url=own[0].url,
            complete=all(walk.complete for walk in own),
            reason=next((walk.reason for walk in own if walk.reason), ""),
            pages=sum(walk.pages - walk.shared + walk.repeated for walk in own),
            entries=sum(walk.entries for walk in own),
        )


def cut_short(walks: Iterable[Walk]) -> Iterator[ColumnWalk]:
    """One list of each section that nobody configured and that was not read to its end: its further pages hold links."""
    told: set[str] = set()
    for walk in walks:
        if walk.column or walk.complete or walk.reason in _NO_LINKS or walk.section in told:
            continue
        told.add(walk.section)
        yield ColumnWalk(
            section=walk.section,
            column=UNNAMED,
            url=walk.url,
            complete=False,
            reason=walk.reason,
            pages=walk.pages,
            entries=0,  # those of columns alone are counted
        )
