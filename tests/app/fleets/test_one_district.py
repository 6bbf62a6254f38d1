"""One district of a fleet at the command line: every command works with its configuration, and starts others for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import run
from app.context import open_context
from app.schedule import Schedule
from app.web.office import Office as WebOffice
from tests.app.decisions.office import UNITS, write_office_of
from tests.app.fleets.province import write_fleet

NOWHERE = "postgresql+psycopg://x@127.0.0.1:1/x"
"""What needs no store must not ask for one."""


@pytest.fixture
def fleet(tmp_path: Path) -> Path:
    """A fleet of one district whose database cannot be reached."""
    write_office_of(tmp_path / "heping", UNITS, city="天津市", district="和平区")
    return write_fleet(tmp_path, NOWHERE, ("heping",), {"kind": "local", "workers": 2})


def test_commands_without_a_store_work_with_the_districts_configuration(
    fleet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    which = ["--config", str(fleet), "--district", "heping"]
    assert run([*which, "config", "check"]) == 0
    assert "3 个单位" in capsys.readouterr().out
    assert run([*which, "entries", "template", str(tmp_path / "a.xlsx")]) == 0
    assert run([*which, "discover", "nobody"]) == 2
    assert "区教育局（jyj）" in "".join(capsys.readouterr())


def test_a_district_that_is_not_there_and_one_that_is_not_named_are_told(
    fleet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--config", str(fleet), "--district", "nankai", "config", "check"]) == 2
    assert "没有区县“nankai”，有：heping" in "".join(capsys.readouterr())
    assert run(["--config", str(fleet), "config", "check"]) == 2
    assert "另加 --district" in "".join(capsys.readouterr())


def test_the_schedule_and_the_pages_start_their_programs_for_the_district(
    fleet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    class Program:
        """A program that was started and is over."""

        pid = 0
        returncode = 0

        def __init__(self, command: list[str], **_: object) -> None:
            started.append(command)

        def wait(self, *_: object) -> int:
            return 0

        def communicate(self) -> tuple[str, str]:
            return "", ""

    write_office_of(tmp_path / "alone", UNITS)
    context = replace(open_context(tmp_path / "alone"), district="heping")
    monkeypatch.setattr("subprocess.Popen", Program)
    monkeypatch.setattr("os.setpriority", lambda *_: None)
    Schedule(context, fleet, None)._command("nightly")  # type: ignore[arg-type]
    office = WebOffice(context, fleet)
    office.recount.ask()
    office.recount.wait()
    assert all(command[3:7] == ["--config", str(fleet), "--district", "heping"] for command in started)
    assert [command[7] for command in started] == ["nightly", "score", "report"]
    context.close()


def test_the_pages_read_a_districts_configuration_again_when_it_changes(fleet: Path, tmp_path: Path) -> None:
    write_office_of(tmp_path / "alone", UNITS)
    context = open_context(tmp_path / "alone")
    office = WebOffice(replace(context, district="heping", configuration=replace(context.configuration, folder=tmp_path / "heping")), fleet)  # fmt: skip
    assert office.configuration.monitor.district == "红桥区"
    (tmp_path / "heping" / "units.yaml").touch()
    write_office_of(tmp_path / "heping", UNITS, city="天津市", district="和平新区")
    assert office.configuration.monitor.district == "和平新区"
    assert office.configuration.monitor.database.startswith(NOWHERE)
    context.close()
