"""检查报告: the month's inspection report as a Word document, in the shape that inspectors expect.

Cover; basis, period and scope; one summary table; numbered problems; the rubric as appendix.
"""

from collections.abc import Sequence
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from checks.findings import Check, Finding
from reports import words
from reports.export import points
from reports.models import MonthReport, UnitReport
from reports.workbooks import plain

SHOWN_PLACES = 3
_COLUMN_CHECKS = (Check.EMPTY_COLUMN, Check.DYNAMIC_COLUMN, Check.PROFILE, Check.SERVICE_FORMS, Check.POST_OVERDUE)


def district_report(report: MonthReport) -> Any:
    """The report over all units."""
    document = _begun(report, "红桥区各单位")
    _heading(document, "二、检查结果")
    headings = (
        ("单位", 3),
        ("红桥政务网", 2.4),
        ("信息公开", 2.2),
        ("总分", 2.8),
        ("已定分值", 1.8),
        ("无效链接", 1.8),
        ("空栏目", 1.6),
    )
    rows = [
        (
            unit.name,
            *(
                words.total_span(unit.sheet.groups[name]) if name in unit.sheet.groups else ""
                for name in ("portal", "disclosure")
            ),
            words.total_span(unit.sheet.total),
            words.percent(unit.sheet.coverage),
            str(len(unit.broken())),
            str(len(_empty(unit))),
        )
        for unit in report.units
    ]
    _table(document, headings, rows)
    _heading(document, "三、存在的问题")
    for unit in report.units:
        if unit.broken() or _failed(unit):
            _heading(document, unit.name, level=2)
            _problems(document, unit)
    _appendix(document, report)
    return document


def unit_report(report: MonthReport, unit: UnitReport) -> Any:
    """The report of one unit, to be forwarded to it."""
    document = _begun(report, unit.name)
    _heading(document, "二、检查结果")
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
                        words.BASIS_NAMES[line.basis],
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
    _table(
        document, (("一级指标", 2.2), ("评测要点", 4), ("分值", 1.2), ("得分", 2.2), ("依据", 1.8), ("说明", 4.6)), rows
    )
    _heading(document, "三、存在的问题")
    _problems(document, unit)
    _appendix(document, report)
    return document


def _begun(report: MonthReport, subject: str) -> Any:
    """Cover, basis, period, scope."""
    document: Any = new_document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    for text, size in (("网站检查报告", 28), (subject, 20), (f"{report.month.chinese}", 18)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_before = Pt(60)
        run = paragraph.add_run(plain(text))
        run.bold, run.font.size = True, Pt(size)
    ending = document.add_paragraph(f"检查日：{words.day_text(report.night)}")
    ending.alignment = WD_ALIGN_PARAGRAPH.CENTER
    ending.paragraph_format.space_before = Pt(120)
    document.add_page_break()
    _heading(document, "一、检查依据、时间和范围")
    names = "、".join(f"{site.name}（{site.home}）" for site in report.sites)
    scope = f"{subject}在各网站的专区" if len(report.units) > 1 or subject else ""
    for line in (
        f"检查依据：《{report.rubric.title}》（细则编号 {report.rubric.id}，校验值 {report.rubric.sha256[:16]}）。",
        f"检查时间：{report.month.chinese}，截至 {report.as_of:%Y年%m月%d日 %H:%M}（第 {report.run} 次检查，{report.status_name}）。",
        f"检查网站：{names}。",
        f"检查范围：{scope}，包括栏目、信息、链接和附件。未能测定的项目写作区间，不按零分计算。",
    ):
        document.add_paragraph(plain(line))
    return document


def _problems(document: Any, unit: UnitReport) -> None:
    broken, failed = unit.broken(), _failed(unit)
    if not broken and not failed:
        document.add_paragraph("本次检查没有发现需要整改的问题。")
        return
    if failed:
        rows = [
            (
                item.number or "—",
                words.finding_title(item),
                item.column or item.title or "—",
                item.subject,
                item.message,
            )
            for item in failed
        ]
        document.add_paragraph("栏目和信息问题（空栏目编号为 LM-）：")
        _table(document, (("编号", 2.4), ("问题", 2.4), ("栏目或标题", 3), ("地址", 4.4), ("说明", 3.8)), rows)
    if broken:
        links = [
            (
                item.number,
                item.subject,
                words.fault_text(item),
                _places(item),
                words.day_text(item.first_seen),
                words.confirmed_text(item),
            )
            for item in broken
        ]
        document.add_paragraph("链接问题（编号为 LJ-）：")
        _table(
            document,
            (("编号", 2.2), ("链接地址", 4), ("问题", 2.2), ("所在页面", 4.4), ("首次发现", 1.6), ("认定", 1.6)),
            links,
        )


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
    _heading(document, f"附件：{report.rubric.title}")
    rows = [
        (group.name, item.name, row.text, points(row.points) if row.points is not None else "")
        for group in report.rubric.groups
        for item in group.items
        for row in item.rows
    ]
    _table(document, (("一级指标", 2.4), ("二级指标", 3.6), ("评测要点", 8.6), ("分值", 1.4)), rows)


def _heading(document: Any, text: str, level: int = 1) -> None:
    heading = document.add_heading(level=level)
    run = heading.add_run(plain(text))
    run.font.name = "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")


def _table(document: Any, columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]]) -> None:
    """A table; columns are headings with their widths in centimetres."""
    headings = tuple(name for name, _ in columns)
    table = document.add_table(rows=1 + len(rows), cols=len(headings), style="Table Grid")
    cells = table._cells  # python-docx looks the whole table through for each row that it is asked for
    for index, text in enumerate(text for row in (headings, *rows) for text in row):
        cell = cells[index]
        cell.text = plain(text)
        cell.width = Cm(columns[index % len(columns)][1])
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(9)
            if index < len(headings):
                run.bold = True
    document.add_paragraph("")
