"""Columns with content of which no row could be read: they make the month's counts unknown."""

from checks.findings import Check, Finding
from checks.look import Look


def unread_findings(look: Look) -> list[Finding]:
    """Tonight's columns that no template fits."""
    if not look.is_current:
        return []
    found = [item for night in look.sections.values() for item in night.faults.findings]
    return [item for item in found if item.check is Check.TEMPLATE_MISMATCH]
