"""What a style sheet or a style attribute loads: `url()`, `image-set()`, and `@import` where it counts."""

import re
from functools import lru_cache
from typing import Any

import tinycss2

MAX_ADDRESSES = 2000
_LOADS = re.compile("url|image-set|import", re.IGNORECASE)
_UNLOADED = frozenset(("namespace", "document", "-moz-document"))
"""Rules whose addresses only name something."""
_BEFORE_IMPORTS = frozenset(("charset", "layer"))


def css_addresses(text: str, declarations: bool = False) -> list[str]:
    """The addresses that a style sheet loads, or the declarations of a style attribute."""
    if "\\" not in text and not _LOADS.search(text):  # names may be written with escapes
        return []
    return list(_addresses(text, declarations))


@lru_cache(maxsize=64)
def _addresses(text: str, declarations: bool) -> tuple[str, ...]:
    """The pages of a site share their style sheets: each is read once."""
    if declarations:
        found = _loaded(tinycss2.parse_declaration_list(text))
    else:
        rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
        found = [*_imports(rules), *_loaded(rules)]
    return tuple(address for address in found[:MAX_ADDRESSES] if address and not address.startswith(("data:", "#")))


def _imports(rules: list[Any]) -> list[str]:
    """Style sheets that are loaded: an `@import` after another rule is none (CSS Cascading, section 2)."""
    found = []
    for rule in rules:
        name = rule.lower_at_keyword if rule.type == "at-rule" else ""
        if name == "import":
            found += [token.value for token in rule.prelude if token.type in ("string", "url")][:1]
            found += [_first_string(token) for token in rule.prelude if _is_url_function(token)][:1]
        elif name not in _BEFORE_IMPORTS or rule.content is not None:
            break
    return found


def _loaded(nodes: list[Any]) -> list[str]:
    found: list[str] = []
    stack = list(reversed(nodes))
    while stack and len(found) < MAX_ADDRESSES:
        node = stack.pop()
        if node.type == "url":
            found.append(node.value)
        elif _is_url_function(node):
            found.append(_first_string(node))
        elif node.type == "function" and node.lower_name in ("image-set", "-webkit-image-set"):
            found += [part.value for part in node.arguments if part.type == "string"]
            stack.extend(part for part in reversed(node.arguments) if part.type == "url" or _is_url_function(part))
        elif node.type == "at-rule":
            if node.lower_at_keyword != "import" and node.lower_at_keyword not in _UNLOADED:
                stack.extend(reversed(node.content or []))
        else:
            for part in ("content", "value", "arguments"):
                children = getattr(node, part, None)
                if isinstance(children, list):
                    stack.extend(reversed(children))
    return found


def _is_url_function(node: Any) -> bool:
    return bool(node.type == "function" and node.lower_name == "url")


def _first_string(node: Any) -> str:
    return next((str(part.value) for part in node.arguments if part.type == "string"), "")
