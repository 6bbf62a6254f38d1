"""Rows that stand inside scripts as data: array literals, variables, objects, and written markup. Read in one pass over each script's strings."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from crawler.pages.anchors import USUAL_TITLE
from crawler.pages.shapes.objects import row_of
from crawler.reading.days import looks_like, read
from crawler.reading.document import Document, squeeze, unescape
from crawler.records.items import ListEntry

NAME = "scripts"
MOST = 2_000_000
"""Characters of scripts that are read: the largest that was seen with rows has 400,000."""
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*+)(\")?|'((?:[^'\\\n]|\\.)*+)(')?")
LEAST_ROWS = 3
"""Whole rows in strings of a script: one or two are a menu's or a notice's."""
UNCLOSED = 100
"""Quotes of a script that nothing closes (an apostrophe in a comment): what follows each of them is read again, further ones end their line."""
_NAMED = re.compile(r"([A-Za-z_$][\w$]{0,40})(?:\[[^\]\n]{0,20}\])?\s{0,4}[=:]\s{0,4}$")
_URL, _TITLE, _DAY = (
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"url|link|href", r"title|name|tit|subject|bt\b", r"date|time|rq|day")
)
_TITLED = ('itle"', 'ubject"', '"name"')
_DATED = re.compile(r"(?:[dD]ate|[tT]ime)\w{0,8}\"\s{0,4}:\s{0,4}\"?(?:20\d\d|1[5-9]\d{8})")
"""What a script says that holds days in objects: most say nothing of the kind."""
_OPENS = re.compile(r"(?:\[|\bArray\s{0,4}\()\s{0,8}$")
_CLOSES = re.compile(r"\s{0,8},?\s{0,8}[\])]")
"""What stands round an array of literals."""
_WRITE = re.compile(r"document\.write(?:ln)?\s{0,4}\(\s{0,4}$")
_NO_PAGE = re.compile(r"\.(?:js|css|png|jpe?g|gif|ico|svg|woff2?)(?:\?|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:https?://|\.{0,2}/|[\w%.-]+/)\S*$|^[\w%-]+\.(?:s?html?|jspx?|aspx?|php|do)(?:\?\S*)?$")
_DAY_ALONE = re.compile(r"(?:20)?\d\d/\d{1,2}(?:/\d{1,2})?")


def read_scripts(document: Document, reference: datetime) -> tuple[ListEntry, ...]:
    """Entries from the scripts of a page, in order; empty where no script holds rows as data."""
    entries: list[ListEntry] = []
    for script in _scripts(document):
        for url, title, day in (*_objects(script), *_strings(script, reference)):
            entry = entry_of(document, url, title, day, reference)
            if entry is not None:
                entries.append(entry)
    return tuple(dict.fromkeys(entries))


def written(document: Document) -> Iterator[str]:
    """The markup that scripts write, each script's as a list; rows that scripts of their own write in turn are one."""
    alone: list[str] = []
    for script in _scripts(document):
        markup = _written(script)
        if markup.count("</a>") == 1:
            alone.append(markup)
        elif markup:
            yield from _as_list(alone)
            yield from _as_list([markup])
            alone = []
    yield from _as_list(alone)


def _as_list(rows: list[str]) -> Iterator[str]:
    if rows:
        yield f"<ul>{''.join(rows)}</ul>"


def _written(script: str) -> str:
    """The markup of links that a script writes: whole strings of `document.write`, or rows that stand in strings of their own (`html += '<li>…</li>'`)."""
    if "</a>" not in script:
        return ""
    found = list(_literals(script))
    parts = [_unslash(match[1] or match[3] or "") for match in found if _is_document_write(script, match)]
    if not any("</a>" in part for part in parts):
        rows = [_unslash(match[1] or match[3] or "") for match in found]
        parts = [row for row in rows if "<a" in row and "</a>" in row]
        parts = parts if len(parts) >= LEAST_ROWS else []
    markup = "".join(parts)
    return markup if "<a" in markup and "</a>" in markup else ""


def _is_document_write(script: str, match: re.Match[str]) -> bool:
    return bool(_WRITE.search(script, max(0, match.start() - 24), match.start()))


def _scripts(document: Document) -> Iterator[str]:
    left = MOST
    for script in document.scripts:
        if left <= 0:
            return
        yield script[:left]
        left -= len(script)


def without_address(document: Document, reference: datetime) -> set[str]:
    """The titles of rows that scripts hold as objects with a title and a day, and no address: what is drawn of them is clicked."""
    scripts = (
        script for script in _scripts(document) if any(hint in script for hint in _TITLED) and _DATED.search(script)
    )
    rows = (row_of(value) for script in scripts for value in _values(script))
    return {
        named
        for url, title, day in rows
        if not url and len(named := title_of(title)) >= USUAL_TITLE and read(day, reference, "list")
    }


def _objects(script: str) -> Iterator[tuple[str, str, str]]:
    """Objects in JSON with an address and a title."""
    for url, title, day in map(row_of, _values(script)):
        if url and title and is_address(url):
            yield url, title, day


def _values(script: str) -> Iterator[dict[str, Any]]:
    """Objects in JSON: from each brace up to its partner."""
    if '"' not in script or "{" not in script:
        return
    for match in re.finditer(r"\{[^{}]{10,4000}\}", script):
        if '"' not in match[0]:
            continue
        try:
            value = json.loads(match[0])
        except (ValueError, RecursionError):
            continue
        yield value


