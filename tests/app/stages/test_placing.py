"""Publishing killed at any moment: `latest` opens, on a whole report; what is left behind goes later."""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest

from app.stages.placing import exchanged, put_and_point, put_in_place, thin_reports

STEPS = ("rename", "replace", "symlink", "link", "mkdir", "unlink", "rmdir")
KILLED = 77


def finished(reports: Path, text: str) -> Path:
    """A report that was written to its end."""
    folder = reports / f".2026-10-27-00001.{text}.tmp"
    (folder / "units").mkdir(parents=True)
    for name in ("index.html", "units/jyj.html"):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Do the work in a process that is gone before its step of that number; return whether it came so far."""
    process = multiprocessing.get_context("fork").Process(target=_until, args=(step, work))
    process.start()
    process.join()
    return process.exitcode == KILLED


def _until(step: int, work: Callable[[], None]) -> None:
    left = [step]
    for name in STEPS:
        setattr(os, name, partial(_counted, left, getattr(os, name)))
    work()


def _counted(left: list[int], function: Callable[..., object], *arguments: object, **options: object) -> object:
    left[0] -= 1
    if left[0] < 0:
        os._exit(KILLED)
    return function(*arguments, **options)


def moments(reports: Path, folder: Path, work: Callable[[Path, Path], None]) -> Iterator[int]:
    """Every moment of the work, each killed once on top of what the last one left."""
    for step in range(200):
        made = finished(reports, f"new{step}")
        if not killed_at(step, partial(work, made, folder)):
            return
        yield step


def never(*_: object) -> bool:
    """A disk on which two folders cannot change their names."""
    return False


@pytest.mark.parametrize("exchange", [exchanged, never])
@pytest.mark.parametrize("known", [True, False])
def test_latest_opens_at_whatever_moment_publishing_is_killed(
    tmp_path: Path, known: bool, exchange: Callable[[Path, Path], bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.stages.placing.exchanged", exchange)
    reports = tmp_path / "reports"
    before = reports / ("2026-10-27-00001" if known else "2026-10-26-00000")
    put_and_point(finished(reports, "old"), before)
    folder = reports / "2026-10-27-00001"
    steps = 0
    for _ in moments(reports, folder, put_and_point):
        texts = {(reports / "latest" / name).read_text(encoding="utf-8") for name in ("index.html", "units/jyj.html")}
        assert len(texts) == 1
        steps += 1
    assert steps > 3
    assert (reports / "latest").resolve() == folder
    assert (folder / "index.html").read_text(encoding="utf-8").startswith("new")


def test_a_night_that_is_published_again_keeps_its_own_folder_at_every_moment(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    folder = reports / "2026-10-27-00001"
    put_and_point(finished(reports, "old"), folder)
    if not exchanged(finished(reports, "x"), finished(reports, "y")):
        pytest.skip("two folders cannot change their names on this disk")
    for _ in moments(reports, folder, put_and_point):
        for place in (folder, reports / "latest"):
            assert len({(place / name).read_text(encoding="utf-8") for name in ("index.html", "units/jyj.html")}) == 1


def test_what_killed_publications_left_is_removed_and_latest_stays(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    folder = reports / "2026-10-27-00001"
    put_and_point(finished(reports, "old"), folder)
    for step in (2, 5, 9):
        killed_at(step, partial(put_and_point, finished(reports, f"new{step}"), folder))
    thin_reports(reports, date(2026, 10, 1))
    assert (reports / "latest" / "index.html").exists()
    current = (reports / "latest").resolve().name
    assert {path.name for path in reports.iterdir()} <= {"latest", current, folder.name}


def test_old_explanations_go_with_old_nights(tmp_path: Path) -> None:
    for name, day in (("old", date(2026, 6, 1)), ("new", date(2026, 10, 20))):
        folder = tmp_path / "explain" / name
        folder.mkdir(parents=True)
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
        os.utime(folder, (moment, moment))
    thin_reports(tmp_path, date(2026, 10, 1))
    assert [path.name for path in (tmp_path / "explain").iterdir()] == ["new"]


def test_a_month_takes_its_name_whole(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    put_in_place(finished(reports, "old"), reports / "month-2026-10")
    put_in_place(finished(reports, "new"), reports / "month-2026-10")
    assert (reports / "month-2026-10" / "index.html").read_text(encoding="utf-8") == "new"
    assert [path.name for path in reports.iterdir()] == ["month-2026-10"]
