"""An office of each test's own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.context import open_context
from tests.app.decisions.office import UNITS, Office, an_office, write_office_of


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables and nothing in them: made once, for migrations take longer than a test."""
    made = an_office(tmp_path_factory.mktemp("empty") / "config")
    made.context.close()
    return made.folder / "var" / "hongqiao.db"


@pytest.fixture
def office(tmp_path: Path, empty_store: Path) -> Iterator[Office]:
    """An office with a store and no night yet."""
    folder = write_office_of(tmp_path / "config", UNITS)
    (folder / "var").mkdir()
    shutil.copy(empty_store, folder / "var" / "hongqiao.db")
    made = Office(folder, open_context(folder))
    yield made
    made.context.close()


@pytest.fixture
def office_on_both(tmp_path: Path, database_url: str) -> Iterator[Office]:
    """The same on each kind of database."""
    made = an_office(tmp_path / "config", database=database_url)
    yield made
    made.context.close()
