"""Which section holds which link: grows with distinct addresses, not with pages times links."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from crawler.records.items import Link
from crawler.records.observations import LinkSample, LinkUse

MAX_SAMPLES = 20
CROWDED = 5
"""A target that so many sections hold belongs to the frame: a few places of each section are enough."""
CROWDED_SAMPLES = 4
_FIELDS = 5
"""Numbers of one sample: its page, line, position, text and manner; the first three are its order."""
_Manner = tuple[str, str, str, bool]
"""Kind, raw, asked, hidden."""
Named = TypeVar("Named", str, _Manner)


@dataclass(slots=True)
class _Use:
    problem: str | None
    pages: int = 0
    last_page: int = -1
    samples: "array[int]" = field(default_factory=lambda: array("I"))
    """The first ones by page and place in it, whatever the order of the walk: there are twenty for each target, so they are kept as
    plain numbers."""


class LinkTable:
    """Counts the pages that hold each target, for each section, and keeps up to 20 places."""

    def __init__(self) -> None:
        self._uses: dict[str, dict[str, _Use]] = {}
        self._sections: dict[str, int] = {}
        self._pages: dict[str, int] = {}
        self._names: list[str] = []
        """The pages by their numbers."""
        self._texts: dict[str, int] = {}
        self._manners: dict[_Manner, int] = {}

    def add(self, section: str, page: str, links: tuple[Link, ...]) -> None:
        """Count the links of one page; a target that stands there several times counts one page."""
        uses = self._uses.setdefault(section, {})
        number = _number(self._pages, page)
        if number == len(self._names):
            self._names.append(page)
        for link in links:
            if link.problem == "ignored":
                continue
            use = uses.get(link.url)
            if use is None:
                use = uses[link.url] = _Use(link.problem)
                self._sections[link.url] = self._sections.get(link.url, 0) + 1
            if use.last_page != number:
                use.pages += 1
                use.last_page = number
            self._keep(use.samples, page, number, link)

    def _keep(self, samples: "array[int]", page: str, number: int, link: Link) -> None:
        names, most = self._names, _FIELDS * self._most(link.url)
        if len(samples) >= most and page > names[samples[-_FIELDS]]:
            return

        def order(sample: int) -> tuple[str, int, int]:
            at = _FIELDS * sample
            return names[samples[at]], samples[at + 1], samples[at + 2]

        at = _FIELDS * bisect_right(range(len(samples) // _FIELDS), (page, link.line, link.position), key=order)
        text = _number(self._texts, link.text)
        manner = _number(self._manners, (link.kind, link.raw if link.problem else "", link.asked, link.hidden))
        samples[at:at] = array("I", (number, link.line, link.position, text, manner))
        del samples[most:]

    def _most(self, target: str) -> int:
        return CROWDED_SAMPLES if self._sections[target] >= CROWDED else MAX_SAMPLES

    def uses(self) -> Iterator[LinkUse]:
        """One record for each section and target."""
        texts, manners = list(self._texts), list(self._manners)
        for section, uses in self._uses.items():
            for target, use in uses.items():
                kept = use.samples[: _FIELDS * self._most(target)]
                samples = tuple(
                    self._sample(kept[at : at + _FIELDS], texts, manners) for at in range(0, len(kept), _FIELDS)
                )
                yield LinkUse(section, target, use.problem, use.pages, samples)

    def _sample(self, numbers: "array[int]", texts: list[str], manners: list[_Manner]) -> LinkSample:
        page, line, position, text, manner = numbers
        kind, raw, asked, hidden = manners[manner]
        return LinkSample(
            page=self._names[page],
            text=texts[text],
            kind=kind,
            raw=raw,
            line=line,
            position=position,
            asked=asked,
            hidden=hidden,
        )


def _number(known: dict[Named, int], value: Named) -> int:
    """The number of a value, its place among those that are known."""
    return known.setdefault(value, len(known))
