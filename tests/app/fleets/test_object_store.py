"""Copies of pages in a real S3 server: kept, read again, and the same night as with a folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import run
from db.bodies import open_bodies
from tests.app.fleets.province import districts, said, write_district, write_fleet
from tests.s3 import BUCKET, MISSING, PROGRAM, S3Server

pytest.importorskip("obstore", reason="the extra fleet is not installed")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason=MISSING)
AS_OF = "2026-10-28T02:00:00+08:00"


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with S3Server(tmp_path / "s3.log") as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
        yield running


def test_a_night_keeps_its_pages_in_a_bucket_and_reads_them_again_from_there(
    server: S3Server, tmp_path: Path, postgres_url: str
) -> None:
    with districts(("d",)) as sites:
        own = write_district(tmp_path / "alone" / "d", sites["d"])
        write_district(tmp_path / "d", sites["d"])
        assert run(["--config", str(own), "nightly", "--as-of", AS_OF]) == 0
        path = write_fleet(tmp_path, postgres_url, ("d",), {"kind": "local"}, f"{BUCKET}/fleet")
        status, text = said("fleet", "nightly", "--config", str(path), "--as-of", AS_OF)
        assert status == 0, text
    export = Path("reports/latest/export.json")
    assert (tmp_path / "var" / "d" / export).read_bytes() == (own / "var" / export).read_bytes()
    kept, bodies = open_bodies(str(own / "var" / "evidence")), open_bodies(f"{BUCKET}/fleet/d/evidence")
    assert sorted(bodies.digests()) == sorted(kept.digests()) and not (tmp_path / "var" / "d" / "evidence").exists()
    some = min(bodies.digests())
    assert bodies.get(some) == kept.get(some) is not None
    status, text = said("--config", str(path), "--district", "d", "replay")
    assert status == 0 and "→" not in text, text
    bodies.remove(some)
    assert not bodies.holds(some) and bodies.get(some) is None
