"""The next page by its address alone, whatever its link says: `index_1.html` beside `index.html`, `index_3.html` on the second page, `?page=2`.

Arrows drawn by a style sheet, 更多 below the rows and pictures without a word lead on like 下一页 does. What an address says is a guess: the
walk follows it, and a page that is not there ends nothing.
"""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from crawler.pages.anchors import address_of
from crawler.reading.document import Document
from crawler.reading.numerals import numeral
from crawler.records.items import Paging

_NAMES = ("index", "default", "list")
"""Names of a list's first page whose further pages have a number behind them."""
_ENDINGS = ("htm", "html", "shtml", "jhtml", "jsp", "aspx", "php")
_NUMBERED = re.compile(r"^(?P<stem>[A-Za-z][\w.-]*?)(?P<mark>[_-])(?P<number>\d{1,4})$")
_FOLDER = re.compile(r"^(?P<stem>.*/)(?P<mark>page[/_-]?|pg?[/_-]?)(?P<number>\d{1,4})/?$", re.IGNORECASE)
_PARAMETER = re.compile(
    r"^(?:p|pg|pn|pno|cp|cur|curr|current|pages?|\w{0,12}page\w{0,6}|page[_-]?(?:no|num|number|index|id)?)$",
    re.IGNORECASE,
)
"""A query's part that numbers the pages of a list."""
_DIGIT = re.compile(r"\d")
"""What no next page's address lacks."""
_OFFSET = re.compile(r"^(?:offset|start|skip|from|begin|first)(?:row|record|index|at)?$", re.IGNORECASE)
"""A query's part that numbers the first row of a page."""
_COUNTS = re.compile(r"size|count|total|per|limit|name|type|home|id$", re.IGNORECASE)
"""What such a part is named where it numbers something else."""


def read(document: Document) -> Paging | None:
    """The next page that an address may name, to be tried; None where no link's does."""
    guess = following(document)
    return Paging(perhaps=(guess,)) if guess else None


def following(document: Document) -> str | None:
    """The address of the next page, None where no link has one."""
    own = urlsplit(document.url)
    numbered = _FOLDER.match(own.path)
    common = f"{own.netloc}{numbered['stem'] if numbered else own.path[: own.path.rfind('/') + 1]}"
    hrefs = {href for link in document.root.iter("a", "area", "button") if _DIGIT.search(href := address_of(link))}
    asked = {address for href in hrefs if (address := document.asked(href)) is not None and address != document.url}
    found = [address for address in asked if _lies_in(address, common) and _is_next(own, urlsplit(address))]
    return min(found, key=lambda address: (len(address), address), default=None)


def _lies_in(address: str, folder: str) -> bool:
    """Whether an address begins like a folder, as the further pages of a list do, whatever its scheme."""
    return address.startswith(folder, address.find("://") + len("://"))


def _is_next(own: SplitResult, led: SplitResult) -> bool:
    if own.path == led.path:
        return _is_next_query(own.query, led.query)
    return own.query == led.query and (_is_next_name(own.path, led.path) or _is_next_folder(own.path, led.path))


def _is_next_query(own: str, led: str) -> bool:
    """Whether one part alone differs, which numbers pages: from n to n + 1, or new with 1 or 2."""
    before, after = dict(parse_qsl(own, keep_blank_values=True)), dict(parse_qsl(led, keep_blank_values=True))
    changed = [name for name, value in after.items() if before.get(name) != value]
    if len(changed) != 1 or set(before) - set(after):
        return False
    (name,) = changed
    if _OFFSET.match(name):
        return _number(after[name]) > _number(before.get(name))
    if not numbers_pages(name):
        return False
    if name not in before:
        return after[name] == "2"
    return before[name].isdecimal() and _number(after[name]) == _number(before[name]) + 1


def numbers_pages(name: str) -> bool:
    """Whether a query's part numbers the pages of a list."""
    return bool(_PARAMETER.match(name)) and not _COUNTS.search(name)


def _number(value: str | None) -> int:
    return numeral(value) if value and value.isdecimal() else 0


def _is_next_name(own: str, led: str) -> bool:
    """Whether two pages of one folder have one name but for the number of the page."""
    folder, _, name = own.rpartition("/")
    other, _, following = led.rpartition("/")
    if folder != other or not following:
        return False
    stem, _, ending = name.partition(".")
    further, _, further_ending = following.partition(".")
    there = _NUMBERED.match(further)
    if there is None or (ending and ending != further_ending) or further_ending.split(".")[-1].lower() not in _ENDINGS:
        return False
    here = _NUMBERED.match(stem)
    if here is not None and here["stem"].lower() in _NAMES:
        return (here["stem"], here["mark"]) == (there["stem"], there["mark"]) and int(there["number"]) == int(
            here["number"]
        ) + 1
    is_first = not _DIGIT.search(stem) and there["stem"] in (stem, *_NAMES)
    return is_first and there["mark"] == "_" and there["number"] in ("1", "2")


def _is_next_folder(own: str, led: str) -> bool:
    """`/gzdt/page/2/` beside `/gzdt/`, and `/gzdt/page/3/` beside that."""
    there, here = _FOLDER.match(led), _FOLDER.match(own)
    if there is None:
        return False
    if here is not None:
        return (
            here["stem"] == there["stem"]
            and here["mark"] == there["mark"]
            and int(there["number"]) == int(here["number"]) + 1
        )
    return there["stem"] == own.rpartition("/")[0] + "/" and there["number"] == "2"
