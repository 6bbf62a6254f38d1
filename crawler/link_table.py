"""Which section holds which link: grows with distinct addresses, not with pages times links."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.items import Link
from crawler.observations import LinkSample, LinkUse

MAX_SAMPLES = 20
CROWDED = 60
CROWDED_SAMPLES = 4


@dataclass(slots=True)
class _Use:
    problem: str | None
    pages: int = 0
    last_page: str = ""
    samples: list[LinkSample] = field(default_factory=list)


class LinkTable:
    """Counts the pages that hold each target, for each section, and keeps up to 20 places."""

    def __init__(self) -> None:
        self._uses: dict[tuple[str, str], _Use] = {}
        self._kept: dict[str, int] = {}

    def add(self, section: str, page: str, links: tuple[Link, ...]) -> None:
        """Count the links of one page; a target that stands there several times counts one page."""
        for link in links:
            if not link.url and link.problem == "ignored":
                continue
            use = self._uses.get((section, link.url))
            if use is None:
                use = self._uses[(section, link.url)] = _Use(link.problem)
            if use.last_page != page:
                use.pages += 1
                use.last_page = page
            kept = self._kept.get(link.url, 0)
            if len(use.samples) < (MAX_SAMPLES if kept < CROWDED else CROWDED_SAMPLES):
                use.samples.append(LinkSample(page, link.text, link.kind, link.raw if link.problem else "", link.line))
                self._kept[link.url] = kept + 1

    def uses(self) -> Iterator[LinkUse]:
        """One record for each section and target."""
        for (section, target), use in self._uses.items():
            yield LinkUse(section, target, use.problem, use.pages, tuple(use.samples))
