"""Choices beside a list that are no select and look like one: what is chosen is shown, the others stand hidden beside it, or a script has yet to write them."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from crawler.pages.acting import may_act
from crawler.pages.fields import is_asked_for
from crawler.pages.outline import Outline, named
from crawler.pages.panes import has_panes, is_kept_back
from crawler.pages.parts.choices import OTHERS, is_neutral
from crawler.pages.parts.names import ALL, is_name
from crawler.pages.parts.near import near
from crawler.pages.parts.tabs import leads, says
from crawler.records.items import ListPart

MOST = 60
"""Elements of one block beside a list in which such a choice is looked for."""
MOST_CHOICES = 40
MOST_PARTS = 3
"""Elements of a choice (what is shown, an arrow, what is offered), and of one of its names."""
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:(?:el|ant|layui|nice|custom|fake|my|van|form)[-_]?select|select[-_]?(?:box|wrap|list|menu|down|ui)|sel[-_]?box|drop-?down|combo-?box|chosen-container|xiala(?:kuang)?)(?:[-_ \d]|$)",
    re.IGNORECASE,
)
_LOOSELY = re.compile(r"(?:^|[-_ ])(?:select|sel|choose|xuanze)(?:[-_ \d]|$)", re.IGNORECASE)
"""What is named so is one where an arrow stands in it."""
_ARROW = re.compile(r"arrow|caret|triangle|(?:^|[-_ ])(?:down|jt|sj|sanjiao)(?:[-_ ]|$)", re.IGNORECASE)


def read_dropdowns(outline: Outline, beside: Iterable[int]) -> Iterator[ListPart]:
    """What such choices offer beside the one that is shown; where it leads only a script knows."""
    for index in chain.from_iterable(near(outline, beside, MOST)):
        if 0 < len(outline.children[index]) <= MOST_PARTS and outline.count(index) <= MOST_CHOICES:
            yield from (ListPart(name, "") for name in _offered(outline, index))


def _offered(outline: Outline, index: int) -> list[str]:
    chosen = _chosen(outline, index)
    if not is_name(chosen) or is_neutral(chosen):
        return []
    is_sure = _is_named(outline, index)
    holder = next((child for child in outline.children[index] if len(outline.children[child]) > 1), -1)
    items = _items(outline, holder) if holder >= 0 else []
    if not items:
        return [OTHERS] if is_sure and _is_to_fill(outline, index, chosen) else []
    names = [says(outline, item) for item in items]
    acts = chosen in names and all(_acts(outline, item) for item in items)
    hides = chosen in names and is_kept_back(outline.elements[holder])
    are_names = all(is_name(name) or is_neutral(name) for name in names)
    if not (is_sure or acts or hides) or not are_names:
        return []
    if has_panes(outline, index, len(items)) or is_asked_for(outline, outline.parents[index]):
        return []
    return [name for name in names if name != chosen and (ALL.match(name) or not is_neutral(name))]


def _is_to_fill(outline: Outline, index: int, chosen: str) -> bool:
    """Whether a choice shows what is chosen and nothing else; what the page says elsewhere, too, is a column's name above its menu."""
    texts = [piece.text for piece in outline.pieces_in(outline.starts[index], outline.ends[index])]
    if sum(text[-1] not in ":：" for text in texts) > 1 or any(map(leads, outline.elements[index].iter())):
        return False
    says_again = sum(piece.text == chosen for piece in outline.pieces) > texts.count(chosen)
    return not says_again and not is_asked_for(outline, outline.parents[index])


def _acts(outline: Outline, item: int) -> bool:
    return any(map(may_act, islice(outline.elements[item].iter(), MOST_PARTS)))


def _is_named(outline: Outline, index: int) -> bool:
    """Whether an element is named as such a choice, and is no menu that opens links."""
    name = named(outline.elements[index])
    if _NAMED.search(name):
        return True
    children = islice(outline.elements[index].iterdescendants(), MOST_CHOICES)
    return bool(_LOOSELY.search(name)) and any(_ARROW.search(named(child)) for child in children)


def _chosen(outline: Outline, index: int) -> str:
    """What the first part of a choice shows: a text, or the value of a field that nobody types into."""
    first = next(iter(outline.children[index]), -1)
    if first < 0 or any(map(leads, islice(outline.elements[first].iter(), MOST_PARTS))):
        return ""
    fields = (node for node in outline.elements[index].iter("input") if node.get("readonly") is not None)
    field = next(fields, None)
    return says(outline, first) or (str(field.get("value") or "") if field is not None else "")


def _items(outline: Outline, holder: int) -> list[int]:
    """The names of a choice, side by side, that lead nowhere; none where one does, or one is no short text."""
    items = outline.children[holder]
    if not 1 < len(items) <= MOST_CHOICES or len({outline.tags[item] for item in items}) > 1:
        return []
    are_links = any(leads(node) for item in items for node in islice(outline.elements[item].iter(), MOST_PARTS))
    return [] if are_links or not all(says(outline, item) for item in items) else items
