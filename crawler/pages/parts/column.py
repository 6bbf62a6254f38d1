"""Parts of a column that its page does not show: tabs and choices of categories or periods beside its list.

A tab is a link that narrows the page's own address (`?lb=2`) or leads below it, one of a bar in which the page itself is marked and that only a
script turns, or an option of a select. Tabs of what is shown already (全部 is chosen, panes stand on the page), orders, languages, tools and the
numbers of pagers are none.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from urllib.parse import parse_qsl, urlsplit

from crawler.addresses import extension_of, identified
from crawler.pages.anchors import Anchor
from crawler.pages.apart import main
from crawler.pages.blocks import Block, element_of
from crawler.pages.outline import Outline
from crawler.pages.parts.archives import archives, periods
from crawler.pages.parts.areas import areas
from crawler.pages.parts.calendars import read_calendars
from crawler.pages.parts.choosers import read_choosers
from crawler.pages.parts.drawn_tabs import read_components, read_drawn
from crawler.pages.parts.dropdowns import read_dropdowns
from crawler.pages.parts.emptied import places_without_rows
from crawler.pages.parts.folds import read_folds
from crawler.pages.parts.header_tabs import read_headed
from crawler.pages.parts.maps import read_maps
from crawler.pages.parts.names import ALL, bare, is_name
from crawler.pages.parts.narrowing import FIRST_PAGE, added
from crawler.pages.parts.steppers import read_steppers
from crawler.pages.parts.tabs import is_bar, read_bars
from crawler.pages.parts.trees import read_trees
from crawler.pages.parts.undrawn import read_undrawn
from crawler.pages.rows import is_titled_post, looks_like_post
from crawler.reading.kinds import FILES, document_extension
from crawler.reading.words import LONGEST_NAME
from crawler.records.items import ListPart

MOST = 60
"""Parts of one page that are looked at; real bars have up to thirty (departments, streets)."""
MOST_LISTS = 5
"""Lists of one page beside which tabs are looked for."""
MOST_BESIDE = 20
MOST_IN_BODY = 3
"""Elements on either side of a list that stands in the body itself, where the page's frame stands, too."""
LEVELS = 4
"""How far above its rows a list's tabs stand."""
FEW_TEXTS = 12
"""Texts of a bar with one link."""
_OF_ROWS = frozenset(("a", "b", "strong", "em", "font", "span", "p", "h3", "h4", "td", "tr", "tbody", "li", "dt", "dd"))
"""What a list's single row stands in, or all of its rows."""


def parts_of(outline: Outline, blocks: Sequence[Block], apart: frozenset[str | None]) -> tuple[ListPart, ...]:
    """The parts of a column that its page leads to or keeps for a script; `apart` are the addresses that may be posts beside its lists."""
    lists = [_place(outline, found) for found in main(blocks)[:MOST_LISTS]] or _places(outline)
    beside = tuple(dict.fromkeys(element for place in lists for element in _beside(outline, *place)))
    rows = {entry.url for found in main(blocks) for _, entry in found.entries}
    found: dict[tuple[str, str], ListPart] = {}
    posts = {address for address in apart if address and not address.endswith("/")}
    nearest = frozenset(element for place in lists for element in _beside(outline, *place, levels=1))
    links = [
        (element, anchor)
        for element, anchor in _anchors(outline, beside)
        if element in nearest or not outline.outside[element]
    ]
    told = periods(outline, [anchor for _, anchor in links], rows)
    for group in (*_narrowed(outline, rows), _below(outline, rows | posts, beside, nearest), told):
        if _is_bar(outline, group, may_stand_alone=group is told):
            for anchor, asked in group:
                found.setdefault(("", asked), ListPart(bare(anchor.title), asked))
    for part in archives(
        outline, [element for element in beside if not outline.outside[element] or element in nearest], rows
    ):
        found.setdefault((part.name if not part.address else "", part.address), part)
    for part in read_steppers(outline, beside):
        found.setdefault((part.name if not part.address else "", part.address), part)
    names = {part.name for part in found.values()}
    first = min((low for _, low, _ in lists), default=0)
    for name, asked in (*read_bars(outline, beside, nearest), *read_headed(outline, first)):
        if asked or name not in names:
            found.setdefault((name, asked), ListPart(name, asked))
    for name in read_folds(outline, [place for place, _, _ in lists]):
        found.setdefault((name, ""), ListPart(name, ""))
    others = (
        read_drawn(outline, beside),
        read_components(outline),
        read_undrawn(outline, beside),
        read_trees(outline),
        read_dropdowns(outline, beside),
        read_choosers(outline, beside),
    )
    for part in chain(*others, read_maps(outline, beside), read_calendars(outline, beside, blocks)):
        found.setdefault(("" if part.address else part.name, part.address), part)
    return tuple(islice(found.values(), MOST))


