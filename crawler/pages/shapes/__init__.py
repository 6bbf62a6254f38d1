"""Shapes of lists, one a file: each proposes rows, the judging is in `crawler.pages.choosing`."""

from collections.abc import Callable, Iterable

from crawler.pages.outline import Outline
from crawler.pages.rows import Group
from crawler.pages.shapes import abreast, lines, pairs, siblings

SHAPES: tuple[Callable[[Outline], Iterable[Group]], ...] = (siblings.groups, pairs.groups, lines.groups, abreast.groups)
"""Every shape that a page's markup may have, the most usual first."""
