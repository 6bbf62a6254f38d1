"""重点领域 columns (MEASURING 9): how many entries they show."""

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.reasons import Reason
from config.schema import Role, SiteKind


def check_key_areas(look: Look) -> list[Finding]:
    """A finding for each column that was read; an empty one is for a person to judge."""
    night = look.sections.get(SiteKind.DISCLOSURE)
    if night is None or night.section.is_down or not look.is_current:
        return []
    found = []
    for column in night.section.columns:
        if Role.KEY_AREAS in column.place.roles and column.page.extract is not None:
            number = sum(item.column == column.place.key and item.is_listed for item in night.section.entries)
            found.append(
                Finding(
                    Check.KEY_AREAS,
                    night.section.place.site,
                    Outcome.MET if number else Outcome.INCONCLUSIVE,
                    column.page.url,
                    reason=Reason.ENTRIES,
                    message=f"重点领域栏目现有 {number} 条信息",
                    column=column.place.name,
                    costs=False,
                )
            )
    return found
