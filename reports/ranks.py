"""Ranks: a place that is decided, shared by those of equal points; where points are unknown, the places that are possible."""

from collections.abc import Sequence

from scoring.lines import Total


def ranks(totals: Sequence[Total]) -> list[tuple[int, int]]:
    """Each total's best and worst possible place among all; equal where the place is decided whatever is still unknown.

    A place counts those that are above for certain (at best), or may be above (at worst): equal points share a place.
    """
    return [
        (
            1 + sum(other.low > own.high for other in totals),
            1 + sum(other.high > own.low for other in _without(totals, at)),
        )
        for at, own in enumerate(totals)
    ]


def _without(totals: Sequence[Total], at: int) -> list[Total]:
    return [other for index, other in enumerate(totals) if index != at]


def rank_text(place: tuple[int, int]) -> str:
    """A place as people write it: `3`, or `2～5` where it is not decided."""
    best, worst = place
    return str(best) if best == worst else f"{best}～{worst}"
