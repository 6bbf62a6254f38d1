"""What the days before the nights saw of the sites: visits of the home pages and looks at the connections, with what is true of them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from crawler.records.connection import Connection, Https
from db.connections import Connections
from db.probes import ProbeRecord, Probes, Result
from demo.model import NIGHTS

VISITS, DAYS = 20, 8
FAILED = {"portal": 5, "disclosure": 9}
"""Visits that failed on one day: of the week's 140 that is 3.6 % (a warning), and 6.4 % (unreachable)."""
FAILING_DAY = NIGHTS[0] - timedelta(days=3)
CONNECTIONS = {
    "portal": Connection(Https.WORKS, date(2026, 11, 20), ipv6=True),
    "disclosure": Connection(Https.CLOSED, None, ipv6=False),
}
"""The portal's certificate ends within thirty days; the platform has neither https nor IPv6."""
TRUTH: tuple[tuple[str, str, str], ...] = (
    ("portal", "网站可用性", "met"), ("disclosure", "网站可用性", "not_met"),
    *(("portal", name, "met") for name in ("HTTPS访问", "证书有效期", "IPv6地址")),
    ("disclosure", "HTTPS访问", "not_met"), ("disclosure", "证书有效期", "not_applicable"), ("disclosure", "IPv6地址", "not_met"),
)  # fmt: skip
"""Site, item, outcome."""


def remember(engine: Engine, zone: ZoneInfo) -> None:
    """Write what was seen on the eight days before the second night, as the pulse would have."""
    Probes(engine).add(
        [_visit(site, day, number, zone) for site in FAILED for day in _days() for number in range(VISITS)]
    )
    for site, seen in CONNECTIONS.items():
        Connections(engine).add(site, datetime.combine(NIGHTS[0] - timedelta(days=1), time(9), zone), seen)


def _days() -> list[date]:
    return [NIGHTS[1] - timedelta(days=number) for number in range(DAYS, 0, -1)]


def _visit(site: str, day: date, number: int, zone: ZoneInfo) -> ProbeRecord:
    failed = day == FAILING_DAY and number < FAILED[site]
    at = datetime.combine(day, time(7), zone) + timedelta(minutes=40 * number)
    result = Result.FAILED if failed else Result.OPENED
    return ProbeRecord(site=site, at=at, result=result, reason="timeout" if failed else "", milliseconds=300)
