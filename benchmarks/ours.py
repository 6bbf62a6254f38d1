"""The monitor as its users run it: a configuration folder and the command."""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from benchmarks.measure import Cost, measured

PROGRAM = str(Path(sys.executable).with_name("hongqiao"))


def run(folder: Path, *arguments: str, timeout: float = 3600) -> Cost:
    """Run a command of the monitor. Raises SystemExit with its output where it does not end well."""
    cost = measured([PROGRAM, "--config", str(folder), *arguments], folder, timeout)
    if cost.status != 0:
        raise SystemExit(
            f"hongqiao {' '.join(arguments)}: {cost.status}\n{cost.output}\n{(folder / 'errors.txt').read_text()}"
        )
    return cost


def broken(folder: Path, month: str) -> set[str]:
    """The addresses that the last night calls broken, confirmed or suspected."""
    out = folder / "export.json"
    run(folder, "export", "--month", month, "--out", str(out))
    export = json.loads(out.read_text(encoding="utf-8"))
    findings = [item for part in (*export["units"], *export["sites"]) for item in part["findings"]]
    return {item["subject"] for item in findings if item.get("verdict") == "broken"}


def configure(
    folder: Path, home: str, host: str, sections: list[dict[str, Any]], disclosure: str = "", **monitor: Any
) -> None:
    """Write a configuration with one portal, a disclosure platform at an address of its own or on the portal's host, and their
    units' sections; times and limits as for our own machine. No pictures: a browser makes them, where one is installed."""
    folder.mkdir(parents=True, exist_ok=True)
    crawl = {"requests_per_host": 16, "delay": 0, **monitor.pop("crawl", {})}
    probe = {"requests_per_host": 16, "retry_pauses": [0.1, 0.2], "timeout": 5, **monitor.pop("probe", {})}
    sites = [
        {"id": "portal", "kind": "portal", "name": "政务网", "home": home, "hosts": [host]},
        {
            "id": "disclosure",
            "kind": "disclosure",
            "name": "公开平台",
            "home": disclosure or f"{home}xxgk/",
            "hosts": [urlsplit(disclosure).netloc or host],
        },
    ]
    for name, value in (
        (
            "monitor.yaml",
            {"assessment_starts": "2026-09", "pictures": False, "crawl": crawl, "probe": probe, **monitor},
        ),
        ("sites.yaml", {"sites": sites}),
        ("units.yaml", {"units": sections}),
    ):
        (folder / name).write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
