"""`make bench`: everything that is measured, side by side, printed as tables and kept as JSON with the machine's description."""

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import at_pace, clicking, faults, fleet, nights, parts, stages, starts
from benchmarks.measure import machine

SIZES = (300, 3000, 30_000)
ONCE_FROM = 10_000
"""Sites of so many pages are measured once: the repeats would take hours."""
RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    """Run the chosen parts; all of them where none is chosen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", default=["faults", "nights", "stages", "profile", "pace", "starts", "clicking"]
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="pages of the generated sites")
    parser.add_argument("--repeat", type=int, default=3, help="how often each tool runs on a site; on a large one once")
    parser.add_argument("--only-ours", action="store_true", help="leave the other tools out of the nights")
    parser.add_argument("--postgres", default="", help="a database for the stages, beside SQLite; else one of our own")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the posts and links of the stages")
    parser.add_argument("--workers", type=int, nargs="+", default=fleet.WORKERS, help="workers of the fleet")
    parser.add_argument("--hosts", type=int, nargs="+", default=fleet.HOSTS, help="hosts of the fleet")
    parser.add_argument("--save", type=Path, default=RESULTS, help="where the results are kept")
    chosen = parser.parse_args()
    results = json.loads(chosen.save.read_text(encoding="utf-8")) if chosen.save.exists() else {}
    results.update(machine=machine(), measured=datetime.now(UTC).isoformat(timespec="minutes"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # LinkChecker gives root's rights away before it reads its settings
        for part in chosen.parts:
            results.update(_part(part, folder / part, chosen))
            chosen.save.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _part(part: str, folder: Path, chosen: argparse.Namespace) -> dict[str, Any]:
    folder.mkdir(parents=True)
    if part == "faults":
        return {"faults": [table.document() for table in faults.run(folder)]}
    if part == "nights":
        rows = [
            row
            for size in chosen.sizes
            for row in nights.run(folder / str(size), size, chosen.repeat if size < ONCE_FROM else 1, chosen.only_ours)
        ]
        return {"nights": [asdict(row) for row in rows]}
    if part == "starts":
        return {"starts": [asdict(row) for row in starts.run(folder, chosen.repeat)]}
    if part == "profile":
        return {"profile": parts.run(folder)}
    if part == "pace":
        return {"pace": nights.pace(folder)}
    if part == "stages":
        with postgres(folder / "server", chosen.postgres) as url:
            databases = ["", url] if url else [""]
            return {"stages": [stages.run(folder / str(index), at, chosen.scale) for index, at in enumerate(databases)]}
    if part == "clicking":
        return {"clicking": [clicking.run(folder / "sqlite")]}
    if part == "hosts":
        return {"hosts": asdict(at_pace.run(folder))}
    if part == "fleet":
        with postgres(folder / "server", chosen.postgres) as url:
            rows = fleet.run(folder / "nights", url, tuple(chosen.workers), tuple(chosen.hosts)) if url else []
        return {"fleet": [asdict(row) for row in rows]}
    raise SystemExit(f"unknown part: {part}")


@contextmanager
def postgres(folder: Path, named: str) -> Iterator[str]:
    """The address of an empty database: the named one, else one of a server of our own; empty where there is none."""
    if named:
        yield named
        return
    try:
        import pgserver
    except ImportError:
        print("pgserver is not installed: PostgreSQL is left out")
        yield ""
        return
    server = pgserver.get_server(folder, cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


if __name__ == "__main__":
    main()
