"""Every command that the operator's guide names is typed here, in the guide's order, and does what it says."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.cli import run
from demo.run import moment_of
from demo.server import ReplicaServer, free_port
from reports.link_workbooks import KEY_COLUMN, REPLY_ROW, REPLY_SHEET
from tests.app.test_kills import prepared

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "操作手册.md").read_text(encoding="utf-8")
STAYS = ("schedule", "serve")
"""Commands that stay until they are stopped."""
ELSEWHERE = ("demo", "fleet")
"""The demonstration is the golden night's own test; a fleet needs PostgreSQL and has tests of its own (`tests/app/fleets`)."""


def typed_commands() -> list[str]:
    """The commands of the guide as they stand in it, each once; a bare name stands for its fuller form elsewhere."""
    found = list(dict.fromkeys(match.strip() for match in re.findall(r"`hongqiao ([^`]+)`", GUIDE)))
    return [item for item in found if not any(other.startswith(f"{item} ") for other in found)]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two of the replica's units with one night done; the server goes on."""
    folder = tmp_path_factory.mktemp("guide") / "config"
    with ReplicaServer() as server:
        prepared(folder, server)
        assert run(["--config", str(folder), "nightly", "--as-of", moment_of(0).isoformat()]) == 0
        server.night = 1
        (folder / "home.txt").write_text(f"http://{server.places.portal}/jyj/", encoding="utf-8")
        yield folder


def answer_all(given: Path, filled: Path) -> None:
    """A unit's 整改表 with every row answered."""
    book = load_workbook(given)
    sheet = book[REPLY_SHEET]
    for row in range(REPLY_ROW + 1, sheet.max_row + 1):
        if sheet.cell(row=row, column=KEY_COLUMN).value:
            for column, text in enumerate(("已修复", "联络员乙", "2026-10-29"), 7):
                sheet.cell(row=row, column=column).value = text
    book.save(filled)


def test_every_command_of_the_guide_can_be_typed(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = (office / "home.txt").read_text(encoding="utf-8")
    sheet = tmp_path / "录入表.xlsx"
    words = {
        "/etc/hongqiao": str(tmp_path / "new"),
        "单位代码或网址": "jyj",
        "单位代码": "jyj",
        "评测要点": "portal.posts",
        "网址": home,
        "证据.warc.gz": str(tmp_path / "证据.warc.gz"),
        "得分表.xlsx": str(tmp_path / "得分表.xlsx"),
        "录入表.xlsx": str(sheet),
        "整改表.xlsx": str(tmp_path / "整改表.xlsx"),
        "原因": "说明",
        "日期": "2026-12-31",
        "账号": "wanggang",
        "角色": "viewer",
    }
    order = backup = ""
    for command in typed_commands():
        name = command.split()[0]
        if name in (*STAYS, *ELSEWHERE):
            continue
        words.update({"编号": order, "备份文件": backup})
        words["编号"] = "1" if command.startswith("people token") else words["编号"]
        arguments = [words.get(word, word) for word in command.split()]
        if command == "entries import 录入表.xlsx":
            book = load_workbook(sheet)
            for cell, text in (("B3", "2026-10"), ("B5", "录入员甲"), ("B6", "半年检查")):
                book["填写说明"][cell] = text
            book["政务公开"]["C4"] = 2
            book.save(sheet)
        if command == "orders reply 整改表.xlsx":
            answer_all(office / "var" / "reports" / "latest" / "units" / "jyj-断链.xlsx", tmp_path / "整改表.xlsx")
        if command == "entries override":
            arguments += ["jyj", "portal.design", "4", "--reason", "人工评定", "--month", "2026-10"]
        if command == "entries withdraw":
            arguments += ["1", "--reason", "重填"]
        if command == "compare 2026-09 2026-10":
            arguments = ["compare", "2026-10", "2026-10"]
        if command == "compare 2026-09@1 2026-09@2":
            assert run(["--config", str(office), "close", "2026-10"]) == 0
            arguments = ["compare", "2026-10@1", "2026-10@2"]
        capsys.readouterr()
        status = run(["--config", str(office), *arguments])
        said = capsys.readouterr().out
        if command.startswith("orders confirm"):
            assert status == 2 and "期满以后才能确认" in said
            continue
        assert status in (0, 1), (command, status, said[-500:])
        assert said.strip() or name in ("compare",), command
        if name == "orders" and "draft" in command:
            order = said.partition("：")[0]
        if command == "db backup":
            backup = said.partition("已备份到 ")[2].partition("：")[0]


@pytest.mark.parametrize("command", STAYS)
def test_what_stays_starts_and_stops_when_it_is_told_to(office: Path, command: str) -> None:
    bound, port = free_port()
    bound.close()
    more = ["--port", str(port)] if command == "serve" else []
    child = subprocess.Popen(
        [sys.executable, "-m", "app", "--config", str(office), command, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert child.stdout is not None
    deadline = time.monotonic() + 30
    line = child.stdout.readline()
    assert line.strip() and time.monotonic() < deadline
    child.send_signal(signal.SIGTERM)
    child.wait(15)
    child.stdout.close()


def test_the_guide_names_many_commands() -> None:
    assert len(typed_commands()) > 30
