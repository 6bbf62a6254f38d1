"""What is written over all districts of a fleet."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.fleets.overview import written_at
from config.fleet import load_fleet
from tests.app.fleets.province import districts, write_district, write_fleet


@pytest.fixture
def machine_in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_page_tells_its_time_by_the_offices_clock(tmp_path: Path, machine_in_utc: None) -> None:
    with districts(("heping",)) as sites:
        write_district(tmp_path / "heping", sites["heping"])
    path = write_fleet(tmp_path, "postgresql+psycopg://127.0.0.1/fleet", ("heping",), {"kind": "local"})
    assert written_at(load_fleet(path)).utcoffset() == timedelta(hours=8)
