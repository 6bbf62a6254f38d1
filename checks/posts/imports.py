"""Posts that came in bulk (MEASURING 1): a warning that their days may be those of an import."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from checks.findings import Check, Finding, Outcome
from checks.posts.candidates import Candidate
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot
from config.month import Month
from crawler.reading.days import in_address


def bulk_imports(section: SectionSnapshot, posts: Iterable[Candidate], month: Month, above: int) -> list[Finding]:
    """Many posts with one address day, or first seen in one night after the first complete walk: a warning."""
    days: Counter[date] = Counter()
    nights: Counter[date] = Counter()
    for item in posts:
        address = in_address(item.seen.url or "")
        if address is not None:
            days[address.day] += 1
        if _came_later(item, section.first_complete):
            nights[item.first_seen] += 1
    return [
        _finding(section, f"{text}{day}", f"{number} 条信息{text} {day}，疑似批量导入，请人工核对发布日期")
        for counter, text in ((days, "网址日期同为"), (nights, "同一夜首次出现"))
        for day, number in sorted(counter.items())
        if number > above and month.holds(day)
    ]


def _came_later(item: Candidate, first_complete: date | None) -> bool:
    return first_complete is not None and item.first_seen > first_complete and not item.seen.first_night


def _finding(section: SectionSnapshot, role: str, message: str) -> Finding:
    return Finding(
        Check.BULK_IMPORT,
        section.place.site,
        Outcome.NOT_MET,
        section.place.home,
        reason=Reason.BULK_IMPORT,
        message=message,
        role=role,
    )
