"""What is written over all districts: a page of the province, and the exports of all in one file."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from app.errors import AppError
from app.fleets.district import district_of
from app.looking.view import Reader, latest_good
from app.reasons import reason_text
from config.fleet import Fleet
from config.legible import legible
from config.month import Month
from config.schema import SiteKind
from config.words import STATUS_NAMES
from db.fleet_nights import DistrictNight, FleetNights
from db.runs import RunStatus
from db.whole_files import write_all
from reports.export import export_document
from reports.province import DistrictRow, render_province

SCHEMA = "hongqiao.fleet-export/1"
FILE = "export.json"


def write_overview(fleet: Fleet, engine: Engine) -> Path:
    """Write the province's page and export anew, as the districts' stores stand now; return the page."""
    latest = FleetNights(engine).latest(fleet.districts)
    document = fleet_export(fleet, None)
    rows = [_row(fleet, item, latest.get(item["district"])) for item in document["districts"]]
    fleet.storage.mkdir(parents=True, exist_ok=True)
    write_all({fleet.storage / FILE: export_text(document).encode()})
    return render_province(fleet.storage, rows, written_at(fleet))


def written_at(fleet: Fleet) -> datetime:
    """Now, by the clock of the office: the zone of its first district, whatever the machine's is."""
    return datetime.now(fleet.district(fleet.districts[0]).zone)


def export_text(document: dict[str, Any]) -> str:
    """The export as JSON text."""
    return legible(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def fleet_export(fleet: Fleet, month: Month | None) -> dict[str, Any]:
    """Every district's `hongqiao.export/1` of a month, of its last good night's where None; null where it has none."""
    return {"schema": SCHEMA, "districts": [_district(fleet, name, month) for name in fleet.districts]}


def _district(fleet: Fleet, name: str, month: Month | None) -> dict[str, Any]:
    context = district_of(fleet, name)
    try:
        title = context.configuration.site(SiteKind.PORTAL).name
        try:
            export = export_document(Reader(context, latest_good(context)).report(month))
        except AppError:  # no night of this district has been good
            export = None
    finally:
        context.close()
    return {"district": name, "name": title, "export": export}


def _row(fleet: Fleet, item: dict[str, Any], night: DistrictNight | None) -> DistrictRow:
    export = item["export"] or {}
    units = export.get("units", [])
    broken = [
        finding
        for unit in units
        for finding in unit["findings"]
        if finding["check"] == "dead_link" and finding["outcome"] == "not_met"
    ]
    confirmed = sum(finding.get("confirmed") is True for finding in broken)
    report = f"{item['district']}/reports/latest/index.html"
    return DistrictRow(
        name=item["name"],
        folder=item["district"],
        night=str(night.night) if night else "",
        status=status_name(night),
        reason=reason_text(night.reason) if night else "",
        shown=export.get("as_of", "")[:10],
        units=len(units),
        low=_mean(units, "low"),
        high=_mean(units, "high"),
        confirmed=confirmed,
        suspected=len(broken) - confirmed,
        report=report if (fleet.storage / report).is_file() else "",
    )


def status_name(night: DistrictNight | None) -> str:
    """How a district's night stands, in a word."""
    if night is None:
        return "尚未检查"
    return STATUS_NAMES[RunStatus(night.status)] if night.status in set(RunStatus) else "出错"


def _mean(units: list[dict[str, Any]], bound: str) -> str:
    """The mean of the units' totals, as it is shown; empty without units."""
    totals = [float(unit["total"][bound]) for unit in units]
    return f"{sum(totals) / len(totals):.1f}" if totals else ""
