"""Texts to copy into a letter: a unit's broken links, grouped by the page that holds them."""

from config.legible import legible
from reports import words
from reports.models import MonthReport, UnitReport


def links_text(report: MonthReport, unit: UnitReport) -> str:
    """The confirmed and suspected broken links of one unit, page by page."""
    lines = [f"{unit.name}：{report.night} 检查发现无效链接 {len(unit.broken())} 个，请核对整改。"]
    pages: dict[str, list[str]] = {}
    for item in unit.broken():
        shown = f"{item.number}　{words.shown_address(item.subject)}　{words.fault_text(item)}（{words.confirmed_text(item)}，首次发现 {item.first_seen}）"
        for place in item.places:
            text = f"“{place.text}”" if place.text else "（无文字）"
            pages.setdefault(place.page, []).append(f"    链接文字{text}：{shown}。{words.what_to_do(item)}。")
    for number, (page, found) in enumerate(sorted(pages.items()), 1):
        lines += [f"{number}. 页面：{words.shown_address(page)}", *dict.fromkeys(found)]
    return legible("\n".join(lines)) + "\n"
