"""Whose page is whose: the section whose scope holds an address by its longest prefix."""

from collections.abc import Iterable

from config.settings import SectionPlace
from crawler.addresses import identity, may_end


class Owners:
    """Looks sections up by their prefixes; the cost grows with an address's length, not with the number of sections."""

    def __init__(self, sections: Iterable[SectionPlace]) -> None:
        self._keys: dict[tuple[str, str], str] = {}
        for section in sections:
            for prefix in section.scope:
                self._keys.setdefault((section.site, identity(prefix)), section.key)

    def of(self, url: str, site: str) -> str | None:
        """The key of the section of a site that an address belongs to (as `in_prefix` has it); None where there is none."""
        address = identity(url)
        for end in range(len(address), 0, -1):
            key = self._keys.get((site, address[:end])) if may_end(address, end) else None
            if key is not None:
                return key
        return None
