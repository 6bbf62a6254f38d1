"""Lists that only a browser can load: read by headless Chromium for columns that say `browser: true` (an extra)."""

import logging
import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from config.monitor import Crawl, Probe
from crawler.wire.proxy import Way, guarded_proxy

logger = logging.getLogger(__name__)
MAX_PAGES = 60
"""Pages of one list that are turned at most."""
SETTLED = 400
"""Milliseconds without a request after which a page is taken as loaded."""
_NOWHERE = "http://127.0.0.1:9/"
"""A port that Chromium never asks: what of its own services has no switch to be turned off is sent there."""
_FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    f"--autofill-server-url={_NOWHERE}",
    f"--component-updater=url-source={_NOWHERE}",  # on demand, in spite of --disable-component-update
    f"--gaia-url={_NOWHERE}",
    f"--gcm-checkin-url={_NOWHERE}",  # asked where a page stays open for long
    f"--gcm-mcs-endpoint={_NOWHERE}",
    f"--gcm-registration-url={_NOWHERE}",
    f"--google-apis-url={_NOWHERE}",
    f"--variations-server-url={_NOWHERE}",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",  # the proxy is the only way out
]
_UNWANTED = frozenset(("image", "media", "font"))
_ANY = re.compile("")
_NEXT = "a, button, span, li"
_IS_OFF = "e => !!e.closest('[disabled], [aria-disabled=true], [class*=disable]')"
"""Whether a button of a pager is switched off: there is no next page."""
_READ = "() => { document.querySelectorAll('script').forEach(e => e.remove()); return document.body ? document.body.innerHTML : ''; }"
Enough = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A list as a browser shows it, all pages that were turned one below the other."""

    markup: str
    cut_short: str = ""
    """Why there may be further pages; empty where the last one was shown, or enough."""


class BrowserFailed(Exception):
    """Raised where a browser could not load a page; trying again may help."""


class BrowserMissing(Exception):
    """Raised where Playwright or a Chromium is not installed; trying again makes sense after installing them."""


def chromium_path() -> str:
    """The machine's Chromium, or the one that HONGQIAO_CHROMIUM names; empty for Playwright's own."""
    return os.environ.get("HONGQIAO_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def render(url: str, crawl: Crawl, probe: Probe, hosts: tuple[str, ...], enough: Enough) -> Rendered:
    """The list at an address as a reader sees it, turned page by page until `enough` says so or it does not change. `cut_short` says where it ended before that.

    All of the browser's traffic goes through the guard, and to hosts alone that requests of the page name; pictures and fonts are not asked for. Raises BrowserMissing and BrowserFailed.
    """
    try:
        import playwright.sync_api as library
    except ImportError as error:
        raise BrowserMissing("the extra `browser` is not installed") from error
    allowed = (*hosts, *probe.allow_private_hosts)
    with (
        guarded_proxy(allowed, crawl.requests_per_host, crawl.timeout) as way,
        ThreadPoolExecutor(1) as thread,  # Playwright's simple interface wants a thread without a loop of its own
    ):
        return thread.submit(_render, library, url, crawl.user_agent, crawl.timeout, way, enough).result()


def _render(library: Any, url: str, agent: str, timeout: float, way: Way, enough: Enough) -> Rendered:
    with library.sync_playwright() as driver:
        try:
            flags = [*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
            through = {"server": way.address, "bypass": "<-loopback>"}
            browser = driver.chromium.launch(executable_path=chromium_path() or None, args=flags, proxy=through)
        except library.Error as error:
            raise BrowserMissing(str(error)[:200]) from error
        try:
            page = browser.new_page(user_agent=agent, ignore_https_errors=True)
            page.set_default_timeout(timeout * 1000)
            _name_hosts(page, way)
            page.route("**/*", lambda route: route.continue_() if _is_wanted(route.request) else route.abort())
            page.goto(url, wait_until="load")
            shown, cut_short = _pages(library, page, enough)
            return Rendered("<html><body>" + "\n".join(shown) + "</body></html>", cut_short)
        except library.Error as error:
            raise BrowserFailed(str(error)[:200]) from error
        finally:
            browser.close()


def _name_hosts(page: Any, way: Way) -> None:
    """Tell the proxy where requests of the page lead, those of its frames and of windows that it opens included.

    Playwright tells of a WebSocket only once it is connected, unless it is routed.
    """

    def connect(socket: Any) -> None:
        way.name(socket.url)
        socket.connect_to_server()

    page.context.on("request", lambda request: way.name(request.url) if _is_wanted(request) else None)
    page.context.route_web_socket(_ANY, connect)


def _is_wanted(request: Any) -> bool:
    return request.resource_type not in _UNWANTED


def _pages(library: Any, page: Any, enough: Enough) -> tuple[list[str], str]:
    """The pages of a list, and why there may be more of them."""
    shown: list[str] = []
    while True:
        _settle(library, page)
        markup = str(page.evaluate(_READ))
        if shown and markup == shown[-1]:
            return shown, ""
        shown.append(markup)
        following = page.locator(_NEXT).filter(has_text="下一页").last
        if enough(markup) or not following.count() or not following.is_visible() or following.evaluate(_IS_OFF):
            return shown, ""
        if len(shown) >= MAX_PAGES:
            return shown, "page_limit"
        try:
            following.click(timeout=1000)
        except library.Error as error:
            logger.info("a further page could not be turned to: %s", error)
            return shown, "pager_by_script"


def _settle(library: Any, page: Any) -> None:
    try:
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(SETTLED)
    except library.Error as error:
        logger.info("a page did not come to rest: %s", error)