def _place(outline: Outline, found: Block) -> tuple[int, int, int]:
    """The element that holds a list's rows (-1 where none does), and where these begin and end."""
    node = element_of(outline, found)
    while node >= 0 and not (outline.starts[node] <= found.low and outline.ends[node] >= found.high):
        node = outline.parents[node]
    while node >= 0 and outline.elements[node].tag in _OF_ROWS and _holds_rows_alone(outline, node, found):
        node = outline.parents[node]
    return node, found.low, found.high


def _holds_rows_alone(outline: Outline, node: int, found: Block) -> bool:
    """Whether an element holds no text but a list's rows, or is a part of their table."""
    low, high = outline.starts[node], outline.ends[node]
    return outline.elements[node].tag == "tbody" or outline.count(node) == outline.texts_between(
        max(low, found.low), min(high, found.high)
    )


def _places(outline: Outline) -> list[tuple[int, int, int]]:
    """The frames of a page without a list, for it may stand in one of them; else where its rows would stand."""
    frames = (index for index, node in enumerate(outline.elements) if node.tag == "iframe" and node.get("src"))
    places = list(islice(frames, MOST_LISTS)) or islice(places_without_rows(outline), MOST_LISTS)
    return [(index, outline.starts[index], outline.ends[index]) for index in places]


def _beside(outline: Outline, node: int, low: int, high: int, levels: int = LEVELS) -> Iterator[int]:
    """The elements before and after a list's rows in what holds it and no other list, the nearest first."""
    if node < 0:
        return
    children = outline.children[node]
    yield from islice((child for child in children if outline.ends[child] <= low), MOST_BESIDE)
    yield from islice((child for child in reversed(children) if outline.starts[child] >= high), MOST_BESIDE)
    level = 0
    while level < levels:
        parent = outline.parents[node]
        is_body = parent >= 0 and outline.elements[parent].tag == "body"
        if parent < 0 or outline.elements[parent].tag == "html" or (is_body and level > 1):
            return
        siblings = outline.children[parent]
        at, most = siblings.index(node), MOST_IN_BODY if is_body else MOST_BESIDE
        near = (*siblings[max(0, at - most) : at][::-1], *siblings[at + 1 : at + 1 + most])
        if is_body:
            near = tuple(sibling for sibling in near if not outline.outside[sibling] or is_bar(outline, sibling))
        yield from (sibling for sibling in near if not _holds_rows(outline, sibling))
        level += len(siblings) > 1  # what holds nothing else is no step
        node = parent


def _holds_rows(outline: Outline, element: int) -> bool:
    """Whether an element holds posts of another list: links with titles longer than a tab's."""
    inside = outline.anchors_in(outline.starts[element], outline.ends[element])[:MOST]
    return any(
        anchor.is_post and len(anchor.title) > LONGEST_NAME and looks_like_post(outline, anchor) for anchor in inside
    )


def _narrowed(outline: Outline, rows: set[str | None]) -> list[list[tuple[Anchor, str]]]:
    """The links that narrow the page's own address, wherever they stand, by the names of what they add to its query."""
    own = urlsplit(outline.document.url)
    path, query = FIRST_PAGE.sub("", own.path), parse_qsl(own.query, keep_blank_values=True)
    names = ("", own.path.rpartition("/")[2], path.rpartition("/")[2])
    groups: dict[tuple[str, ...], list[tuple[Anchor, str]]] = defaultdict(list)
    for anchor in (*outline.anchors, *areas(outline)):
        name, mark, _ = anchor.href.partition("?")
        is_own = mark and (name.rpartition("/")[2] in names or FIRST_PAGE.search(f"/{name}"))
        asked = _asked(outline, anchor, rows) if is_own else None
        led = urlsplit(asked) if asked else own
        if not asked or led.netloc != own.netloc or FIRST_PAGE.sub("", led.path) != path:
            continue
        told = parse_qsl(led.query, keep_blank_values=True)
        names_added = added(query, told)
        if names_added:
            groups[names_added].append((anchor, asked))
    return list(groups.values())[:MOST]


