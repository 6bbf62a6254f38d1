"""Radio buttons beside a list that a script or the form itself turns like tabs: the part that the page shows is ticked."""

from collections.abc import Iterator, Sequence

from crawler.pages.acting import is_handled
from crawler.pages.anchors import address_of
from crawler.pages.choices import is_neutral
from crawler.pages.fields import is_asked_for, sends
from crawler.pages.outline import Outline
from crawler.pages.panes import has_panes, holds_panes
from crawler.pages.part_names import ALL, is_name
from crawler.reading.document import Element, squeeze, visible_text

MOST = 40
"""Buttons of one group."""


def is_radio(node: Element) -> bool:
    """Whether an element is a radio button."""
    return node.tag == "input" and (node.get("type") or "").lower() == "radio"


def read_radios(outline: Outline, elements: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The names of what radio buttons among some elements offer beside the ticked one, and where each leads, empty where only a script knows."""
    groups: dict[str, list[int]] = {}
    for index in elements:
        if is_radio(outline.elements[index]):
            groups.setdefault(str(outline.elements[index].get("name") or ""), []).append(index)
    for group in groups.values():
        yield from _offered(outline, group[:MOST])


def _offered(outline: Outline, group: list[int]) -> list[tuple[str, str]]:
    nodes = [outline.elements[index] for index in group]
    names = [_label(node) for node in nodes]
    ticked = next((number for number, node in enumerate(nodes) if node.get("checked") is not None), 0)
    are_names = all(is_name(name) or ALL.match(name) or is_neutral(name) for name in names)
    if len(group) < 2 or not are_names or not is_name(names[ticked]) or is_neutral(names[ticked]):
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
        if number != ticked
    ]


def _label(radio: Element) -> str:
    """What stands beside a radio button: its label's text, the text behind it, or its title."""
    parent, following = radio.getparent(), radio.getnext()
    if parent is not None and parent.tag == "label":
        return visible_text(parent)
    if (radio.tail or "").strip():
        return squeeze(radio.tail or "").strip("| ")
    if following is not None and following.tag in ("label", "span", "em", "i", "b"):
        return visible_text(following)
    return squeeze(radio.get("title") or "")


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
