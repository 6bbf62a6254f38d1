"""Whether something stands below a list's rows, in the list's own part of the page, that is neither a row nor the page's frame.

What lengthens or turns a list stands there, whatever it looks like: a word, a sign, a button, an empty element that a script fills, a script.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from crawler.addresses import identified
from crawler.pages.acting import is_clicked, may_act, script_of
from crawler.pages.apart import main
from crawler.pages.blocks import Block, data_script
from crawler.pages.by_script import waits
from crawler.pages.fields import is_typed_into
from crawler.pages.footers import is_footer
from crawler.pages.framed import addresses_of, is_blind
from crawler.pages.notes import is_note
from crawler.pages.outline import LISTS, Outline, Piece, named
from crawler.pages.pagers.growing import pagers, unfolds
from crawler.pages.pagers.links import is_off
from crawler.pages.pagers.several import turns_of
from crawler.pages.panes import all_but_one_hidden, all_in_panes, is_kept_back, is_pane, shown_in_turn
from crawler.pages.parts.names import bare
from crawler.pages.parts.tabs import leads
from crawler.pages.shapes import scripts
from crawler.pages.silent import does_nothing, is_counter
from crawler.pages.slides import count_rows, holds_slides
from crawler.pages.unrelated import is_toolbar, is_unrelated
from crawler.pages.wordless import flank, is_pair_of_arrows, is_tool, turns, turns_from_above
from crawler.reading.document import Element, is_empty, text_of
from crawler.reading.kinds import document_extension
from crawler.reading.numerals import numeral
from crawler.reading.words import ENDED, NO_MORE, PAGER, REPEATS

LEVELS = 4
"""How far above its rows a list's own part of the page goes; what holds nothing else is no step."""
GROUPED = 3
"""How far below what holds a list the rows of its groups stand."""
ABOVE = 2
"""How far above its rows what stands just above a list stands."""
_LOOKS = frozenset(("style", "align", "valign", "width", "height", "border", "clear", "bgcolor", "color", "size"))
"""Attributes that only say how an element looks."""
_SILENT = frozenset(("br", "hr", "style", "link", "noscript", "footer", "nav", "aside"))
_CLEARS = re.compile(r"^(?:clear|clearfix|clearboth|clear[-_]?both|blank\d*|line|hr|h\d+)$", re.IGNORECASE)
"""The class of an empty element that only makes room."""
_ASKS = re.compile(
    r"ajax|fetch|XMLHttp|axios|getJSON|\.(?:get|post|load|append|html)\s{0,4}\(|innerHTML|load|more|page", re.IGNORECASE
)
"""What a script says that adds to a list."""
_ENDED = re.compile(rf"^[\W_]*(?:{ENDED})[\W_]*$", re.IGNORECASE)
_NO_MORE = re.compile(rf"^[\W_]*(?:{NO_MORE})[\W_]*$")
_FIRST = re.compile(r"^\W{0,4}第\s?[1一]\s?页\W{0,4}$")
_OTHERWISE = re.compile(
    r"history\.|\bprint\b|\bclose\b|scroll|^\s*$|返回|打印|关闭|分享|收藏|下载|导出|订阅|举报|纠错|留言|咨询",
    re.IGNORECASE,
)
"""What a click says or does that shows no other rows."""
_UNFINISHED = re.compile(r"未完|待续|下一?页|剩余|还有.{0,6}[条篇]")
"""What says that a list goes on, whatever stands round it."""
_SHOWS = re.compile(
    r"^(?!.*(?:table|scroll|flow|grid)).*(?:tab|slide|swiper|carousel|accordion|collapse|fold|jquery|bootstrap)",
    re.IGNORECASE,
)
"""What the file of a script is named that shows and hides what is on a page."""
_NEUTRAL = re.compile(
    r"(?:index|main|com|comm|common|global|base|public|site|web|style|custom|default|init|func|functions?|scripts?|js|all|home|util|utils|core|theme|other|jquery[\d.-]*)(?:[._-]?(?:v?\d[\w.]*|min))*\.js(?:\?|$)",
    re.IGNORECASE,
)
"""What the file of a script is named that says nothing of what it does."""
_ACTING = frozenset(
    ("script", "button", "input", "select", "iframe", "img", "i", "svg", "canvas", "template", "textarea")
)


def _names(outline: Outline, node: int, told: Collection[str]) -> bool:
    pieces = outline.pieces_in(outline.starts[node], outline.ends[node])
    return len(pieces) == 1 and bare(pieces[0].text) in told


def _files(outline: Outline, nodes: Sequence[int]) -> tuple[str, ...]:
    """The addresses of files of scripts that stand in the body, where nodes are nothing else; none otherwise."""
    are_files = all(outline.tags[node] == "script" and outline.tags[outline.parents[node]] == "body" for node in nodes)
    found = [outline.document.asked(outline.elements[node].get("src") or "") for node in nodes] if are_files else []
    return tuple(filter(None, found)) if all(found) else ()


