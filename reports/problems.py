"""Findings that have a page of their own: which, under what name, and how many stand on one page of a list."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.findings import Check, Finding, Outcome
from reports.models import MonthReport, UnitReport

PAGE = 200
"""Rows of one page of a list: more make a phone slow, and nobody reads on."""
FIRST = 20
"""Rows of a list on a page that shows more than it."""
COLUMN_CHECKS = (
    Check.EMPTY_COLUMN, Check.TEMPLATE_MISMATCH, Check.PROFILE, Check.PROFILE_CONSISTENCY, Check.SERVICE_FORMS, Check.DYNAMIC_COLUMN,
    Check.KEY_AREAS, Check.ANNUAL_REPORT, Check.REQUEST_CHANNEL,
)  # fmt: skip
"""What is found of columns and of what a section must show."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of one unit, or of a site where `unit` is None."""

    unit: UnitReport | None
    finding: Finding
    name: str

    @property
    def owner(self) -> str:
        """The code of the unit, empty for what belongs to a site."""
        return self.unit.code if self.unit else ""


def page_name(owner: str, item: Finding) -> str:
    """The name of a problem's page: its number, which stays from night to night; else a hash of what it is about."""
    if item.number and _NAME.fullmatch(item.number):
        return item.number
    return "p-" + hashlib.sha256(f"{owner}|{item.key}".encode()).hexdigest()[:16]


def has_page(item: Finding) -> bool:
    """Whether a finding is worth a page: it is no mere pass, or there is something to be seen of it."""
    return item.outcome is not Outcome.MET or bool(item.quotes) or item.fixed_on is not None


def problems(report: MonthReport) -> Iterator[Problem]:
    """Every finding of a report that has a page, the units' first; a name is used once."""
    seen: set[str] = set()
    found: list[tuple[UnitReport | None, Finding]] = [
        (unit, item) for unit in report.units for item in unit.result.findings
    ]
    found += [(None, item) for site in report.site_results for item in site.findings]
    for unit, item in found:
        name = page_name(unit.code if unit else "", item)
        if has_page(item) and name not in seen:
            seen.add(name)
            yield Problem(unit, item, name)


def to_mend(unit: UnitReport) -> list[Finding]:
    """What a unit should mend now: columns and pages that failed, then broken links, the confirmed ones first."""
    columns = [item for item in unit.result.findings if item.check in COLUMN_CHECKS and item.stands]
    return [*columns, *unit.broken()]


def paged(items: Sequence[Finding], size: int = PAGE) -> list[Sequence[Finding]]:
    """A list in pages; one empty page where there is nothing."""
    return [items[start : start + size] for start in range(0, len(items), size)] or [()]
