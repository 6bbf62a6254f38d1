"""`rel=next`, 下一页 in every spelling, and links with page numbers; posted forms where neither has an address."""

import re
from collections import Counter
from itertools import islice

from crawler.addresses import identified
from crawler.pages.acting import acts_otherwise, script_of
from crawler.pages.anchors import address_of
from crawler.pages.elsewhere import aids_reading, in_calendar
from crawler.pages.outline import named
from crawler.pages.pagers.forms import CALLED_WITH, MOST_TRIED, posted_by
from crawler.pages.pagers.links import Turn
from crawler.pages.pagers.numbers import YEARS, current, ellipsis_after, from_one, onward_after
from crawler.reading.document import Document, Element, text_of, visible_text
from crawler.reading.periods import bare_period, is_period
from crawler.reading.words import PAGERS, SCROLLED
from crawler.records.items import Paging

_PAGER_WORDS = re.compile(
    r"(?<![站回])首\s?页|尾\s?页|末\s?页|上\s?一?\s?页|下\s?一?\s?页|共\s*\d+|第\s*\d+|(?<![首主网])页"
)
_OPTION = re.compile(r"^[\s第]*(\d{1,5})[\s页]*(?:/\s*\d+)?\s*$")
_LAST = re.compile(r"^[\W_]*(?:尾\s?页|末\s?页|最后一?页)[\W_]*$")
_VOID = re.compile(r"void\s?\(|return false|disabled", re.IGNORECASE)
_ENDS = re.compile(r"^[\W_]*(?:首\s?页|第一页|尾\s?页|末\s?页|最后一?页)[\W_]*$")
_GROWS = re.compile(rf"^[\W_]*(?:{SCROLLED})[\W_]*$", re.IGNORECASE)
_END_TEXT = 10
"""Characters of a link to the first or the last page, with its brackets."""
LEVELS = 3
"""How far above a number its pager's other links stand."""
SIZE_STEP = 5
"""What the numbers of rows on a page are multiples of."""
_OF_SIZES = re.compile(r"每\s?[页屏次](?:显示)?(?:条数|数量)?[\s:：]{0,3}\d{1,3}\D{1,6}\d{1,3}\b")
_PERIOD_TEXT = 30
"""Characters of a month with what steps to others."""
_PAGER_TEXT = 200
"""Characters: a block with more text than these is no pager."""


def read(document: Document, links: list[Turn]) -> Paging | None:
    """Where the page's links that may turn pages lead on; None where none does."""
    rel = _related(document)
    if rel is not None:
        found = from_one(links)
        return _followed(document, rel, found, _pagers(found))
    paging = of(document, links)
    if paging is not None:
        return paging
    called = _end_called(document)
    if called is None and not _ends_elsewhere(document):
        return None
    return Paging(unreadable="pager_by_script", last_called=called or None)


def of(document: Document, links: list[Turn]) -> Paging | None:
    """Where some of the page's links lead on, those of one list; None where none of them turns pages."""
    found = from_one([turn for turn in links if not _turns_otherwise(turn)])
    pagers = _pagers(found)
    acting: list[Turn] = []
    pages = _pages(found, pagers)
    here = current(pages)
    own = document.own
    second = next((identified(turn.url) for turn in pages if here and turn.number == here + 1 and turn.url), None)
    for turn in found:
        if turn.is_arrow and turn.url and second and identified(turn.url) != second:
            continue  # it leads past the next number: to the next numbers, or to the last page
        if turn.number or (turn.is_arrow and not _in_pager(turn.element, pagers)):
            continue
        if turn.url is not None and not _adds_rows(document, turn):
            if second and identified(turn.url) == own != second:
                continue  # a template's mistake: the numbers lead on
            return _followed(document, turn.url, found, pagers)
        if turn.acts:
            acting.append(turn)
    numbered = _numbered(document, found, pagers)
    if numbered:
        return Paging(numbered=(*numbered, *_beyond(document, pages, here or 0)), current=here)
    dead = [
        turn for turn in found if turn.number > 0 and turn.acts and turn.url is None and _in_pager(turn.element, pagers)
    ]
    if all(turn.number in YEARS for turn in dead) or _are_sizes(dead):
        dead = []
    posted = (posted_by(document, turn.element) for turn in islice(acting, MOST_TRIED))
    form = next(filter(None, posted), None) or _posted_number(document, dead)
    if form is not None:
        return Paging(form=form)
    called = [turn.calls for turn in acting if turn.calls is not None]
    called += [turn.number for turn in dead if turn.number > 1]
    if acting or called:
        is_cut = bool(dead) and ellipsis_after(dead[-1].element) is not None
        return Paging(unreadable="pager_by_script", last_called=None if is_cut else max(called, default=None))
    return None


def _turns_otherwise(turn: Turn) -> bool:
    """Whether a link turns something else than a list: a calendar, its months, or what a bar for easy reading reads."""
    if turn.number or turn.is_arrow:
        return in_calendar(turn.element) or _steps(turn)
    return turn.url is None and aids_reading(turn.element)


def _ends_elsewhere(document: Document) -> bool:
    """Whether 尾页 leads to a page that is neither this one nor the first: then the list goes on, though no link says how."""
    leads: dict[bool, set[str]] = {True: {document.own}, False: set()}
    for link in document.root.iter("a"):
        text = document.shown(link)
        if len(text) <= _END_TEXT and _ENDS.match(text):
            asked = document.asked(address_of(link))
            if asked is not None:
                leads["首" in text or "第一" in text].add(identified(asked))
    return bool(leads[False] - leads[True])


