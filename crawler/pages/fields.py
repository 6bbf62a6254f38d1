"""Fields of forms beside a list: what is typed into, and what is clicked to send it."""

from crawler.reading.document import Element

_TYPED = frozenset(("text", "search", "password", "tel", "number", "email"))
_SENT = frozenset(("submit", "button", "image"))


def is_typed_into(node: Element) -> bool:
    """Whether a reader types into a field."""
    return node.tag == "textarea" or (node.tag == "input" and (node.get("type") or "text").lower() in _TYPED)


def is_button(node: Element) -> bool:
    """Whether a field is a button."""
    return node.tag == "button" or (node.tag == "input" and (node.get("type") or "text").lower() in _SENT)
