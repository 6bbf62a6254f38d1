"""Drafts of orders (督办单): what a unit is asked to mend, from its open findings, with a number, a date and a deadline."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.order_files import write_letter
from app.decisions.order_states import FaultKey, confirmed_ids, key_of, order_report
from app.decisions.orders import last_look
from app.decisions.record import in_force, keep, made
from app.decisions.refusal import Objection, Objections, Refused
from app.errors import WrongUse
from app.looking.lookup import normal, unit_named
from app.looking.view import Reader, unit_of
from app.stages.score import accepted_links
from checks.findings import Finding, Outcome
from checks.table import ORDERABLE
from config.month import Month
from config.schema import Site, SiteKind, Unit
from config.system_errors import system_text
from db.decisions import DecisionRecord, Kind, Ledger, NewDecision
from db.runs import RunRecord
from reports import words
from reports.models import UnitReport

DAYS = 15
"""Days from the order to its deadline, where nobody says otherwise."""
FRESH = timedelta(days=1)
"""A draft rests on last night's findings; on older ones only with a word about it."""
FURTHEST = timedelta(days=366)
LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True)
class DraftForm:
    """An order to a unit about one site. Empty: today, 15 days on, the next number of the year, all open findings."""

    unit: str
    site: str = SiteKind.PORTAL.value
    deadline: str = ""
    day: str = ""
    number: str = ""
    findings: tuple[str, ...] = ()
    """Numbers (`LJ-portal-jyj-001`) or addresses of the findings to order; all that may be ordered where empty."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """An order as it was recorded, its Word file (None where it could not be written), and what the person should know of it."""

    record: DecisionRecord
    path: Path | None
    notes: tuple[str, ...]


def draft(desk: Desk, form: DraftForm) -> Drafted:
    """Draft an order from a unit's open findings on one site. Raises Refused where there is nothing to order."""
    found, configuration = Objections(), desk.context.configuration
    unit = found.take("unit", lambda text: unit_named(configuration, text), form.unit)
    run = last_look(desk.context, unit.code if unit else "")
    site = found.take("site", lambda text: _site(configuration.sites, text), form.site)
    day = found.take("day", lambda text: _issued(text, run, desk.today), form.day) if form.day.strip() else desk.today
    deadline = (
        found.take("deadline", lambda text: _near(text, desk.today), form.deadline, "整改期限")
        if form.deadline.strip()
        else None
    )
    end = deadline or (day or desk.today) + timedelta(days=DAYS)
    if end <= max(day or desk.today, desk.today):
        found.add("deadline", f"整改期限 {end} 应晚于督办单日期 {day} 和今天（{desk.today}）")
    may = _Orderable.seen(desk, run, unit, site) if unit and site else None
    standing = in_force(desk, Kind.ORDER), in_force(desk, Kind.ORDER_CONFIRMED)
    if may is not None:
        may.chosen(found, form.findings, *standing)
    found.check()
    assert may is not None and day is not None

    def make(ledger: Ledger) -> list[NewDecision]:
        standing = ledger.in_force(Kind.ORDER), ledger.in_force(Kind.ORDER_CONFIRMED)
        items = [_item(finding) for finding in may.chosen(found, form.findings, *standing)]
        found.check()
        return [_decision(desk, may, items, _number(ledger.all(Kind.ORDER), form.number, day), (day, end))]

    record = keep(desk, make)[0]
    notes = tuple(_notes(desk, run))
    try:
        return Drafted(record, write_letter(configuration, record), notes)
    except OSError as error:  # the order stands in the store by now, and its number is taken
        missing = f"注意：Word 文件没有写出（{system_text(error)}）；排除以后运行 hongqiao orders letter {record.subject} 补写"
        return Drafted(record, None, (*notes, missing))


def _decision(
    desk: Desk, may: "_Orderable", items: Sequence[dict[str, str]], number: str, days: tuple[date, date]
) -> NewDecision:
    """The order as it is kept, from a day to its deadline."""
    value: dict[str, Any] = {
        "site": may.site.id,
        "kind": may.site.kind.value,
        "items": items,
        "month": str(Month.of(may.night)),
    }
    why = f"{may.night} 的检查发现 {len(items)} 项问题"
    first, last = (day.isoformat() for day in days)
    return made(desk, Kind.ORDER, may.unit.code, number, value, why, first, last)


def _site(sites: Iterable[Site], text: str) -> Site:
    known = list(sites)
    site = next((item for item in known if text in (item.kind.value, item.id, item.name)), None)
    if site is None:
        raise WrongUse(f"没有网站“{text}”，应为以下之一：{'、'.join(item.kind.value for item in known)}")
    return site


def _near(text: str, today: date) -> date:
    """A day that an order may name. Raises WrongUse for one so far ahead that its year was mistyped."""
    day = typed.day(text)
    if day > today + FURTHEST:
        raise WrongUse(f"{day} 距今过远，请核对年份")
    return day


