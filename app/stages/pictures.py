"""Pictures of stored pages with the place marked, by a browser that asks nobody for anything (the extra `browser`)."""

import logging
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.wire.browser import chromium_path

logger = logging.getLogger(__name__)
WIDTH, HEIGHT = 1000, 460
"""Pixels of a picture: what a line of an A4 page shows legibly."""
AT_MOST, LONGEST = 300, 120.0
"""Pictures that one report makes, and the seconds it takes for them: some 0.2 s and 50 kB each. The others follow with the next
nights, so that the first night of a crowded district is not held up; a picture that was made is kept as one file."""
_CENTRE = "document.querySelector('#mark').scrollIntoView({block: 'center', inline: 'center'})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stored page to take a picture of; what is new is first in turn."""

    name: str
    page: Path
    is_new: bool

    @property
    def picture(self) -> Path:
        """Named after the page: the same page gives the same picture."""
        return self.page.with_suffix(".png")


@dataclass(frozen=True, slots=True)
class Taken:
    """The pictures that there are, by the name of their problem, and what this report had to do for them."""

    files: dict[str, str]
    made: int = 0
    seconds: float = 0.0
    size: int = 0
    """Bytes of those that were made."""
    left: int = 0
    """How many wait for the next night."""

    def __str__(self) -> str:
        waiting = f"，其余 {self.left} 处由以后各夜补上" if self.left else ""
        return f"问题图片：新截取 {self.made} 张（用时 {self.seconds:.0f} 秒，{self.size / 1e6:.1f} MB）{waiting}"


def take(wanted: Sequence[Wanted], linked: Callable[[Path], bool]) -> Taken:
    """Take what pictures are missing, within `AT_MOST` and `LONGEST`; none where no browser is installed."""
    there = {item.name: item.picture.name for item in wanted if linked(item.picture)}
    missing = sorted((item for item in wanted if item.name not in there), key=lambda item: not item.is_new)
    if not missing:
        return Taken(there)
    try:
        import playwright.sync_api as library
    except ImportError:
        return Taken(there)
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as thread:  # Playwright's simple interface wants a thread without a loop of its own
        made = thread.submit(_take, library, missing[:AT_MOST]).result()
    if not made:
        return Taken(there)
    size = sum(item.picture.stat().st_size for item in missing if item.name in made)
    return Taken(there | made, len(made), time.monotonic() - begun, size, len(missing) - len(made))


def _take(library: Any, missing: Sequence[Wanted]) -> dict[str, str]:
    made: dict[str, str] = {}
    until = time.monotonic() + LONGEST
    with library.sync_playwright() as driver:
        try:
            flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            browser = driver.chromium.launch(executable_path=chromium_path() or None, args=flags)
        except library.Error as error:
            logger.warning("no pictures: %s", str(error).splitlines()[0])
            return made
        context = browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, offline=True, java_script_enabled=True
        )
        context.route("**/*", lambda route: route.abort())
        page = context.new_page()
        for item in missing:
            if time.monotonic() > until:
                break
            try:
                page.set_content(item.page.read_text(encoding="utf-8"), wait_until="domcontentloaded", timeout=10_000)
                page.evaluate(_CENTRE)
                page.screenshot(path=str(item.picture), timeout=10_000)
                made[item.name] = item.picture.name
            except library.Error as error:
                logger.warning("no picture of %s: %s", item.name, str(error).splitlines()[0])
        browser.close()
    return made
