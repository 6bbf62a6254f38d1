"""Scripts that are seen to add nothing to a list and to turn none: all that they call is known to be harmless, or stands in them.

A call of a function that nobody saw may do anything, whatever its name.
"""

import re

from crawler.pages.pagers.growing import LONGEST_SCRIPT
from crawler.reading.document import Element

_ASKS = re.compile(
    r"ajax|fetch|XMLHttp|axios|getJSON|\.(?:get|post|load|append\w*|prepend|after|html|render|init)\s{0,4}\(|innerHTML|insertAdjacent|document\.write|\bload|more|scroll|\bon\w+\s{0,4}=\s{0,4}\w+\s{0,4}(?:[;,}]|$)|"
    r"\buse\s{0,4}\(|\bnew\s+(?!Date\b)\w|template|\$mount|import\b|require",
    re.IGNORECASE,
)
"""What a script says that may add to a list."""
_CALL = re.compile(r"([\w$]+)\s{0,4}\(")
_DEFINED = re.compile(r"\bfunction\s{1,4}([\w$]{1,40})\s{0,4}\(|\b([\w$]{1,40})\s{0,4}=\s{0,4}function\b")
_HANDED = re.compile(r"(?:\$|\bjQuery|\bready)\s{0,4}\(\s{0,4}(?!function\b|document\b|window\b|this\b|[\"'()])\w")
"""A function that is handed over by its name."""
_HARMLESS = frozenset(
    [
        "if",
        "for",
        "while",
        "switch",
        "catch",
        "function",
        "return",
        "typeof",
        "with",
        "$",
        "jQuery",
        "ready",
        "Date",
        "parseInt",
        "parseFloat",
        "Number",
        "String",
        "isNaN",
        "alert",
        "getElementById",
        "getElementsByTagName",
        "getElementsByClassName",
        "getElementsByName",
        "querySelector",
        "querySelectorAll",
        "getFullYear",
        "getYear",
        "getMonth",
        "getDate",
        "getDay",
        "getHours",
        "getMinutes",
        "getSeconds",
        "getTime",
        "toLocaleDateString",
        "toString",
        "replace",
        "indexOf",
        "lastIndexOf",
        "substring",
        "substr",
        "slice",
        "split",
        "join",
        "charAt",
        "push",
        "match",
        "test",
        "exec",
        "toLowerCase",
        "toUpperCase",
        "trim",
        "round",
        "floor",
        "ceil",
        "random",
        "addClass",
        "removeClass",
        "toggleClass",
        "hasClass",
        "css",
        "attr",
        "removeAttr",
        "prop",
        "setAttribute",
        "getAttribute",
        "removeAttribute",
        "eq",
        "first",
        "last",
        "find",
        "parent",
        "parents",
        "siblings",
        "index",
    ]
)
"""What a script may call that adds nothing to a page: words of the language, looking up elements, texts and numbers, how something looks."""
_COUNTERS = re.compile(
    r"hm\.baidu\.com|cnzz\.com|_hmt\b|_czc\b|google-?analytics|googletagmanager|\bgtag\s{0,4}\(|push\.zhanzhang|\bdcs\.conac\.cn|_ideConac|zfwzgl|jiucuo|\b_paq\b|matomo|piwik|_trackEvent|webtrends|_dcsid",
    re.IGNORECASE,
)
"""What says that a script counts visits, or shows the mark of 党政机关."""
_LOADS = re.compile(
    r"createElement\s{0,4}\(\s{0,4}[\"']script|\.insertBefore\s{0,4}\(\s{0,4}\w{1,20}\s{0,4},|\.appendChild\s{0,4}\(\s{0,4}\w{1,20}\s{0,4}\)"
)
"""How the file of a counter is loaded."""
_FILES = re.compile(
    r"^(?:(?:tong_?ji|tj|stat|stats|statistics?|analytics?|webtrends|dcs|wza|a11y|wzatool|accessib\w*|barrier\w*|gr[ae]y|jiucuo|zhaocuo|jweixin|bshare|jiathis|kefu|"
    r"(?:html5(?:shiv)?|respond|modernizr|jquery(?:[-.]migrate)?|bootstrap|superslide|jquery\.superslide|swiper|slick|wow|aos|pie|dd_belatedpng|echarts|popper|lodash|underscore|vue|react))"
    r"(?:[._-]?(?:v?\d[\w.]*|min|bundle|pack|all|slim|x))*)\.js$",
    re.IGNORECASE,
)
"""What the file of a script is named that counts visits, helps readers, or does nothing before another script calls it."""


def is_silent(script: str) -> bool:
    """Whether a script of the page itself is seen to add and to turn nothing."""
    if len(script) >= LONGEST_SCRIPT or _ASKS.search(script) or _HANDED.search(script):
        return False
    own = {found[1] or found[2] for found in _DEFINED.finditer(script)}
    return all(found[1] in _HARMLESS or found[1] in own for found in _CALL.finditer(script))


def is_counter(node: Element) -> bool:
    """Whether a script counts visits and does nothing else, wherever it stands."""
    if node.tag != "script":
        return False
    address, script = str(node.get("src") or ""), (node.text or "")[:LONGEST_SCRIPT]
    if address:
        return bool(_COUNTERS.search(address))
    if not _COUNTERS.search(script):
        return False
    steps = re.split(r"[;\n]", script)
    return is_silent(";".join(step for step in steps if not (_COUNTERS.search(step) or _LOADS.search(step))))


def is_library(address: str) -> bool:
    """Whether a script, by its address, counts visits, or is a file that does nothing to a list by itself."""
    file = address.partition("?")[0].rpartition("/")[2]
    return bool(_FILES.match(file) or _COUNTERS.search(address))


def does_nothing(node: Element) -> bool:
    """Whether a script does nothing to a list: a library's, a counter, or one that is seen to be silent."""
    if node.get("src"):
        return is_library(str(node.get("src")))
    return is_counter(node) or is_silent(node.text or "")
