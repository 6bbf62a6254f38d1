"""Ranks: only what is decided has a place of its own."""

from decimal import Decimal

import pytest

from reports.ranks import rank_text, ranks
from scoring.lines import Total


def shown(*spans: tuple[float, float]) -> list[str]:
    return [
        rank_text(place) for place in ranks([Total(Decimal(low), Decimal(high), Decimal(100)) for low, high in spans])
    ]


def test_points_that_are_known_are_ranked_and_equal_ones_share_a_place() -> None:
    assert shown((90, 90), (80, 80), (80, 80), (70, 70)) == ["1", "2", "2", "4"]


def test_points_that_are_not_decided_have_a_range_of_places() -> None:
    assert shown((20, 80), (26, 80), (10, 70)) == ["1～3", "1～3", "1～3"]


def test_a_place_is_decided_where_no_unknown_can_change_it() -> None:
    assert shown((90, 95), (40, 60), (50, 70), (10, 39)) == ["1", "2～3", "2～3", "4"]


@pytest.mark.parametrize("spans", [((50, 60), (60, 60)), ((60, 60), (50, 60))])
def test_what_may_at_most_be_equal_may_share_the_first_place(spans: tuple[tuple[float, float], ...]) -> None:
    assert sorted(shown(*spans)) == ["1", "1～2"]


def test_one_unit_alone_is_first_and_none_has_no_place() -> None:
    assert (shown((0, 100)), shown()) == (["1"], [])
