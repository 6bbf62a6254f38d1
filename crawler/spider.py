"""The one spider: walks every section of its hosts, reads pages with page objects, hands observations to the store."""

import hashlib
import logging
import os
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.addresses import canonical, extension_of, host_of
from crawler.browser import BrowserMissing, render
from crawler.job import CrawlJob
from crawler.link_table import LinkTable
from crawler.missing import MissingPage, challenge_sign, impossible_address, learn, missing_sign
from crawler.owners import Owners
from crawler.pages.reader import READER_VERSION, read_page
from crawler.pages.rows import read_rows
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.reading.kinds import document_extension, sniff
from crawler.records.items import Link, PageExtract
from crawler.records.observations import (
    Answer,
    ColumnWalk,
    EntrySeen,
    Failure,
    Known,
    Observation,
    PageSeen,
    SectionWalk,
)
from crawler.responses import FILES, failure_of, header_of, is_html, location_of, reason_of
from crawler.side_blocks import SideBlocks
from crawler.sink import CrawlStore
from crawler.walk import MARGIN, Walk, block_marks

logger = logging.getLogger(__name__)
BATCH = 200
MAX_HOPS = 10
_FOLLOWED = frozenset(("a", "area", "iframe", "frame", "refresh"))


@dataclass(frozen=True, slots=True)
class Task:
    """Why an address is asked: for which section, and where in which list."""

    section: str
    walk: Walk | None = None
    position: int = 0
    depth: int = 0
    listed: bool = False
    optional: bool = False


