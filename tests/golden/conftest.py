"""Whole nights on the replica, run once for all golden tests of a worker."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from app.context import Context, open_context
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.stages.night import nightly
from config.month import Month
from demo.run import NightResult, run_nights
from demo.server import ReplicaServer
from demo.settings import write_configuration
from demo.visits import remember
from reports.export import export_document
from tests.conftest import fresh_database


@dataclass
class Golden:
    """Both nights, done."""

    server: ReplicaServer
    folder: Path
    context: Context
    results: list[NightResult] = field(default_factory=list)

    def run(self, moment: datetime) -> None:
        """One night."""
        run, _ = nightly(self.context, moment, (), Reporter(quiet=True))
        assert run.is_good, run.reason

    def export(self, month: str) -> dict[str, Any]:
        """One month's export, with findings that are met."""
        return export_document(
            Reader(self.context, latest_good(self.context)).report(Month.parse(month)), all_findings=True
        )


def run_both_nights(folder: Path, *, one_host: bool, **monitor: Any) -> Iterator[Golden]:
    """Run both nights on a replica and hand them over while it still serves."""
    with ReplicaServer(one_host=one_host) as server:
        write_configuration(folder / "config", server, **monitor)
        golden = Golden(server, folder, open_context(folder / "config"))
        remember(golden.context.engine, golden.context.configuration.zone)
        golden.results += run_nights(server, folder, golden.run, golden.export)
        yield golden
        golden.context.close()


@pytest.fixture(scope="session")
def two_hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Golden]:
    """Each site on its own host, SQLite."""
    yield from run_both_nights(tmp_path_factory.mktemp("two"), one_host=False)


@pytest.fixture(scope="session")
def one_host(tmp_path_factory: pytest.TempPathFactory, postgres_server: str) -> Iterator[Golden]:
    """Both sites on one host, PostgreSQL; pictures are the other's."""
    for address in fresh_database(postgres_server, "golden"):
        yield from run_both_nights(tmp_path_factory.mktemp("one"), one_host=True, database=address, pictures=False)
