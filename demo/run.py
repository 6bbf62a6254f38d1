"""Runs whole nights on the replica and compares what they conclude with its truth."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from demo.compare import Comparison, compare_month
from demo.model import MONTHS, NIGHTS
from demo.server import ReplicaServer

RunNight = Callable[[datetime], None]
ExportMonth = Callable[[str], dict[str, Any]]


@dataclass(frozen=True)
class NightResult:
    """One night on the replica, compared with its truth."""

    night: int
    comparisons: tuple[Comparison, ...]
    requests: int
    not_modified: int


def moment_of(night: int) -> datetime:
    """The logical time of a night."""
    day = NIGHTS[night]
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def run_nights(server: ReplicaServer, folder: Path, run: RunNight, export: ExportMonth) -> Iterator[NightResult]:
    """Run both nights; after each one compare all months."""
    for night in range(len(NIGHTS)):
        server.night = night
        before, same = sum(server.requests.values()), server.statuses[304]
        run(moment_of(night))
        truth = server.replica.truth.document(night)
        (folder / f"truth-{NIGHTS[night]}.json").write_text(
            json.dumps(truth, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8"
        )
        compared = [
            item for month in MONTHS for item in compare_month(export(month), truth, month, month == MONTHS[-1])
        ]
        yield NightResult(
            night, tuple(joined(compared)), sum(server.requests.values()) - before, server.statuses[304] - same
        )


def joined(comparisons: list[Comparison]) -> list[Comparison]:
    """Comparisons of several months joined by kind."""
    kinds = dict.fromkeys(item.kind for item in comparisons)
    made = []
    for kind in kinds:
        same = [(index, item) for index, item in enumerate(comparisons) if item.kind == kind]
        found = frozenset((index, value) for index, item in same for value in item.found)
        true = frozenset((index, value) for index, item in same for value in item.true)
        made.append(Comparison(kind, found, true))
    return made
