"""Links that turn pages: what they say and where they lead, whatever element carries them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from crawler.pages.acting import acts_otherwise, held, is_clicked, says_click, script_of
from crawler.pages.anchors import ADDRESSES, address_of
from crawler.pages.pagers.forms import sent
from crawler.reading.document import Document, Element, text_of
from crawler.reading.numerals import numeral
from crawler.reading.words import NEXT, ONWARD

_NEXT = re.compile(rf"^[\W_]*(?:{NEXT})[\W_]*(?:[(（\[]?\d{{1,5}}[)）\]]?)?[\W_]*$", re.IGNORECASE)
_ONWARD = re.compile(rf"^\s*(?:{ONWARD})\s*$")
_NUMBER = re.compile(
    r"^[\s\[(（【第]*(\d{1,5}|[①-⑩⑴-⑽⒈-⒑Ⅰ-Ⅹ❶-❿]|(?<=第)[一二三四五六七八九十]{1,3}(?=\s?页))[\s\])）】页]*$"
)
_OFF = re.compile(
    r"(?:^|[-_ ])(?:disabled?|nolink|no|gray|grey|off|forbid|unable|end|last|next_d|d)(?:[-_ ]|$)|_d$", re.IGNORECASE
)
_CALLED_WITH = re.compile(r"\(\s*['\"]?(\d{1,5})['\"]?\s*[,)]")
_IDLE = re.compile(
    r"^\s*(?:#.*|javascript:\s*(?:void\s*\(\s*0?\s*\)|;|return false;?)?\s*;?|about:blank)?\s*$", re.IGNORECASE
)
BUTTONS = frozenset(("button", "submit", "image", "reset"))
"""Fields of forms that are clicked, and sent only where they were."""
LONGEST = 20
"""Characters of a link that turns pages."""
FIRST_IS_ZERO = -1
"""The number of a link that is called 0: it names the first page where pages are numbered from 0."""
_NEXT_CLASS = re.compile(r"(?:^|[-_ ])next(?:[-_ ](?:page|btn|link))?(?:[ ]|$)", re.IGNORECASE)
_NEXT_PICTURE = re.compile(
    r"(?:^|[/_-])(?:next|xyy|xiayiye|xiaye)(?:[_-]?page|[_-]?btn)?\d?\.(?:gif|png|jpe?g|svg|webp)(?:\?|$)",
    re.IGNORECASE,
)
_CARRIERS = ("a", "area", "button", "input", "span", "li", "div", "td", "img", "em", "i", "b", "label", "font", "p")


@dataclass(frozen=True, slots=True)
class Turn:
    """One link of a pager. `number` is the page that it names (0 for the next one, -1 where it is called 0); `calls` the number that its script is given."""

    element: Element
    number: int
    url: str | None
    acts: bool
    """Whether something happens when it is clicked, though no address says what."""
    calls: int | None
    is_arrow: bool = False


def turns(document: Document) -> Iterator[Turn]:
    """Every link that may turn pages, in order."""
    otherwise = acts_otherwise(document)
    acting = {element for name in ("onclick", *ADDRESSES) for element in document.bearing(name) if element.get(name)}
    for element in document.root.iter(*_CARRIERS):
        if (
            element.tag not in ("a", "area", "button", "input")
            and element not in acting
            and not (otherwise and is_clicked(element))
        ):
            continue
        if element.tag == "input" and not _is_clicked(element):
            continue
        text = document.shown(element) or text_of(element)
        if not text and _is_icon(document, element):
            yield _turn(document, element, 0, is_arrow=True)
        if not text or len(text) > LONGEST:
            continue
        number, is_arrow = _said(text)
        if number is not None:
            yield _turn(document, element, number, is_arrow)


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[int | None, bool]:
    """The page that a link's words name (0 for the next one), None where they name none, and whether they are an arrow. The pages of a site
    share most of their short links."""
    number, is_arrow = _NUMBER.match(text), _ONWARD.match(text) is not None
    if number is not None:
        return numeral(number[1]) or FIRST_IS_ZERO, is_arrow
    return (0 if is_arrow or says_next(text) else None), is_arrow


def says_next(text: str) -> bool:
    """Whether a link says that it leads to the next page."""
    return bool(_NEXT.match(text))


def _is_clicked(field: Element) -> bool:
    """Whether a field of a form is there to be clicked: what is hidden, typed into it or chosen turns no page."""
    kind = (field.get("type") or "").strip().lower()
    return kind in BUTTONS or (says_click(field) and kind not in ("radio", "checkbox"))


def _is_icon(document: Document, element: Element) -> bool:
    """Whether a link without a word is an arrow by its class or its picture. One without an address is none: sliders have such arrows."""
    pictures = (image.get("src") or "" for image in element.iter("img"))
    is_arrow = _NEXT_CLASS.search(element.get("class") or "") or any(_NEXT_PICTURE.search(src) for src in pictures)
    return bool(is_arrow) and document.asked(address_of(element)) is not None


def _turn(document: Document, element: Element, number: int, is_arrow: bool) -> Turn:
    href = address_of(element)
    if not href and element.tag == "img":
        parent = element.getparent()
        href = address_of(parent) if parent is not None and parent.tag == "a" else ""
    asked = document.asked(href or (_sent_to(document, element) if number == 0 else ""))
    script = script_of(element)
    called = _CALLED_WITH.search(script) if "(" in script else None
    acts = not is_off(element) and (
        element.tag == "input" or is_clicked(element) or (element.tag == "a" and is_for_script(element))
    )
    idle = _IDLE.match(script)
    return Turn(
        element=element,
        number=number,
        url=asked,
        acts=acts,
        calls=int(called[1]) if called and not idle else None,
        is_arrow=is_arrow,
    )


def is_off(element: Element) -> bool:
    """Whether a link of a pager says that it is switched off."""
    classes = f"{element.get('class') or ''} {_class_of(element.getparent())}"
    return bool(_OFF.search(classes)) or element.get("disabled") is not None or element.get("aria-disabled") == "true"


def is_for_script(element: Element) -> bool:
    """Whether an element holds data that a script may act on."""
    return any(name.startswith("data-") for name in held(element))


def _sent_to(document: Document, element: Element) -> str:
    """Where a button sends a form that asks by its address and has nothing to be filled in; empty where it sends none."""
    if (
        element.tag not in ("button", "input")
        or (element.get("type") or "submit").lower() != "submit"
        or says_click(element)
    ):
        return ""
    form = next((node for node in element.iterancestors() if node.tag == "form"), None)
    if form is None or (form.get("method") or "get").lower() != "get" or not form.get("action"):
        return ""
    fields = [node for node in form.iter("input", "select", "textarea") if node is not element and node.get("name")]
    if any((node.get("type") or "text").lower() != "hidden" for node in fields):
        return ""
    return sent(document, form, [(str(node.get("name")), node.get("value") or "") for node in fields])


def _class_of(element: Element | None) -> str:
    return str(element.get("class") or "") if element is not None and element.tag in ("li", "span", "em", "i") else ""
