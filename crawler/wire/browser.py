"""Lists that only a browser can load: read by headless Chromium for columns that say `browser: true` (an extra)."""

import logging
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from config.schema import Crawl, Probe
from crawler.wire.proxy import guarded_proxy

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
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # the proxy is the only way out
]
_UNWANTED = frozenset(("image", "media", "font"))
_NEXT = "a, button, span, li"
_READ = "() => { document.querySelectorAll('script').forEach(e => e.remove()); return document.body ? document.body.innerHTML : ''; }"
Enough = Callable[[str], bool]


class BrowserFailed(Exception):
    """Raised where a browser could not load a page; trying again may help."""


class BrowserMissing(Exception):
    """Raised where Playwright or a Chromium is not installed; trying again makes sense after installing them."""


def chromium_path() -> str:
    """The machine's Chromium, or the one that HONGQIAO_CHROMIUM names; empty for Playwright's own."""
    return os.environ.get("HONGQIAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def render(url: str, crawl: Crawl, probe: Probe, hosts: tuple[str, ...], enough: Enough) -> str:
    """The list at an address as a reader sees it, turned page by page until `enough` says so or it does not change.

    All of the browser's traffic goes through the guard; pictures and fonts are not asked for. Raises BrowserMissing and BrowserFailed.
    """
    try:
        import playwright.sync_api as library
    except ImportError as error:
        raise BrowserMissing("the extra `browser` is not installed") from error
    allowed = (*hosts, *probe.allow_private_hosts)
    with (
        guarded_proxy(allowed, crawl.requests_per_host, crawl.timeout) as proxy,
        ThreadPoolExecutor(1) as thread,  # Playwright's simple interface wants a thread without a loop of its own
    ):
        return thread.submit(_render, library, url, crawl.user_agent, crawl.timeout, proxy, enough).result()


def _render(library: Any, url: str, agent: str, timeout: float, proxy: str, enough: Enough) -> str:
    with library.sync_playwright() as driver:
        try:
            flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            through = {"server": proxy, "bypass": "<-loopback>"}
            browser = driver.chromium.launch(executable_path=chromium_path() or None, args=flags, proxy=through)
        except library.Error as error:
            raise BrowserMissing(str(error)[:200]) from error
        try:
            page = browser.new_page(user_agent=agent, ignore_https_errors=True)
            page.set_default_timeout(timeout * 1000)
            page.route("**/*", lambda route: route.continue_() if _is_wanted(route.request) else route.abort())
            _go(library, page, url)
            return "<html><body>" + "\n".join(_pages(library, page, enough)) + "</body></html>"
        finally:
            browser.close()


def _go(library: Any, page: Any, url: str) -> None:
    try:
        page.goto(url, wait_until="load")
    except library.Error as error:
        raise BrowserFailed(str(error)[:200]) from error


def _is_wanted(request: Any) -> bool:
    return request.resource_type not in _UNWANTED


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
