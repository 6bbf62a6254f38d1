"""What the checks of a month are handed: a unit's night, judged as far as no month is asked, and the month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checks.faults import Faults
from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import Candidate, candidates
from checks.posts.count import Counted
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot, UnitSnapshot
from config.monitor import Policies
from config.month import Month
from config.schema import SiteKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNight:
    """One section tonight, judged once whatever number of months are asked for."""

    section: SectionSnapshot
    faults: Faults
    posts: tuple[Candidate, ...]
    """The posts of its counted columns."""
    listed: tuple[Candidate, ...]
    """The posts of all its columns."""
    unread: Mapping[str, Reason]
    """Columns whose page was loaded but could not be read, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MainNight:
    """The portal's main columns tonight, judged once for all units and months."""

    section: SectionSnapshot
    unread: Mapping[str, Reason]
    clones: Mapping[str, tuple[Candidate, ...]]
    """Main posts by the unit that their source names."""
    unmatched: Mapping[str, tuple[Candidate, ...]]
    """Main posts by a source that is no unit's name; under an empty source those that name none."""
    unknown: tuple[Candidate, ...]
    """Main posts whose own page was not read: they may be any unit's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One unit and one month: what every check is handed."""

    unit: UnitSnapshot
    sections: Mapping[SiteKind, SectionNight]
    main: MainNight
    month: Month
    policies: Policies
    counted: Mapping[SiteKind, Counted]
    """The month's posts of each section."""
    clones: Counted

    @property
    def today(self) -> date:
        """The night."""
        return self.unit.today

    @property
    def is_current(self) -> bool:
        """Whether the night lies in the month: states of a month that is over are no more looked at."""
        return self.month.holds(self.today)

    @property
    def nights(self) -> int:
        """How many publishable nights the month has had."""
        return sum(self.month.holds(night) for night in self.unit.nights)


def judge_section(section: SectionSnapshot, faults: Faults) -> SectionNight:
    """A section's night from its snapshot and from what was found of its links and columns."""
    counted = {column.place.key for column in section.columns if column.place.is_counted}
    return SectionNight(
        section=section,
        faults=faults,
        posts=candidates(entry for entry in section.entries if entry.column in counted),
        listed=candidates(section.entries),
        unread=unread_columns(faults.findings),
    )


def unread_columns(findings: tuple[Finding, ...] | list[Finding]) -> dict[str, Reason]:
    """Columns whose page was loaded but could not be read, and why, from what was found of a section's columns."""
    columns = (finding for finding in findings if finding.check in (Check.EMPTY_COLUMN, Check.TEMPLATE_MISMATCH))
    return {finding.subject: finding.reason for finding in columns if finding.outcome is Outcome.INCONCLUSIVE}
