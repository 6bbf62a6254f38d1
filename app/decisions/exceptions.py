"""Exceptions for links: a fault that a person accepts until a day. Scoring takes them in; the finding stays and says so."""

import re
from dataclasses import dataclass
from datetime import date

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.record import keep, made
from app.decisions.refusal import Objections
from app.errors import WrongUse
from app.looking.view import Reader, latest_good
from checks.findings import Check
from crawler.addresses import canonical
from db.decisions import DecisionRecord, Kind, Ledger, NewDecision
from db.holders import held_targets

_NUMBER = re.compile(r"LJ-[\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class LinkForm:
    """A link whose fault is accepted up to and with a day (`2026-12-31`), and why."""

    url: str
    until: str
    reason: str


def accept(desk: Desk, form: LinkForm) -> DecisionRecord:
    """Accept a link's fault until a day: it is still listed and costs no points. Raises Refused."""
    found = Objections()
    subject = found.take("url", lambda text: _held(desk, text), form.url)
    until = found.take("until", lambda text: _not_past(desk, text), form.until)
    why = found.take("reason", typed.reason, form.reason)
    found.check()
    assert subject is not None and until is not None and why is not None
    decision = made(desk, Kind.LINK, "", subject, {}, why, "", until.isoformat())

    def make(ledger: Ledger) -> list[NewDecision]:
        for record in ledger.in_force(Kind.LINK):
            if (record.subject, record.valid_to) == (decision.subject, decision.valid_to):
                found.add("url", f"已有相同的例外（编号 {record.id}，{record.author}），没有重复登记")
        found.check()
        return [decision]

    return keep(desk, make)[0]


def _held(desk: Desk, text: str) -> str:
    """The link as some page holds it now, by its address or by its fault's number (`LJ-…`).

    Raises WrongUse for what is neither, and for an address that no page holds.
    """
    if _NUMBER.fullmatch(text.strip()):
        return _numbered(desk, text.strip())
    tracking = desk.context.configuration.monitor.policies.tracking_parameters
    try:
        wanted = [text.strip(), canonical(text, tracking=tracking), canonical(text)]
    except ValueError:
        wanted = [text.strip()]
    held = held_targets(desk.context.engine, wanted)
    if held:
        return next(item for item in wanted if item in held)
    if not text.strip().lower().startswith(("http://", "https://")) or len(wanted) == 1:
        raise WrongUse(f"“{text}”不是网址，应以 http:// 或 https:// 开头")
    raise WrongUse(f"最近一次检查中，没有页面包含链接 {text}，请从报告中复制完整网址")


def _numbered(desk: Desk, number: str) -> str:
    report = Reader(desk.context, latest_good(desk.context)).report()
    findings = [item for unit in report.units for item in unit.result.findings]
    found = next((item for item in findings if item.number == number and item.check is Check.DEAD_LINK), None)
    if found is None:
        raise WrongUse(f"没有编号为 {number} 的无效链接")
    return found.subject


def _not_past(desk: Desk, text: str) -> date:
    until = typed.day(text)
    if until < desk.today:
        raise WrongUse(f"截止日期 {until} 已经过去")
    return until
