"""Side blocks: rows that stand alike on most columns of a section are its frame (latest news, hot items), no column's list."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from crawler.records.items import PageExtract
from crawler.walking.walk import block_marks

LEAST_COLUMNS = 3


@dataclass(slots=True)
class SideBlocks:
    """What a section's columns have in common, known once each column's first page was read or failed."""

    waiting: set[str]
    """Columns whose first page has not come yet."""
    _held: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _columns: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether every column's first page has come."""
        return not self.waiting

    def read(self, column: str, extract: PageExtract | None) -> None:
        """Take a column's first page into account; None where it could not be read."""
        if column not in self.waiting:
            return
        self.waiting.discard(column)
        if extract is not None:
            self._columns += 1
            for mark in set(block_marks(extract).values()):
                self._held[mark].add(column)

    def own(self, extract: PageExtract) -> PageExtract:
        """The page without the rows of side blocks."""
        marks = block_marks(extract)
        side = {block for block, mark in marks.items() if self._is_side(mark)}
        if not side:
            return extract
        return replace(extract, entries=tuple(entry for entry in extract.entries if entry.block not in side))

    def _is_side(self, mark: str) -> bool:
        count = len(self._held.get(mark, ()))
        return count >= LEAST_COLUMNS and count * 2 > self._columns
