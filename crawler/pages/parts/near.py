"""What stands beside a list, block by block: one loop for all that look for parts of its column there."""

from collections.abc import Iterable, Iterator

from crawler.pages.outline import Outline


def near(outline: Outline, beside: Iterable[int], most: int, *, with_frame: bool = True) -> Iterator[range]:
    """Each block beside a list with the elements in it, so many of them at most; side blocks are none, and the page's frame is none where it is left out."""
    is_apart = outline.is_side if with_frame else outline.is_aside
    for block in beside:
        if not is_apart(block):
            yield outline.within(block, most)
