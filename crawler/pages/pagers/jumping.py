"""Forms that ask for a page by its address: a field or a select with the page's number (第[1]页 GO), and links whose script fills it in."""

from collections.abc import Iterator

from crawler.pages.acting import script_of
from crawler.pages.pagers.addressed import numbers_pages
from crawler.pages.pagers.forms import CALLED_WITH, sent
from crawler.pages.pagers.links import BUTTONS, says_next
from crawler.reading.document import Document, Element, text_of, visible_text


def next_page(document: Document, pages: int | None) -> str | None:
    """The address of the page after the one that a form's field names, as far as there are `pages` of them; None where no form asks for one."""
    for form in document.root.iter("form"):
        field = _field(form)
        if field is not None and _is_the_lists(document, form):
            number = _number(field) + 1
            is_offered = field.tag != "select" or str(number) in _options(field)
            if number > 1 and is_offered and (pages is None or number <= pages):
                return _asked(document, form, field, number)
    return None


def called(document: Document) -> str | None:
    """The address that a link to the next page asks for by filling in a form's field; None where none does."""
    for link in document.root.iter("a", "button", "input"):
        match = CALLED_WITH.search(script_of(link))
        if match is None or not says_next(text_of(link)):
            continue
        form = next((node for node in link.iterancestors() if node.tag == "form"), None)
        field = _field(form) if form is not None else None
        if form is not None and field is not None and int(match[1]) == _number(field) + 1:
            return _asked(document, form, field, int(match[1]))
    return None


def _field(form: Element) -> Element | None:
    """The field of a form that numbers pages; None where it is posted, or asks for anything else that a reader fills in."""
    if (form.get("method") or "get").lower() != "get":
        return None
    numbering = [node for node in _fields(form) if numbers_pages(str(node.get("name")))]
    others = [
        node for node in _fields(form) if node not in numbering and (node.get("type") or "text").lower() != "hidden"
    ]
    return numbering[0] if len(numbering) == 1 and not others else None


def _is_the_lists(document: Document, form: Element) -> bool:
    """Whether a form asks for a page of the list, not of a search: it leads to this page, or speaks of pages."""
    asked = document.asked(form.get("action") or document.url) or ""
    return asked.partition("?")[0] == document.url.partition("?")[0] or "页" in visible_text(form)


def _fields(form: Element) -> Iterator[Element]:
    """The fields whose values a form sends, but for its buttons'."""
    for node in form.iter("input", "select", "textarea"):
        if node.get("name") and (node.get("type") or "text").lower() not in BUTTONS:
            yield node


def _number(field: Element) -> int:
    """The page that a field names: this one; 0 where it names none."""
    value = field.get("value") or ""
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((node for node in options if node.get("selected") is not None), options[0] if options else None)
        value = _value(chosen) if chosen is not None else ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0


def _options(field: Element) -> set[str]:
    return {_value(node) for node in field.iter("option")}


def _value(option: Element) -> str:
    return (option.get("value") or option.text or "").strip()


def _asked(document: Document, form: Element, field: Element, number: int) -> str | None:
    fields = [
        (str(node.get("name")), str(number) if node is field else node.get("value") or "") for node in _fields(form)
    ]
    return document.asked(sent(document, form, fields))
