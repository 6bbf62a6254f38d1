"""The office that the pages' tests share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.context import open_context
from tests.app.decisions.office import Office
from tests.web.served import Served, make


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of the office that the tests' own are copies of, and what its first finding rests on."""
    folder = tmp_path_factory.mktemp("office")
    made = make(folder)
    made.office.context.close()
    return folder, made.evidence


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An office that a module's tests share: none of them changes anything in it."""
    made = make(tmp_path_factory.mktemp("seen"))
    yield made
    made.office.context.close()


@pytest.fixture
def served(tmp_path: Path, made_once: tuple[Path, str]) -> Iterator[Served]:
    """An office of the test's own, served."""
    folder, evidence = made_once
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    made = Served(Office(tmp_path, open_context(tmp_path)))
    made.evidence = evidence
    yield made
    made.office.context.close()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures to sign in are told at once; the test of their time sets its own floor."""
    monkeypatch.setattr("app.web.pages.signing_in.FLOOR", 0.0)
