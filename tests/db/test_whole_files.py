"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from db import whole_files
from db.whole_files import settle_all, write_all


def test_many_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    files = {tmp_path / f"{number}.txt": b"%d" % number for number in range(20)}
    write_all(files)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_none_takes_its_place_where_one_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        write_all({tmp_path / "one": b"new", tmp_path / "missing" / "two": b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"one": b"old"}


def test_contents_are_on_the_disk_before_they_take_their_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[bytes | str, bool]] = []

    def watched(path: Path) -> None:
        seen.append((path.name if path.is_dir() else path.read_bytes(), (tmp_path / "one").exists()))

    monkeypatch.setattr(whole_files, "settle", watched)
    write_all({tmp_path / "one": b"new"})
    assert seen == [(b"new", False), (tmp_path.name, True)]


def test_all_of_a_folder_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[str] = []
    monkeypatch.setattr(whole_files, "settle", lambda path: settled.append(path.name))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one").write_bytes(b"1")
    settle_all(tmp_path)
    assert settled[0] == "one" and sorted(settled[1:]) == sorted(["in", tmp_path.name])


def test_a_disk_that_does_not_take_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(whole_files, "settle", refused)
    with pytest.raises(OSError, match="no space"):
        write_all({tmp_path / "one": b"new"})
    assert not list(tmp_path.iterdir())
