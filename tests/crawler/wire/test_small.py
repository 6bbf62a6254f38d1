"""Retry-After, attempts, private addresses, and what goes over the wire."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from crawler.addresses import is_private, literal_ip, names_private_host
from crawler.records.observations import Answer, Failure
from crawler.wire.attempts import may_pass
from crawler.wire.retry_after import retry_after
from crawler.wire.sending import Sending, Wire, on_the_wire

NOW = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("5", 5.0), (" 7 ", 7.0), (format_datetime(NOW + timedelta(seconds=30), usegmt=True), 30.0), ("²", None), ("٣", None), ("soon", None), ("-1", None), ("", None), (None, None), ("9" * 5000, 999999999.0)],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "again", "a_third_time"),
    [(404, True, False), (410, True, False), (400, True, False), (408, True, True), (429, True, True), (500, True, True), (501, True, True), (505, True, True), (503, True, True), (403, False, False), (412, False, False), (521, False, False), (200, False, False)],
)  # fmt: skip
def test_what_passes_is_asked_often_and_what_is_definite_twice(status: int, again: bool, a_third_time: bool) -> None:
    answer = Answer("http://h.cn/", NOW, status=status)
    assert (may_pass(answer, 1), may_pass(answer, 2)) == (again, a_third_time)


@pytest.mark.parametrize(("failure", "again"), [(Failure.TIMEOUT, True), (Failure.RESET, True), (Failure.REDIRECT_LOOP, True), (Failure.ROBOTS, False), (Failure.MALFORMED, False), (Failure.PRIVATE_ADDRESS, False), (Failure.UNREADABLE, False)])  # fmt: skip
def test_a_failure_that_may_pass_is_asked_again(failure: Failure, again: bool) -> None:
    assert may_pass(Answer("http://h.cn/", NOW, failure=failure), 1) is again


@pytest.mark.parametrize(
    "host",
    ["64:ff9b::7f00:1", "64:ff9b::a01:203", "64:ff9b:1::1", "::127.0.0.1", "::8.8.8.8", "::ffff:0:127.0.0.1", "::ffff:127.0.0.1", "fec0::1", "fc00::1", "fe80::1", "::", "::1", "ff02::1",
     "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "100::1", "2400:3200::5efe:10.0.0.1", "5f00::1", "3fff::1"],
)  # fmt: skip
def test_an_address_that_stands_for_a_private_one_is_private(host: str) -> None:
    address = literal_ip(host)
    assert address is not None
    assert is_private(address)
    assert names_private_host(f"[{host}]")


@pytest.mark.parametrize("host", ["64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1", "2400:3200::1", "8.8.8.8"])
def test_an_address_that_stands_for_a_public_one_is_public(host: str) -> None:
    address = literal_ip(host)
    assert address is not None
    assert not is_private(address)


def wire(url: str) -> Wire:
    return on_the_wire(Sending(url, 1.0, len), "tests")


@pytest.mark.parametrize(
    ("url", "origin", "target"),
    [
        ("http://h.cn/a%2Bb?t=[a]|b&&c", "http://h.cn", "/a%2Bb?t=[a]|b&&c"),
        ("http://h.cn:8080/x//y/100%.doc", "http://h.cn:8080", "/x//y/100%.doc"),
        ("http://h.cn?q=/x", "http://h.cn", "/?q=/x"),
        ("https://[2400::1]:8/", "https://[2400::1]:8", "/"),
    ],
)
def test_an_address_goes_over_the_wire_byte_for_byte(url: str, origin: str, target: str) -> None:
    assert (wire(url).origin, wire(url).target) == (origin, target)


def test_a_users_name_goes_as_a_header() -> None:
    told = wire("http://us%40er:p@h.cn/x")
    assert (told.origin, told.target, told.headers["Authorization"]) == ("http://h.cn", "/x", "Basic dXNAZXI6cA==")
