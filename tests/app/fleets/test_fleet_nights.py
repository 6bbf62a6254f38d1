"""A fleet's nights on a real scheduler with worker processes and PostgreSQL."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli import run
from tests.app.fleets import one_night
from tests.app.fleets.network import run_inside
from tests.app.fleets.one_night import AS_OF, NAMES
from tests.app.fleets.province import ENVIRONMENT, Cluster, districts, said, write_district, write_fleet

pytest.importorskip("distributed", reason="the extra fleet is not installed")


def test_a_fleet_whose_worker_is_killed_gives_each_district_its_own_local_night_to_the_byte(
    tmp_path: Path, postgres_url: str, record_property: Callable[[str, object], None]
) -> None:
    status, text, where = run_inside(one_night.__name__, str(tmp_path), postgres_url)
    record_property("network of the fleet's night", where)
    assert status == 0, text
    for name in NAMES:
        own = tmp_path / "alone" / name / "var" / "reports" / "latest" / "export.json"
        assert (tmp_path / "var" / name / "reports" / "latest" / "export.json").read_bytes() == own.read_bytes()
    assert all(name in (tmp_path / "var" / "index.html").read_text(encoding="utf-8") for name in NAMES)
    document = json.loads((tmp_path / "var" / "export.json").read_text(encoding="utf-8"))
    assert [item["export"]["month"] for item in document["districts"]] == ["2026-10"] * 3


def test_a_district_that_fails_leaves_the_others_and_is_told(
    tmp_path: Path, postgres_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with districts(NAMES[:2]) as sites:
        for name, hosts in sites.items():
            write_district(tmp_path / name, hosts)
        path = write_fleet(tmp_path, postgres_url, NAMES[:2], {"kind": "local", "workers": 4})
        assert run(["fleet", "status", "--config", str(path)]) == 1
        (tmp_path / "var" / "heping").mkdir(parents=True, exist_ok=True)
        (tmp_path / "var" / "heping" / "reports").write_text("a file where a folder must be", encoding="utf-8")
        status, text = said("fleet", "nightly", "--config", str(path), "--as-of", AS_OF)
        assert status == 1, text
        assert "hongqiao　2026-10-28　完成" in text and "heping　2026-10-28" in text
        assert (tmp_path / "var" / "hongqiao" / "reports" / "latest" / "export.json").exists()
        assert (tmp_path / "var" / "index.html").exists()
        capsys.readouterr()
        assert run(["--config", str(path), "--district", "hongqiao", "export"]) == 0
        assert capsys.readouterr().out.startswith("{")
        (tmp_path / "var" / "hongqiao" / "reports").rename(tmp_path / "published")
        (tmp_path / "var" / "hongqiao" / "reports").write_text(
            "the night is good, its reports have no place", encoding="utf-8"
        )
        status, text = said("fleet", "nightly", "--config", str(path), "--as-of", AS_OF)
    assert status == 3 and "hongqiao　2026-10-28　完成" not in text, text


def test_workers_that_may_start_no_process_are_told_before_the_night(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENVIRONMENT, "DASK_DISTRIBUTED__WORKER__DAEMON", "True")
    with districts(NAMES[:1]) as sites, Cluster(tmp_path, workers=1) as cluster:
        write_district(tmp_path / NAMES[0], sites[NAMES[0]])
        path = write_fleet(tmp_path, postgres_url, NAMES[:1], {"kind": "dask", "scheduler": cluster.address})
        status, text = said("fleet", "check", "--config", str(path))
    assert status == 1 and "DASK_DISTRIBUTED__WORKER__DAEMON=False" in text
    assert not (tmp_path / "var" / ".check").exists()
