"""Which section holds which link: grows with distinct addresses, not with pages times links."""

from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern

from crawler.records.items import Link
from crawler.records.observations import LinkSample, LinkUse

MAX_SAMPLES = 20
CROWDED = 5
"""A target that so many sections hold belongs to the frame: a few places of each section are enough."""
CROWDED_SAMPLES = 4


_PLACES = 1 << 32
"""More than there are columns in a line."""
_Manner = tuple[str, str, str, bool]
"""Kind, raw, asked, hidden."""


@dataclass(slots=True)
class _Use:
    problem: str | None
    pages: int = 0
    last_page: str = ""
    samples: list[tuple[str, int, str, _Manner]] = field(default_factory=list)
    """Page, place in it, text, manner: the first ones in this order, whatever the order of the walk.

    There are twenty for each target: a place is one number, and texts and manners, of which there are few, are kept once.
    """


class LinkTable:
    """Counts the pages that hold each target, for each section, and keeps up to 20 places."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, str], _Use] = {}
        self._sections: dict[str, int] = {}
        self._manners: dict[_Manner, _Manner] = {}

    def add(self, section: str, page: str, links: tuple[Link, ...]) -> None:
        """Count the links of one page; a target that stands there several times counts one page."""
        for link in links:
            if link.problem == "ignored":
                continue
            use = self._uses.get((section, link.url))
            if use is None:
                use = self._uses[(section, link.url)] = _Use(link.problem)
                self._sections[link.url] = self._sections.get(link.url, 0) + 1
            if use.last_page != page:
                use.pages += 1
                use.last_page = page
            self._keep(use, page, link)

    def _keep(self, use: _Use, page: str, link: Link) -> None:
        most = self._most(link.url)
        if len(use.samples) >= most and page > use.samples[-1][0]:
            return
        manner = (link.kind, link.raw if link.problem else "", link.asked, link.hidden)
        place = link.line * _PLACES + link.position
        insort(use.samples, (page, place, intern(link.text), self._manners.setdefault(manner, manner)))
        del use.samples[most:]

    def _most(self, target: str) -> int:
        return CROWDED_SAMPLES if self._sections[target] >= CROWDED else MAX_SAMPLES

    def uses(self) -> Iterator[LinkUse]:
        """One record for each section and target."""
        for (section, target), use in self._uses.items():
            kept = use.samples[: self._most(target)]
            samples = tuple(
                LinkSample(
                    page=page,
                    text=text,
                    kind=kind,
                    raw=raw,
                    line=place // _PLACES,
                    position=place % _PLACES,
                    asked=asked,
                    hidden=hidden,
                )
                for page, place, text, (kind, raw, asked, hidden) in kept
            )
            yield LinkUse(section, target, use.problem, use.pages, samples)
