"""Radio buttons and boxes beside a list that a script or the form itself turns like tabs: the parts that the page shows are ticked."""

import re
from collections.abc import Iterator, Sequence

from crawler.pages.acting import is_handled
from crawler.pages.anchors import address_of
from crawler.pages.fields import is_asked_for, sends
from crawler.pages.once import once
from crawler.pages.outline import Outline
from crawler.pages.panes import has_panes, holds_panes
from crawler.pages.parts.choices import OTHERS, is_neutral
from crawler.pages.parts.names import ALL, is_name
from crawler.reading.document import Element, squeeze, visible_text

MOST = 40
"""Fields of one group."""
MOST_IN_CELL = 3
"""Elements of a cell that names the button in the one before it."""
_NARROWS = re.compile(r"^[仅只](?:看|显示|查看|展示|列出)")
"""What a box says that shows a part alone where it is ticked."""
_NUMBERED = re.compile(r"[\[\]\d_-]+$")
"""What the names of a group's boxes differ by."""


def kind_of(node: Element) -> str:
    """`radio` or `checkbox` for a field that is ticked, empty for all others."""
    kind = (node.get("type") or "").lower() if node.tag == "input" else ""
    return kind if kind in ("radio", "checkbox") else ""


def read_radios(outline: Outline, elements: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The names of what fields among some elements offer beside the ticked ones, and where each leads, empty where only a script knows."""
    groups: dict[tuple[str, str], list[int]] = {}
    for index in elements:
        kind = kind_of(outline.elements[index])
        if kind:
            groups.setdefault((kind, _NUMBERED.sub("", outline.elements[index].get("name") or "")), []).append(index)
    for group in groups.values():
        yield from _offered(outline, group[:MOST])


def _offered(outline: Outline, group: list[int]) -> list[tuple[str, str]]:
    nodes = [outline.elements[index] for index in group]
    names = [_named_for(outline, node) or _label(node) for node in nodes]
    ticked = _ticked(nodes)
    are_names = all(is_name(name) or ALL.match(name) or is_neutral(name) for name in names)
    shown = [names[number] for number in ticked]
    if len(group) == 1 and ticked and is_handled(nodes[0]) and _NARROWS.match(names[0]):
        return [(OTHERS, "")]
    if len(group) < 2 or not shown or not are_names or any(not is_name(name) or is_neutral(name) for name in shown):
        return []
    bar = _around(outline, group)
    if (
        _is_to_fill_in(outline, bar, nodes)
        or has_panes(outline, bar, len(group))
        or holds_panes(outline, bar, len(group))
    ):
        return []
    return [
        (name, outline.document.asked(address_of(node)) or "")
        for number, (name, node) in enumerate(zip(names, nodes, strict=True))
        if number not in ticked
    ]


def _ticked(nodes: Sequence[Element]) -> set[int]:
    """Which of a group are ticked: the first radio button where none is; no box where all are, for without a tick all is shown."""
    ticked = {number for number, node in enumerate(nodes) if node.get("checked") is not None}
    if kind_of(nodes[0]) == "radio":
        return ticked or {0}
    return ticked if len(ticked) < max(len(nodes), 2) else set()


def _named_for(outline: Outline, radio: Element) -> str:
    """What the label says that is a radio button's by its id, wherever it stands."""
    label = _labels(outline).get(str(radio.get("id")))
    return visible_text(label) if label is not None else ""


@once
def _labels(outline: Outline) -> dict[str, Element]:
    """The labels of a page by the fields that they are for."""
    return {label.get("for"): label for label in outline.document.root.iter("label") if label.get("for")}


def _label(radio: Element) -> str:
    """What stands beside a radio button: its label's text, the text behind it, that of the next cell where it stands alone in one, or its title."""
    parent, following = radio.getparent(), radio.getnext()
    if parent is not None and parent.tag == "label":
        return visible_text(parent)
    if (radio.tail or "").strip():
        return squeeze(radio.tail or "").strip("| ")
    if following is not None and following.tag in ("label", "span", "em", "i", "b"):
        return visible_text(following)
    cell = parent.getnext() if parent is not None and parent.tag == "td" and len(parent) == 1 else None
    return squeeze(radio.get("title") or "") or (
        visible_text(cell) if cell is not None and len(cell) < MOST_IN_CELL else ""
    )


def _around(outline: Outline, group: list[int]) -> int:
    """The innermost element that holds all buttons of a group."""
    node = outline.parents[group[0]]
    while outline.parents[node] >= 0 and outline.ends[node] < outline.starts[group[-1]]:
        node = outline.parents[node]
    return node


def _is_to_fill_in(outline: Outline, bar: int, radios: list[Element]) -> bool:
    """Whether radio buttons are part of what is filled in and sent: a search, a poll, a message."""
    near = [node for radio in radios for node in (radio, radio.getparent()) if node is not None]
    return is_asked_for(outline, bar) or (sends(outline, bar) and not any(map(is_handled, near)))
