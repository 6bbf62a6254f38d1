"""Writes the configuration folder of the replica, in the very files that the office edits."""

from pathlib import Path
from typing import Any

import yaml

from demo import mailbox
from demo.build import OLD_NAME
from demo.families import Family
from demo.model import MONTHS, Column, Section
from demo.plan import UNITS
from demo.server import ReplicaServer
from demo.world import SITE_NAMES, Replica

TIMEOUT = 2.0


CONTENTS = {
    ("portal", "xwzx", "hqyw"): "news",
    ("portal", "zjw", "tzgg"): "policies",
    ("disclosure", "jyj", "zdly"): "statistics",
}
"""What some columns hold, by site, section and column."""


def write_configuration(folder: Path, server: ReplicaServer, **monitor: Any) -> None:
    """Write `monitor.yaml`, `sites.yaml`, `units.yaml` and `words.yaml` for a running replica."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in (
        ("monitor.yaml", {**monitor_settings(server), **monitor}),
        ("sites.yaml", {"sites": [_site(server.replica, site) for site in ("portal", "disclosure")]}),
        ("units.yaml", {"units": _units(server.replica)}),
        (
            "words.yaml",
            {"lists": [{"name": "旧称", "words": [OLD_NAME], "unless": [f"原{OLD_NAME}"], "advice": "改为现名"}]},
        ),
    ):
        (folder / name).write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")


def monitor_settings(server: ReplicaServer) -> dict[str, Any]:
    """Settings that are polite to nobody: the replica is our own machine."""
    places = server.places
    return {
        "timezone": "Asia/Shanghai",
        "assessment_starts": MONTHS[0],
        "person": "演示",
        "crawl": {"requests_per_host": 16, "delay": 0, "timeout": 10, "time_limit": "10m"},
        "probe": {
            "requests_per_host": 8,
            "attempts": 3,
            "retry_pauses": [0.1, 0.2],
            "timeout": TIMEOUT,
            "allow_private_hosts": [places.other, places.closed, places.planted],
        },
        "canaries": [f"http://{places.other}/"],
    }


def _site(replica: Replica, site: str) -> dict[str, Any]:
    places = replica.places
    value: dict[str, Any] = {
        "id": site,
        "kind": site,
        "name": SITE_NAMES[site],
        "home": f"http://{places.host(site)}{places.prefix(site)}/",
        "hosts": [places.host(site)],
    }
    if site == "portal":
        value["main_columns"] = [
            {"name": column.name, "url": f"/xwzx/{column.key}/", **_content("portal", "xwzx", column)}
            for column in replica.sections[-1].columns
        ]
        value["main_columns"].append({"name": mailbox.NAME, "url": mailbox.PATH, "content": "replies"})
    return value


def _units(replica: Replica) -> list[dict[str, Any]]:
    units = []
    for plan in UNITS:
        unit: dict[str, Any] = {
            "code": plan.code,
            "name": plan.name,
            "aliases": list(plan.aliases),
            "services": plan.services,
        }
        for section in replica.sections:
            if section.code == plan.code:
                unit[section.site] = _section(replica, section)
        units.append(unit)
    return units


def _section(replica: Replica, section: Section) -> dict[str, Any]:
    family, prefix = replica.family(section), replica.places.prefix(section.site)
    value: dict[str, Any] = {"home": prefix + family.home(section)}
    if scope := family.scope(section):
        value["scope"] = [prefix + path for path in scope]
    if family.template:
        value["template"] = family.template
    value["columns"] = [_column(family, prefix, section, index) for index in range(len(section.columns))]
    return value


def _column(family: Family, prefix: str, section: Section, index: int) -> dict[str, Any]:
    column = section.columns[index]
    value: dict[str, Any] = {"name": column.name, "url": prefix + family.column_url(section, column)}
    value["role"] = list(column.roles) if len(column.roles) > 1 else column.roles[0]
    if column.dynamic:
        value["dynamic"] = True
    return value | _content(section.site, section.code, column)


def _content(site: str, code: str, column: Column) -> dict[str, str]:
    content = CONTENTS.get((site, code, column.key))
    return {"content": content} if content else {}
