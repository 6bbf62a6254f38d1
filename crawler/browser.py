"""Lists that only a browser can load: read by headless Chromium for columns that say `browser: true` (an extra)."""

import logging
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from crawler.addresses import host_of

logger = logging.getLogger(__name__)
MAX_PAGES = 60
"""Pages of one list that are turned at most."""
SETTLED = 400
"""Milliseconds without a request after which a page is taken as loaded."""
_FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
]
_UNWANTED = frozenset(("image", "media", "font"))
_NEXT = "a, button, span, li"
_READ = "() => { document.querySelectorAll('script').forEach(e => e.remove()); return document.body ? document.body.innerHTML : ''; }"
Enough = Callable[[str], bool]


class BrowserMissing(Exception):
    """Raised where Playwright or a Chromium is not installed; trying again makes sense after installing them."""


def chromium_path() -> str:
    """The machine's Chromium, or the one that HONGQIAO_CHROMIUM names; empty for Playwright's own."""
    return os.environ.get("HONGQIAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def render(url: str, agent: str, timeout: float, hosts: tuple[str, ...], enough: Enough) -> str:
    """The list at an address as a reader sees it, turned page by page until `enough` says so or it does not change.

    Only the site's own hosts are asked, pictures and fonts are not. Raises BrowserMissing.
    """
    try:
        import playwright.sync_api as library
    except ImportError as error:
        raise BrowserMissing("the extra `browser` is not installed") from error
    with ThreadPoolExecutor(1) as thread:  # Playwright's simple interface wants a thread without a loop of its own
        return thread.submit(_render, library, url, agent, timeout, hosts, enough).result()


def _render(library: Any, url: str, agent: str, timeout: float, hosts: tuple[str, ...], enough: Enough) -> str:
    with library.sync_playwright() as driver:
        try:
            flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            browser = driver.chromium.launch(executable_path=chromium_path() or None, args=flags)
        except library.Error as error:
            raise BrowserMissing(str(error)[:200]) from error
        try:
            page = browser.new_page(user_agent=agent)
            page.set_default_timeout(timeout * 1000)
            page.route("**/*", lambda route: route.continue_() if _is_wanted(route.request, hosts) else route.abort())
            page.goto(url, wait_until="load")
            return "<html><body>" + "\n".join(_pages(library, page, enough)) + "</body></html>"
        finally:
            browser.close()


def _is_wanted(request: Any, hosts: tuple[str, ...]) -> bool:
    return request.resource_type not in _UNWANTED and (host_of(request.url) in hosts or request.url.startswith("data:"))


def _pages(library: Any, page: Any, enough: Enough) -> list[str]:
    shown: list[str] = []
    while len(shown) < MAX_PAGES:
        _settle(library, page)
        markup = str(page.evaluate(_READ))
        if shown and markup == shown[-1]:
            break
        shown.append(markup)
        following = page.locator(_NEXT).filter(has_text="下一页").last
        if enough(markup) or not following.count():
            break
        try:
            following.click(timeout=1000)
        except library.Error:
            break
    return shown


def _settle(library: Any, page: Any) -> None:
    try:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
    except library.Error as error:
        logger.info("a page did not come to rest: %s", error)
