"""How the rows of the source document lie on a sheet: which cells span several rows."""

from dataclasses import dataclass

from config.rubric import Item, Row


@dataclass(frozen=True, slots=True)
class LaidRow:
    """One printed row. `span` is the number of rows that its result covers, 0 where a row above covers it."""

    row: Row
    span: int
    is_first: bool
    """Whether the result of its criterion stands here; a later row of the same criterion refers to it."""


def laid_rows(item: Item) -> list[LaidRow]:
    """The rows of one 二级指标: neighbouring rows of one criterion share their result."""
    rows = item.rows
    seen: set[str] = set()
    laid = []
    for index, row in enumerate(rows):
        if index and rows[index - 1].criterion == row.criterion:
            laid.append(LaidRow(row, 0, False))
            continue
        end = index
        while end + 1 < len(rows) and rows[end + 1].criterion == row.criterion:
            end += 1
        laid.append(LaidRow(row, end - index + 1, row.criterion not in seen))
        seen.add(row.criterion)
    return laid
