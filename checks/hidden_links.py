"""Links to other hosts that a style hides from readers: a sign of pages that somebody broke into. For a person, never scored."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from checks.findings import Check, Finding, Outcome, Place
from checks.look import Look
from checks.reasons import Reason
from checks.snapshot import LinkView, SectionSnapshot
from checks.template_links import is_shared
from crawler.addresses import host_of

QUOTED = 5


def check_hidden_links(look: Look) -> list[Finding]:
    """A finding for each foreign host to which the pages of a unit's section hold hidden links alone; those of the site's frame are the site's."""
    if not look.is_current:
        return []
    own = {host_of(night.section.place.home) for night in look.sections.values()} | {
        host_of(look.main.section.place.home)
    }
    found = []
    for night in look.sections.values():
        links = [link for link in night.section.links if not is_shared(link, night.section)]
        found += hidden_links(night.section, links, own, look.today)
    return found


def hidden_links(
    section: SectionSnapshot, links: Iterable[LinkView], own: Collection[str], today: date
) -> list[Finding]:
    """A finding for each host, other than `own`, to which only hidden links lead."""
    links = list(links)
    if not any(link.is_hidden for link in links):
        return []
    by_host: dict[str, list[LinkView]] = defaultdict(list)
    for link in links:
        if link.target.startswith(("http:", "https:")) and _is_followed(link):
            by_host[host_of(link.target)].append(link)
    return [
        _finding(section, host, held, today)
        for host, held in sorted(by_host.items())
        if host not in own and all(link.is_hidden for link in held)
    ]


def _is_followed(link: LinkView) -> bool:
    return any(place.kind in ("a", "area", "iframe", "frame") for place in link.samples)


def _finding(section: SectionSnapshot, host: str, links: list[LinkView], today: date) -> Finding:
    places = [place for link in links for place in link.samples if place.hidden]
    texts = list(dict.fromkeys(place.text for place in places if place.text))
    pages = len({place.page for place in places})
    return Finding(
        Check.HIDDEN_LINK,
        section.place.site,
        Outcome.INCONCLUSIVE,
        links[0].target,
        reason=Reason.LINK_HIDDEN,
        message=f"{pages} 个页面上有 {len(links)} 个到 {host} 的链接被样式隐藏，读者看不到。请运维单位查看是否被植入",
        title=host,
        role=host,
        quotes=tuple(texts[:QUOTED]),
        places=tuple(
            Place(place.page, place.text, place.kind, place.raw, line=place.line, position=place.position)
            for place in places[:QUOTED]
        ),
        page_count=pages,
        last_seen=today,
        costs=False,
    )
