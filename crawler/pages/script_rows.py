"""Rows that stand inside scripts as data: record stores, array literals, variables and written markup."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crawler.addresses import resolve
from crawler.pages.rows import read_rows
from crawler.reading.days import normalise, read_date
from crawler.reading.document import Document, squeeze, unescape
from crawler.records.items import ListEntry

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_ARRAY = re.compile(r"\w+\s*\[\s*\w+\s*\]\s*=\s*(?:new\s+Array\s*\(|\[)(.*?)(?:\)|\])\s*;", re.DOTALL)
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
_VARIABLE = re.compile(
    r"(?:var\s+|let\s+|const\s+|\b)(\w*(?:url|link|href)\w*)\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')", re.IGNORECASE
)
_NEAR = r"(?:var\s+|let\s+|const\s+|\b)\w*(?:{})\w*\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')"
_TITLE = re.compile(_NEAR.format("title|name|tit|subject|bt"), re.IGNORECASE)
_DATE = re.compile(_NEAR.format("date|time|rq|day"), re.IGNORECASE)
_OBJECT = re.compile(r"\{[^{}]{10,4000}\}")
_WRITE = re.compile(r"document\.write(?:ln)?\s*\(\s*(?:\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)')\s*\)")
_URL_KEYS = ("url", "link", "href", "docpuburl", "linkurl", "puburl", "docurl", "visiturl")
_TITLE_KEYS = ("title", "doctitle", "name", "subject", "showtitle", "listtitle", "linktitle")
_DATE_KEYS = (
    "date",
    "pubdate",
    "docreltime",
    "publishdate",
    "time",
    "publishtime",
    "pubtime",
    "createdate",
    "deploytime",
    "docpubtime",
    "crtime",
)
MAX_SCRIPT = 5_000_000


def read_script_rows(document: Document, reference: datetime) -> tuple[ListEntry, ...]:
    """Entries from scripts of a page, in order; empty where no script holds rows as data."""
    text = document.text[:MAX_SCRIPT]
    records = _RECORD.findall(text) if "<record>" in text else []
    if records:
        return _from_markup(document, "".join(_as_item(record) for record in records), reference)
    entries: list[ListEntry] = []
    for script in document.scripts:
        for raw_url, title, raw_date in (*_arrays(script), *_variables(script), *_objects(script)):
            entry = entry_of(document, raw_url, title, raw_date, reference)
            if entry is not None:
                entries.append(entry)
        written = "".join(_unslash(double or single) for double, single in _WRITE.findall(script))
        if "<a" in written:
            entries += _from_markup(document, written, reference)
    return tuple(dict.fromkeys(entries))


def _as_item(record: str) -> str:
    return record if re.match(r"\s*<(li|tr|div|dl|p)\b", record, re.IGNORECASE) else f"<li>{record}</li>"


def _from_markup(document: Document, markup: str, reference: datetime) -> tuple[ListEntry, ...]:
    wrapped = f"<table>{markup}</table>" if re.match(r"\s*<tr", markup, re.IGNORECASE) else f"<ul>{markup}</ul>"
    inner = Document(document.base, f"<html><body>{wrapped}</body></html>", document.charset)
    return read_rows(inner, reference)


def _arrays(script: str) -> Iterator[tuple[str, str, str]]:
    for body in _ARRAY.findall(script):
        strings = [_unslash(double or single) for double, single in _STRING.findall(body)]
        address = next((text for text in strings if _is_address(text)), "")
        day = next((text for text in strings if text != address and _is_day(text)), "")
        titles = [text for text in strings if text not in (address, day) and not _is_day(text)]
        if address and titles:
            yield address, max(titles, key=_weight), day


def _variables(script: str) -> Iterator[tuple[str, str, str]]:
    matches = [match for match in _VARIABLE.finditer(script) if _is_address(match[2] or match[3] or "")]
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else match.end() + 1500
        near = script[match.end() : min(end, match.end() + 1500)]
        title, day = _TITLE.search(near), _DATE.search(near)
        if title:
            yield match[2] or match[3], title[1] or title[2] or "", (day[1] or day[2] or "") if day else ""


def _objects(script: str) -> Iterator[tuple[str, str, str]]:
    for body in _OBJECT.findall(script):
        if '"' not in body:
            continue
        try:
            value = json.loads(body)
        except (ValueError, RecursionError):
            continue
        url, title, day = row_of(value)
        if url and title and _is_address(url):
            yield url, title, day


def row_of(value: dict[str, Any]) -> tuple[str, str, str]:
    """Address, title and day of one object of a list, by the names that interfaces give them."""
    lowered = {str(key).lower(): item for key, item in value.items() if isinstance(item, (str, int))}
    keys = (_URL_KEYS, _TITLE_KEYS, _DATE_KEYS)
    found = [next((str(lowered[key]) for key in names if lowered.get(key)), "") for names in keys]
    return found[0], found[1], found[2]


def entry_of(document: Document, raw_url: str, title: str, raw_date: str, reference: datetime) -> ListEntry | None:
    resolved = resolve(document.base, unescape(raw_url), document.charset)
    name = squeeze(re.sub(r"<[^>]+>", "", unescape(title)))
    if resolved.problem or len(name) < 2:
        return None
    return ListEntry(
        resolved.asked, name[:300], read_date(raw_date, reference, "list") if raw_date else None, raw_date, 1
    )


def _is_address(text: str) -> bool:
    return (
        bool(re.match(r"^(https?://|\.{0,2}/|[\w%-]+/).*", text))
        and not re.search(r"\.(js|css|png|jpe?g|gif|ico)(\?|$)", text)
        and " " not in text
    )


def _is_day(text: str) -> bool:
    return bool(re.match(r"^\[?\d{2,4}[-/.年]\d{1,2}[-/.月]?\d{0,2}", normalise(text))) and len(text) < 30


def _weight(text: str) -> int:
    return sum(2 if ord(character) > 127 else 1 for character in text)


def _unslash(text: str) -> str:
    return (
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
        .replace("\\/", "/")
        .replace('\\"', '"')
        .replace("\\'", "'")
        .replace("\\n", " ")
    )
