"""Pagers that post a form: ASP.NET's `__doPostBack`, and forms with a field for the page's number."""

import hashlib
import re
from collections.abc import Iterable

from crawler.addresses import form_encoded
from crawler.pages.acting import script_of
from crawler.reading.document import Document, Element

_POSTBACK = re.compile(r"__doPostBack\(\s*['\"]([^'\"]*)['\"]\s*,\s*['\"]([^'\"]*)['\"]\s*\)")
CALLED_WITH = re.compile(r"\(\s*['\"]?(\d{1,5})['\"]?\s*\)")
"""The number that a script is given and nothing beside it: where it fills in a form, the page that it asks for."""
MOST_TRIED = 20
"""Links to a next page whose form is looked at: real pages have two."""
_FIELD = re.compile(r"(page|curr?ent|pageno|pagenum|pageindex|intpage)", re.IGNORECASE)


def posted_by(document: Document, anchor: Element) -> tuple[str, str] | None:
    """The name and the body of what a link posts; None where it posts no form."""
    action = script_of(anchor)
    form = next((node for node in anchor.iterancestors() if node.tag == "form"), None)
    form = form if form is not None else next((node for node in document.root.iter("form") if _is_post(node)), None)
    if form is None or not _is_post(form):
        return None
    fields = _fields(form, action)
    return None if fields is None else _named(document, form, encoded(document, form, fields.items()))


def sent(document: Document, form: Element, fields: Iterable[tuple[str, str]]) -> str:
    """What a form asks for by its address: its own query gives way to its fields."""
    action = (form.get("action") or document.url).partition("#")[0].partition("?")[0]
    query = encoded(document, form, fields)
    return f"{action}?{query}" if query else action


def encoded(document: Document, form: Element, fields: Iterable[tuple[str, str]]) -> str:
    """Fields as a browser sends them: in the charset that the form accepts, else in the page's."""
    accepted = (form.get("accept-charset") or "").replace(",", " ").split()[:1]
    return form_encoded(fields, *accepted or (document.query_charset,))


def _is_post(form: Element) -> bool:
    return (form.get("method") or "").lower() == "post"


def _fields(form: Element, action: str) -> dict[str, str] | None:
    """The form's hidden fields as they are when the link is clicked."""
    fields = {
        node.get("name"): node.get("value") or ""
        for node in form.iter("input")
        if node.get("name") and (node.get("type") or "text").lower() in ("hidden", "text")
    }
    posted = _POSTBACK.search(action)
    if posted is not None:
        return {**fields, "__EVENTTARGET": posted[1], "__EVENTARGUMENT": posted[2]}
    if not action.strip():  # the button sends the form as it is: its field names the page
        return fields if any(_FIELD.search(name) for name in fields) else None
    number = next((match for match in CALLED_WITH.finditer(action) if int(match[1]) > 1), None)
    field = next((name for name in fields if _FIELD.search(name)), None)
    if number is None or field is None:
        return None
    return {**fields, field: number[1]}


def _named(document: Document, form: Element, body: str) -> tuple[str, str] | None:
    asked = document.asked(form.get("action") or document.url)
    if asked is None:
        return None
    return f"{asked}#post:{hashlib.sha256(body.encode()).hexdigest()[:24]}", body
