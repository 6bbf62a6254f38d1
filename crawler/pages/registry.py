"""Every page object that configuration may name."""

from crawler.pages.base import PageObject
from crawler.pages.families import Boda, Enorth, Generic, Hanweb, Trs
from crawler.pages.json_rows import Json

PAGE_OBJECTS: tuple[type[PageObject], ...] = (Generic, Trs, Hanweb, Enorth, Boda, Json)
"""Every template that configuration may name, `generic` first."""


def page_object(name: str) -> type[PageObject]:
    """The page object of a template; KeyError where no template has this name."""
    return {item.name: item for item in PAGE_OBJECTS}[name]
