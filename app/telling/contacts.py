"""What contacts are told: new faults of their unit, orders, answers; by mail, each person once, as they wish it."""

from collections.abc import Sequence

from app.context import Context
from app.telling.notify import PAUSES, send, unit_channel
from config.people import PersonRole
from db.notices import Notices
from db.people import People, PersonRecord
from reports.letters import links_text
from reports.models import MonthReport


def contacts_of(context: Context, unit: str) -> list[PersonRecord]:
    """The contacts of a unit who can be reached and want to be."""
    return [
        person
        for person in People(context.engine).all()
        if person.disabled_at is None
        and PersonRole.CONTACT in person.roles
        and unit in person.units
        and person.email
        and person.wants_mail
    ]


def tell_contacts(
    context: Context, unit: str, key: str, title: str, text: str, pauses: Sequence[float] = PAUSES
) -> bool:
    """Mail something to each contact of a unit who was not told it yet; return whether nobody is left to be told."""
    settings = context.configuration.monitor
    if not settings.notify.unit_mail:
        return True
    notices, told = Notices(context.engine), True
    link = f"\n\n{settings.web.address}" if settings.web.address else ""
    for person in contacts_of(context, unit):
        own = f"{key}:{person.id}"
        if notices.is_sent(own):
            continue
        if send([unit_channel(context, [person.email])], f"网站监测：{title}", f"{text}{link}", pauses):
            notices.sent(own)
        else:
            told = False
    return told


def tell_new_faults(context: Context, report: MonthReport, pauses: Sequence[float] = PAUSES) -> bool:
    """Mail the contacts of each unit its new broken links of a night, once; return whether nobody is left to be told."""
    told = True
    for unit in report.units:
        if report.link_counts(unit).new:
            key, title = f"new:{unit.code}:{report.night}", f"{unit.name}新增无效链接"
            told &= tell_contacts(context, unit.code, key, title, links_text(report, unit), pauses)
    return told
