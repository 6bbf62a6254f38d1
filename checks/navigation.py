"""What a section's navigation names (MEASURING 4): pages that are columns though nobody configured them."""

from checks.own_content import LEAST_PAGES
from checks.snapshot import SectionSnapshot
from crawler.reading.words import LONGEST_NAME
from crawler.records.items import PageExtract


class Navigation:
    """Which pages of a section its navigation names, looked up once for all of them."""

    def __init__(self, section: SectionSnapshot) -> None:
        self._links = {link.target: link for link in section.links}
        self._most = max((link.pages for link in section.links), default=0)
        self._at_home = _named_at_home(section.home.extract)

    def names(self, url: str) -> bool:
        """Whether navigation names a page: linked from most of the section's pages, three at least, or from its home's navigation.

        A page that only texts, frames or forms lead to is no column (MEASURING 4).
        """
        link = self._links.get(url)
        if link is None or not any(sample.kind in ("a", "area") for sample in link.samples):
            return False
        return (link.pages >= LEAST_PAGES and link.pages * 2 > self._most) or url in self._at_home


def _named_at_home(extract: PageExtract | None) -> set[str]:
    """The pages that a home names beside its rows; empty where they are too few for a navigation."""
    if extract is None:
        return set()
    listed = {entry.url for entry in extract.entries}
    names = {
        link.url
        for link in extract.links
        if link.kind == "a" and not link.problem and 0 < len(link.text) <= LONGEST_NAME and link.url not in listed
    }
    return names if len(names) >= LEAST_PAGES else set()
