"""A site's sheet under a national rubric as its page shows it: each item with its requirement, result and evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.availability import DayOfVisits
from checks.findings import Check, Finding
from config.rubric import Criterion, Rubric
from reports.models import MonthReport
from scoring.lines import ScoreLine, Sheet


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One item: what is asked, what came of it, and the findings behind it, each with the name of its unit or site."""

    criterion: Criterion
    text: str
    line: ScoreLine
    source: str
    evidence: tuple[tuple[str, Finding], ...]


def sheet_rows(report: MonthReport, rubric: Rubric, site: str, sheet: Sheet) -> list[SheetRow]:
    """The items of a site's sheet, in the rubric's order."""
    findings = dict(_findings(report, site))
    texts = {row.criterion: row.text for group in rubric.groups for item in group.items for row in item.rows}
    return [
        SheetRow(
            criterion=criterion,
            text=texts.get(criterion.id, ""),
            line=sheet.line(criterion.id),
            source=criterion.source or rubric.source,
            evidence=_evidence(findings, criterion, sheet.line(criterion.id)),
        )
        for criterion in rubric.criteria
    ]


def _findings(report: MonthReport, site: str) -> Iterator[tuple[str, tuple[str, Finding]]]:
    for unit in report.units:
        for item in unit.result.findings:
            if item.site == site:
                yield item.key, (unit.name, item)
    for result in report.site_results:
        if result.site == site:
            for item in result.findings:
                yield item.key, (report.site_name(site), item)


def findings_of(report: MonthReport, *checks: Check) -> list[tuple[str, Finding]]:
    """What some checks found, each with the name of its site or unit; the sites' own first."""
    found = [(report.site_name(result.site), item) for result in report.site_results for item in result.findings]
    found += [(unit.name, item) for unit in report.units for item in unit.result.findings]
    return [(where, item) for where, item in found if item.check in checks]


def mailbox_rows(report: MonthReport) -> list[tuple[str, tuple[Finding, ...]]]:
    """The columns of messages, each with the name of its site or unit and what was found of it."""
    rows: dict[tuple[str, str], tuple[Finding, ...]] = {}
    for where, item in findings_of(report, Check.MESSAGES):
        rows[(where, item.subject)] = (*rows.get((where, item.subject), ()), item)
    return [(where, items) for (where, _), items in rows.items()]


def identity_findings(report: MonthReport, site: str) -> list[Finding]:
    """What was found of a site's footer, META tags and connection."""
    own = [item for result in report.site_results if result.site == site for item in result.findings]
    return [item for item in own if item.check in (Check.IDENTITY, Check.CONNECTION)]


def _evidence(
    findings: Mapping[str, tuple[str, Finding]], criterion: Criterion, line: ScoreLine
) -> tuple[tuple[str, Finding], ...]:
    """What a line rests on; beside one that a person decides, what may help to decide it."""
    behind = [findings[key] for key in dict.fromkeys(line.findings) if key in findings]
    beside = [found for found in findings.values() if found[1].check.value in criterion.evidence]
    return (*behind, *(found for found in beside if found not in behind))


def availability(report: MonthReport, site: str) -> tuple[Finding | None, tuple[DayOfVisits, ...]]:
    """What the visits of the week say of a site, and its days; nothing where no night has told it yet."""
    for result in report.site_results:
        for item in result.findings:
            if result.site == site and item.check is Check.AVAILABILITY:
                return item, tuple(DayOfVisits.parse(text) for text in item.quotes)
    return None, ()
