"""Counts that a page holds for its scripts: in hidden fields (`pageCount`), and in an element's data (`data-total` beside `data-size`, `pcount`)."""

import re
from collections.abc import Iterator

from crawler.reading.document import Document, Element

COUNT = r"\d{1,7}(?!\d)"
"""How many pages or rows there are: a number of eight digits is a day or a telephone."""
COUNTING = ("data-total", "data-count", "data-total-count", "data-total-rows", "data-total-num")
_PAGED = ("pcount", "pagecount", "totalpage", "totalpages", "pagenum", "zys")
"""What a site's own script calls the number of pages in an element's attributes, with and without `data-`."""
_NAMES = [f"{before}{name}" for name in _PAGED for before in ("", "data-")]


def written(document: Document) -> Iterator[str]:
    """Each of them as a script would write it, so that it is read by the same words."""
    for field in document.root.iter("input"):
        value = (field.get("value") or "").strip()
        if (field.get("type") or "").lower() == "hidden" and is_count(value):
            yield from (f"{name}={value}" for name in {field.get("id"), field.get("name")} if name)
    for node in (*document.bearing(*COUNTING), *document.bearing(*_NAMES)):
        yield f"{{{', '.join(_data(node))}}}"


def _data(node: Element) -> Iterator[str]:
    """The numbers among an element's data, named as scripts name them: `data-page-size` is `pagesize`."""
    for name, value in node.attrib.items():
        if (str(name).startswith("data-") or name in _PAGED) and is_count(str(value).strip()):
            yield f"{str(name).removeprefix('data-').replace('-', '')}: {str(value).strip()}"


def is_count(text: str) -> bool:
    """Whether a text is a count and nothing else."""
    return text.isascii() and re.fullmatch(COUNT, text) is not None
