"""TRS: `createPageHTML(total, current from 0, "index", "html")`, or container first and current from 1."""

import re
from collections.abc import Iterator

from crawler.reading.document import Document, Element, squeeze
from crawler.records.items import Paging

_CALL = re.compile(r"createPage\w{0,12}\s{0,4}\(([^()]{3,200})\)", re.IGNORECASE)
_COUNT = re.compile(r"\bcountPage\s{0,4}[=:]\s{0,4}[\"']?(\d{1,5})")
_CURRENT = re.compile(r"\bcurrentPage\s{0,4}[=:]\s{0,4}[\"']?(\d{1,5})")
_BODY = re.compile(r"^t\d{8}_")
LONGEST_LINE = 2_000
"""Characters before a call in which its line is looked for what comments it out; longer lines are not written by hand."""


def read(document: Document) -> list[Paging]:
    """Where the calls of a page's scripts lead, each list's once; none where there are none."""
    return list(dict.fromkeys(_calls(document))) or _counted(document)


def places(document: Document) -> Iterator[Element]:
    """The scripts that call for a pager."""
    return (script for script in document.root.iter("script") if "createpage" in (script.text or "").lower())


def _calls(document: Document) -> Iterator[Paging]:
    for script in document.scripts:
        if "createpage" not in script.lower():
            continue
        for match in _CALL.finditer(script):
            if _is_commented(script, match.start()) or script[
                max(0, match.start() - 12) : match.start()
            ].rstrip().endswith("function"):
                continue
            paging = _called(document, [squeeze(part).strip("\"'") for part in match[1].split(",")])
            if paging is not None:
                yield paging


def _counted(document: Document) -> list[Paging]:
    """`var countPage = 17; var currentPage = 0;` without the call: `index_1.html` and on is tried, and a list cut short is never complete."""
    for script in document.scripts:
        count, current = (_COUNT.search(script), _CURRENT.search(script)) if "countPage" in script else (None, None)
        if count is not None and current is not None:
            total, number = int(count[1]), int(current[1])
            following = document.asked(f"index_{number + 1}.html") if number + 1 < total else None
            return [Paging(perhaps=(following,) if following else (), total_pages=total)]
    return []


def _is_commented(script: str, at: int) -> bool:
    back = max(0, at - LONGEST_LINE)
    line = script[max(back, script.rfind("\n", back, at) + 1) : at]
    if "//" in line.replace("://", "") and "-->" not in line:
        return True
    return script.rfind("/*", 0, at) > script.rfind("*/", 0, at)


def _called(document: Document, arguments: list[str]) -> Paging | None:
    if len(arguments) >= 4 and arguments[0].isdigit() and arguments[1].isdigit():
        total, current, name, suffix = int(arguments[0]), int(arguments[1]), arguments[2], arguments[3]
        if _BODY.match(name):
            return None  # the same call pages an article's body
        following = document.asked(f"{name}_{current + 1}.{suffix}") if current + 1 < total else None
        return Paging((following,) if following else (), total_pages=total, is_last=current + 1 >= total)
    if len(arguments) >= 5 and arguments[1].isdigit() and arguments[2].isdigit():
        total, current, name, suffix = int(arguments[1]), int(arguments[2]), arguments[3], arguments[4]
        numbers = [current + 1] if current < total else []
        numbers += [1] if current == 1 and total > 1 else []
        addresses = [document.asked(f"{name}_{number}.{suffix}") for number in numbers]
        return Paging(
            perhaps=tuple(address for address in addresses if address), total_pages=total, is_last=current >= total
        )
    return None