class Below(NamedTuple):
    """What follows the rows of the page's longest list where its pager would stand."""

    trailed: bool = False
    """Whether anything does that is seen or acts."""
    framed: tuple[str, ...] = ()
    """The frames there, where nothing else does."""
    goes_on: bool = False
    """Whether that may show others below a list of however few rows: it says so, or is clicked and leads nowhere."""
    texts: tuple[str, ...] = ()
    """The texts that readers see of each element there, in lines, empty for one without any; none where a script of another file draws the rows."""
    files: tuple[str, ...] = ()
    """The files of scripts at the page's end, where nothing else is there."""


def trails(outline: Outline, blocks: Sequence[Block], told: Collection[str] = ()) -> Below:
    """What follows the rows of the page's longest list, but for what says no more than the name of a part of the column: `told` are those that were read."""
    if not blocks:
        return Below()
    longest = _longest(blocks)
    if longest.shape == scripts.NAME and any(script.get("src") for script in outline.document.root.iter("script")):
        return Below(trailed=True)  # a script of another file draws the rows, and may draw more below them
    behind = [
        node for node in _behind(outline, longest, blocks) if _speaks(outline, node) and not _names(outline, node, told)
    ]
    framed = {node: addresses_of(outline, node) for node in behind}
    others = [node for node in behind if not framed[node]]
    if others and not _only_show(outline, others, blocks):
        texts = (outline.pieces_in(outline.starts[node], outline.ends[node]) for node in others)
        shown = {text for text, _ in outline.document.chunks}
        return Below(
            trailed=True,
            goes_on=any(_may_show_others(outline, node) for node in others),
            texts=tuple("\n".join(piece.text for piece in pieces if piece.text in shown) for pieces in texts),
            files=_files(outline, others),
        )
    return Below(framed=tuple(address for addresses in framed.values() for address in addresses))


def _may_show_others(outline: Outline, node: int) -> bool:
    """Whether an element says that the list goes on, a script has yet to draw or to fill something of it, or something in it is clicked that leads nowhere but to a script
    that may do anything."""
    inside = [outline.elements[index] for index in outline.within(node)]
    if any(map(is_typed_into, inside)):
        return False  # a search, or a message
    if _UNFINISHED.search(outline.text(outline.starts[node], outline.ends[node])):
        return True
    if any(waits(outline, index) for index in outline.within(node)):
        return True
    return any("-" in str(item.tag) or _is_repeated(item) or _is_clicked(item) for item in inside)


def _is_repeated(node: Element) -> bool:
    return any(node.get(name) for name in REPEATS)


def _is_clicked(node: Element) -> bool:
    return is_clicked(node) and not leads(node) and not _OTHERWISE.search(f"{script_of(node)} {text_of(node)}")