def _end_called(document: Document) -> int | None:
    """The page that 尾页 asks its script for, 0 where it names none; None where it asks none, or this is it."""
    otherwise = acts_otherwise(document)
    for link in document.root.iter("a", "button", "span"):
        script = script_of(link) if otherwise else f"{link.get('onclick') or ''} {link.get('href') or ''}"
        if "(" not in script or len(link) >= LEVELS:
            continue
        text = document.shown(link)
        if len(text) <= _END_TEXT and _LAST.match(text) and not _VOID.search(script):
            called = CALLED_WITH.search(script)
            return None if called and called[1] == "1" else int(called[1]) if called else 0
    return None


def _beyond(document: Document, pages: list[Turn], here: int) -> list[tuple[int, str]]:
    """The page after the last number of a window: where a link behind it leads that is none of the numbers, and not this page."""
    if not pages:
        return []
    last = max(pages, key=lambda turn: turn.number)
    known = {document.own, *(identified(turn.url) for turn in pages if turn.url)}
    asked = (document.asked(address_of(link)) for link in onward_after(last.element))
    number = max(last.number, here) + 1
    return [(number, address) for address in asked if address and identified(address) not in known][:1]


def _posted_number(document: Document, dead: list[Turn]) -> tuple[str, str] | None:
    """What the number after the page's own posts, or the … behind the last one; None where none posts a form."""
    here = current(dead)
    if here is None:
        return None
    onward = next((turn.element for turn in dead if turn.number == here + 1), None)
    if onward is None:
        last = max(dead, key=lambda turn: turn.number)
        onward = ellipsis_after(last.element)
    return None if onward is None else posted_by(document, onward)


def _followed(document: Document, address: str, found: list[Turn], pagers: Counter[Element]) -> Paging:
    if identified(address) == document.own:
        return Paging()
    numbered = [turn for turn in found if turn.number and turn.url]
    pages = _pages(found, pagers)
    return Paging(
        (address,), highest=max((turn.number for turn in pages), default=0) if len(pages) == len(numbered) else 0
    )


def _adds_rows(document: Document, turn: Turn) -> bool:
    """Whether a link that says 加载更多 leads to its own page: then a script adds the rows."""
    assert turn.url is not None
    return identified(turn.url) == document.own and bool(_GROWS.match(text_of(turn.element)))


def _pages(found: list[Turn], pagers: Counter[Element]) -> list[Turn]:
    """The links of a pager with numbers and addresses; none where all lead to one page, whatever their numbers are, and where they are years."""
    pages = [turn for turn in found if turn.number and turn.url is not None and _in_pager(turn.element, pagers)]
    several = len({turn.number for turn in pages}) > 2 and len({turn.url for turn in pages}) == 1
    are_years = all(turn.number in YEARS for turn in pages)
    return [] if several or are_years or _are_sizes(pages) else pages


def _are_sizes(numbers: list[Turn]) -> bool:
    """Whether numbers are those of rows that a page may show (每页显示 10 20 50 条)."""
    shown = [turn.number for turn in numbers]
    if len(shown) < 2 or any(number % SIZE_STEP for number in shown):
        return False
    return any(_OF_SIZES.search(_start_of(above)) for above in islice(numbers[0].element.iterancestors(), LEVELS))


def _related(document: Document) -> str | None:
    for element in document.root.iter("link", "a"):
        if "next" in (element.get("rel") or "").lower().split():
            asked = document.asked(address_of(element))
            if asked is not None:
                return asked
    return None


def _pagers(found: list[Turn]) -> Counter[Element]:
    """How many numbers stand below each element that is near one."""
    counts: Counter[Element] = Counter()
    for turn in found:
        if turn.number:
            node = turn.element.getparent()
            for _ in range(LEVELS):
                if node is None:
                    break
                counts[node] += 1
                node = node.getparent()
    return counts


def _in_pager(element: Element, pagers: Counter[Element]) -> bool:
    """Whether a bare number or arrow turns pages: its block holds other numbers or a pager's words, and little else."""
    parent = element.getparent()
    for _ in range(LEVELS):
        if parent is None:
            return False
        if pagers[parent] >= 2 or PAGERS.search(named(parent)):
            return True
        text = _start_of(parent)
        if len(text) < _PAGER_TEXT and _PAGER_WORDS.search(text):
            return True
        parent = parent.getparent()
    return False


def _steps(turn: Turn) -> bool:
    """Whether an arrow stands beside nothing but a month or a year: it leads to the next one, not to a further page."""
    if turn.number:
        return False
    for above in islice(turn.element.iterancestors(), LEVELS):
        text = _start_of(above)
        if len(text) > _PERIOD_TEXT:
            return False
        if is_period(bare_period(text)):
            return True
    return False


def _start_of(element: Element) -> str:
    """The text of an element, as far as a pager's would go."""
    if sum(1 for _ in zip(element.iter(), range(_PAGER_TEXT + 1), strict=False)) > _PAGER_TEXT:
        return "x" * _PAGER_TEXT
    return visible_text(element)


def _numbered(document: Document, found: list[Turn], pagers: Counter[Element]) -> tuple[tuple[int, str], ...]:
    numbered: dict[int, str] = {}
    for turn in _pages(found, pagers):
        if turn.url is not None:
            numbered.setdefault(turn.number, turn.url)
    if not numbered:
        for option in document.root.iter("option"):
            match = _OPTION.match(visible_text(option))
            value = (option.get("value") or "").strip()
            if match and value and not value.isdigit() and not value.startswith("#"):
                asked = document.asked(value)
                if asked is not None:
                    numbered.setdefault(int(match[1]), asked)
    return tuple(sorted(numbered.items()))
