"""Record stores of Hanweb's JCMS: rows as markup in `<record><![CDATA[…]]></record>`, which is no valid XML."""

import re
from collections.abc import Iterator

NAME = "records"
_MARK = "<![CDATA["
_ROW_TAG = re.compile(r"\s*<(li|tr|div|dl|p|table|article)\b", re.IGNORECASE)


def markups(text: str) -> Iterator[str]:
    """The markup that a page's record stores hold, as one list."""
    records = list(_records(text))
    if records:
        wrap = "table" if re.match(r"\s*<tr", records[0], re.IGNORECASE) else "ul"
        items = (record if _ROW_TAG.match(record) else f"<li>{record}</li>" for record in records)
        yield f"<{wrap}>{''.join(items)}</{wrap}>"


def _records(text: str) -> Iterator[str]:
    """The texts of all records, in order; found by searching forwards only."""
    at = 0
    while (start := text.find("<record>", at)) >= 0:
        end = text.find("</record>", start)
        if end < 0:
            return
        body = text[start + len("<record>") : end]
        opened = body.find(_MARK)
        closed = body.rfind("]]>")
        yield body[opened + len(_MARK) : closed] if 0 <= opened < closed else body
        at = end


def count(text: str) -> int:
    """How many records a page's stores hold."""
    return sum(1 for _ in _records(text))
