"""Links beside a list to its earlier posts: years and months by their names, and archives (往期, 历史信息), wherever these lead."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from crawler.addresses import host_of, identified
from crawler.pages.acting import is_clicked
from crawler.pages.anchors import Anchor
from crawler.pages.outline import Outline, Piece
from crawler.pages.pagers.addressed import numbers_pages
from crawler.pages.parts.names import bare
from crawler.reading.periods import is_archive, is_dated, tells_of_archive
from crawler.records.items import ListPart

LONGEST = 20
"""Characters of a text before a link that may tell of an archive."""
LEVELS = 3
"""How far above its text what a click acts on stands."""

ARCHIVE = "历史信息"
"""What an archive is called whose link says no more than that it leads there."""
_ELSEWHERE = re.compile(
    r"^[\W_]*(?:查看)?(?:更早|较早|以前|以往|往期|往年|历史|此前|\d{4}年以?前)的?(?:历史)?(?:信息|内容|文章|新闻|公告|文件|数据|动态)请?(?:到|至|登录|访问|前往|点击|查看|见|查阅|移步|在)\S{2,16}$"
)
"""A text that says where such posts are, and leads nowhere."""
_BLOCKS = frozenset(("div", "ul", "ol", "dl", "table", "section"))
_HERE = re.compile(r"^(?:请?点击)?(?:这里|此处|进入|查看)$")


def periods(outline: Outline, links: Iterable[Anchor], rows: Collection[str | None]) -> list[tuple[Anchor, str]]:
    """The links that are named by a period and lead to a page of this host, but for those of side blocks: a whole site's archive stands there."""
    found = []
    for anchor in links:
        if is_dated(bare(anchor.title)) and not outline.is_side(anchor.element):
            asked = _other_page(outline, anchor, rows)
            if asked and host_of(asked) == host_of(outline.document.url):
                found.append((anchor, asked))
    return found


def archives(outline: Outline, beside: Iterable[int], rows: Collection[str | None]) -> Iterator[ListPart]:
    """What is named an archive beside a list, with the address that it leads to, empty where only a script knows: a click shows it, or an empty block stands below its name."""
    for element in beside:
        for piece in outline.pieces_in(outline.starts[element], outline.ends[element]):
            name = bare(piece.text)
            is_told = bool(_HERE.match(name)) and any(map(_tells, outline.pieces_before(piece.order, 1)))
            if outline.is_side(piece.element):
                continue
            if (
                _ELSEWHERE.match(name)
                and piece.anchor < 0
                and not any(map(_leads, outline.pieces_after(piece.order + 1, 1)))
            ):
                yield ListPart(ARCHIVE, "")
            is_folded = piece.anchor < 0 and _tells(piece) and _folds(outline, piece.element)
            if not (is_archive(name) or is_told or is_folded):
                continue
            name = name if is_archive(name) and not is_told else ARCHIVE
            anchor = outline.anchors[piece.anchor] if piece.anchor >= 0 else None
            if anchor is not None and anchor.href:
                asked = _other_page(outline, anchor, rows)
                if asked:
                    yield ListPart(name, asked)
            elif is_folded or _acts(outline, piece.element):
                yield ListPart(name, "")


def _tells(piece: Piece) -> bool:
    return len(piece.text) <= LONGEST and tells_of_archive(piece.text)


def _leads(piece: Piece) -> bool:
    """Whether a text is a link that says no more than that it leads there."""
    return piece.anchor >= 0 and bool(_HERE.match(bare(piece.text)))


def _other_page(outline: Outline, anchor: Anchor, rows: Collection[str | None]) -> str:
    """Where a link leads; empty where that is this page or a further one of its list, or a row of it."""
    asked = outline.document.asked(anchor.href) if anchor.href else None
    if asked is None or {asked, identified(asked)} & set(rows) or identified(asked) == outline.document.own:
        return ""
    own, led = urlsplit(outline.document.url), urlsplit(asked)
    turns = own.path == led.path and any(numbers_pages(name) for name, _ in parse_qsl(led.query))
    return "" if turns else asked


def _folds(outline: Outline, element: int) -> bool:
    """Whether a text heads an empty block, or what a click opens, and nothing else stands with it: a script has yet to fill it."""
    for node in islice(outline.alone(element), LEVELS):
        index = outline.places[node]
        blocks = [child for child in outline.children[index] if outline.tags[child] in _BLOCKS]
        if node.tag == "details" or (
            len(outline.children[index]) > 1 and any(not outline.count(child) for child in blocks[-1:])
        ):
            return True
    return False


def _acts(outline: Outline, element: int) -> bool:
    """Whether a click on a text does something."""
    return any(node.tag == "a" or is_clicked(node) for node in islice(outline.alone(element), LEVELS))
