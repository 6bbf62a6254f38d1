"""A store as nights leave it, without a night: units, findings, measures, links that pages hold, and desks to decide at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import insert

from app.context import Context, open_context
from app.decisions.desk import Desk, Person
from app.looking.view import Reader, latest_good
from app.stages.score import score
from checks.findings import Check, Finding, Measure, Outcome, Place, SiteResult, UnitMonth
from checks.measures import Name
from checks.reasons import Reason
from config.month import Month
from db import tables
from db.decisions import NewDecision
from db.keys import hashed
from db.runs import RunRecord, RunStatus
from reports.models import UnitReport
from scoring.lines import ScoreLine, Sheet
from tests.sites import ZONE, moment, write_office

HOST = "www.hongqiao.example"
UNITS: list[dict[str, Any]] = [
    {"code": code, "name": name, "aliases": aliases, "portal": {"home": f"/{code}/"}}
    for code, name, aliases in (
        ("jyj", "区教育局", ["教育局"]),
        ("mzj", "区民政局", ["民政局"]),
        ("wjw", "区卫生健康委", ["区卫健委"]),
    )
]


def link(number: int, *, site: str = "portal", confirmed: bool | None = True, **values: Any) -> Finding:
    """A broken link that stands."""
    address = f"http://{HOST}/jyj/gone-{number}.html"
    known: dict[str, Any] = {
        "check": Check.DEAD_LINK, "site": site, "outcome": Outcome.NOT_MET, "subject": address, "reason": Reason("http_404"), "message": "断链：页面不存在",
        "verdict": "broken", "category": "断链", "confirmed": confirmed, "first_seen": date(2026, 10, 2), "nights": 2,
        "places": (Place(f"http://{HOST}/jyj/", "旧链接"),), "page_count": 1, "costs": bool(confirmed), "number": f"LJ-{site}-jyj-{number:03d}",
    }  # fmt: skip
    return Finding(**{**known, **values})


def counted(name: Name, value: int) -> Measure:
    """A measure that is certain."""
    return Measure(name, value, Outcome.MET if value else Outcome.NOT_MET, lower=value, upper=value)


@dataclass
class Office:
    """An office with a store of its own."""

    folder: Path
    context: Context

    def night(
        self,
        day: int,
        month: int,
        findings: Sequence[Finding] = (),
        *,
        unit: str = "jyj",
        measures: Sequence[Measure] = (),
        only: tuple[str, ...] = (),
    ) -> RunRecord:
        """A good night that found this of one unit and nothing of the others, in the month of the night."""
        run = self.context.begin(moment(day, month), only)
        findings = [item if item.last_seen else replace(item, last_seen=run.night) for item in findings]
        name = f"2026-{month:02d}"
        dead = [item for item in findings if item.check is Check.DEAD_LINK and item.costs]
        keys = tuple(item.key for item in dead)
        own = Measure(
            Name.PORTAL_DEAD_LINKS,
            len(dead),
            Outcome.NOT_MET if dead else Outcome.MET,
            reason=Reason.FAULTS if dead else Reason.NONE,
            lower=len(dead),
            upper=len(dead),
            findings=keys,
        )
        results: dict[tuple[str, str], object] = {
            (code, name): UnitMonth(code, name, (own, *measures), tuple(findings), ())
            if code == unit
            else UnitMonth(code, name, (counted(Name.PORTAL_DEAD_LINKS, 0),), (), ())
            for code in only or [item["code"] for item in UNITS]
        }
        before = self.context.runs.before(run)
        earlier = self.context.results.load(before.id, "unit") if before else {}
        kept = {key: item for key, item in earlier.items() if not only or key[0] in only}
        self.context.results.save(run.id, "unit", {**kept, **results})
        sites = {(kind, ""): SiteResult(kind, Outcome.MET, ()) for kind in ("portal", "disclosure")}
        self.context.results.save(run.id, "site", dict(sites))
        run = self.context.runs.note(run, observed=self.context.configuration.digest, down=[])
        run = self.context.runs.finish(run, RunStatus.GOOD)
        self.holds(run, *(item.subject for item in findings))
        score(self.context, run)
        return run

    def holds(self, run: RunRecord, *targets: str) -> None:
        """Links that the pages of one section hold in a night."""
        rows = [
            {"section": "portal/jyj", "target": target, "target_hash": hashed(target), "problem": "", "first_run": run.id, "last_run": run.id, "pages": 1, "samples": []}
            for target in targets
        ]  # fmt: skip
        if rows:
            with self.context.engine.begin() as connection:
                connection.execute(insert(tables.table(tables.LinkUseState)), rows)

    def desk(self, day: int = 21, month: int = 10, name: str = "考评员甲", year: int = 2026) -> Desk:
        """Where somebody decides at ten in the morning of a day."""
        return Desk(self.context, Person(name), datetime(year, month, day, 10, tzinfo=ZONE))

    def scored(self) -> None:
        """Score the last good night again, as the office does after a decision."""
        score(self.context, latest_good(self.context))

    def unit(self, code: str = "jyj", month: str | None = None) -> UnitReport:
        """A unit's part of the report."""
        report = Reader(self.context, latest_good(self.context)).report(None if month is None else Month.parse(month))
        return next(item for item in report.units if item.code == code)

    def sheet(self, code: str = "jyj", month: str | None = None) -> Sheet:
        """A unit's sheet, scored anew."""
        self.scored()
        return self.unit(code, month).sheet

    def line(self, criterion: str, code: str = "jyj") -> ScoreLine:
        """A line of that sheet."""
        return self.sheet(code).line(criterion)


def write_office_of(
    folder: Path,
    units: list[dict[str, Any]],
    *,
    site_ids: tuple[str, str] = ("portal", "disclosure"),
    **monitor: Any,
) -> Path:
    """The files of an office whose assessment began in September."""
    write_office(folder, HOST, units, **{"assessment_starts": "2026-09", **monitor})
    file = folder / "sites.yaml"
    sites = yaml.safe_load(file.read_text(encoding="utf-8"))
    for site, name in zip(sites["sites"], site_ids, strict=True):
        site["id"] = name
    file.write_text(yaml.safe_dump(sites, allow_unicode=True), encoding="utf-8")
    return folder


def an_office(folder: Path, **more: Any) -> Office:
    """An office with an empty store."""
    return Office(folder, open_context(write_office_of(folder, UNITS, **more)))


def planted(desk: Desk, decision: NewDecision) -> None:
    """A record as an earlier version kept it, unchecked."""
    desk.context.decisions.write(lambda _: [decision])
