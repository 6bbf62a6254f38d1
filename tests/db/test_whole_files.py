"""Files that are there whole or not at all."""

from collections.abc import Iterable
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
    seen: list[tuple[list[bytes], bool]] = []

    def watched(files: Iterable[Path], folders: Iterable[Path]) -> None:
        seen.append(([path.read_bytes() for path in files], (tmp_path / "one").exists()))

    monkeypatch.setattr(whole_files, "settle_many", watched)
    write_all({tmp_path / "one": b"new"})
    assert seen == [([b"new"], False), ([], True)]


def test_where_the_system_cannot_wait_for_one_disk_each_file_and_folder_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[str] = []
    monkeypatch.setattr(whole_files, "_settle_disk", lambda folder: False)
    monkeypatch.setattr(whole_files, "settle", lambda path: settled.append(path.name))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one").write_bytes(b"1")
    settle_all(tmp_path)
    assert sorted(settled) == sorted(["one", "in", tmp_path.name])


def test_a_disk_that_cannot_be_waited_for_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        whole_files.settle_many((), [tmp_path / "gone"])
