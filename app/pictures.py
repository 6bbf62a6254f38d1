"""Pictures of stored pages with the place marked, by a browser that asks nobody for anything (the extra `browser`)."""

import logging
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.wire.browser import chromium_path

logger = logging.getLogger(__name__)
WIDTH, HEIGHT = 1000, 460
"""Pixels of a picture: what a line of an A4 page shows legibly."""
AT_MOST = 300
"""Pictures of one report: some 0.2 s each; the others follow with the next night."""
_CENTRE = "document.querySelector('#mark').scrollIntoView({block: 'center', inline: 'center'})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A stored page to take a picture of; `is_new` ones are made, older ones are only taken over."""

    name: str
    page: Path
    is_new: bool

    @property
    def picture(self) -> Path:
        """Named after the page: the same page gives the same picture."""
        return self.page.with_suffix(".png")


def take(wanted: Sequence[Wanted], linked: Callable[[Path], bool]) -> dict[str, str]:
    """The pictures that there are, by the name of their problem; none where no browser is installed."""
    there = {item.name: item.picture.name for item in wanted if linked(item.picture)}
    missing = [item for item in wanted if item.name not in there and item.is_new][:AT_MOST]
    if missing:
        try:
            import playwright.sync_api as library
        except ImportError:
            return there
        with ThreadPoolExecutor(1) as thread:  # Playwright's simple interface wants a thread without a loop of its own
            there.update(thread.submit(_take, library, missing).result())
    return there


def _take(library: Any, missing: Sequence[Wanted]) -> dict[str, str]:
    made: dict[str, str] = {}
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
            try:
                page.set_content(item.page.read_text(encoding="utf-8"), wait_until="domcontentloaded", timeout=10_000)
                page.evaluate(_CENTRE)
                page.screenshot(path=str(item.picture), timeout=10_000)
                made[item.name] = item.picture.name
            except library.Error as error:
                logger.warning("no picture of %s: %s", item.name, str(error).splitlines()[0])
        browser.close()
    return made
