"""检查报告: the month's inspection report as a Word document, in the shape that inspectors expect.

Cover; basis, period and scope; one summary table; numbered problems; the rubric as appendix.
"""

from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from checks.findings import Check, Finding
from checks.measures import DEAD_LINKS, EMPTY_COLUMNS
from config.words import BASIS_NAMES
from reports import word, words
from reports.export import points
from reports.models import MonthReport, UnitReport
from reports.problems import page_name

SHOWN_PLACES = 2
SHOWN_LINKS = 100
"""Links of one unit in a document: more are read in a workbook."""
SHOWN_PICTURES = 20
SIGNED_BY = ("制表", "审核", "单位负责人")
_NONE = "本次检查没有发现需要整改的问题。"
_FAULT_MEASURES = frozenset((*DEAD_LINKS.values(), *EMPTY_COLUMNS.values()))
_COLUMN_CHECKS = (Check.EMPTY_COLUMN, Check.DYNAMIC_COLUMN, Check.PROFILE, Check.SERVICE_FORMS, Check.POST_OVERDUE)


def district_report(report: MonthReport, pictures: Path | None = None) -> Any:
    """The report over all units; `pictures` is the folder that holds them."""
    document = _begun(report, f"{report.monitor.district}各单位")
    word.heading(document, "二、检查结果")
    headings = (
        ("单位", 3.6),
        *((group.name, 2.4) for group in report.rubric.site_groups),
        ("总分", 2.8),
        ("已定分值", 1.9),
        ("无效链接", 1.9),
        ("空栏目", 1.6),
    )
    rows = [
        (
            unit.name,
            *(words.total_span(total) for _, total in words.site_totals(report.rubric, unit.sheet)),
            words.total_span(unit.sheet.total),
            words.percent(unit.sheet.coverage),
            words.faults_text(len(unit.broken()), unit.is_told(DEAD_LINKS.values())),
            words.faults_text(len(_empty(unit)), unit.is_told(EMPTY_COLUMNS.values())),
        )
        for unit in report.units
    ]
    word.table(document, headings, rows)
    word.heading(document, "三、存在的问题")
    for unit in report.units:
        if unit.broken() or _failed(unit):
            word.heading(document, unit.name, level=2)
            _problems(document, report, unit, pictures)
    if not any(unit.broken() or _failed(unit) for unit in report.units):
        word.text(document, _NONE)
    untold = [unit.name for unit in report.units if not unit.is_told(_FAULT_MEASURES)]
    if untold:
        word.text(document, f"无效链接和空栏目未能全部测定的单位：{'、'.join(untold)}。")
    word.signatures(document, SIGNED_BY)
    _appendix(document, report)
    return document


def unit_report(report: MonthReport, unit: UnitReport, pictures: Path | None = None) -> Any:
    """The report of one unit, to be forwarded to it; `pictures` is the folder that holds them."""
    document = _begun(report, unit.name)
    word.heading(document, "二、检查结果")
    rows = []
    for group in report.rubric.groups:
        for item in group.items:
            for criterion_id in dict.fromkeys(row.criterion for row in item.rows):
                criterion, line = report.rubric.criterion(criterion_id), unit.sheet.line(criterion_id)
                rows.append(
                    (
                        group.name,
                        criterion.name,
                        points(criterion.maximum),
                        words.line_span(line),
                        BASIS_NAMES[line.basis],
                        line.reason,
                    )
                )
    total = unit.sheet.total
    rows.append(
        (
            "合计",
            "",
            points(total.maximum),
            words.total_span(total),
            "",
            f"已定分值占 {words.percent(unit.sheet.coverage)}",
        )
    )
    word.table(
        document,
        (("一级指标", 2.2), ("评测要点", 4.4), ("分值", 1.2), ("得分", 2.2), ("依据", 1.8), ("说明", 4.8)),
        rows,
    )
    word.heading(document, "三、存在的问题")
    _problems(document, report, unit, pictures)
    if not unit.is_told(_FAULT_MEASURES):
        word.text(document, "无效链接和空栏目未能全部测定。")
    word.signatures(document, SIGNED_BY)
    _appendix(document, report)
    return document