class SectionSpider(Spider):
    """Walks all sections of one group of hosts."""

    name = "sections"

    def __init__(self, job: CrawlJob, store: CrawlStore, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.store = store
        self.sections = {section.key: section for section in job.sections}
        self.sites = {section.key: section.site for section in job.sections}
        self.owners = Owners(job.sections)
        self.links = LinkTable()
        self.walks: list[Walk] = []
        self.tasks: dict[str, list[Task]] = {}
        self.done: dict[str, Answer] = {}
        self.holders: set[tuple[str, str]] = set()
        self.pages: dict[str, int] = {}
        self.limits: dict[str, str] = {}
        self.missing: dict[str, MissingPage | None] = {}
        self.pagers: set[str] = set()
        self.left: set[str] = set()
        self.ready: deque[tuple[Answer, Task | None]] = deque()
        self.outbox: list[Request] = []
        self.batch: list[Observation] = []
        self.forms: dict[str, str] = {}
        self.browsed = {column.url for section in job.sections for column in section.columns if column.browser}
        self.fresh: dict[str, PageExtract] = {}
        self.known = store.known(job.hosts)
        self.tonight = store.tonight(job.hosts)
        self.sides: dict[str, SideBlocks] = {}
        self.held: dict[str, list[tuple[Answer, PageExtract, Task]]] = {}
        self.started = time.monotonic()
        self.parent = os.getppid()
        self.columns = {column.url for section in job.sections for column in section.columns}

    # ---- starting -------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Learn each host's missing page, then ask homes and columns."""
        for origin in (
            []
            if self.job.replay
            else sorted(
                {f"{urlsplit(section.home).scheme}://{urlsplit(section.home).netloc}" for section in self.job.sections}
            )
        ):
            self.missing[origin] = None
            url = impossible_address(origin, self.job.seed)
            yield Request(
                url,
                callback=self.learned,
                errback=self.not_learned,
                dont_filter=True,
                meta={"ask_once": True, "asked": url},
                priority=100,
            )
        self.seeds()
        for request in self.flush():
            yield request

    def flush(self) -> list[Request]:
        """Serve what waits without a request, and return the requests that this leads to; stop at once when the parent is gone."""
        if os.getppid() != self.parent:
            os._exit(70)
        while self.ready:
            answer, task = self.ready.popleft()
            body = self.store.body(answer.body_hash) if task is None and self.job.replay else None
            if task is None and body is not None and answer.extract_key:
                self.page(answer, body)
            elif task is None:
                self.deliver(answer, None, None)
            else:
                self.serve(answer, self.extract(answer.extract_key) if answer.extract_key else None, task)
        requests, self.outbox = self.outbox, []
        return requests

    def seeds(self) -> None:
        """Ask the home and the columns of every section to walk."""
        for key in self.job.walked:
            section = self.sections[key]
            self.sides[key] = SideBlocks({column.key for column in section.columns})
            self.ask(section.home, Task(key))
            for column in section.columns:
                walk = Walk(key, column.key, column.url, column.template, self.job.floor, asked={column.url})
                self.walks.append(walk)
                self.ask(column.url, Task(key, walk, 1))

    def learned(self, response: Response) -> None:
        """Remember what the host says of an address that cannot exist, where it does not say 404."""
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(response.meta["asked"]))
        if response.status in (301, 302, 303, 307, 308):
            target = location_of(response)
            self.missing[origin] = (
                MissingPage("", frozenset(), canonical(target), response.meta["asked"], 1.0) if target else None
            )
        elif response.status == 200:
            decoded = decode(response.body, header_of(response, "Content-Type"))
            self.missing[origin] = learn(
                Document(response.url, decoded.text, decoded.charset),
                response.meta["asked"],
                response.url,
                self.job.policies.soft_404_similarity,
            )

    def not_learned(self, failure: TwistedFailure) -> None:
        """A host that does not even answer here has no missing page to learn."""
        logger.info("no missing page learned: %s", failure.value)

    # ---- asking ---------------------------------------------------------------------------------------------------

    def ask(self, url: str, task: Task) -> None:
        """Ask an address once a night, whatever number of reasons there are for it."""
        if url in self.done:
            self.ready.append((self.done[url], task))
            return
        if url in self.left:
            self.end_walk(task, "redirected_away")
            self.settle(task, None)
            return
        if url in self.tasks:
            self.tasks[url].append(task)
            return
        limit = self.limit_for(task)
        if limit:
            self.limits.setdefault(task.section, limit)
            self.end_walk(task, limit)
            self.settle(task, None)
            return
        self.tasks[url] = [task]
        known = self.tonight.get(url)
        if self.job.replay:
            self.ready.append((known or Answer(url, datetime.now(UTC), failure=Failure.LIMIT), None))
        elif known is not None and self.is_replayable(known):
            self.ready.append((known, None))
        else:
            self.outbox.append(self.request(url))

    def is_replayable(self, answer: Answer) -> bool:
        """Whether a page that this night already asked can be taken from the store."""
        return answer.failure is None and (not answer.extract_key or self.extract(answer.extract_key) is not None)

    def limit_for(self, task: Task) -> str:
        """The limit that forbids one more request, empty where none does."""
        site = self.sites[task.section]
        if time.monotonic() - self.started > self.job.crawl.time_limit.total_seconds():
            return "time_limit"
        if self.pages.get(site, 0) >= self.job.crawl.max_pages_per_site:
            return "page_limit"
        self.pages[site] = self.pages.get(site, 0) + 1
        return ""

    def request(self, url: str, hops: int = 0, origin: str = "", permanent: bool = False) -> Request:
        """One request, conditional where the page was seen before."""
        headers = {}
        known = self.known.get(url)
        if url in self.forms and not hops:
            return self.form_request(url)
        if url not in self.browsed and known is not None and not hops and self.is_current(known):
            if known.etag:
                headers["If-None-Match"] = known.etag
            if known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        meta = {"origin": origin or url, "hops": hops, "permanent": permanent, "asked_at": time.monotonic()}
        return Request(
            url,
            callback=self.answered,
            errback=self.failed,
            headers=headers,
            meta=meta,
            dont_filter=True,
            priority=-hops,
        )

    def is_current(self, known: Known) -> bool:
        """Whether today's reading code would read the page as it is stored, so that an unchanged page needs no body."""
        return known.extract_key == extract_key(known.body_hash, known.final_url, *self.reading(known.url))

    def form_request(self, name: str) -> Request:
        """A page that is asked for by posting a form."""
        meta = {"origin": name, "hops": 0, "permanent": False, "asked_at": time.monotonic()}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        address = name.partition("#")[0]
        return Request(
            address, self.answered, "POST", headers, self.forms[name], errback=self.failed, meta=meta, dont_filter=True
        )

    # ---- answers --------------------------------------------------------------------------------------------------

    def answered(self, response: Response) -> list[Request]:
        """Take an answer: follow a redirect, read a page, keep what it says."""
        if response.status in (301, 302, 303, 307, 308):
            self.redirected(response)
        else:
            self.take(response)
        return self.flush()

    def take(self, response: Response) -> None:
        """Take an answer that is no redirect."""
        origin = response.meta["origin"]
        answer = Answer(
            url=origin,
            at=datetime.now(UTC),
            status=response.status,
            final_url=canonical(response.url, tracking=self.job.policies.tracking_parameters),
            hops=response.meta["hops"],
            permanent=response.meta["permanent"],
            content_type=header_of(response, "Content-Type")[:100],
            size=len(response.body),
            sniffed=sniff(response.body),
            etag=header_of(response, "ETag")[:200],
            last_modified=header_of(response, "Last-Modified")[:60],
            attempts=response.meta.get("attempt", 1),
            elapsed=round(time.monotonic() - response.meta["asked_at"], 3),
        )
        if response.status == 304:
            self.unchanged(answer)
        elif response.status == 200 and answer.size == 0:
            self.deliver(replace(answer, failure=Failure.EMPTY_RESPONSE), None, None)
        elif answer.url in self.browsed and response.status == 200:
            self.browse(answer, response.body)
        elif is_html(answer) or self.reading(answer.url)[0] == "json":
            self.page(answer, response.body)
        else:
            self.deliver(answer, None, None)

    def browse(self, answer: Answer, body: bytes) -> None:
        """Read a list that only a browser can load; without a browser it is read as it came."""
        try:
            markup = render(
                answer.final_url,
                self.job.crawl.user_agent,
                self.job.crawl.timeout,
                self.job.hosts,
                self.is_enough(answer),
            )
            self.page(replace(answer, content_type="text/html; charset=utf-8"), markup.encode())
        except BrowserMissing as error:
            logger.warning("no browser for %s: %s", answer.url, error)
            self.page(answer, body)

    def is_enough(self, answer: Answer) -> Callable[[str], bool]:
        """Tells whether one page of a browsed list holds nothing newer than what is counted."""

        def enough(markup: str) -> bool:
            document = Document(answer.final_url, f"<html><body>{markup}</body></html>")
            days = [entry.date.day for entry in read_rows(document, self.job.reference) if entry.date]
            return bool(days) and max(days) < self.job.floor - MARGIN and not self.job.full

        return enough

    def redirected(self, response: Response) -> None:
        """Follow a redirect on our own hosts; leave one to another host to the prober."""
        origin, hops = response.meta["origin"], response.meta["hops"] + 1
        target = location_of(response)
        permanent = response.status in (301, 308) and (hops == 1 or response.meta["permanent"])
        base = Answer(origin, datetime.now(UTC), response.status, hops=hops, permanent=permanent, final_url=target)
        if not target or hops > MAX_HOPS or canonical(target) == canonical(response.url):
            self.deliver(replace(base, failure=Failure.REDIRECT_LOOP), None, None)
        elif host_of(target) not in self.job.hosts:
            self.leave(origin, "redirected_away")
        else:
            self.outbox.append(self.request(canonical(target), hops, origin, permanent))

    def leave(self, url: str, reason: str) -> None:
        """Leave an address to the prober: no answer of ours is kept."""
        self.left.add(url)
        for task in self.tasks.pop(url, []):
            self.end_walk(task, reason)
            self.settle(task, None)

    def end_walk(self, task: Task, reason: str) -> None:
        """A list page that will not be read ends its walk, unless the page was only a guess."""
        if task.walk is not None and not task.optional:
            task.walk.stop(reason)

    def unchanged(self, answer: Answer) -> None:
        """304: the page is as it was; nothing is parsed or stored again."""
        known = self.known[answer.url]
        kept = replace(
            answer,
            status=200,
            final_url=known.final_url or answer.url,
            body_hash=known.body_hash,
            extract_key=known.extract_key,
            content_type=known.content_type,
            sniffed="html",
            etag=answer.etag or known.etag,
            last_modified=answer.last_modified or known.last_modified,
            unchanged=True,
        )
        self.deliver(kept, self.extract(known.extract_key), None)

    def page(self, answer: Answer, body: bytes) -> None:
        """Read an HTML page, or take its extract from the store where the same body was read before."""
        digest = hashlib.sha256(body).hexdigest()
        template, is_list = self.reading(answer.url)
        key = extract_key(digest, answer.final_url, template, is_list)
        was_read = answer.url in self.known or key in self.fresh
        extract = self.extract(key) if answer.status == 200 and was_read else None
        if extract is not None:
            known = self.known.get(answer.url)
            unchanged = known is not None and known.extract_key == key
            self.deliver(replace(answer, body_hash=digest, extract_key=key, unchanged=unchanged), extract, None)
            return
        decoded = decode(body, answer.content_type)
        document = Document(answer.final_url, decoded.text, decoded.charset)
        challenge = challenge_sign(answer.status or 0, decoded.text, "", document.title)
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(answer.final_url))
        sign = (
            missing_sign(document, answer.url, answer.final_url, self.missing.get(origin))
            if answer.status == 200
            else None
        )
        answer = replace(answer, missing=sign, challenge=challenge, body_hash=digest)
        if answer.status != 200 or sign or challenge:
            self.deliver(answer, None, body if sign else None)
            return
        try:
            extract = read_page(
                document, template, self.job.reference, is_list=is_list, tracking=self.job.policies.tracking_parameters
            )
        except Exception:  # whatever a page does to its reader, the others are read
            logger.exception("the page %s could not be read", answer.url)
            self.deliver(replace(answer, failure=Failure.UNREADABLE), None, body)
            return
        self.deliver(replace(answer, extract_key=key), extract, body)

    def extract(self, key: str) -> PageExtract | None:
        """An extract by its key, whether it waits in the batch or is stored."""
        return (self.fresh.get(key) or self.store.extract(key)) if key else None

    def reading(self, url: str) -> tuple[str, bool]:
        """How a page is to be read: by which template, as a list or not."""
        tasks = self.tasks.get(url, [])
        walk = next((task for task in tasks if task.walk is not None), None)
        if walk is not None and walk.walk is not None:
            return walk.walk.template, True
        section = self.sections[tasks[0].section] if tasks else None
        template = section.columns[0].template if section and section.columns else "generic"
        return template, not all(task.listed for task in tasks) or url in self.columns

    def failed(self, failure: TwistedFailure) -> list[Request]:
        """Keep why an address gave no answer."""
        request = failure.request  # type: ignore[attr-defined]
        reason = failure_of(failure.value or RuntimeError())
        answer = Answer(
            url=request.meta["origin"],
            at=datetime.now(UTC),
            failure=reason,
            final_url=request.url,
            hops=request.meta["hops"],
            attempts=request.meta.get("attempt", 1),
            elapsed=round(time.monotonic() - request.meta["asked_at"], 3),
            detail=str(failure.value)[:200],
        )
        self.deliver(answer, None, None)
        return self.flush()

    # ---- what a page leads to -------------------------------------------------------------------------------------

    def deliver(self, answer: Answer, extract: PageExtract | None, body: bytes | None) -> None:
        """Store an answer and serve everyone who asked for it."""
        if extract is None and answer.extract_key:
            extract = self.extract(answer.extract_key)
        self.done[answer.url] = answer
        self.put(PageSeen(answer, body, extract if body is not None and answer.extract_key else None))
        for task in self.tasks.pop(answer.url, []):
            self.serve(answer, extract, task)

    def serve(self, answer: Answer, extract: PageExtract | None, task: Task) -> None:
        """What one reason for asking makes of the answer."""
        if extract is None:
            self.nothing_read(answer, task)
            self.settle(task, None)
            return
        holder = self.holder(answer.final_url or answer.url, task)
        if holder is not None and (holder, answer.url) not in self.holders:
            self.holders.add((holder, answer.url))
            self.links.add(holder, answer.final_url or answer.url, extract.links)
        if task.walk is not None:
            self.hold(answer, extract, task)
        elif holder == task.section and extract.paging.following and not task.listed and not self.is_old(extract):
            walk = Walk(task.section, "", answer.url, extract.template, self.job.floor, asked={answer.url})
            self.walks.append(walk)
            self.list_page(answer, extract, replace(task, walk=walk, position=1))
        if task.walk is None and holder == task.section and not self.is_old(extract):
            self.follow(extract, task)

    def holder(self, url: str, task: Task) -> str | None:
        """The section that a page belongs to: the one whose scope holds it, else the one that lists it."""
        owner = self.owners.of(url, self.sites[task.section])
        return owner or task.section

    def is_old(self, extract: PageExtract) -> bool:
        """An article from before the open months: its links are checked, but lead no further into the past."""
        published = extract.article.published if extract.article and not extract.entries else None
        return published is not None and published.day < self.job.floor - MARGIN and not self.job.full

    def nothing_read(self, answer: Answer, task: Task) -> None:
        """A list page that gave nothing: the walk ends here, unless the page was only a guess."""
        walk = task.walk
        if walk is None:
            return
        if not task.optional and not (task.position > 1 and walk.reaches_back):
            walk.stop(reason_of(answer))
        self.go_on(walk)

    def hold(self, answer: Answer, extract: PageExtract, task: Task) -> None:
        """Keep a list page until the section's side blocks are known, then take it."""
        if task.walk is None or not task.walk.column:
            self.list_page(answer, extract, task)
            return
        self.held.setdefault(task.section, []).append((answer, extract, task))
        self.settle(task, extract)

    def settle(self, task: Task, extract: PageExtract | None) -> None:
        """Take a column's first page into account for side blocks, and serve what waited where all are known."""
        sides = self.sides[task.section]
        if task.walk is not None and task.walk.column:
            sides.read(task.walk.column, extract)
        if sides.is_settled:
            for answer, page, waiting in self.held.pop(task.section, []):
                self.list_page(answer, sides.own(page), waiting)

    def list_page(self, answer: Answer, extract: PageExtract, task: Task) -> None:
        """Take a list page's entries and go on to the next one."""
        walk = task.walk
        assert walk is not None
        before = set(walk.asked)
        if walk.read(extract, full=self.job.full):
            self.pagers |= {pager_pattern(url) for url in walk.asked - before}
            marks = block_marks(extract)
            for index, entry in enumerate(extract.entries):
                if walk.column:
                    page = answer.final_url or answer.url
                    self.put(
                        EntrySeen(
                            walk.section,
                            walk.column,
                            page,
                            (task.position - 1) * 1000 + index,
                            entry,
                            marks[entry.block],
                        )
                    )
                if entry.url is not None:
                    self.ask_entry(entry.url, task)
            self.follow(extract, task)
        self.go_on(walk)

    def ask_entry(self, url: str, task: Task) -> None:
        """Ask the page of an entry, where it is an HTML page on our hosts and not another section's."""
        if host_of(url) not in self.job.hosts or document_extension(url) or extension_of(url) in FILES:
            return
        owner = self.owners.of(url, self.sites[task.section])
        if owner in (None, task.section) or self.sections[task.section].unit == "":
            self.ask(url, Task(task.section, depth=task.depth + 1, listed=True))

    def go_on(self, walk: Walk) -> None:
        """Ask the next page of a list, where there is one."""
        following = walk.following()
        if following is None:
            return
        url, optional = following
        self.forms.update(walk.forms)
        if host_of(url) not in self.job.hosts:
            walk.stop("pager_elsewhere")
            return
        self.ask(url, Task(walk.section, walk, walk.pages + 1, listed=False, optional=optional))

    def follow(self, extract: PageExtract, task: Task) -> None:
        """Follow the links that stay in the section's scope."""
        if task.depth >= self.job.crawl.max_depth or not self.sections[task.section].scope:
            return
        for link in extract.links:
            if self.is_followed(link, task):
                self.ask(link.url, Task(task.section, depth=task.depth + 1))

    def is_followed(self, link: Link, task: Task) -> bool:
        """Whether a link leads to another page of the section that is not reached by walking a list."""
        if link.problem or link.kind not in _FOLLOWED or link.url in self.done or link.url in self.tasks:
            return False
        if host_of(link.url) not in self.job.hosts or extension_of(link.url) in FILES:
            return False
        if self.owners.of(link.url, self.sites[task.section]) != task.section:
            return False
        return not self.pagers or pager_pattern(link.url) not in self.pagers

    # ---- storing --------------------------------------------------------------------------------------------------

    def put(self, observation: Observation) -> None:
        """Hand observations over in batches."""
        self.batch.append(observation)
        if isinstance(observation, PageSeen) and observation.extract is not None:
            self.fresh[observation.answer.extract_key] = observation.extract
        if len(self.batch) >= BATCH:
            self.store.add(self.batch)
            self.batch = []
            self.fresh = {}

    def closed(self, reason: str) -> None:
        """Hand over what is left: walks, sections and links."""
        for walk in self.walks:
            if not walk.is_over:
                walk.stop("stopped" if reason != "finished" else "page_limit")
            if walk.column:
                self.put(
                    ColumnWalk(
                        walk.section, walk.column, walk.url, walk.complete, walk.reason, walk.pages, walk.entries
                    )
                )
        for key in self.job.walked:
            limit = self.limits.get(key, "" if reason == "finished" else "stopped")
            self.put(SectionWalk(key, not limit, limit, sum(holder == key for holder, _ in self.holders)))
        for use in self.links.uses():
            self.put(use)
        self.store.add(self.batch)
        self.batch = []


def extract_key(body_hash: str, url: str, template: str, is_list: bool) -> str:
    """What a stored extract depends on: body, address, template and the version of the reading code."""
    text = f"{READER_VERSION}|{body_hash}|{url}|{template}|{int(is_list)}"
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def pager_pattern(url: str) -> str:
    """An address with its last number taken out: the further pages of one list share it."""
    head, tail = url[: url.rfind("/") + 1], url[url.rfind("/") + 1 :]
    for index in range(len(tail) - 1, -1, -1):
        if tail[index].isdigit():
            start = index
            while start > 0 and tail[start - 1].isdigit():
                start -= 1
            return f"{head}{tail[:start]}*{tail[index + 1 :]}"
    return url
