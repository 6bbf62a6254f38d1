"""`fleet.yaml`: what it may say, and what each district's configuration becomes."""

from pathlib import Path

import pytest
import yaml

from app.starter import write_starter
from config.errors import ConfigError
from config.fleet import load_districts, load_fleet, unsaid
from config.month import Month

DATABASE = "postgresql+psycopg://u:p@h/province"


def fleet(folder: Path, **changes: object) -> Path:
    for name in ("hongqiao", "heping"):
        if not (folder / name).exists():
            write_starter(folder / name, Month(2026, 1))
    value = {"database": DATABASE, "storage": "var", "districts": ["hongqiao", "heping"], **changes}
    path = folder / "fleet.yaml"
    path.write_text(yaml.safe_dump(value, allow_unicode=True), encoding="utf-8")
    return path


def test_each_district_has_a_schema_and_a_folder_of_its_own(tmp_path: Path) -> None:
    found = load_districts(load_fleet(fleet(tmp_path)))
    assert found["heping"].database == f"{DATABASE}?options=-csearch_path%3D%22heping%22"
    assert found["heping"].storage == tmp_path / "var" / "heping" and not found["heping"].objects


def test_an_object_store_keeps_the_copies_and_reports_stay_beside_the_file(tmp_path: Path) -> None:
    found = load_districts(load_fleet(fleet(tmp_path, storage="s3://bucket/hongqiao/")))
    assert found["heping"].objects == "s3://bucket/hongqiao/heping/evidence"
    assert found["heping"].storage == tmp_path / "var" / "heping"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("database", {"database": "sqlite:///x.db"}),
        ("storage", {"storage": "s3://"}),
        ("storage", {"storage": " "}),
        ("engine", {"engine": {"kind": "dask"}}),
        ("engine.kind", {"engine": {"kind": "spark"}}),
        ("engine.workers", {"engine": {"workers": 0}}),
        ("districts[3]", {"districts": ["hongqiao", "heping", "nowhere"]}),
        ("districts", {"districts": ["hongqiao", "hongqiao"]}),
        ("districts", {"districts": ["../hongqiao"]}),
        ("districts", {"districts": []}),
        ("district", {"district": ["hongqiao"]}),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, field: str, changes: dict[str, object]) -> None:
    with pytest.raises(ConfigError) as told:
        load_fleet(fleet(tmp_path, **changes))
    assert [problem.field for problem in told.value.problems] == [field]


@pytest.mark.parametrize("forgotten", ["city", "district"])
def test_a_district_that_does_not_say_whose_it_is_is_known_as_that(tmp_path: Path, forgotten: str) -> None:
    """Its pages are then headed by the defaults, and its sources begin with them."""
    path = fleet(tmp_path)
    settings = tmp_path / "heping" / "monitor.yaml"
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    settings.write_text("".join(line for line in lines if not line.startswith(f"{forgotten}:")), encoding="utf-8")
    found = load_districts(load_fleet(path))
    assert {name: unsaid(configuration) for name, configuration in found.items() if unsaid(configuration)} == {
        "heping": (forgotten,)
    }


def test_the_wrong_places_of_all_districts_are_told_at_once(tmp_path: Path) -> None:
    path = fleet(tmp_path)
    for name in ("hongqiao", "heping"):
        (tmp_path / name / "units.yaml").unlink()
    with pytest.raises(ConfigError) as told:
        load_districts(load_fleet(path))
    assert {problem.file for problem in told.value.problems} == {"hongqiao/units.yaml", "heping/units.yaml"}
