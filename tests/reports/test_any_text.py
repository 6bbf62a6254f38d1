"""Any code point in any field passes every document that is made: pages, workbooks, Word, CSV, JSON, mail, WARC, terminal."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from app.looking.evidence_file import _write
from app.outlet import outlet
from config.legible import is_legible
from db.evidence import ObservationRecord
from reports.export import export_csv, export_json
from reports.inspection import district_report, unit_report
from reports.letters import links_text
from reports.link_workbooks import MOST_LINKS, _evidence, links_workbook, unit_workbook
from reports.models import MonthReport
from reports.order_letter import order_letter
from reports.site import render_site
from reports.workbooks import score_workbook
from tests.reports import test_pages

ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=10)
EVERY_KIND = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0xD800, 0xDC00, 0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF)))  # fmt: skip
"""One of every kind of code point that is no character, and the controls."""
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))


def report_with(text: str) -> MonthReport:
    with mock.patch.object(test_pages, "HOSTILE", text):
        return test_pages.report()


@FEW
@given(text=ANY)
@example(text=EVERY_KIND)
def test_pages_and_letters(tmp_path_factory: Any, text: str) -> None:
    folder: Path = tmp_path_factory.mktemp("pages")
    report = report_with(text)
    render_site(folder, report)
    for path in folder.rglob("*.html"):
        assert is_legible(path.read_text(encoding="utf-8"))
    links_text(report, report.units[0]).encode()


@FEW
@given(text=ANY)
@example(text=EVERY_KIND)
def test_workbooks(text: str) -> None:
    report = report_with(text)
    for book in (score_workbook(report), links_workbook(report), unit_workbook(report, report.units[0])):
        file = io.BytesIO()
        book.save(file)
        read = load_workbook(io.BytesIO(file.getvalue()))
        cells = [cell.value for sheet in read for row in sheet.iter_rows() for cell in row]
        assert all(is_legible(value) for value in cells if isinstance(value, str))


@FEW
@given(text=ANY)
@example(text=EVERY_KIND)
def test_word(tmp_path_factory: Any, text: str) -> None:
    folder: Path = tmp_path_factory.mktemp("word")
    report = report_with(text)
    item = {
        "number": text,
        "text": text,
        "subject": text,
        "page": text,
        "link": text,
        "since": "2026-10-12",
        "advice": text,
    }
    made = (
        district_report(report, folder),
        unit_report(report, report.units[0], folder),
        order_letter(text, text, text, "2026-10-01", "2026-10-09", [item], text, text),
    )
    for document in made:
        file = io.BytesIO()
        document.save(file)
        assert Document(io.BytesIO(file.getvalue())).paragraphs


@FEW
@given(text=ANY)
@example(text=EVERY_KIND)
def test_exports(text: str) -> None:
    report = report_with(text)
    rows = list(csv.reader(io.StringIO(export_csv(report).removeprefix("\ufeff"))))
    assert len({len(row) for row in rows if row}) == 1
    export_csv(report).encode()
    written = export_json(report, all_findings=True)
    assert json.loads(written.encode())["units"]


@FEW
@given(text=ANY)
@example(text=EVERY_KIND)
def test_evidence(text: str) -> None:
    moment = datetime(2026, 10, 27, tzinfo=UTC)
    record = ObservationRecord(
        "obs:1", f"http://a.cn/{text}", text, moment, moment, 200, text, 1, text, "ab", "key", text
    )
    file = io.BytesIO()
    _write(WARCWriter(file, gzip=False), SimpleNamespace(bodies={"ab": b"body"}), record)  # type: ignore[arg-type]
    file.seek(0)
    kinds = [(found.rec_type, found.content_stream().read()) for found in ArchiveIterator(file)]
    assert [kind for kind, _ in kinds] == ["resource", "metadata"]
    assert kinds[0][1] == b"body"
    json.loads(kinds[1][1])


@FEW
@given(text=ANY)
@example(text=EVERY_KIND)
@example(text="\x1b]0;title\x07\x9b31m")
def test_the_terminal(text: str) -> None:
    file = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
    outlet(file=file, width=80).print(f"标题：{text}")
    file.flush()
    file.seek(0)
    assert is_legible(file.read())


def test_a_sheet_has_no_more_hyperlinks_than_a_spreadsheet_program_takes() -> None:
    from openpyxl import Workbook

    sheet = Workbook().active
    for row in (1, MOST_LINKS, MOST_LINKS + 1, MOST_LINKS + 2):
        _evidence(sheet, row, 1, "evidence/x.html")
    assert [sheet.cell(row=row, column=1).hyperlink is not None for row in (MOST_LINKS, MOST_LINKS + 1)] == [
        True,
        False,
    ]
