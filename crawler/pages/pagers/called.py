"""How long a list is by the scripts of its page: calls of pagers, their settings, and variables that are named so."""

import re
from functools import lru_cache

from crawler.pages.pagers.counted import COUNT

_CALL = re.compile(
    r"(?:laypage(?:\.render)?|(?<![\w.])(?:page|pager|paging|pagination|fenye)(?=\s{0,4}\(\s{0,4}\{)|\.bootpag|\.pagination|\.paginate|\.jpage|\.page|\.[a-z]{0,3}pager|kkpager\.\w{1,20}|\.fenye|\.twbsPagination|\.createPage|\.Paging|new\s+Pag\w{1,20})\s{0,4}\(",
    re.IGNORECASE,
)
CALL_ROWS = re.compile(
    rf"[\"']?\b(?:count|total|totalRecords?|totalCount|recordCount|totalNum(?:ber)?|totalRow|totalData|dataCount|items)[\"']?\s{{0,4}}:\s{{0,4}}[\"']?({COUNT})",
    re.IGNORECASE,
)
_CALL_SIZE = re.compile(
    r"[\"']?\b(?:limit|pageSize|perPage|page_size|items_per_page|size|showData|pageData)[\"']?\s{0,4}:\s{0,4}[\"']?(\d{1,5})",
    re.IGNORECASE,
)
CALL_PAGES = re.compile(
    rf"[\"']?\b(?:pages|pageCount|totalPages?|pageTotal|totalPageNum|maxPage)[\"']?\s{{0,4}}:\s{{0,4}}[\"']?({COUNT})",
    re.IGNORECASE,
)
_IN_PAGES = re.compile(r"\.(?:paginate|bootpag|fenye)|kkpager", re.IGNORECASE)
_OF_RECORDS = re.compile("record", re.IGNORECASE)
"""What counts rows even there (kkpager's `totalRecords` beside its `total`)."""
_OF_CREATED = re.compile(rf"\bpageNum\s{{0,4}}:\s{{0,4}}({COUNT})[^{{}}]{{0,80}}\bcurrent\s{{0,4}}:")
"""`createPage({pageNum: 6, current: 1})`: how many pages there are, and which one this is."""
_CURRENTLY = re.compile(
    r"\b(?:page|page_?(?:num|no|index|now)|cur(?:rent)?_?page|current|cur)[\"']?\s{0,4}:", re.IGNORECASE
)
"""Settings that name the page that is shown are a pager's."""
_SETTINGS = re.compile(r"\{[^{}]{10,600}")
"""Settings that name a count and a size belong to a pager, whatever the call is named."""
_FIRST_NUMBER = re.compile(rf"\s{{0,8}}({COUNT})\s{{0,4}}[,)]")
_IS = rf"[\"']?\s{{0,4}}[=:]\s{{0,4}}(?:(?:parseInt|Number)\s{{0,4}}\(\s{{0,4}})?[\"']?({COUNT})"
"""What stands behind a name in a script that is given a number."""
_NAMED_PAGES = re.compile(
    rf"\b(?:(?:m_|int_?)?[a-z]{{0,2}}(?:count_?page|page_?count|total_?pages?|page_?total|max_?page|all_?pages?|page_?all|last_?page|page_?sum)(?:_?num)?|"
    rf"p_?count|zys|(?:zong)?ye_?shu|(?:var|let|const)\s{{1,4}}(?:pages|pages_?num)){_IS}",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(rf"\bpage_?num{_IS}", re.IGNORECASE)
_NAMED_CURRENT = re.compile(
    r"\b(?:cur(?:rent)?(?:_?page)?(?:_?no)?|page_?(?:no|index|now|cur)|now_?page)[\"']?\s{0,4}[=:]", re.IGNORECASE
)
"""Beside what names the page that is shown the number of pages is what `pagenum` tells; it is a size, or the page itself, elsewhere."""
_NAMED_ROWS = re.compile(
    rf"\b[a-z]?(?:totalRecords?|recordCount|total_?count|rowCount|totalRows?|total_?num|total_?items?|countRecord|all_?count|zong_?(?:shu|tiao)|(?:pg|list|info|news|data)_total(?:_count)?|"
    rf"(?:var|let|const)\s{{1,4}}[nm]?_?total){_IS}",
    re.IGNORECASE,
)
_SIZED_ROWS = re.compile(rf"\b(?:info|news|data|list|article|item)_?(?:count|num){_IS}", re.IGNORECASE)
_NAMED_SIZE = re.compile(r"\b(?:page_?size|per_?page|size_?of_?page)[\"']?\s{0,4}[=:]", re.IGNORECASE)
"""Beside a page's size such names tell how many rows there are; elsewhere they count other things."""
_SIZE = re.compile(r"\b(?:page_?|per_?|page_?rows)?(?:size|limit|rows)[\"']?\s{0,4}[=:]", re.IGNORECASE)
"""What tells how many rows a page has, whatever it is named in full: beside it `pagenum` is the page that is shown."""
_DIVIDED = re.compile(
    rf"\bMath\.ceil\s{{0,4}}\(\s{{0,4}}[\"']?({COUNT})[\"']?\s{{0,4}}/\s{{0,4}}[\"']?\d", re.IGNORECASE
)
"""How many rows are divided by the size of a page."""
_BEFORE_ROWS = re.compile(r"[\"']?\s{0,4},[^{}\[\]]{0,300}[\"':]\s{0,4}\[\s{0,20}\{")
_BEHIND_ROWS = re.compile(r"\}\s{0,20}\]\s{0,4},[^{}\[\]]{0,300}$")
"""What stands between a count and the rows beside it, in what an interface answered (`"total":87,"rows":[{…}]`)."""
_REACH = 320
_GOES_ON = re.compile(
    r"\bhas_?(?:next(?:_?page)?|more)[\"']?\s{0,4}:\s{0,4}(?:true|1)\b|\bis_?last(?:_?page)?[\"']?\s{0,4}:\s{0,4}false\b",
    re.IGNORECASE,
)
"""What such an answer says that has a further page."""
CALL_LENGTH = 600
SHORT_SCRIPT = 10_000
"""Characters of scripts that are remembered."""


def claims_of(script: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of pages and of rows that a script names; those of short ones are remembered, which pages of a site share."""
    return _remembered(script) if len(script) <= SHORT_SCRIPT else _claims_of(script)


def numbers_of_pages(script: str, rows: int) -> list[int]:
    """What `pagenum` tells where nothing else of a script does, nor a size of pages stands beside it: it is none itself where more rows than that are shown, a third more at least, for days stand beside lists, too."""
    if "num" not in script.lower() or _SIZE.search(script):
        return []
    return [number for match in _NAMED_NUMBER.finditer(script) if 1 < (number := int(match[1])) <= rows * 3 / 4]


def _claims_of(script: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    pages = [int(match[1]) for match in _NAMED_PAGES.finditer(script)]
    rows = [int(match[1]) for match in _NAMED_ROWS.finditer(script)]
    if not (pages or rows) and _NAMED_CURRENT.search(script):
        pages = [int(match[1]) for match in _NAMED_NUMBER.finditer(script)]
    rows += [int(match[1]) for match in _DIVIDED.finditer(script)] if "Math.ceil" in script else []
    rows += [int(match[1]) for match in _SIZED_ROWS.finditer(script)] if _NAMED_SIZE.search(script) else []
    for call in _CALL.finditer(script):
        arguments = script[call.end() : call.end() + CALL_LENGTH]
        rows += [int(match[1]) for match in CALL_ROWS.finditer(arguments)]
        pages += [int(match[1]) for match in CALL_PAGES.finditer(arguments)]
        if _IN_PAGES.match(call[0]):  # its count is one of pages (jPaginate, bootpag), or of rows
            counted = (match for match in CALL_ROWS.finditer(arguments) if not _OF_RECORDS.search(match[0]))
            pages += [int(match[1]) for match in counted if not _CALL_SIZE.search(arguments)]
        pages += [int(match[1]) for match in _OF_CREATED.finditer(arguments)] if "createpage" in call[0].lower() else []
        first = _FIRST_NUMBER.match(arguments)
        if first is not None and "pagination" in call[0].lower():
            rows.append(int(first[1]))
    for settings in _SETTINGS.finditer(script):
        if _CALL_SIZE.search(settings[0]):
            rows += [int(match[1]) for match in CALL_ROWS.finditer(settings[0])]
        if _CURRENTLY.search(settings[0]):
            pages += [int(match[1]) for match in CALL_PAGES.finditer(settings[0])]
    if "[" in script:
        rows += _beside_rows(script, CALL_ROWS)
        pages += _beside_rows(script, CALL_PAGES)
        pages += [2 for match in _GOES_ON.finditer(script) if _stands_beside_rows(script, match)]
    return tuple(pages), tuple(rows)


def _beside_rows(script: str, counts: re.Pattern[str]) -> list[int]:
    """The counts that stand beside an array of objects."""
    return [int(match[1]) for match in counts.finditer(script) if _stands_beside_rows(script, match)]


def _stands_beside_rows(script: str, match: re.Match[str]) -> bool:
    before = script[max(0, match.start() - _REACH) : match.start()]
    return bool(_BEFORE_ROWS.match(script, match.end()) or _BEHIND_ROWS.search(before))


_remembered = lru_cache(maxsize=256)(_claims_of)
