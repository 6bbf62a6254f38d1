"""Fields of forms beside a list: what is typed into, and what is clicked to send it."""

from collections.abc import Iterator

from crawler.pages.outline import Outline
from crawler.reading.document import Element

_TYPED = frozenset(("text", "search", "password", "tel", "number", "email"))
_SENT = frozenset(("submit", "button", "image"))


def is_typed_into(node: Element) -> bool:
    """Whether a reader types into a field."""
    return node.tag == "textarea" or (node.tag == "input" and (node.get("type") or "text").lower() in _TYPED)


def sends(outline: Outline, around: int) -> bool:
    """Whether a button stands with fields: they are filled in first, and sent then."""
    return any(_is_button(node) for node in _beside(outline, around))


def is_asked_for(outline: Outline, around: int, own: Element | None = None) -> bool:
    """Whether a field to type into stands with others, but for one's own: they say what is searched, or what a message is."""
    return any(node is not own and is_typed_into(node) for node in _beside(outline, around))


def _is_button(node: Element) -> bool:
    return node.tag == "button" or (node.tag == "input" and (node.get("type") or "text").lower() in _SENT)


def _beside(outline: Outline, around: int) -> Iterator[Element]:
    """The fields of the form that holds an element, or of what stands around it where no form does, or one round the whole list."""
    node = around
    while node >= 0 and outline.elements[node].tag != "form":
        node = outline.parents[node]
    if node >= 0 and not outline.holds_day(outline.starts[node], outline.ends[node]):
        yield from outline.elements[node].iter("input", "button", "textarea")
        return
    for index in (around, outline.parents[around]):
        yield from (outline.elements[child] for child in outline.children[index])
