"""Whether a site could be reached in the week before a night: 20 visits a day, 15 s each, 5 % failing (国办秘函〔2019〕19号)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from checks.findings import Check, Finding, Outcome
from checks.reasons import Reason

VISITS_A_DAY = 20
DAYS = 7
FAILING_SHARE = Decimal("0.05")
"""So many of a week's visits may not fail."""
WORRYING_SHARE = Decimal("0.03")
"""So many are worth an early warning."""


@dataclass(frozen=True, slots=True)
class DayOfVisits:
    """A day's visits of one site's home page: those that tell something, and those of them that failed."""

    day: date
    visits: int
    failed: int

    @property
    def text(self) -> str:
        """The day as findings quote it: `2026-10-20 20 1`."""
        return f"{self.day} {self.visits} {self.failed}"

    @classmethod
    def parse(cls, text: str) -> "DayOfVisits":
        """Read a quote. ValueError for another text."""
        day, visits, failed = text.split(" ")
        return cls(date.fromisoformat(day), int(visits), int(failed))


def week_before(today: date) -> list[date]:
    """The seven whole days before a night."""
    return [today - timedelta(days=number) for number in range(DAYS, 0, -1)]


def check_availability(site: str, home: str, days: Iterable[DayOfVisits], today: date) -> Finding:
    """What the visits of the last seven whole days say; a day with too few of them leaves it unknown."""
    known = {item.day: item for item in days}
    week = [known.get(day, DayOfVisits(day, 0, 0)) for day in week_before(today)]
    visits, failed = sum(item.visits for item in week), sum(item.failed for item in week)
    outcome, reason = _judged(week, visits, failed)
    told = f"最近 7 天访问 {visits} 次，失败 {failed} 次"
    share = f"（{share_text(visits, failed)}）" if visits else ""
    lacking = sum(item.visits < VISITS_A_DAY for item in week)
    short = f"；其中 {lacking} 天不足 {VISITS_A_DAY} 次，不作判断" if lacking else ""
    return Finding(
        Check.AVAILABILITY,
        site,
        outcome,
        home,
        reason=reason,
        message=f"{told}{share}{short}",
        quotes=tuple(item.text for item in week),
        first_seen=today,
        last_seen=today,
        costs=False,
    )


def _judged(week: Sequence[DayOfVisits], visits: int, failed: int) -> tuple[Outcome, Reason]:
    if any(item.visits < VISITS_A_DAY for item in week):
        return Outcome.INCONCLUSIVE, Reason.TOO_FEW_VISITS
    if failed >= FAILING_SHARE * visits:
        return Outcome.NOT_MET, Reason.VISITS_FAILED
    return Outcome.MET, Reason.OK


def share_text(visits: int, failed: int) -> str:
    """A share in per cent, to one place."""
    return f"{Decimal(failed) * 100 / visits:.1f}%" if visits else "—"
