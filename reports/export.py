"""The export of measured counts and sheets, `hongqiao.export/1`: JSON, and the same as CSV files in one."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from checks.findings import Finding, Measure, Outcome, Post
from config.legible import legible
from config.rubric import Rubric, Subject
from config.words import BASIS_NAMES, MEASURE_NAMES, OUTCOME_NAMES, reason_name
from reports.models import MonthReport, UnitReport
from reports.warnings import early_warnings
from scoring.lines import ScoreLine, Sheet, Total

SCHEMA = "hongqiao.export/1"


def export_document(report: MonthReport, *, all_findings: bool = False) -> dict[str, Any]:
    """The whole month as plain values; findings that are `met` only where asked for."""
    return {
        "schema": SCHEMA,
        "month": str(report.month),
        "as_of": report.as_of.isoformat(),
        "run": report.run,
        "status": report.status,
        "revision": report.revision,
        "rubric": {"id": report.rubric.id, "sha256": report.rubric.sha256},
        "program": report.program,
        "policies": report.monitor.policies.model_dump(mode="json"),
        "units": [
            {**_unit(unit, all_findings), "sheets": _others(report, Subject.UNIT, unit.code)} for unit in report.units
        ],
        "sites": [
            {
                "id": result.site,
                "outcome": result.outcome.value,
                "sheets": _others(report, Subject.SITE, result.site),
                "findings": [
                    _finding(item) for item in result.findings if all_findings or item.outcome is not Outcome.MET
                ],
            }
            for result in report.site_results
        ],
        "early_warnings": [
            {"where": item.where, "text": item.text, "help": item.help, "left": item.left}
            for item in early_warnings(report)
        ],
        "unmatched_sources": [{"source": item.source, "posts": item.posts} for item in report.unmatched],
    }


def export_json(report: MonthReport, *, all_findings: bool = False) -> str:
    """The export as JSON text."""
    return legible(json.dumps(export_document(report, all_findings=all_findings), ensure_ascii=False, indent=1)) + "\n"


def _unit(unit: UnitReport, all_findings: bool) -> dict[str, Any]:
    findings = [item for item in unit.result.findings if all_findings or item.outcome is not Outcome.MET]
    sheet = unit.sheet
    year = {"year": {"months": list(unit.year.months), **_sheet(unit.year)}} if unit.year else {}
    return {
        "code": unit.code,
        "name": unit.name,
        "measures": {measure.name: _measure(measure) for measure in unit.result.measures},
        "posts": [_post(post, unit.measure_of(post)) for post in unit.result.posts],
        "findings": [_finding(item) for item in findings],
        **_sheet(sheet),
        **year,
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "lines": [_line(line) for line in sheet.lines],
        "groups": {name: _total(group) for name, group in sheet.groups.items()},
        "total": {**_total(sheet.total), "coverage": str(sheet.coverage)},
    }


def _others(report: MonthReport, subject: Subject, name: str) -> list[dict[str, Any]]:
    """The sheets of one unit or site under other rubrics."""
    return [
        {
            "rubric": {"id": rubric.id, "sha256": rubric.sha256},
            "veto": sheets[name].veto.value,
            **_sheet(sheets[name]),
        }
        for rubric, sheets in report.others
        if rubric.subject is subject and name in sheets
    ]


def _measure(measure: Measure) -> dict[str, Any]:
    value: dict[str, Any] = {"value": measure.value, "outcome": measure.outcome.value}
    if measure.reason:
        value["reason"] = measure.reason
    return {**value, "lower": measure.lower, "upper": measure.upper}


def _post(post: Post, measure: str) -> dict[str, Any]:
    return {
        "measure": str(measure),
        "site": post.site,
        "url": post.url,
        "title": post.title,
        "published": _day(post.published),
        "date_source": post.date_source,
        "raw_date": post.raw_date,
        "column": post.column,
        "counted": post.counted,
        "flags": list(post.flags),
        "source": post.source,
        "evidence": post.evidence,
    }


def _finding(item: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "check": item.check.value,
        "site": item.site,
        "outcome": item.outcome.value,
        "subject": item.subject,
        "reason": item.reason,
        "message": item.message,
        "evidence": list(item.evidence),
    }
    optional: dict[str, Any] = {
        "title": item.title,
        "column": item.column,
        "role": item.role,
        "verdict": item.verdict,
        "category": item.category,
        "number": item.number,
        "accepted": item.accepted,
        "published": _day(item.published),
        "first_seen": _day(item.first_seen),
        "last_seen": _day(item.last_seen),
        "nights": item.nights,
        "quotes": list(item.quotes),
    }
    found.update({name: value for name, value in optional.items() if value})
    if item.confirmed is not None:
        found["confirmed"] = item.confirmed
    if item.places or item.page_count:
        found["pages"] = list(dict.fromkeys(place.page for place in item.places))
        found["page_count"] = item.page_count
        found["places"] = [
            {"page": place.page, "text": place.text, "kind": place.kind, "line": place.line, "position": place.position}
            for place in item.places
        ]
    return found


def _line(line: ScoreLine) -> dict[str, Any]:
    return {
        "criterion": line.criterion,
        "low": points(line.low),
        "high": points(line.high),
        "max": points(line.maximum),
        "basis": line.basis,
        "reason": line.reason,
        **({"veto": line.veto.value} if line.veto else {}),
        "findings": list(line.findings),
        "value": line.value,
    }


def _total(total: Total) -> dict[str, str]:
    return {"low": points(total.low), "high": points(total.high), "max": points(total.maximum)}


def points(value: object) -> str:
    """Points as text without trailing zeros: 10, 2.5, -4."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