def _only_show(outline: Outline, behind: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Whether what stands below lists whose rows are shown in turn are scripts that show them; one of another file is known by its name, by rows that all
    stand in panes, or by blocks of which all but one are hidden where its name says nothing."""
    nodes = [outline.elements[index] for index in behind]
    if any(node.tag != "script" or _ASKS.search(f"{node.text or ''} {_file(node)}") for node in nodes):
        return False
    inside = (anchor for found in blocks if found.high for anchor in outline.anchors_in(found.low, found.high + 1))
    rows = [anchor for anchor in inside if anchor.is_titled]
    if not shown_in_turn(outline, rows):
        return False
    are_known = all(not node.get("src") or _SHOWS.search(_file(node)) for node in nodes)
    are_neutral = all(not node.get("src") or _NEUTRAL.match(_file(node)) for node in nodes)
    return are_known or all_in_panes(outline, rows) or (are_neutral and all_but_one_hidden(outline, rows))


def _file(script: Element) -> str:
    return str(script.get("src") or "").rpartition("/")[2]


def turned(outline: Outline, blocks: Sequence[Block]) -> tuple[bool, bool]:
    """Whether something turns one of the page's lists without a word: behind its rows, just above them, or on either side; and whether one of
    several lists is turned so, whatever leads on behind another one."""
    lists = main(blocks)
    behind = [(list(_between(outline, found)), _behind(outline, found, blocks)) for found in lists]
    is_turned = any(
        turns(outline, node) and not holds_slides(outline, node) for nodes in behind for node in (*nodes[0], *nodes[1])
    ) or any(_from_above(outline, holder) for found in lists for holder in _holders(outline, found))
    return is_turned, any(_is_turned_apart(outline, *nodes, are_several=len(lists) > 1) for nodes in behind)


def _is_turned_apart(outline: Outline, between: list[int], behind: list[int], *, are_several: bool) -> bool:
    if any(turns(outline, node) for node in between):
        return True
    is_one_of_several = are_several or _lead_on(outline, between)
    return is_one_of_several and not _lead_on(outline, behind) and any(turns(outline, node) for node in behind)


def _from_above(outline: Outline, node: int) -> bool:
    """Whether what stands just above the element that holds a list's rows, or on either side of it, turns them."""
    for _ in range(ABOVE):
        parent = outline.parents[node] if node >= 0 else -1
        if parent < 0:
            return False
        siblings = outline.children[parent]
        at = siblings.index(node)
        if at:
            above, behind = siblings[at - 1], siblings[at + 1 : at + 2]
            is_turned = turns_from_above(outline, above) or any(
                flank(outline.elements[above], outline.elements[other]) for other in behind
            )
            return is_turned and not holds_slides(outline, above)
        node = parent
    return False


def _holder(outline: Outline, found: Block) -> int:
    """The innermost element that holds all of a list's rows; -1 where none does."""
    node = _last(outline, found)
    while node >= 0 and not (outline.starts[node] <= found.low and outline.ends[node] >= found.high):
        node = outline.parents[node]
    return node


def _holders(outline: Outline, found: Block) -> Iterator[int]:
    """The element that holds a list's rows, and those that hold the rows of the groups that it is joined of."""
    holders = [_holder(outline, found)]
    for _ in range(GROUPED + 1):
        yield from holders
        holders = [
            child
            for holder in holders
            for child in (outline.children[holder] if holder >= 0 else ())
            if count_rows(outline, child) > 1
        ]


def _between(outline: Outline, found: Block) -> Iterator[int]:
    """What stands behind the rows of one of the groups that a list is joined of."""
    holders = [_holder(outline, found)]
    for _ in range(GROUPED):
        inner = []
        for holder in holders:
            groups = 0
            for child in outline.children[holder] if holder >= 0 else ():
                rows = count_rows(outline, child)
                if rows > 1:
                    inner.append(child)
                elif not rows and groups:
                    yield child
                groups += rows > 1
        holders = inner


def _lead_on(outline: Outline, behind: Sequence[int]) -> bool:
    """Whether a link with an address stands behind a list: of several lists it turns this one."""
    return any(
        anchor.href for node in behind for anchor in outline.anchors_in(outline.starts[node], outline.ends[node])
    )


def _longest(blocks: Sequence[Block]) -> Block:
    return max(blocks, key=lambda found: len(found.entries))


def _behind(outline: Outline, found: Block, blocks: Sequence[Block]) -> list[int]:
    """What stands behind the rows of a list in its own part of the page, and is no frame, no side block, and no list."""
    is_data = found.is_data
    rows = [] if is_data else [(other.low, other.high) for other in blocks]
    last = _row(outline, data_script(outline, found)) if is_data else _last(outline, found)
    end = outline.ends[last] if is_data else found.high
    own = [node for node in _following(outline, last, end) if _is_own(outline, node, rows)]
    return [node for node in own if not _is_unrelated(outline, node, last)]


def _row(outline: Outline, script: int) -> int:
    """The row that a script stands in where scripts write each row's link; the script itself where it writes more."""
    row = (
        next((node for node in islice(outline.above(script), ABOVE) if outline.tags[node] == "li"), -1)
        if script >= 0
        else -1
    )
    beside = (child for child in outline.children[outline.parents[row]] if child != row) if row >= 0 else ()
    writes = (next(outline.elements[child].iter("script"), None) is not None for child in beside)
    return row if any(writes) else script


def _is_unrelated(outline: Outline, node: int, last: int) -> bool:
    """Whether what follows a list has nothing to do with it: a counter of visits and a frame that nobody sees anywhere, and more where it stands in the body and the list does not."""
    parent = outline.parents[node]
    is_at_end = parent >= 0 and outline.elements[parent].tag == "body"
    around = _child_of(outline, parent, last) if is_at_end and last >= 0 else -1
    if around >= 0 and outline.tags[around] not in LISTS:
        return is_unrelated(outline, node, around)
    return is_counter(outline.elements[node]) or is_blind(outline.elements[node])


def _child_of(outline: Outline, parent: int, node: int) -> int:
    """The child of an element that another one stands in; -1 where none does."""
    return next((item for item in (node, *outline.above(node)) if outline.parents[item] == parent), -1)


def _last(outline: Outline, found: Block) -> int:
    """The element of a list's last link; -1 where it has none."""
    anchors = outline.anchors_in(found.low, found.high + 1)
    return anchors[-1].element if anchors else -1


def _following(outline: Outline, node: int, end: int) -> list[int]:
    """The elements that stand behind a list's last row, in what holds it; nothing directly in the body, where the frame stands, but for a list there."""
    found: list[int] = []
    levels = 0
    while node > 0 and levels < LEVELS:
        parent = outline.parents[node]
        if parent < 0 or (found and outline.elements[parent].tag in ("body", "html")):
            break
        siblings = outline.children[parent]
        found += [other for other in siblings[siblings.index(node) + 1 :] if outline.starts[other] >= end]
        levels += outline.ends[parent] > end and len(siblings) > 1
        node = parent
    return found


def _is_own(outline: Outline, node: int, rows: Sequence[tuple[int, int]]) -> bool:
    """Whether an element is no frame but for a pager that leads on or is two arrows, no side block, and no list."""
    low, high = outline.starts[node], outline.ends[node]
    if outline.outside[node] and outline.pieces_in(low, high):
        return _leads_on(outline, node) or is_pair_of_arrows(outline, node) or _says_first(outline, node)
    is_list = any(low <= first <= high for first, _ in rows)
    return not (outline.is_side(node) or is_list or outline.elements[node].tag in _SILENT)


def _speaks(outline: Outline, node: int) -> bool:
    """Whether an element is seen or acts, and is neither a note nor a footer."""
    element, pieces = outline.elements[node], outline.pieces_in(outline.starts[node], outline.ends[node])
    if (
        is_note(outline, node)
        or is_footer(outline, node)
        or is_toolbar(outline, node)
        or _is_switched_off(outline, node)
        or (len(pieces) == 1 and unfolds(outline, pieces[0]))
    ):
        return False
    if element.tag == "input" and element.get("type") == "hidden":
        return False
    says_end = len(pieces) == 1 and not is_kept_back(element) and _says_end(outline, node, pieces[0].text)
    if says_end or is_pane(outline, node) or (not pieces and is_tool(outline, node)):
        return False
    if is_empty(element) and _CLEARS.match(str(element.get("class") or "")):
        return set(element.attrib) - _LOOKS - {"class"} != set()
    if any(child.tag in _ACTING for child in element.iter()) or "-" in str(element.tag) or set(element.attrib) - _LOOKS:
        return True
    return any(not _is_of_file(outline, piece) for piece in pieces)


def _is_switched_off(outline: Outline, node: int) -> bool:
    """Whether an element is the pager of a list of one page: it holds a way on that is switched off, and says no other number than 1."""
    held = {outline.elements[index] for index in outline.within(node)}
    own = [turn for turn in turns_of(outline) if turn.element in held]
    texts = [piece.text for piece in outline.pieces_in(outline.starts[node], outline.ends[node])]
    if any(turn.acts or turn.url or turn.number > 1 for turn in own) or not all(map(PAGER.match, texts)):
        return False
    says_others = any(numeral(text) > 1 for text in texts)
    return not says_others and any(turn.number == 0 and is_off(turn.element) for turn in own)


def _says_first(outline: Outline, node: int) -> bool:
    """Whether a pager says that this is the first page, and not of how many."""
    return bool(_FIRST.match(outline.text(outline.starts[node], outline.ends[node])))


def _says_end(outline: Outline, node: int, text: str) -> bool:
    """Whether a text says that there are no more rows; what a script shows at the end of a list says so where nothing may keep it hidden until then."""
    if _ENDED.match(text):
        return True
    scripts_of_page = outline.document.root.iter("script")
    return bool(_NO_MORE.match(text)) and _is_plain(outline, node) and all(map(does_nothing, scripts_of_page))


def _is_plain(outline: Outline, node: int) -> bool:
    """Whether an element and what is in it only look somehow: no script knows them, and no style of the page names them."""
    nodes = list(outline.elements[node].iter())
    names = {name for item in nodes for name in named(item).split()}
    styles = " ".join(style.text or "" for style in outline.document.root.iter("style"))
    is_named = any(item.get("id") for item in nodes) or any(f".{name}" in styles for name in names)
    return not is_named and not any(map(may_act, nodes))


def _leads_on(outline: Outline, node: int) -> bool:
    """Whether what is named a pager holds a link to another page: one that was understood is followed, and asks nothing of this."""
    if node not in pagers(outline):
        return False
    own = outline.document.own
    folder = own.rpartition("/")[0] + "/"
    asked = (
        outline.document.asked(anchor.href)
        for anchor in outline.anchors_in(outline.starts[node], outline.ends[node])
        if anchor.href
    )
    return any(address and identified(address) not in (own, folder) for address in asked)


def _is_of_file(outline: Outline, piece: Piece) -> bool:
    """Whether a text is the link of a document that stands below a list."""
    return piece.anchor >= 0 and bool(document_extension(outline.anchors[piece.anchor].href))
