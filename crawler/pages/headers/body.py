"""The element that holds an article's text: marked by a usual name, otherwise where the text is densest."""

import re

from crawler.pages.outline import Outline

_MARK = re.compile(
    r"(^|[-_ ])(zoom|trs_editor\w*|trs_ueditor|v_news_content|vsb_content\w*|article[-_]?con\w*|article[-_]?body|article[-_]?text|pages_content|"
    r"bt_content|news_content|newscontent|xxgk_content|content[-_]body|con_text|content_text|detail[-_]?con\w*|info[-_]?con\w*|entry[-_]content|post[-_]content|"
    r"contents?|text|zw|zhengwen|nr|neirong|ucap-content|main[-_]?text|artcontent|news[-_]?text)([-_ ]|$)",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    ("div", "td", "article", "section", "table", "tbody", "tr", "form", "center", "ucapcontent", "main")
)
LEAST_SHARE = 0.3
"""Of the page's text outside links: a part with less is no body, whatever its name says."""
LEVELS = 12
"""How far above its element a text is counted: real bodies are nested less deep."""


def main_body(outline: Outline) -> int:
    """The index of the element that holds the article's text; -1 where the page has no text."""
    sizes = _sizes(outline)
    total = max(sizes.values(), default=0)
    marked = [
        node for node in sizes if _is_marked(outline, node) and sizes[node] >= max(total * LEAST_SHARE, total / 2 - 100)
    ]
    if marked:
        return min(marked, key=lambda node: (sizes[node], -node))
    return _densest(outline, sizes)


def _sizes(outline: Outline) -> dict[int, int]:
    """Characters of text outside links below each element."""
    sizes: dict[int, int] = {}
    for piece in outline.pieces:
        if piece.anchor >= 0 or outline.outside[piece.element]:
            continue
        node = piece.element
        for _ in range(LEVELS):
            if node < 0 or outline.tags[node] in ("body", "html"):
                break
            sizes[node] = sizes.get(node, 0) + len(piece.text)
            node = outline.parents[node]
    return sizes


def _is_marked(outline: Outline, node: int) -> bool:
    is_block = outline.tags[node] in ("div", "td", "article", "section", "ucapcontent")
    return is_block and bool(_MARK.search(outline.names[node]))


def _densest(outline: Outline, sizes: dict[int, int]) -> int:
    """Go down from the largest block as long as one child keeps most of its text."""
    blocks = {node: size for node, size in sizes.items() if outline.tags[node] in _BLOCKS}
    if not blocks:
        return -1
    node = max(blocks, key=lambda item: (blocks[item], -item))
    while True:
        children = [
            child for child in outline.children[node] if child in blocks and blocks[child] * 10 >= blocks[node] * 7
        ]
        if not children:
            return node
        node = max(children, key=lambda item: blocks[item])
