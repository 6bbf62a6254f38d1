"""The last stage: report pages, workbooks and exports of a night, then `latest` swapped to them."""

import json
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.archive import month_folder, write_archive
from app.context import Context
from app.evidence_pages import FOLDER, with_evidence
from app.progress import Reporter
from app.view import Reader
from db.runs import RunRecord
from reports.export import export_csv, export_json
from reports.inspection import district_report, unit_report
from reports.letters import links_text
from reports.link_workbooks import links_workbook, unit_workbook
from reports.models import MonthReport
from reports.site import render_site
from reports.workbooks import score_workbook

_NIGHT_FOLDER = re.compile(r"(\d{4}-\d\d-\d\d)-\d{5}")
_UNFINISHED = re.compile(r"\.\d{4}-\d\d-\d\d-\d{5}\.\d+\.(tmp|old)")


def publish(context: Context, run: RunRecord, reporter: Reporter) -> Path:
    """Write the night's report beside the others, then point `latest` at it in one step; return its folder."""
    folder = context.reports / f"{run.night}-{run.id:05d}"
    temporary = context.reports / f".{folder.name}.{os.getpid()}.tmp"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    reporter.say("正在生成报告")
    report = with_evidence(context, replace(Reader(context, run).report(), has_archive=True), temporary)
    write_report(temporary, report)
    replaced = context.reports / f".{folder.name}.{os.getpid()}.old"
    if folder.exists():
        folder.rename(replaced)
    temporary.rename(folder)
    shutil.rmtree(replaced, ignore_errors=True)
    point_latest(context.reports, folder.name)
    write_archive(context)
    return folder


def write_month(context: Context, report: MonthReport, folder: Path | None = None) -> Path:
    """Write a month's report to stay: pages and workbooks, and the inspection reports that are handed in."""
    folder = folder or context.reports / month_folder(str(report.month))
    _keep_revision(folder, report)
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder.resolve().parent == context.reports.resolve()
    write_report(folder, with_evidence(context, replace(report, has_archive=beside), folder), documents=True)
    if beside:
        write_archive(context)
    return folder


def _keep_revision(folder: Path, report: MonthReport) -> None:
    """An older revision's report keeps a folder of its own, for the new one takes its place."""
    try:
        before = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if before.get("status") == "closed" and before.get("revision") != report.revision:
        kept = folder.with_name(month_folder(str(report.month), int(before["revision"])))
        if not kept.exists():
            folder.rename(kept)


def write_report(folder: Path, report: MonthReport, *, documents: bool = False) -> None:
    """All files of one report; the Word documents are those of a month, not of each night."""
    render_site(folder, report, documents=documents)
    if documents:
        district_report(report, folder / FOLDER).save(str(folder / "检查报告.docx"))
        for unit in report.units:
            unit_report(report, unit, folder / FOLDER).save(str(folder / "units" / f"{unit.code}-检查报告.docx"))
    score_workbook(report).save(folder / "得分表.xlsx")
    links_workbook(report).save(folder / "断链报告.xlsx")
    for unit in report.units:
        unit_workbook(report, unit).save(folder / "units" / f"{unit.code}-断链.xlsx")
        (folder / "units" / f"{unit.code}-断链.txt").write_text(links_text(report, unit), encoding="utf-8")
    (folder / "export.json").write_text(export_json(report), encoding="utf-8")
    (folder / "export.csv").write_text(export_csv(report), encoding="utf-8", newline="")


def thin_reports(reports: Path, keep_since: date) -> int:
    """Remove the folders of nights before `keep_since` and what a killed run left behind; return how many nights went.

    Months' folders and the one that `latest` points to stay. Call it under the lock of the night.
    """
    current = (reports / "latest").resolve()
    removed = 0
    for folder in sorted(reports.glob("*")):
        night = _NIGHT_FOLDER.fullmatch(folder.name)
        if _UNFINISHED.fullmatch(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
        elif night and date.fromisoformat(night[1]) < keep_since and folder.resolve() != current:
            shutil.rmtree(folder)
            removed += 1
    return removed


def point_latest(reports: Path, name: str) -> None:
    """Swap the link `latest` atomically: a reader sees the old report or the new one."""
    link = reports / f".latest.{os.getpid()}.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(name, target_is_directory=True)
    link.replace(reports / "latest")
