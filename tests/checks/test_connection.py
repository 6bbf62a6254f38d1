"""A site's connection: each of three items met, not met, not applicable or unknown."""

from datetime import timedelta

import pytest

from checks.connection import check_connection
from crawler.records.connection import Connection, Https
from tests.builders import NIGHT


@pytest.mark.parametrize(
    ("seen", "outcomes"),
    [
        (Connection(Https.WORKS, NIGHT + timedelta(days=40), True), ["met", "met", "met"]),
        (Connection(Https.WORKS, NIGHT, False), ["met", "met", "not_met"]),
        (Connection(Https.WORKS, NIGHT - timedelta(days=1), True), ["met", "not_met", "met"]),
        (Connection(Https.EXPIRED, None, True), ["not_met", "not_met", "met"]),
        (Connection(Https.CLOSED, None, None), ["not_met", "not_applicable", "inconclusive"]),
        (Connection(Https.UNKNOWN, None, None), ["inconclusive", "inconclusive", "inconclusive"]),
        (None, ["inconclusive", "inconclusive", "inconclusive"]),
    ],
)
def test_what_a_look_tells_of_https_certificate_and_ipv6(seen: Connection | None, outcomes: list[str]) -> None:
    found = check_connection("zhengwu", "http://h.example/", seen, NIGHT)
    assert [item.outcome.value for item in found] == outcomes
    assert not any(item.costs for item in found) and len({item.key for item in found}) == 3


def test_only_the_certificate_has_a_day() -> None:
    until = NIGHT + timedelta(days=40)
    found = check_connection("zhengwu", "http://h.example/", Connection(Https.WORKS, until, True), NIGHT)
    assert [item.published for item in found] == [None, until, None]
    assert {item.published for item in check_connection("zhengwu", "http://h.example/", None, NIGHT)} == {None}
