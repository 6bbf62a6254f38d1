"""Settings that somebody must look at: sites, sections and columns to be confirmed, one click each, with what was seen there."""

import threading
from dataclasses import dataclass

from starlette.responses import Response

from app.errors import WrongUse
from app.web.desks import log
from app.web.errors import NotThere
from app.web.visit import Visit
from config.editing import SitesFile, UnitsFile
from config.schema import SiteKind
from config.settings import Configuration, resolve_section
from config.words import POLICY_NAMES, ROLE_NAMES
from db.evidence import ObservationRecord, observations_of

_WRITING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that nobody has confirmed yet: a site, a section's home, or a column (`index` from 0)."""

    unit: str
    unit_name: str
    kind: SiteKind
    site: str
    index: int | None
    name: str
    roles: tuple[str, ...]
    url: str

    @property
    def key(self) -> str:
        """What the form sends: the address too, so that nothing else is confirmed if the file changed meanwhile."""
        return f"{self.unit}|{self.kind}|{'' if self.index is None else self.index}|{self.url}"


def _waiting(configuration: Configuration) -> list[Waiting]:
    found = [
        Waiting(unit="", unit_name="", kind=site.kind, site=site.name, index=None, name="网站", roles=(), url=site.home)
        for site in configuration.sites
        if site.to_confirm
    ]
    for unit in configuration.units:
        for site in configuration.sites:
            section = unit.section(site.kind)
            if section is None:
                continue
            place = resolve_section(site, unit.code, section)
            if section.to_confirm:
                found.append(
                    Waiting(
                        unit=unit.code,
                        unit_name=unit.name,
                        kind=site.kind,
                        site=site.name,
                        index=None,
                        name="专区首页",
                        roles=(),
                        url=place.home,
                    )
                )
            found += [
                Waiting(unit=unit.code, unit_name=unit.name, kind=site.kind, site=site.name, index=index, name=column.name, roles=tuple(ROLE_NAMES[role] for role in column.role), url=seen.url)
                for index, (column, seen) in enumerate(zip(section.columns, place.columns, strict=True))
                if column.to_confirm
            ]  # fmt: skip
    return found


def page(visit: Visit) -> Response:
    """The page."""
    configuration = visit.office.configuration
    waiting = _waiting(configuration)
    seen: dict[str, ObservationRecord] = observations_of(visit.office.context.engine, [item.url for item in waiting])
    return visit.page(
        "settings.html", here="/settings", waiting=waiting, seen=seen, monitor=configuration.monitor, policy_names=POLICY_NAMES
    )  # fmt: skip


def confirmed(visit: Visit) -> Response:
    """Somebody looked: the mark goes, every comment of the file stays."""
    with _WRITING:
        found = next(
            (item for item in _waiting(visit.office.configuration) if item.key == visit.form.get("point")), None
        )
        if found is None:
            raise NotThere
        try:
            _write(visit.office.configuration, found)
        except OSError:
            raise WrongUse("配置文件不可写，请在服务器上用 hongqiao discover --confirm 核实") from None
    log(visit, "column_confirmed", f"{found.unit_name} {found.site} {found.name}".strip(), url=found.url)
    return visit.redirect("/settings", "saved")


def _write(configuration: Configuration, item: Waiting) -> None:
    if not item.unit:
        sites = SitesFile(configuration.folder / "sites.yaml")
        sites.confirm(item.kind)
        sites.save()
        return
    units = UnitsFile(configuration.folder / "units.yaml")
    if item.index is None:
        units.confirm_home(item.unit, item.kind)
    else:
        units.confirm_column(item.unit, item.kind, item.index)
    units.save()
