"""The pages of a section's columns of messages (`content: replies`): those of their lists, and those of single messages."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from checks.snapshot import ColumnView, EntryView, MessagePage, PageView
from config.schema import Content

ReadPages = Callable[[Sequence[str]], Mapping[str, PageView]]


def message_pages(
    pages: ReadPages, columns: Iterable[ColumnView], entries: Iterable[EntryView]
) -> Iterator[MessagePage]:
    """Each page that was read, once for each column; `pages` reads the store."""
    wanted: dict[tuple[str, str], bool] = {
        (column.place.key, column.place.url): False for column in columns if column.place.content is Content.REPLIES
    }
    keys = {key for key, _ in wanted}
    listed = [entry for entry in entries if entry.column in keys and entry.is_listed]
    wanted |= {(entry.column, entry.page): False for entry in listed}
    for entry in listed:
        if entry.url is not None:
            wanted.setdefault((entry.column, entry.url), True)
    read = pages(list(dict.fromkeys(url for _, url in wanted)))
    for (key, url), is_own in wanted.items():
        view = read[url]
        if view.extract is not None:
            yield MessagePage(
                column=key, url=url, exchanges=view.extract.exchanges, evidence=view.evidence, is_own=is_own
            )
