"""The whole configuration, with every address resolved: what the other rooms are handed."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from config.monitor import Monitor, Notify
from config.month import Month
from config.rubric import Rubric
from config.schema import Column, Content, MainColumn, Role, Section, Site, SiteKind, Unit
from config.templates import Template, built_in
from config.word_lists import WordList

_WITHOUT_EFFECT = ("city", "district", "notify", "pictures", "schedule", "pulse", "other_rubrics", "web", "person")
"""Settings that change no result of the evaluation: city and district are in the prefixes of sources."""


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column with its address resolved. `key` is unique in its section."""

    key: str
    name: str
    url: str
    roles: tuple[Role, ...]
    dynamic: bool
    template: str
    is_counted: bool
    browser: bool
    freshness: str | None
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class SectionPlace:
    """A unit's section on a site, or the site's own main part (`unit` is then empty)."""

    site: str
    kind: SiteKind
    unit: str
    home: str
    scope: tuple[str, ...]
    columns: tuple[ColumnPlace, ...]

    @property
    def key(self) -> str:
        """Unique name: `portal/jyj`, or `portal/` for the site's own main columns."""
        return f"{self.site}/{self.unit}"


@dataclass(frozen=True, slots=True)
class Configuration:
    """Everything that the office configures, checked and resolved."""

    folder: Path
    monitor: Monitor
    sites: tuple[Site, ...]
    units: tuple[Unit, ...]
    rubric: Rubric
    other_rubrics: tuple[Rubric, ...] = ()
    templates: Mapping[str, Template] = field(default_factory=built_in)
    """The built-in templates and the office's own, by name."""
    words: tuple[WordList, ...] = ()
    """The office's own lists of words that a person looks at."""

    objects: str = ""
    """The address of the object store that keeps copies of pages, given by a fleet; empty where they lie in `storage`."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which all days and months are counted."""
        return ZoneInfo(self.monitor.timezone)

    @property
    def storage(self) -> Path:
        """The folder of reports, evidence and backups."""
        return (self.folder / self.monitor.storage).resolve()

    @property
    def database(self) -> str:
        """The database's address: secrets filled in, an SQLite path made absolute against the configuration folder."""
        address = Notify.resolved(self.monitor.database)
        match = re.fullmatch(r"sqlite:///(?!/)(.+)", address)
        return f"sqlite:///{(self.folder / match[1]).resolve()}" if match else address

    @property
    def digest(self) -> str:
        """A hash of all settings that can change a result."""
        parts = [
            self.monitor.model_dump_json(exclude=dict.fromkeys(_WITHOUT_EFFECT, True) | {"crawl": {"at_once"}}),
            self.rubric.sha256,
        ]
        parts += [item.model_dump_json() for item in (*self.sites, *self.units, *self.words)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    def site(self, kind: SiteKind) -> Site:
        """The portal or the disclosure platform."""
        return next(site for site in self.sites if site.kind is kind)

    def unit(self, code: str) -> Unit:
        """The unit with this code; KeyError where there is none."""
        return next((unit for unit in self.units if unit.code == code), None) or _missing(code)

    def month_of(self, moment: datetime) -> Month:
        """The month of a moment in the configured zone."""
        return Month.of(moment.astimezone(self.zone).date())

    def sections(self) -> list[SectionPlace]:
        """Every configured section, in the order of `units.yaml`, then the sites' own main parts."""
        places = [
            resolve_section(site, unit.code, section)
            for unit in self.units
            for site in self.sites
            if (section := unit.section(site.kind)) is not None
        ]
        return places + [main_section(site) for site in self.sites]


def _missing(code: str) -> Unit:
    raise KeyError(code)


def folder_of(address: str) -> str:
    """The folder that an address lies in: everything up to its last slash, without query."""
    parts = urlsplit(address)
    path = parts.path or "/"
    return f"{parts.scheme}://{parts.netloc}{path[: path.rfind('/') + 1]}"


def resolve_section(site: Site, unit: str, section: Section) -> SectionPlace:
    """Resolve a section's addresses against its site."""
    home = urljoin(site.home, section.home)
    scope = tuple(urljoin(site.home, prefix) for prefix in section.scope) or (folder_of(home),)
    template = section.template or site.template
    columns = tuple(
        _resolve_column(site, home, template, index, column) for index, column in enumerate(section.columns)
    )
    return SectionPlace(site=site.id, kind=site.kind, unit=unit, home=home, scope=scope, columns=columns)


def main_section(site: Site) -> SectionPlace:
    """The site's own home page and main columns, as a section without unit and without scope."""
    columns = tuple(_resolve_main(site, index, column) for index, column in enumerate(site.main_columns))
    return SectionPlace(site=site.id, kind=site.kind, unit="", home=site.home, scope=(), columns=columns)


def _resolve_column(site: Site, home: str, template: str, index: int, column: Column) -> ColumnPlace:
    base = site.home if column.url.startswith("/") else home
    return ColumnPlace(
        key=f"{index + 1:02d}-{column.name}",
        name=column.name,
        url=urljoin(base, column.url),
        roles=column.role,
        dynamic=column.dynamic,
        template=column.template or template,
        is_counted=column.is_counted,
        browser=column.browser,
        freshness=column.freshness or (column.content.window if column.content else None),
        content=column.content,
    )


def _resolve_main(site: Site, index: int, column: MainColumn) -> ColumnPlace:
    return ColumnPlace(
        key=f"{index + 1:02d}-{column.name}",
        name=column.name,
        url=urljoin(site.home, column.url),
        roles=(Role.POSTS,),
        dynamic=False,
        template=column.template or site.template,
        is_counted=True,
        browser=False,
        freshness=column.freshness or (column.content.window if column.content else None),
        content=column.content,
    )
