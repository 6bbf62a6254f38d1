"""The shapes of `sites.yaml` and `units.yaml`.

Each model is frozen and forbids unknown keys, so that a misspelt setting is an error and never a silent default.
"""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    model_validator,
)

from config.model import Model
from config.written import Address, Freshness, Host, Mail, SiteId, UnitCode


class Role(StrEnum):
    """What a column is for (MEASURING: roles)."""

    INTRODUCTION = "introduction"
    DEPARTMENTS = "departments"
    DUTIES = "duties"
    TELEPHONE = "telephone"
    ADDRESS = "address"
    MAILBOX = "mailbox"
    LEADERS = "leaders"
    BASIC_INFORMATION = "basic_information"
    POSTS = "posts"
    SERVICES = "services"
    ANNUAL_REPORT = "annual_report"
    KEY_AREAS = "key_areas"
    REQUEST_CHANNEL = "request_channel"
    OTHER = "other"


TEXT_ROLES = frozenset(
    (
        Role.INTRODUCTION,
        Role.DEPARTMENTS,
        Role.DUTIES,
        Role.TELEPHONE,
        Role.ADDRESS,
        Role.MAILBOX,
        Role.LEADERS,
        Role.BASIC_INFORMATION,
        Role.REQUEST_CHANNEL,
    )
)
"""Columns of these roles are pages of text, as articles are: their blocks are the frame's."""


class Content(StrEnum):
    """What a column publishes, where the office says so: the checks of 2019 have a window for each (国办秘函〔2019〕19号)."""

    NEWS = "news"
    NOTICES = "notices"
    POLICIES = "policies"
    STATISTICS = "statistics"
    REPLIES = "replies"

    @property
    def window(self) -> str:
        """Within which it should be updated, where the column names no window of its own."""
        return _WINDOWS[self]


_WINDOWS = {
    Content.NEWS: "14d",
    Content.NOTICES: "6mo",
    Content.POLICIES: "6mo",
    Content.STATISTICS: "3mo",
    Content.REPLIES: "2mo",
}


class SiteKind(StrEnum):
    """Which of the two evaluated sites it is."""

    PORTAL = "portal"
    DISCLOSURE = "disclosure"


def _roles(value: Any) -> Any:
    return tuple(value) if isinstance(value, (list, tuple)) else (value,)


class MainColumn(Model):
    """A main column of the portal, where clones are counted."""

    name: str
    url: str
    template: str | None = None
    freshness: Freshness | None = None
    content: Content | None = None


class Site(Model):
    """One of the two evaluated sites."""

    id: SiteId
    kind: SiteKind
    name: str
    home: Address
    hosts: tuple[Host, ...] = Field(min_length=1)
    template: str = "generic"
    main_columns: tuple[MainColumn, ...] = ()
    to_confirm: bool = False


class Column(Model):
    """One list or page of a section."""

    name: str
    url: str
    role: Annotated[tuple[Role, ...], BeforeValidator(_roles)] = Field((Role.OTHER,), min_length=1)
    dynamic: bool = False
    template: str | None = None
    counts: bool | None = None
    browser: bool = False
    freshness: Freshness | None = None
    content: Content | None = None
    to_confirm: bool = False

    @property
    def is_counted(self) -> bool:
        """Whether its entries are counted as posts: columns of role `posts`, unless `counts` says otherwise."""
        return Role.POSTS in self.role if self.counts is None else self.counts


class Section(Model):
    """A unit's part of a site."""

    home: str
    scope: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    template: str | None = None
    to_confirm: bool = False


class Unit(Model):
    """A body that is evaluated."""

    code: UnitCode
    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    services: bool = False
    emails: tuple[Mail, ...] = ()
    portal: Section | None = None
    disclosure: Section | None = None

    def section(self, kind: SiteKind) -> Section | None:
        """Its section on a site, where it has one."""
        return self.portal if kind is SiteKind.PORTAL else self.disclosure


class Sites(Model):
    """`sites.yaml`."""

    sites: tuple[Site, ...]

    @model_validator(mode="after")
    def _one_of_each_kind(self) -> "Sites":
        kinds = sorted(site.kind for site in self.sites)
        if kinds != [SiteKind.DISCLOSURE, SiteKind.PORTAL]:
            raise ValueError("正好一个 portal（政务网）和一个 disclosure（信息公开平台）")
        return self


class Units(Model):
    """`units.yaml`."""

    units: tuple[Unit, ...] = Field(min_length=1)
