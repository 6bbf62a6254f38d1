"""Messages whose parts stand behind labels: rows of a list, messages with their replies one below the other, a page of one message."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.anchors import USUAL_TITLE, Anchor
from crawler.pages.exchanges.grids import link_in
from crawler.pages.exchanges.values import Parts, says_who
from crawler.pages.exchanges.words import Part, is_badge, labels_in, part_of
from crawler.pages.outline import Outline, Piece
from crawler.reading.days import looks_like
from crawler.reading.document import SHORT
from crawler.reading.plain import plain

_PIVOTS = (Part.ASKED, Part.STATUS, Part.ANSWERED, Part.BY, Part.RESULT, Part.QUESTION, Part.REPLY, Part.ENDS)
"""Of what each message has one, the surest first."""
_ASKING = frozenset((Part.ASKED, Part.QUESTION, Part.STATUS, Part.ENDS, Part.OTHER, Part.TITLE, Part.DAY))
_REPLYING = frozenset((Part.ANSWERED, Part.REPLY, Part.RESULT, Part.STATUS, Part.BY))
_LONG = frozenset((Part.QUESTION, Part.REPLY, Part.RESULT))
"""Parts that may be whole texts of several pieces."""
MOST_MESSAGES = 500
"""Messages of a page that are read: pages in tests have up to thirty."""
MOST_PIECES = 60
"""Texts of a reply that are looked at."""


Mark = tuple[Part, str, bool]
"""A part, what stands behind its label in the same text, and whether the texts that follow may belong to it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One part of a message where it stands, with the texts behind its label."""

    order: int
    element: int
    part: Part
    texts: tuple[str, ...]


def labelled(outline: Outline, *, is_list: bool) -> list[Parts]:
    """The messages of a page whose parts are labelled, in order."""
    told = list(_told(outline))
    kinds = {item.part for item in told}
    if not (kinds & _ASKING and kinds & _REPLYING) or len(kinds) < 2:
        return _badged(outline, told)
    pivot = _pivot(told)
    if pivot is None:
        made = _single(outline, told, is_list=is_list)
        return [made] if made is not None else []
    return list(_rows(outline, told, pivot))


def _badged(outline: Outline, told: Sequence[Told]) -> list[Parts]:
    """Rows that show no more than their state."""
    badges = [item for item in told if item.part is Part.STATUS]
    return list(_rows(outline, told, Part.STATUS)) if len(badges) > 1 else []


# ---- labels ---------------------------------------------------------------------------------------------------------------


def _told(outline: Outline) -> Iterator[Told]:
    """Every part of the page's own content."""
    pieces = [piece for piece in outline.pieces if not outline.outside[piece.element]]
    marks = [
        (_marks_short if len(piece.text) <= SHORT else _marks)(
            piece.text, _is_whole_link(outline, piece), piece.anchor >= 0
        )
        for piece in pieces
    ]
    for index, piece in enumerate(pieces):
        if index and _is_value(marks[index - 1], marks[index]):
            continue
        for part, text, is_last in marks[index]:
            texts = (text,) if text else ()
            if is_last and not text and index + 1 < len(pieces) and _is_value(marks[index], marks[index + 1]):
                texts = (pieces[index + 1].text,)
            elif is_last:
                texts = (*texts, *_following(pieces, marks, index, part, is_said=bool(text)))
            yield Told(piece.order, piece.element, part, texts or ("",))


def _is_value(before: Sequence[Mark], marks: Sequence[Mark]) -> bool:
    """Whether a text that is a state alone stands behind the label of one."""
    is_badge_alone = len(marks) == 1 and marks[0][0] is Part.STATUS and bool(marks[0][1]) and not marks[0][2]
    return is_badge_alone and bool(before) and before[-1] in ((Part.STATUS, "", True), (Part.RESULT, "", True))


def _is_whole_link(outline: Outline, piece: Piece) -> bool:
    """Whether a text is the whole title of a link: a post, whatever it says."""
    return piece.anchor >= 0 and outline.anchors[piece.anchor].title == piece.text


def _marks(shown: str, is_whole_link: bool, is_linked: bool) -> tuple[Mark, ...]:
    return tuple(_marked(shown, is_whole_link, is_linked))


_marks_short = lru_cache(maxsize=4096)(_marks)
"""Pages of a site share their short texts."""


def _marked(shown: str, is_whole_link: bool, is_linked: bool) -> Iterator[Mark]:
    text = plain(shown)
    if not is_whole_link:
        if is_badge(text):
            yield Part.STATUS, text, False
            return
        who = says_who(text)
        if who:
            yield Part.BY, who, False
            yield Part.REPLY, "", True
            return
    named = None if is_linked else part_of(text)
    if named is not None:
        yield named, "", True
        return
    labels = labels_in(text)
    for number, (part, _, end) in enumerate(labels):
        until = labels[number + 1][1] if number + 1 < len(labels) else len(text)
        value = shown if len(shown) == len(text) else text
        yield part, value[end:until].strip(), number + 1 == len(labels)


def _following(
    pieces: Sequence[Piece], marks: Sequence[Sequence[Mark]], index: int, part: Part, *, is_said: bool
) -> Iterator[str]:
    """The texts behind a label that ends its own text: one, or all of a part that may be long."""
    most = MOST_PIECES if part in _LONG else 0 if is_said else 1
    for number in range(index + 1, min(index + 1 + most, len(pieces))):
        kinds = {kind for kind, _, _ in marks[number]}
        if kinds and not (part is Part.RESULT and kinds == {Part.STATUS}):
            return
        yield pieces[number].text


