"""What is asked where somebody sits at a terminal, and what is shown there: on a real one."""

import io
import os
import pty
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from app.commands.base import asked_moment
from db.backup import is_backup
from db.decisions import Kind
from db.errors import NightOrder
from tests.app.decisions.office import Office

ROOT = Path(__file__).resolve().parents[3]
OVERRIDE = ["entries", "override", "jyj", "portal.posts", "5", "--month", "2026-10", "--reason", "核实"]
PATIENCE = 30.0
"""Seconds to wait for the question."""


def answered(
    office: Office, answer: str, question: str = "经办人姓名", command: list[str] = OVERRIDE
) -> tuple[int, str]:
    """The exit code of a command at a terminal where a question is answered, and all that the terminal showed."""
    keyboard, screen = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "app", "--config", str(office.folder), *command],
        stdin=screen, stdout=screen, stderr=screen, cwd=ROOT, env={**os.environ, "HONGQIAO_PERSON": ""},
    )  # fmt: skip
    os.close(screen)
    shown, end, is_told = b"", time.monotonic() + PATIENCE, False
    while time.monotonic() < end:
        try:
            shown += os.read(keyboard, 4096)
        except OSError:  # Linux says so when the last process has left the terminal
            break
        if not is_told and question.encode() in shown:
            os.write(keyboard, f"{answer}\n".encode())
            is_told = True
    os.close(keyboard)
    return child.wait(PATIENCE), shown.decode(errors="replace")


def test_a_person_at_a_terminal_is_asked_and_stands_on_the_record(office: Office) -> None:
    office.night(20, 10)
    code, shown = answered(office, "王 小明")
    assert code == 0, shown
    [record] = office.context.decisions.list(Kind.OVERRIDE)
    assert record.author == "王 小明"


@pytest.mark.parametrize(("name", "told"), [("root", "机器账号"), ("　 ", "没有写明经办人")])
def test_what_is_typed_is_no_person_and_nothing_is_decided(office: Office, name: str, told: str) -> None:
    office.night(20, 10)
    code, shown = answered(office, name)
    assert code == 2 and told in shown
    assert not office.context.decisions.list(Kind.OVERRIDE)


@pytest.mark.parametrize("command", ["nightly", "crawl"])
def test_a_night_that_lies_ahead_is_asked_about_before_it_shuts_out_all_others(office: Office, command: str) -> None:
    code, shown = answered(office, "n", "确实要以这一天检查吗", [command, "--as-of", "2062-10-28"])
    assert code == 1 and "2062-10-28 晚于今天" in shown and "已取消" in shown
    assert not office.context.runs.all()


def test_what_stood_before_a_night_that_lies_ahead_is_kept_and_the_refusal_names_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    asked_moment("2062-10-28", office.context)
    kept = office.context.configuration.storage / "backups" / "before-2062-10-28.db"
    assert not kept.exists()  # nothing stood there that it could shut out
    now = datetime.now(office.context.configuration.zone)
    office.context.begin(now, ())
    asked_moment(f"{now.date()}", office.context)
    assert not kept.exists()
    moment = asked_moment("2062-10-28", office.context)
    assert is_backup(kept) and "已先备份到" in capsys.readouterr().err
    office.context.begin(moment, ())
    with pytest.raises(NightOrder, match=r"还没有到.*before-2062-10-28\.db"):
        office.context.begin(now, ())


def test_a_terminal_shows_what_is_meant_for_the_office_and_no_log(office: Office) -> None:
    command = ["--config", str(office.folder), "report"]
    keyboard, screen = pty.openpty()
    with (office.folder / "monitor.yaml").open("a", encoding="utf-8") as file:
        file.write("database: postgresql+psycopg://x@127.0.0.1:1/x\n")
    child = subprocess.Popen([sys.executable, "-m", "app", *command], stdin=screen, stdout=screen, stderr=screen, cwd=ROOT)  # fmt: skip
    os.close(screen)
    assert child.wait(PATIENCE) == 1
    shown = os.read(keyboard, 10_000).decode()
    os.close(keyboard)
    assert shown.startswith("数据库无法读写") and "ERROR" not in shown
