"""The month's inspection report, sent: to the office's channels the district's, to each unit its own, as Word and as PDF."""

import logging
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from app.context import Context
from app.errors import WrongUse
from app.telling.notify import PAUSES, addresses, send_once, unit_channel
from config.month import Month
from db.decisions import Kind
from reports import words
from reports.models import MonthReport, UnitReport

logger = logging.getLogger(__name__)
DISTRICT, UNIT = "检查报告.docx", "units/{code}-检查报告.docx"
CONVERT_WITHIN = 600.0
"""Seconds that LibreOffice has for all documents of a month: some 0.3 s each, and its start."""
STILL_SENT = timedelta(days=20)
"""A month that was closed longer ago is not sent any more by itself: after an upgrade nobody wants the old ones."""


def send_month(context: Context, report: MonthReport, folder: Path, pauses: Sequence[float] = PAUSES) -> bool:
    """Send the documents of a closed month, each revision once; return whether nothing is left to be sent. Raises WrongUse."""
    if not report.is_closed:
        raise WrongUse(f"{report.month.chinese}还没有封账，封账后才发送检查报告")
    key = message_key(str(report.month), report.revision)
    units = {unit.code: unit.emails for unit in context.configuration.units if unit.emails}
    mailed = [unit for unit in report.units if unit.code in units and context.configuration.monitor.notify.unit_mail]
    channels = addresses(context)
    if not channels and not mailed:
        raise WrongUse(
            "没有可以发送的渠道：请在 monitor.yaml 的 notify 中填写 urls，或填写 unit_mail 并给单位填写 emails"
        )
    convert([folder / DISTRICT, *(folder / UNIT.format(code=unit.code) for unit in mailed)])
    title = f"{report.month.chinese}网站检查报告（{report.status_name}）"
    with tempfile.TemporaryDirectory(prefix="hongqiao-mail-") as place:
        files = attached(folder / DISTRICT, Path(place), f"report-{report.month}")
        told = send_once(context, key, channels, title, _district(report), pauses, files)
        for unit in mailed:
            files = attached(folder / UNIT.format(code=unit.code), Path(place), f"report-{report.month}-{unit.code}")
            channel = unit_channel(context, units[unit.code])
            text = _unit(report, unit)
            told &= send_once(context, f"{key}:{unit.code}", [channel], f"{unit.name}{title}", text, pauses, files)
    return told


def message_key(month: str, revision: int) -> str:
    """What names the message about a revision of a month: it is sent once."""
    return f"month:{month}@{revision}"


def unsent(context: Context, today: date) -> list[Month]:
    """Months that were closed before today and not sent: the day after closing, or later where the machine was off."""
    sent = {record.subject for record in context.decisions.list(Kind.MESSAGE)}
    notify = context.configuration.monitor.notify
    if not notify.urls and not notify.unit_mail:
        return []
    found = []
    for month, closing in sorted(context.months.closed().items()):
        day = closing.closed_at.astimezone(context.configuration.zone).date()
        waiting = [key for key in _keys(context, month, closing.revision) if key not in sent]
        if waiting and day < today <= day + STILL_SENT:
            found.append(Month.parse(month))
    return found


def _keys(context: Context, month: str, revision: int) -> list[str]:
    notify, key = context.configuration.monitor.notify, message_key(month, revision)
    units = [unit for unit in context.configuration.units if unit.emails and notify.unit_mail]
    return [*([key] if notify.urls else []), *(f"{key}:{unit.code}" for unit in units)]


def attached(document: Path, place: Path, name: str) -> list[Path]:
    """A document and its PDF, as far as they are there, under a plain name: mail programs lose a Chinese one."""
    there = [path for path in (document, document.with_suffix(".pdf")) if path.exists()]
    return [Path(shutil.copyfile(path, place / f"{name}{path.suffix}")) for path in there]


def convert(documents: Sequence[Path]) -> None:
    """Make a PDF beside each document that has none of its state, where LibreOffice is installed; without it the documents go alone."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    wanted = [path for path in documents if path.exists() and not _is_made(path)]
    if program is None or not wanted:
        return
    with tempfile.TemporaryDirectory(prefix="hongqiao-office-") as folder:
        made = Path(folder) / "made"
        command = [program, f"-env:UserInstallation={Path(folder).as_uri()}", "--headless", "--convert-to", "pdf"]
        files = [str(path) for path in wanted]
        try:
            subprocess.run(
                [*command, "--outdir", str(made), *files], check=True, capture_output=True, timeout=CONVERT_WITHIN
            )
        except (OSError, subprocess.SubprocessError) as error:
            logger.warning("no PDF was made: %s", error)
        for path in wanted:
            pdf = made / f"{path.stem}.pdf"
            if pdf.exists():
                shutil.move(pdf, path.with_suffix(".pdf"))


def _is_made(document: Path) -> bool:
    pdf = document.with_suffix(".pdf")
    return pdf.exists() and pdf.stat().st_mtime >= document.stat().st_mtime


def _district(report: MonthReport) -> str:
    lines = [f"{report.month.chinese}网站检查报告见附件，共 {len(report.units)} 个单位。"]
    for unit in report.units:
        lines.append(f"{unit.name}：总分 {words.total_span(unit.sheet.total)}，{words.broken_text(unit)}")
    return "\n".join(lines)


def _unit(report: MonthReport, unit: UnitReport) -> str:
    return (
        f"{unit.name}：{report.month.chinese}网站检查报告见附件。"
        f"总分 {words.total_span(unit.sheet.total)}，{words.broken_text(unit)}，请按报告所列问题整改。"
    )
