"""An office of each test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.decisions.office import Office, an_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with a store and no night yet."""
    made = an_office(tmp_path / "config")
    yield made
    made.context.close()


@pytest.fixture
def office_on_both(tmp_path: Path, database_url: str) -> Iterator[Office]:
    """The same on each kind of database."""
    made = an_office(tmp_path / "config", database=database_url)
    yield made
    made.context.close()