# ---- messages -------------------------------------------------------------------------------------------------------------


def _pivot(told: Sequence[Told]) -> Part | None:
    """The part that tells messages apart: the one that stands there most often, more than once."""
    counts = Counter(item.part for item in told)
    most = max((counts[part] for part in _PIVOTS), default=0)
    return next((part for part in _PIVOTS if counts[part] == most), None) if most > 1 else None


def _rows(outline: Outline, told: Sequence[Told], pivot: Part) -> Iterator[Parts]:
    """One message for each pivot: the largest element with no other, or from its title to the next one's."""
    pivots = [item for item in told if item.part is pivot][:MOST_MESSAGES]
    orders = sorted({item.order for item in pivots})
    ranges = [_range(outline, item, orders) for item in pivots]
    whole = all(_titled(outline, low, high) is not None or _has_question(told, low, high) for low, high, _ in ranges)
    if not whole:
        ranges = _between(outline, pivots)
    for low, high, element in ranges:
        anchor = _titled(outline, low, high)
        made = Parts(title=anchor.title if anchor else _heading(outline, low, high))
        made.href = link_in(outline, low, high, element) if anchor else ""
        _fill(made, _within(told, low, high))
        if made.title or made.first(Part.TITLE) or made.first(Part.QUESTION):
            yield made


def _range(outline: Outline, pivot: Told, orders: Sequence[int]) -> tuple[int, int, int]:
    node = pivot.element
    while True:
        parent = outline.parents[node]
        if parent < 0:
            break
        low, high = outline.starts[parent], outline.ends[parent]
        if bisect_left(orders, high) - bisect_left(orders, low) > 1:
            break
        node = parent
    return outline.starts[node], outline.ends[node] + 1, node


def _between(outline: Outline, pivots: Sequence[Told]) -> list[tuple[int, int, int]]:
    """Rows without an element of their own: each begins with the last title before its pivot."""
    lows: list[int] = []
    before = 0
    for item in pivots:
        titles = [anchor for anchor in outline.anchors_in(before, item.order) if _is_title(outline, anchor)]
        lows.append(titles[-1].order if titles else item.order)
        before = item.order
    ends = [*lows[1:], outline.ends[outline.parents[pivots[-1].element]] + 1 if pivots else 0]
    return [(low, high, item.element) for low, high, item in zip(lows, ends, pivots, strict=True)]


def _has_question(told: Sequence[Told], low: int, high: int) -> bool:
    return any(item.part in (Part.QUESTION, Part.TITLE) for item in _within(told, low, high))


def _within(told: Sequence[Told], low: int, high: int) -> Sequence[Told]:
    """The parts of a range; they stand in the page's order."""
    return told[bisect_left(told, low, key=_order) : bisect_left(told, high, key=_order)]


def _order(item: Told) -> int:
    return item.order


def _titled(outline: Outline, low: int, high: int) -> Anchor | None:
    """The link that names the message of a range."""
    titles = [anchor for anchor in outline.anchors_in(low, high) if _is_title(outline, anchor)]
    return max(titles, key=lambda anchor: len(anchor.title), default=None)


def _is_title(outline: Outline, anchor: Anchor) -> bool:
    return (
        anchor.is_post
        and len(anchor.title) >= USUAL_TITLE - 2
        and not outline.outside[anchor.element]
        and part_of(anchor.title) is None
        and not is_badge(anchor.title)
    )


def _heading(outline: Outline, low: int, high: int) -> str:
    """The first text of a range that is neither a label nor a day."""
    for piece in outline.pieces_in(low, high):
        text = plain(piece.text)
        if labels_in(text) or part_of(text) is not None or is_badge(text):
            return ""
        if len(text) >= USUAL_TITLE and not looks_like(text):
            return piece.text
    return ""


def _single(outline: Outline, told: Sequence[Told], *, is_list: bool) -> Parts | None:
    """A page of one message; of a list that has one row alone, that row."""
    made = Parts()
    _fill(made, told)
    if not is_list:
        return made if _asks(told) else None
    low, high, node = _common(outline, told)
    anchor = _titled(outline, low, high)
    made.title = anchor.title if anchor else _heading(outline, low, high)
    made.href = link_in(outline, low, high, node) if anchor else ""
    return made


def _asks(told: Sequence[Told]) -> bool:
    """Whether a page shows a question and what became of it, and not a form's or a letter's labels alone."""
    kinds = {item.part for item in told}
    asks = kinds & {Part.ASKED, Part.QUESTION, Part.ENDS} or {Part.TITLE, Part.STATUS} <= kinds
    return bool(asks) and bool(kinds & _REPLYING)


def _common(outline: Outline, told: Sequence[Told]) -> tuple[int, int, int]:
    """The smallest element that holds all parts and a title."""
    node = told[0].element
    while node > 0 and not (
        outline.ends[node] >= told[-1].order and _titled(outline, outline.starts[node], outline.ends[node]) is not None
    ):
        node = outline.parents[node]
    node = max(node, 0)
    return outline.starts[node], outline.ends[node] + 1, node


def _fill(made: Parts, told: Sequence[Told]) -> None:
    """The parts of one message; a day without a name of its own is the question's before the reply begins, and the reply's behind it."""
    replies = next((item.order for item in told if item.part in (Part.REPLY, Part.BY)), None)
    for item in told:
        part = item.part
        if part is Part.DAY:
            part = Part.ASKED if replies is None or item.order < replies else Part.ANSWERED
        if part is not Part.OTHER:
            for text in item.texts:
                made.add(part, text)
