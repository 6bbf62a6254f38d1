"""Messages of the public and their replies: those of a column, merged from its list and from their own pages.

What the list and the page of one message say is joined; the page is believed where they differ, for lists are made less often.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from checks.snapshot import ColumnView, MessagePage, SectionSnapshot
from config.schema import Content
from crawler.records.exchange import Exchange, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """What a column of messages shows. `unread` rows were understood as no message; `complete` says that nothing more is to be seen."""

    column: ColumnView
    messages: tuple[Exchange, ...]
    unread: int
    complete: bool
    evidence: tuple[str, ...] = ()

    def of(self, messages: Iterable[Exchange]) -> "Mailbox":
        """The same column with some of its messages."""
        return replace(self, messages=tuple(messages))

    @property
    def is_known(self) -> bool:
        """Whether every message was read."""
        return self.complete and not self.unread


def mailboxes(section: SectionSnapshot) -> list[Mailbox]:
    """The columns of messages of a section."""
    return [_mailbox(section, column) for column in section.columns if column.place.content is Content.REPLIES]


def _mailbox(section: SectionSnapshot, column: ColumnView) -> Mailbox:
    pages = [page for page in section.messages if page.column == column.place.key]
    messages = _merged(pages)
    told = {item.url for item in messages} | {item.title for item in messages if item.url is None}
    rows = [entry for entry in section.entries if entry.column == column.place.key and entry.is_listed]
    unread = sum(entry.url not in told and entry.title not in told for entry in rows)
    return Mailbox(
        column=column,
        messages=tuple(item for item in messages if not item.is_survey),
        unread=unread,
        complete=column.complete and column.page.extract is not None and not section.is_down,
        evidence=tuple(dict.fromkeys(page.evidence for page in pages if page.evidence))[:5],
    )


def _merged(pages: Sequence[MessagePage]) -> list[Exchange]:
    """Each message once, in the order of the lists; one whose row told nothing stands at the end."""
    own = {page.url: page.exchanges[0] for page in pages if page.is_own and page.exchanges}
    rows = [item for page in pages if not page.is_own for item in page.exchanges]
    found: dict[tuple[str, date | None], Exchange] = {}
    for item in rows:
        page = own.get(item.url or "")
        key = (item.url, None) if item.url else (item.title, item.asked.day if item.asked else None)
        found.setdefault(key, item if page is None else _joined(item, page))
    for url, page in own.items():
        found.setdefault((url, None), replace(page, url=url))
    return list(found.values())


def _joined(row: Exchange, page: Exchange) -> Exchange:
    return replace(
        row,
        asked=page.asked or row.asked,
        answered=page.answered or row.answered if page.state is not State.WAITING else None,
        by=row.by or page.by,
        state=page.state if page.state is not State.UNKNOWN else row.state,
    )