def _literals(script: str) -> Iterator[re.Match[str]]:
    """The string literals of a script, in one pass."""
    at, left = 0, UNCLOSED
    while (match := _STRING.search(script, at)) is not None:
        at = match.end()
        if match[2] or match[4]:
            yield match
        elif left:
            at, left = match.start() + 1, left - 1


def _columns(script: str, literals: Iterable[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Arrays of a script's literals alone that hold a column of rows each: addresses, and what stands in as many literals beside them."""
    runs: list[list[re.Match[str]]] = []
    end = -1
    for match in literals:
        if end >= 0 and script[end : match.start()].strip() == ",":
            runs[-1].append(match)
        elif _OPENS.search(script, max(0, match.start() - 24), match.start()):
            runs.append([match])
        else:
            end = -1
            continue
        end = match.end()
    runs = [run for run in runs if len(run) >= LEAST_ROWS and _CLOSES.match(script, run[-1].end())]
    lengths = {len(run) for run in runs if all(is_address(_said(match)) for match in run)}
    return [run for run in runs if len(run) in lengths and len({is_address(_said(match)) for match in run}) == 1]


def _abreast(columns: Sequence[Sequence[str]], reference: datetime) -> Iterator[tuple[str, str, str]]:
    """Rows whose addresses, titles and days stand in an array each, in the same order."""
    others = [column for column in columns if not is_address(column[0])]  # a column holds addresses alone, or none
    for addresses in columns:
        if not is_address(addresses[0]):
            continue
        beside = [other for other in others if len(other) == len(addresses)]
        days = next(
            (other for other in beside if all(looks_like(text) and read(text, reference, "list") for text in other)),
            None,
        )
        titles = max(
            (other for other in beside if other is not days), key=lambda texts: sum(map(_weight, texts)), default=None
        )
        if titles is not None:
            yield from zip(addresses, titles, days or [""] * len(addresses), strict=True)


def _said(match: re.Match[str]) -> str:
    return _unslash(match[1] or match[3] or "")


def _strings(script: str, reference: datetime) -> Iterator[tuple[str, str, str]]:
    """Rows from the literals of a script: those that stand in columns, then others: an address begins one, the next title and day before the next address belong to it."""
    row: list[tuple[str, str]] = []
    gap = 0
    literals = [(match, _said(match)) for match in _literals(script)]
    if not any(is_address(text) for _, text in literals):
        return
    columns = _columns(script, (match for match, _ in literals))
    yield from _abreast([list(map(_said, column)) for column in columns], reference)
    in_columns = {match.start() for column in columns for match in column}
    literals = [(match, text) for match, text in literals if match.start() not in in_columns]
    for match, text in literals:
        name = _name_before(script, match.start())
        between = script[gap : match.start()]
        gap = match.end()
        if row and (len(between) > 400 or _ends_row(between, name, row)):
            yield from _row(row, reference)
            row = []
        row.append((name, text))
        if len(row) > 40:
            row = row[20:]
    yield from _row(row, reference)


def _name_before(script: str, at: int) -> str:
    """The name that a literal is given to; empty where it stands alone."""
    before = max(0, at - 64)
    if not script[before:at].rstrip().endswith(("=", ":")):
        return ""
    named = _NAMED.search(script, before, at)
    return named[1] if named else ""


def _ends_row(between: str, name: str, row: list[tuple[str, str]]) -> bool:
    """Whether a row is over: its array ends, or a name that it has already comes again."""
    return bool(re.search(r"[\]})]\s*[;,]?\s*(?:\n|$|[\w$.]+\s*[\[(]|[\[{(])", between)) or (
        bool(name) and any(known == name for known, _ in row)
    )


def _row(row: list[tuple[str, str]], reference: datetime) -> Iterator[tuple[str, str, str]]:
    named = any(name for name, _ in row)
    if named and not any(_URL.search(name) and is_address(text) for name, text in row):
        return
    address = next((text for name, text in row if is_address(text) and (not named or _URL.search(name))), "")
    if not address:
        return
    day = next(
        (
            text
            for name, text in row
            if (not named or _DAY.search(name))
            and text != address
            and len(text) < 40
            and looks_like(text)
            and read(text, reference, "list")
        ),
        "",
    )
    if named and not day:
        day = next((text for name, text in row if _DAY.search(name)), "")
    titles = [
        text
        for name, text in row
        if text not in (address, day) and (not named or _TITLE.search(name)) and not is_address(text)
    ]
    title = max(titles, key=_weight, default="")
    if title:
        yield address, title, day


def entry_of(document: Document, raw_url: str, title: str, raw_day: str, reference: datetime) -> ListEntry | None:
    """A row of data as an entry; None where its address or its title is none."""
    resolved = document.resolved(unescape(raw_url))
    name = title_of(title)
    if resolved.problem or len(name) < 2:
        return None
    return ListEntry(resolved.asked, name[:300], read(raw_day, reference, "list") if raw_day else None, raw_day, 0)


def title_of(text: str) -> str:
    """A title as data holds it, without its markup."""
    return squeeze(re.sub(r"<[^>]{0,400}>", "", unescape(text)))


def is_address(text: str) -> bool:
    """Whether a literal is the address of a page; a day alone (2026/11/28) is none."""
    return (
        bool(_ADDRESS.match(text)) and len(text) < 2000 and not _NO_PAGE.search(text) and not _DAY_ALONE.fullmatch(text)
    )


def _weight(text: str) -> int:
    return sum(2 if ord(character) > 127 else 1 for character in text)


def _unslash(text: str) -> str:
    if "\\" not in text:
        return text
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\\/", "/").replace('\\"', '"').replace("\\'", "'").replace("\\n", " ").replace("\\t", " ")
