"""The office that the pages' tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.served import Served, make


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """An office of the test's own, served."""
    made = make(tmp_path)
    yield made
    made.office.context.close()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures to sign in are told at once; the test of their time sets its own floor."""
    monkeypatch.setattr("app.web.pages.signing_in.FLOOR", 0.0)
