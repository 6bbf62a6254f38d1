"""Templates of pages as data: what tells a system's pages, and where its rows, titles, days and bodies stand."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from lxml.cssselect import CSSSelector, SelectorError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

BUILT_IN = Path(__file__).parent / "templates"
JSON = "json"
"""An interface's answer: no markup, so no file describes it."""


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"正则表达式（{error}）") from None
    return text


def _selector(text: str) -> str:
    try:
        CSSSelector(text)
    except SelectorError as error:
        raise ValueError(f"CSS 选择器，如 ul.list > li（{error}）") from None
    return text


Pattern = Annotated[str, Field(min_length=1), AfterValidator(_pattern)]
Selector = Annotated[str, Field(min_length=1), AfterValidator(_selector)]


class Template(BaseModel):
    """One template. What it leaves out is read by structure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$")]
    says: str = ""
    marks: tuple[Pattern, ...] = ()
    """Patterns of which one must stand in a page or its address; a template without any fits every page."""
    rows: Selector | None = None
    """The elements that are rows of the list: no others are."""
    title: Selector | None = None
    """Within a row, the element whose text is the title; its link where it has none."""
    day: Selector | None = None
    """Within a row, the element that shows the day."""
    next: Selector | None = None
    """The link to the next page."""
    body: Selector | None = None
    """The element that holds an article's text."""

    @property
    def mark(self) -> str:
        """What changes when the template does: extracts that were made with another are read again."""
        return f"{self.name}:{hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]}"


@cache
def built_in() -> Mapping[str, Template]:
    """The templates that the program brings along, by name."""
    files = sorted(BUILT_IN.glob("*.yaml"))
    read = [Template.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files]
    return {template.name: template for template in read}
