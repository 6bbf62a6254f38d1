"""Rows as objects of an interface or of a script: address, title and day by the names that interfaces give them."""

import re
from typing import Any

URL_KEYS = (
    "url",
    "link",
    "href",
    "docpuburl",
    "linkurl",
    "puburl",
    "docurl",
    "visiturl",
    "pageurl",
    "detailurl",
    "htmlurl",
    "weburl",
)
TITLE_KEYS = (
    "title",
    "doctitle",
    "name",
    "subject",
    "showtitle",
    "listtitle",
    "linktitle",
    "titlename",
    "maintitle",
    "articletitle",
)
DAY_KEYS = (
    "pubdate", "docreltime", "publishdate", "publishtime", "pubtime", "docpubtime", "date", "time", "releasetime", "releasedate", "deploytime",
    "showtime", "displaytime", "createdate", "createtime", "crtime", "inputtime", "addtime",
)  # fmt: skip
_DAY_ENDINGS = ("date", "time")
_OTHER_DAY = re.compile(r"updat|modif|edit|expir|end|start|begin|valid|delet|offline|close|last|due|dead|reply|audit")


def row_of(value: dict[str, Any]) -> tuple[str, str, str]:
    """Address, title and day of one object; empty where it has none."""
    lowered = {
        str(key).lower().replace("_", "").replace("-", ""): item
        for key, item in value.items()
        if isinstance(item, (str, int)) and not isinstance(item, bool)
    }
    found = [
        next((_text(lowered[key]) for key in names if lowered.get(key)), "")
        for names in (URL_KEYS, TITLE_KEYS, DAY_KEYS)
    ]
    return found[0], found[1], found[2] or _only_day(lowered)


def _only_day(lowered: dict[str, str | int]) -> str:
    """The one value whose name ends as a day's does (`docDate`), where it is no other day of the post's life; else empty."""
    named = [key for key, item in lowered.items() if item and key.endswith(_DAY_ENDINGS) and not _OTHER_DAY.search(key)]
    return _text(lowered[named[0]]) if len(named) == 1 else ""


def _text(value: str | int) -> str:
    """A number of ten digits is a time in seconds: interfaces give it in either unit."""
    return f"{value}000" if isinstance(value, int) and 10**9 <= value < 10**10 else str(value)
