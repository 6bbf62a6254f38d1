"""Trees that a script draws beside a list: nodes with addresses below the column's own are its parts, and a tree that a script turns hides some."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from urllib.parse import parse_qsl, urlsplit

from crawler.addresses import extension_of, identified
from crawler.pages.outline import SELECTED, Outline
from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.pages.parts.narrowing import FIRST_PAGE, added
from crawler.reading.kinds import FILES
from crawler.records.items import ListPart

MOST = 500
"""Nodes of one page's trees that are looked at."""
TREE = "目录树"
"""What the parts of a tree are called that only a script knows."""
_MADE = re.compile(
    r"zTree\.init\s{0,4}\(\s{0,4}(?:\$|jQuery)\s{0,4}\(\s{0,4}[\"']([^\"']{1,60})|"
    r"[\"']([^\"'<>]{1,60})[\"']\s{0,4}\)\s{0,4}\.(?:jstree|tree|treeview|dynatree|fancytree)\s{0,4}\(|"
    r"\btree\.render\s{0,4}\(\s{0,4}\{[^{}]{0,200}?elem\s{0,4}:\s{0,4}[\"']([^\"']{1,60})|\bnew\s{1,4}dTree\s{0,4}(\()",
)
"""Calls of the libraries that draw trees, and where each is drawn."""
_ADDED = re.compile(
    r"\.add\s{0,4}\(\s{0,4}[\"']?\w{1,40}[\"']?\s{0,4},\s{0,4}[\"']?-?\w{1,40}[\"']?\s{0,4},\s{0,4}[\"']([^\"'\n]{1,60})[\"']\s{0,4}(?:,\s{0,4}[\"']([^\"'\n]{0,500})[\"'])?"
)
_PARTS = re.compile(r"[^{}\[\]]{6,800}")
_NAMED = re.compile(r"(?:^|[,\s])[\"']?(?:name|title|text|label)[\"']?\s{0,4}:\s{0,4}[\"']([^\"'\n]{1,60})[\"']")
_LEADS = re.compile(r"(?:^|[,\s])[\"']?(?:url|href|link)[\"']?\s{0,4}:\s{0,4}[\"']([^\"'\n]{1,500})[\"']")
_HANDLED = re.compile(
    r"\bonClick\b|\bclick\s{0,4}:|\bonSelect\b|onNodeSelected|nodeSelected|(?:changed|select_node)\.jstree|\bonActivate\b|\bactivate\s{0,4}:"
)
"""What says what a click on a node does."""
_LOCATION = re.compile(r"location(?:\.href)?\s{0,4}=\s{0,4}([^;\n]{1,200})|window\.open\s{0,4}\(([^;\n]{1,200})")
_QUOTED = re.compile(r"^\s{0,4}[\"']([^\"']{0,300})[\"']")
_COMPONENTS = frozenset(("el-tree", "a-tree", "n-tree", "van-tree-select"))


def read_trees(outline: Outline) -> Iterator[ListPart]:
    """The parts of a column that trees of its page lead to, or keep for a script."""
    scripts = [script for script in outline.document.scripts if "ree" in script and len(script) < LONGEST_SCRIPT]
    made = [found for script in scripts for found in _MADE.finditer(script)]
    if not made:
        if "-tree" in outline.document.text and any(map(partial(_is_drawn, outline), range(len(outline.elements)))):
            yield ListPart(TREE, "")
        return
    nodes = list(islice((node for script in outline.document.scripts for node in _nodes(script)), MOST))
    leads = [(name, asked) for name, href in nodes if (asked := _asked(outline, href))]
    if leads:
        yield from (ListPart(name, asked) for name, asked in leads if _is_own(outline, asked))
    elif any(href.startswith("javascript") for _, href in nodes) or _hides(outline, scripts, made, bool(nodes)):
        yield ListPart(TREE, "")


def _is_drawn(outline: Outline, index: int) -> bool:
    """Whether an element is a component's tree, or one that asks for its nodes, in the list's own part of the page."""
    node = outline.elements[index]
    asks = "easyui-tree" in str(node.get("class")) and "url" in str(node.get("data-options"))
    return (asks or node.tag in _COMPONENTS) and not outline.is_aside(index)


def _nodes(script: str) -> Iterator[tuple[str, str]]:
    """The nodes that a script holds: each by its name and its address, empty where it has none."""
    if len(script) >= LONGEST_SCRIPT:
        return
    yield from _ADDED.findall(script)
    for part in _PARTS.finditer(script):
        name = _NAMED.search(part[0])
        if name is not None:
            href = _LEADS.search(part[0])
            yield name[1], href[1] if href is not None else ""


def _asked(outline: Outline, href: str) -> str:
    if not href or href.startswith(("#", "javascript")):
        return ""
    return outline.document.asked(href) or ""


def _is_own(outline: Outline, asked: str) -> bool:
    """Whether an address narrows the page's own, or lies below it."""
    own, led = urlsplit(outline.document.url), urlsplit(asked)
    if own.netloc != led.netloc or extension_of(asked) in FILES or identified(asked) == outline.document.own:
        return False
    path, other = FIRST_PAGE.sub("", own.path), FIRST_PAGE.sub("", led.path)
    if path == other:
        return bool(added(parse_qsl(own.query, keep_blank_values=True), parse_qsl(led.query, keep_blank_values=True)))
    is_folder = path.endswith("/") and path != "/"
    return is_folder and not own.query and not led.query and other.startswith(path)


def _hides(outline: Outline, scripts: list[str], made: list[re.Match[str]], has_nodes: bool) -> bool:
    """Whether a script turns the list where a node is clicked, or nodes come from elsewhere to a tree in the list's own part of the page."""
    if not any(map(_HANDLED.search, scripts)):
        return not has_nodes and any(_is_beside(outline, found) for found in made)
    leads = [found[1] or found[2] for script in outline.document.scripts for found in _LOCATION.finditer(script)]
    return not leads or any(_turns(outline, lead) for lead in leads)


def _turns(outline: Outline, lead: str) -> bool:
    """Whether where a script leads is this column's own page by another query."""
    quoted = _QUOTED.match(lead)
    return quoted is not None and "?" in quoted[1] and _is_own(outline, outline.document.asked(f"{quoted[1]}1") or "")


def _is_beside(outline: Outline, found: re.Match[str]) -> bool:
    """Whether a tree is drawn neither in the page's frame nor in a side block."""
    names = SELECTED.findall(found[1] or found[2] or found[3] or "")
    places = (index for name in names for index in outline.by_name.get(name, ()))
    return any(not outline.is_aside(index) for index in places)
