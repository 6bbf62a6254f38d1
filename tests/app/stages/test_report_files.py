"""A report's files: the same whether one process writes them or several share the units."""

import re
import zipfile
from pathlib import Path

import pytest

from app.looking.view import Reader, latest_good
from app.stages.report_files import write_report
from tests.app.decisions.office import an_office, link


def content(path: Path) -> object:
    """What a file says: of a workbook or a Word document all parts but the one that says when it was written, of a chart all
    but its random name."""
    if path.suffix not in (".xlsx", ".docx"):
        return re.sub(rb"chart-[0-9a-f-]{36}", b"chart", path.read_bytes())
    with zipfile.ZipFile(path) as parts:
        return {name: parts.read(name) for name in parts.namelist() if name != "docProps/core.xml"}


def test_processes_that_share_the_units_write_what_one_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office(tmp_path / "config")
    office.night(20, 10, [link(number) for number in range(3)])
    report = Reader(office.context, latest_good(office.context)).report()
    office.context.close()
    assert len(report.units) > 2
    folders = {name: tmp_path / name for name in ("one", "shared")}
    write_report(folders["one"], report, documents=True)
    monkeypatch.setattr("app.stages.report_files.TOGETHER", 1)
    write_report(folders["shared"], report, documents=True, cores=2)
    one, shared = (
        {path.relative_to(folder): content(path) for path in sorted(folder.rglob("*")) if path.is_file()}
        for folder in folders.values()
    )
    assert shared == one and len(one) > 20
