"""The last stage: report pages, workbooks and exports of a night, then `latest` swapped to them."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.context import Context
from app.looking.archive import month_folder, write_archive
from app.looking.view import Reader
from app.progress import Reporter
from app.stages.evidence_pages import with_evidence
from app.stages.placing import put_and_point, put_in_place
from app.stages.report_files import write_report
from db.runs import RunRecord
from db.whole_files import beside
from reports.models import MonthReport


@dataclass(frozen=True, slots=True)
class Published:
    """Where a night's report lies, and what it shows."""

    folder: Path
    report: MonthReport


def publish(context: Context, run: RunRecord, reporter: Reporter) -> Published:
    """Write the night's report beside the others, then point `latest` at it in one step."""
    folder = context.reports / f"{run.night}-{run.id:05d}"
    with _unfinished(folder) as temporary:
        reporter.say("正在生成报告")
        report = Reader(context, run).report()
        write_report(temporary, with_evidence(context, replace(report, has_archive=True), temporary, reporter))
        put_and_point(temporary, folder)
    write_archive(context)
    return Published(folder, report)


def write_month(context: Context, report: MonthReport, folder: Path | None = None) -> Path:
    """Write a month's report to stay: pages and workbooks, and the inspection reports that are handed in."""
    folder = folder or context.reports / month_folder(str(report.month))
    if folder.resolve().parent != context.reports.resolve():
        folder.mkdir(parents=True, exist_ok=True)
        write_report(folder, with_evidence(context, replace(report, has_archive=False), folder), documents=True)
        return folder
    with _unfinished(folder) as temporary:
        write_report(temporary, with_evidence(context, replace(report, has_archive=True), temporary), documents=True)
        _keep_revision(folder, report)
        put_in_place(temporary, folder)
    write_archive(context)
    return folder


@contextmanager
def _unfinished(folder: Path) -> Iterator[Path]:
    """A hidden folder to write into, beside the one whose place it will take; nothing is left of it where that fails."""
    temporary = beside(folder)
    temporary.mkdir(parents=True)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


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
