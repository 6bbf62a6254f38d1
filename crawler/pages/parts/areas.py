"""The areas of pictures (`<map>`) as links: where the picture stands that they lie on."""

from itertools import islice

from crawler.pages.anchors import Anchor, address_of
from crawler.pages.once import once
from crawler.pages.outline import Outline
from crawler.reading.document import squeeze

MOST = 100


@once
def areas(outline: Outline) -> list[Anchor]:
    """The areas of a page's pictures that lead somewhere."""
    nodes = list(islice(outline.document.root.iter("area"), MOST))
    if not nodes or next(outline.document.root.iter("map"), None) is None:
        return []
    pictures = {
        str(image.get("usemap")).lstrip("#"): image
        for image in outline.document.root.iter("img")
        if image.get("usemap")
    }
    found = []
    for node in nodes:
        index = outline.places.get(node)
        href = address_of(node)
        if index is None or not href:
            continue
        held = next(node.iterancestors("map"), None)
        picture = pictures.get(str(held.get("name") or held.get("id"))) if held is not None else None
        order = outline.starts[outline.places.get(picture, index)] if picture is not None else outline.starts[index]
        title = squeeze(node.get("alt") or node.get("title") or "")
        found.append(Anchor(order, outline.ends[index], index, href, title, cut=False, is_post=False, is_picture=True))
    return found