def _below(
    outline: Outline, rows: set[str | None], beside: Iterable[int], nearest: frozenset[int]
) -> list[tuple[Anchor, str]]:
    """The links beside the list that lead below the page's own address; of what is named a navigation those just beside it."""
    own = urlsplit(outline.document.url)
    folder = own.path.rpartition("/")[0] + "/" if _is_folder(own.path) else f"{own.path.rpartition('.')[0]}/"
    stem = folder.rstrip("/")
    found: list[tuple[Anchor, str]] = []
    if own.query or folder == "/":
        return found
    for element, anchor in _anchors(outline, beside):
        asked = _asked(outline, anchor, rows)
        led = urlsplit(asked) if asked else own
        is_below = led.path.startswith((folder, f"{stem}_", f"{stem}-")) and FIRST_PAGE.sub(
            "", led.path
        ) != FIRST_PAGE.sub("", own.path)
        is_near = element in nearest or not outline.outside[anchor.element]
        if (
            asked
            and is_below
            and is_near
            and not is_titled_post(outline, anchor)
            and led.netloc == own.netloc
            and not led.query
        ):
            found.append((anchor, asked))
    return found


def _is_folder(path: str) -> bool:
    return path.endswith("/") or bool(FIRST_PAGE.search(path))


def _anchors(outline: Outline, beside: Iterable[int]) -> Iterator[tuple[int, Anchor]]:
    for element in beside:
        low, high = outline.starts[element], outline.ends[element]
        for anchor in outline.anchors_in(low, high)[:MOST]:
            yield element, anchor
        yield from ((element, area) for area in areas(outline) if low <= area.order < high)


def _asked(outline: Outline, anchor: Anchor, rows: set[str | None]) -> str | None:
    """What a link asks for, where it may be a part's; None where it is a row, a file, or named like nothing that is a part."""
    if not anchor.href or len(anchor.title) > LONGEST_NAME + 4:
        return None
    name = bare(anchor.title)
    if not (is_name(name) if name else _is_picture(outline, anchor)):
        return None
    asked = outline.document.asked(anchor.href)
    if asked is None or asked in rows or document_extension(asked) or extension_of(asked) in FILES:
        return None
    return None if identified(asked) in rows or identified(asked) == outline.document.own else asked


def _is_picture(outline: Outline, anchor: Anchor) -> bool:
    """Whether a link without a word is a picture that leads to no post."""
    node = outline.elements[anchor.element]
    is_picture = node.tag == "area" or next(node.iter("img"), None) is not None
    return is_picture and ("?" in anchor.href or not looks_like_post(outline, anchor))


def _is_bar(outline: Outline, group: list[tuple[Anchor, str]], *, may_stand_alone: bool) -> bool:
    """Whether links are the tabs of one bar: several, one beside the page's own, or one that a period names; not where 全部 is the page's own."""
    if not group:
        return False
    around = _around(outline, [anchor.element for anchor, _ in group])
    near = outline.pieces_in(outline.starts[around], outline.ends[around])[: MOST * 2]
    own = outline.document.own
    here = [
        piece.text.strip(" []【】:：")
        for piece in near
        if piece.anchor < 0 or _leads_here(outline, outline.anchors[piece.anchor].href, own)
    ]
    if any(ALL.match(text) for text in here):
        return False
    several = may_stand_alone or len({asked for _, asked in group}) > 1
    is_small = outline.count(around) <= FEW_TEXTS and any(is_name(text) for text in here)
    return several or is_small or _is_beside_own(outline, group[0][0], own)


def _is_beside_own(outline: Outline, anchor: Anchor, own: str) -> bool:
    """Whether a link stands in the same kind of element as the one before or behind it, which is a tab that leads to the page itself."""
    links = areas(outline) if outline.elements[anchor.element].tag == "area" else outline.anchors
    at = links.index(anchor)
    near = [*links[max(0, at - 1) : at], *links[at + 1 : at + 2]]
    place = outline.path(anchor.element)
    return any(
        other.href
        and (is_name(bare(other.title)) or (not other.title and other.is_picture and not anchor.title))
        and outline.path(other.element).rpartition(">")[0] == place.rpartition(">")[0]
        and _leads_here(outline, other.href, own)
        for other in near
    )


def _leads_here(outline: Outline, href: str, own: str) -> bool:
    asked = outline.document.asked(href) if href else None
    return asked is None or FIRST_PAGE.sub("", identified(asked)) == FIRST_PAGE.sub("", own)


def _around(outline: Outline, elements: list[int]) -> int:
    """The innermost element that holds all of them and something more."""
    low, high = outline.starts[elements[0]], outline.starts[elements[-1]]
    node = outline.parents[elements[0]]
    while outline.parents[node] >= 0 and not (
        outline.starts[node] <= low and outline.ends[node] >= high and len(outline.children[node]) > 1
    ):
        node = outline.parents[node]
    return node
