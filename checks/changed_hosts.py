"""Linked pages of other hosts whose title became a wholly other one: a name that changed hands. For a person, never scored."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from checks.findings import Check, Finding, Outcome, Place
from checks.look import Look
from checks.reasons import Reason
from checks.snapshot import LinkView, SectionSnapshot
from checks.template_links import is_shared
from crawler.addresses import host_of

SHOWN = timedelta(days=30)
"""So long after the change it is told: by then somebody has looked."""
ALIKE = 0.2
"""Titles that share so many of their pairs of characters are of one page: `首页` added, a year changed."""
LEAST = 2


def check_changed_hosts(look: Look) -> list[Finding]:
    """A finding for each linked page of another host that bears a wholly other title; those of the site's frame are the site's."""
    if not look.is_current:
        return []
    found = []
    for night in look.sections.values():
        links = [link for link in night.section.links if not is_shared(link, night.section)]
        found += changed_hosts(night.section, links, look.today)
    return found


def changed_hosts(section: SectionSnapshot, links: Iterable[LinkView], today: date) -> list[Finding]:
    """A finding for each such page among some links."""
    own = host_of(section.place.home)
    return [
        _finding(section, link, today)
        for link in links
        if has_other_title(link.titles, today) and host_of(link.target) != own
    ]


def has_other_title(titles: Sequence[tuple[date, str]], today: date) -> bool:
    """Whether the latest title, borne for a month at most, has next to nothing of any earlier one."""
    if len(titles) < LEAST or today - titles[-1][0] > SHOWN:
        return False
    now = _pairs(titles[-1][1])
    return all(_likeness(now, _pairs(title)) < ALIKE for _, title in titles[:-1])


def _pairs(title: str) -> frozenset[str]:
    bare = "".join(character for character in title.casefold() if character.isalnum())
    return frozenset(bare[index : index + 2] for index in range(max(1, len(bare) - 1)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _finding(section: SectionSnapshot, link: LinkView, today: date) -> Finding:
    (_, before), (day, now) = link.titles[-2], link.titles[-1]
    return Finding(
        Check.CHANGED_HOST,
        section.place.site,
        Outcome.INCONCLUSIVE,
        link.target,
        reason=Reason.TITLE_CHANGED,
        message=f"{day} 起页面标题由“{before}”变为“{now}”。请打开看一眼：域名可能已转手，是的请取消链接",
        title=host_of(link.target),
        quotes=(before, now),
        places=tuple(
            Place(place.page, place.text, place.kind, place.raw, line=place.line, position=place.position)
            for place in link.samples[:3]
        ),
        page_count=link.pages,
        published=day,
        last_seen=today,
        evidence=(link.evidence,) if link.evidence else (),
        costs=False,
    )
