"""Frames that stand alone: what they hold is a page of its own, which is read where it is on the page's own host."""

from crawler.addresses import host_of
from crawler.pages.outline import Outline
from crawler.reading.document import Element
from crawler.reading.hidden import is_hidden

_AROUND = frozenset(("div", "p", "center", "span", "br", "iframe"))
"""What may stand round a frame and shows nothing by itself."""


def addresses_of(outline: Outline, index: int) -> tuple[str, ...]:
    """Where the frames of an element lead, all of them on the page's own host; none where it holds anything else."""
    element = outline.elements[index]
    frames = list(element.iter("iframe"))
    if not frames or outline.pieces_in(outline.starts[index], outline.ends[index]):
        return ()
    if any(node.tag not in _AROUND for node in element.iter()):
        return ()
    found = [outline.document.asked(frame.get("src") or "") for frame in frames]
    own = host_of(outline.document.url)
    addresses = tuple(address for address in found if address and host_of(address) == own)
    return addresses if len(addresses) == len(frames) else ()


def is_blind(element: Element) -> bool:
    """Whether an element holds frames alone that nobody sees and no script knows by a name: they count visits."""
    nodes = list(element.iter())
    frames = [node for node in nodes if node.tag == "iframe"]
    if not frames or any(node.tag not in _AROUND or node.get("id") or node.get("name") for node in nodes):
        return False
    is_said = any((node.text or "").strip() for node in nodes if node.tag != "iframe")
    return not is_said and (is_hidden(element) or all(map(is_hidden, frames)))