HEADINGS = (
    "考核月",
    "单位代码",
    "单位名称",
    "类别",
    "项目",
    "数值",
    "下限",
    "上限",
    "结果",
    "依据",
    "说明",
    "项目代码",
)


def export_csv(report: MonthReport) -> str:
    """Measures, lines and totals as one table for spreadsheets; cells that could be formulas are made text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for unit in report.units:
        start = [str(report.month), unit.code, _safe(unit.name)]
        rows = [*_measure_rows(unit), *_line_rows(report.rubric, unit), *_total_rows(report.rubric, unit)]
        writer.writerows([_told(cell) for cell in (*start, *row)] for row in rows)
    return "\ufeff" + buffer.getvalue()


def _told(cell: object) -> object:
    return legible(cell) if isinstance(cell, str) else cell


def _measure_rows(unit: UnitReport) -> Iterable[list[object]]:
    for item in unit.result.measures:
        value, upper = ("" if bound is None else bound for bound in (item.value, item.upper))
        outcome, why = OUTCOME_NAMES[item.outcome], _safe(reason_name(item.reason))
        name = MEASURE_NAMES[item.name]
        yield ["测量值", name, value, item.lower, upper, outcome, BASIS_NAMES["measured"], why, str(item.name)]


def _line_rows(rubric: Rubric, unit: UnitReport) -> Iterable[list[object]]:
    for line in unit.sheet.lines:
        name = next((item.name for item in rubric.criteria if item.id == line.criterion), line.criterion)
        span = (_exact(line.low, line.high), points(line.low), points(line.high))
        yield ["得分行", name, *span, "", BASIS_NAMES[line.basis], _safe(line.reason), line.criterion]


def _total_rows(rubric: Rubric, unit: UnitReport) -> Iterable[list[object]]:
    names = {group.id: group.name for group in rubric.groups}
    for key, total in [*unit.sheet.groups.items(), ("total", unit.sheet.total)]:
        span = (_exact(total.low, total.high), points(total.low), points(total.high))
        yield ["合计", names.get(key, "总分"), *span, "", "", "", key]


def _exact(low: object, high: object) -> str:
    return points(low) if low == high else ""


def _safe(text: str) -> str:
    """Text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
