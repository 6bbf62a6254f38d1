"""Which page object reads a page: by a template's data, or an interface's answer."""

from collections.abc import Mapping
from datetime import datetime

from config.templates import JSON, Template
from crawler.pages.base import PageObject
from crawler.pages.json_rows import Json
from crawler.pages.outline import Outline
from crawler.pages.template import TemplatePage
from crawler.reading.document import Document


def page_object(
    document: Document, name: str, reference: datetime, templates: Mapping[str, Template]
) -> tuple[PageObject, str]:
    """The page object of a page, and why the template that was asked for does not fit (empty where it does).

    Raises KeyError where no template has this name.
    """
    if name == JSON:
        chosen: PageObject = Json(document, reference)
        fits = chosen.matches()
        if fits:
            return chosen, ""
    outline = Outline(document, reference)
    if name != JSON:
        chosen = TemplatePage(document, templates[name], outline)
        if chosen.matches():
            return chosen, ""
    return TemplatePage(document, Template(name="generic"), outline), f"template {name} does not match"
