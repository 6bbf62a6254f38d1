"""Settings that somebody must look at: columns that are still to be confirmed, each with what the crawler saw there."""

from dataclasses import dataclass

from starlette.responses import Response

from app.web.visit import Visit
from config.settings import resolve_section
from config.words import POLICY_NAMES, ROLE_NAMES
from db.evidence import ObservationRecord, observations_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """A column that nobody has confirmed yet."""

    unit: str
    site: str
    name: str
    url: str
    roles: tuple[str, ...]
    seen: ObservationRecord | None


def page(visit: Visit) -> Response:
    """The page."""
    configuration = visit.office.configuration
    found: list[tuple[str, str, str, str, tuple[str, ...]]] = []
    for unit in configuration.units:
        for site in configuration.sites:
            section = unit.section(site.kind)
            if section is None:
                continue
            places = resolve_section(site, unit.code, section).columns
            for column, place in zip(section.columns, places, strict=True):
                if column.to_confirm or section.to_confirm:
                    found.append(
                        (unit.name, site.name, column.name, place.url, tuple(ROLE_NAMES[role] for role in column.role))
                    )
    seen = observations_of(visit.office.context.engine, [item[3] for item in found])
    waiting = [Waiting(*item, seen.get(item[3])) for item in found]
    return visit.page(
        "settings.html",
        here="/settings",
        waiting=waiting,
        monitor=configuration.monitor,
        policy_names=POLICY_NAMES,
        folder=configuration.folder.name,
    )
