"""What a person declares of a site under another rubric: a 单项否决 that nobody can measure, found or not found."""

from dataclasses import dataclass

from app.decisions import typed
from app.decisions.desk import Desk
from app.decisions.period import read_period
from app.decisions.record import keep, made
from app.decisions.refusal import Objections
from app.errors import WrongUse
from app.looking.lookup import criterion_named
from config.rubric import Rubric, Subject
from config.schema import Site
from db.decisions import DecisionRecord, Kind
from scoring.fields import fields_of
from scoring.rules.shown import plain

_SITE = "site:"
"""Before a site's id where a record is about a site: a unit may have the same code."""


@dataclass(frozen=True, slots=True)
class SiteEntryForm:
    """A site, one criterion of another rubric, what is said of it, for which months and why."""

    site: str
    criterion: str
    said: str
    first: str
    last: str
    reason: str


def site_of(unit: str) -> str:
    """The site that a record is about, empty where it is about a unit."""
    return unit.removeprefix(_SITE) if unit.startswith(_SITE) else ""


def declare(desk: Desk, rubric: Rubric, form: SiteEntryForm) -> DecisionRecord:
    """Record what a person says of a site. Raises Refused with everything that is wrong."""
    found = Objections()
    site = found.take("site", lambda text: _site(desk, text), form.site)
    criterion = found.take("criterion", lambda text: criterion_named(rubric, text), form.criterion)
    if rubric.subject is not Subject.SITE:
        found.add("rubric", f"{rubric.title}不以网站为单位，请用 entries import 录入")
    fields = fields_of(criterion) if criterion is not None else []
    if criterion is not None and not fields:
        found.add("criterion", f"{criterion.name}由监测得出，不能录入")
    value = {}
    for field in fields[:1]:
        options = dict(field.field.choices)
        if form.said in options:
            value[field.key] = plain(options[form.said])
        else:
            found.add("said", f"“{form.said}”应为{field.expected}")
    period = read_period(desk, found, form.first, form.last)
    why = found.take("reason", typed.reason, form.reason)
    found.check()
    assert site is not None and criterion is not None and period is not None and why is not None
    subject = f"{rubric.id}:{criterion.id}"
    new = made(desk, Kind.ENTRY, f"{_SITE}{site.id}", subject, value, why, str(period.first), period.ends)
    return keep(desk, lambda _: [new])[0]


def _site(desk: Desk, text: str) -> Site:
    sites = desk.context.configuration.sites
    site = next((item for item in sites if text.strip() in (item.id, item.name, item.kind.value)), None)
    if site is None:
        raise WrongUse(f"没有“{text}”这个网站；可用：{'、'.join(f'{item.name}（{item.id}）' for item in sites)}")
    return site