def _begun(report: MonthReport, subject: str) -> Any:
    """Cover, basis, period, scope."""
    document: Any = word.a4()
    for text, size, before in (("网站检查报告", 28, 110), (subject, 20, 40), (f"{report.month.chinese}", 18, 20)):
        word.centred(document, text, size, before=before)
    ending = document.add_paragraph(f"检查日：{words.day_text(report.night)}")
    ending.alignment = WD_ALIGN_PARAGRAPH.CENTER
    ending.paragraph_format.space_before = Pt(120)
    document.add_page_break()
    word.heading(document, "一、检查依据、时间和范围")
    names = "、".join(f"{site.name}（{site.home}）" for site in report.sites)
    scope = f"{subject}在各网站的专区" if len(report.units) > 1 or subject else ""
    for line in (
        f"检查依据：《{report.rubric.title}》（细则编号 {report.rubric.id}，校验值 {report.rubric.sha256[:16]}）。",
        f"检查时间：{report.month.chinese}，截至 {report.as_of:%Y年%m月%d日 %H:%M}（第 {report.run} 次检查，{report.status_name}）。",
        f"检查网站：{names}。",
        f"检查范围：{scope}，包括栏目、信息、链接和附件。未能测定的项目写作区间，不按零分计算。",
    ):
        word.text(document, line)
    return document


def _problems(document: Any, report: MonthReport, unit: UnitReport, pictures: Path | None) -> None:
    """What has to be mended, every problem with a number: its own, else one of this document."""
    broken, failed = unit.broken(), _failed(unit)
    if not broken and not failed:
        word.text(document, _NONE)
        return
    if failed:
        rows = [
            (
                item.number or f"WT-{place:02d}",
                words.finding_title(item),
                item.column or item.title or "—",
                words.shown_address(item.subject),
                item.message,
            )
            for place, item in enumerate(failed, 1)
        ]
        word.text(document, "栏目和信息问题（LM- 编号各次检查不变，WT- 编号只用于本报告）：", indent=False)
        headings = (("编号", 2.3), ("问题", 2.3), ("栏目或标题", 3), ("地址", 4.6), ("说明", 4.4))
        word.table(document, headings, rows)
    if broken:
        links = [
            (
                item.number,
                words.shown_address(item.subject),
                words.fault_text(item),
                _places(item),
                words.short_day(item.first_seen),
                words.confirmed_text(item),
            )
            for item in broken[:SHOWN_LINKS]
        ]
        word.text(document, "链接问题（编号为 LJ-）：", indent=False)
        columns = (("编号", 2.3), ("链接地址", 4), ("问题", 2.1), ("所在页面", 4.2), ("首次发现", 2.4), ("认定", 1.6))
        word.table(document, columns, links)
        if len(broken) > SHOWN_LINKS:
            word.text(document, f"以上是前 {SHOWN_LINKS} 个，全部 {len(broken)} 个见断链报告.xlsx。")
    if pictures is not None:
        _pictures(document, report, unit, pictures)


def _pictures(document: Any, report: MonthReport, unit: UnitReport, folder: Path) -> None:
    """The pictures of stored pages with the place marked, as far as there are any."""
    shown = 0
    for item in [*_failed(unit), *unit.broken()]:
        file = report.pictures.get(page_name(unit.code, item))
        if file and (folder / file).exists() and shown < SHOWN_PICTURES:
            shown += 1
            place = item.places[0].page if item.places else item.subject
            told = f"附图 {shown}　{item.number}　{words.shown_address(place)}"
            word.picture(document, folder / file, told)


def _places(item: Finding) -> str:
    shown = [f"{place.page}{f'（“{place.text}”）' if place.text else ''}" for place in item.places[:SHOWN_PLACES]]
    more = f"……共 {item.page_count} 个页面" if item.page_count > len(shown) else ""
    return "\n".join([*shown, *([more] if more else [])])


def _failed(unit: UnitReport) -> list[Finding]:
    return [item for item in unit.result.findings if item.check in _COLUMN_CHECKS and item.stands]


def _empty(unit: UnitReport) -> list[Finding]:
    return [item for item in _failed(unit) if item.check is Check.EMPTY_COLUMN]


def _appendix(document: Any, report: MonthReport) -> None:
    document.add_page_break()
    word.heading(document, f"附件：{report.rubric.title}")
    rows = [
        (group.name, item.name, row.text, points(row.points) if row.points is not None else "")
        for group in report.rubric.groups
        for item in group.items
        for row in item.rows
    ]
    word.table(document, (("一级指标", 2.4), ("二级指标", 3.6), ("评测要点", 8.6), ("分值", 1.4)), rows)
