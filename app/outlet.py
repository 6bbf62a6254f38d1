"""Where a command speaks: on a terminal, legibly, and without secrets."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from config.legible import legible


class Outlet(Console):
    """A console on which no text can move the cursor, change colours or ring: only rich itself may."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The segments of something to print, each legible; rich's own controls are no text."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(_said(segment.text), segment.style)


def outlet(**options: Any) -> Outlet:
    """A console of ours: no markup is read in what pages and people wrote."""
    return Outlet(soft_wrap=True, highlight=False, markup=False, **options)


def _said(text: str) -> str:
    from app.masking import masked

    return masked(legible(text))
