"""All files of one report. Those of single units are many and know nothing of each other: where units are many, the cores share them."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from app.stages.evidence_pages import FOLDER
from crawler.engines.local import local_executor
from crawler.fresh_process import load_before
from reports.export import export_csv, export_json
from reports.letters import links_text
from reports.link_workbooks import links_workbook, unit_workbook
from reports.models import MonthReport, UnitReport
from reports.site import render_common, render_units
from reports.workbooks import score_workbook

TOGETHER = 40
"""Units of one process at least: it loads for as long as some 15 units take it."""


def write_report(folder: Path, report: MonthReport, *, documents: bool = False, cores: int | None = None) -> None:
    """All files of one report; the Word documents are those of a month, not of each night."""
    (folder / "units").mkdir(parents=True, exist_ok=True)
    shares = _shares(report.units, cores or os.cpu_count() or 1)
    if len(shares) < 2:
        _write_common(folder, report, documents)
        write_units(folder, report, documents, [unit.code for unit in report.units])
        return
    load_before(__name__)
    with local_executor(len(shares), at_once=len(shares)) as executor:
        pending = [executor.submit(partial(write_units, folder, report, documents), share) for share in shares]
        _write_common(folder, report, documents)
        for future in pending:
            future.result()


def _shares(units: Sequence[UnitReport], cores: int) -> list[list[str]]:
    """The units' codes in as many shares as there are cores, none of fewer units than one process is worth."""
    count = max(1, min(cores, len(units) // TOGETHER))
    return [[unit.code for unit in units[number::count]] for number in range(count)]


def _write_common(folder: Path, report: MonthReport, documents: bool) -> None:
    render_common(folder, report, documents=documents)
    if documents:
        from reports.inspection import district_report  # what makes Word documents loads for no night

        district_report(report, folder / FOLDER).save(str(folder / "检查报告.docx"))
    score_workbook(report).save(folder / "得分表.xlsx")
    links_workbook(report).save(folder / "断链报告.xlsx")
    (folder / "export.json").write_text(export_json(report), encoding="utf-8")
    (folder / "export.csv").write_text(export_csv(report), encoding="utf-8", newline="")


def write_units(folder: Path, report: MonthReport, documents: bool, codes: Sequence[str]) -> None:
    """The files of some units: pages, workbooks, texts, and Word documents where they are wanted."""
    units = [unit for unit in report.units if unit.code in set(codes)]
    render_units(folder, report, units, documents=documents)
    for unit in units:
        if documents:
            from reports.inspection import unit_report

            unit_report(report, unit, folder / FOLDER).save(str(folder / "units" / f"{unit.code}-检查报告.docx"))
        unit_workbook(report, unit).save(folder / "units" / f"{unit.code}-断链.xlsx")
        (folder / "units" / f"{unit.code}-断链.txt").write_text(links_text(report, unit), encoding="utf-8")
