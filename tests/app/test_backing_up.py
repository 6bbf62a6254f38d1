"""What a backup may take the place of: an earlier backup, and nothing else."""

import shutil
from pathlib import Path

import pytest

from app.cli import run
from app.starter import write_starter
from config.month import Month

DATABASE = "sqlite:///var/hongqiao.db"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A configuration folder whose database has been set up."""
    folder = tmp_path / "office"
    write_starter(folder, Month(2026, 10))
    assert run(["--config", str(folder), "db", "upgrade"]) == 0
    return folder


def backed_up(office: Path, file: Path) -> int:
    return run(["--config", str(office), "db", "backup", str(file)])


@pytest.mark.parametrize("way", ["as it is", "through a link", "with dots", "a link to the file"])
def test_a_database_in_use_is_never_written_over_by_whatever_name(
    office: Path, tmp_path: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    live = office / "var" / "hongqiao.db"
    (tmp_path / "link").symlink_to(office, target_is_directory=True)
    (tmp_path / "hard.db").hardlink_to(live)
    named = {
        "through a link": tmp_path / "link" / "var" / live.name,
        "with dots": office / ".." / "office" / "var" / live.name,
    }
    settings = office / "monitor.yaml"
    text = settings.read_text(encoding="utf-8").replace(DATABASE, f"sqlite:///{named.get(way, live)}")
    settings.write_text(text, encoding="utf-8")
    before = live.stat().st_ino
    assert backed_up(office, tmp_path / "hard.db" if way == "a link to the file" else live) == 2
    assert "正在使用的数据库" in "".join(capsys.readouterr().out.split())
    assert live.stat().st_ino == before


def test_a_backup_that_was_put_in_the_place_of_the_database_is_the_database(office: Path, tmp_path: Path) -> None:
    assert backed_up(office, tmp_path / "b.db") == 0
    shutil.copyfile(tmp_path / "b.db", office / "var" / "hongqiao.db")
    assert backed_up(office, office / "var" / "hongqiao.db") == 2


def test_the_database_of_another_office_is_no_backup(office: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    shutil.copyfile(office / "var" / "hongqiao.db", other)
    before = other.read_bytes()
    assert backed_up(office, other) == 2
    assert other.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"no database at all"])
def test_a_file_of_something_else_is_left_alone(office: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.db").write_bytes(content)
    assert backed_up(office, tmp_path / "b.db") == 2
    assert (tmp_path / "b.db").read_bytes() == content


def test_an_earlier_backup_is_replaced(office: Path, tmp_path: Path) -> None:
    assert backed_up(office, tmp_path / "b.db") == 0
    before = (tmp_path / "b.db").stat().st_ino
    assert backed_up(office, tmp_path / "b.db") == 0
    assert (tmp_path / "b.db").stat().st_ino != before
    assert run(["--config", str(office), "db", "restore", str(tmp_path / "b.db"), "--yes"]) == 0


def test_a_backup_of_an_earlier_version_is_left_alone_and_what_to_do_is_told(
    office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "b.db"
    assert backed_up(office, file) == 0
    with file.open("r+b") as made:  # earlier versions wrote no mark
        made.seek(68)
        made.write(bytes(4))
    before = file.read_bytes()
    assert backed_up(office, file) == 2
    said = "".join(capsys.readouterr().out.split())
    assert "旧版本写出的备份" in said and "改名或移走" in said and "换一个文件名" in said
    assert file.read_bytes() == before
    assert run(["--config", str(office), "db", "restore", str(file), "--yes"]) == 0