def _issued(text: str, run: RunRecord, today: date) -> date:
    day = _near(text, today)
    if day < run.night:
        raise WrongUse(f"督办单日期 {day} 早于发现问题的检查（{run.night}）")
    return day


@dataclass(frozen=True, slots=True)
class _Orderable:
    """What a night found of a unit on a site, as far as an order may ask for it."""

    desk: Desk
    unit: Unit
    site: Site
    night: date
    report: UnitReport
    ready: tuple[Finding, ...]

    @classmethod
    def seen(cls, desk: Desk, run: RunRecord, unit: Unit, site: Site) -> "_Orderable":
        """What a night's report says."""
        report = unit_of(Reader(desk.context, run).report(), unit)
        accepted = accepted_links(desk.context, desk.today)
        ready = tuple(item for item in open_findings(report, site.id) if item.subject not in accepted)
        return cls(desk, unit, site, run.night, report, ready)

    def chosen(
        self,
        found: Objections,
        wanted: Sequence[str],
        orders: Sequence[DecisionRecord],
        confirmations: Sequence[DecisionRecord],
    ) -> list[Finding]:
        """What the order asks for: open findings that stand in no other open order; what is missing goes to `found`."""
        taken = self._taken(orders, confirmations)
        free = [item for item in self.ready if key_of(item) not in taken]
        chosen = [item for item in free if not wanted or item.number in wanted or item.subject in wanted]
        for name in wanted:
            if not any(name in (item.number, item.subject) for item in chosen):
                number = next((taken[key_of(item)] for item in self.ready if name in (item.number, item.subject)), "")
                text = f"{name} 已在 {number} 中" if number else f"{self.unit.name}没有可督办的问题 {name}"
                found.add("findings", text)
        if not chosen and not wanted:
            numbers = "、".join(sorted({taken[key_of(item)] for item in self.ready}))
            where = f"{self.unit.name}在{self.site.name}"
            found.add("unit", f"{where}的问题已在 {numbers} 中" if numbers else f"{where}没有需要督办的问题")
        return chosen

    def _taken(self, orders: Sequence[DecisionRecord], confirmations: Sequence[DecisionRecord]) -> dict[FaultKey, str]:
        """Faults that stand in an open order of the unit already, with its number."""
        confirmed, sites = confirmed_ids(confirmations), self.desk.context.configuration.sites
        taken: dict[FaultKey, str] = {}
        for record in orders:
            if record.unit == self.unit.code and record.id not in confirmed:
                stands = order_report(sites, record, False, self.report.result.findings, self.night)
                for item, kept in zip(stands.items, record.value["items"], strict=True):
                    if item.is_open:
                        taken[(kept["check"], kept["subject"], kept["role"])] = record.subject
        return taken


def open_findings(unit: UnitReport, site: str) -> list[Finding]:
    """What an order may ask a unit to mend: confirmed faults and failed pages that stand and are not accepted."""
    return [
        item
        for item in unit.result.findings
        if item.check in ORDERABLE
        and item.site == site
        and item.outcome is Outcome.NOT_MET
        and item.stands
        and item.confirmed is not False
        and not item.accepted
    ]


def _item(finding: Finding) -> dict[str, str]:
    return {
        "check": finding.check.value,
        "subject": finding.subject,
        "role": finding.role,
        "text": words.told_text(finding),
        "page": finding.places[0].page if finding.places else "",
        "link": finding.places[0].text if finding.places else "",
        "column": finding.column,
        "title": finding.title,
        "number": finding.number,
        "since": finding.first_seen.isoformat() if finding.first_seen else "",
        "advice": words.what_to_do(finding),
    }


def _number(known: Sequence[DecisionRecord], wanted: str, day: date) -> str:
    """The order's number: as said where it is free, else the next one of the year. Raises Refused."""
    text = " ".join(wanted.split())
    if not text:
        own = rf"网督〔{day.year}〕(\d+)号"
        used = [int(match[1]) for record in known if (match := re.fullmatch(own, record.subject))]
        return f"网督〔{day.year}〕{max(used, default=0) + 1}号"
    if len(text) > LONGEST_NUMBER or re.search(r"[\\/:*?\"<>|\x00-\x1f\x7f]", text):
        raise Refused([Objection("number", f"编号“{text}”应不超过 {LONGEST_NUMBER} 个字，且不含 / \\ : 等符号")])
    if any(normal(record.subject) == normal(text) for record in known):
        raise Refused([Objection("number", f"编号 {text} 已经用过")])
    return text


def _notes(desk: Desk, run: RunRecord) -> Iterable[str]:
    if desk.today - run.night > FRESH:
        days = (desk.today - run.night).days
        yield f"注意：依据的是 {run.night} 的检查（{days} 天前），下发前请核对问题是否仍在"
