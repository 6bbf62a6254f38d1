"""Reading pages: what a body says, read once and taken from the store where it was read before."""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from crawler.job import CrawlJob
from crawler.pages.lists import read_lists
from crawler.pages.outline import Outline
from crawler.pages.reader import READER_VERSION, read_page
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.records.items import ListEntry, PageExtract, Paging
from crawler.records.observations import Answer, Failure, Known
from crawler.walking.frontier import Frontier
from crawler.walking.outbox import Outbox
from crawler.walking.walk import MARGIN
from crawler.wire.browser import BrowserFailed, BrowserMissing, Rendered, render
from crawler.wire.chase import Outcome, Question
from crawler.wire.missing import MissingPage
from crawler.wire.reply import Reply
from crawler.wire.signs import is_page, with_signs

logger = logging.getLogger(__name__)


class ReadAs(IntEnum):
    """What a page is read as, by who asks for it."""

    ARTICLE = 0
    """A row of a list led there."""
    LIST = 1
    """A column or a further page of one, a home, and what is compared with them."""
    EITHER = 2
    """Only links led there."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """An answer with what was read of it, unless that is stored; `body` is set where it is new and to be kept."""

    answer: Answer
    extract: PageExtract | None = None
    body: bytes | None = None


class Pages:
    """Reads the pages of one crawl."""

    def __init__(self, job: CrawlJob, frontier: Frontier, outbox: Outbox, known: Mapping[str, Known]) -> None:
        self.job = job
        self._frontier = frontier
        self._outbox = outbox
        self._known = known
        self._sections = {section.key: section for section in job.sections}
        columns = [column for section in job.sections for column in section.columns]
        self._columns = {column.url for column in columns}
        self._browsed = {column.url for column in columns if column.browser}

    def conditions(self, url: str) -> dict[str, str]:
        """The headers of a conditional request, where the page was seen before and would be read as it is stored."""
        known = self._known.get(url)
        if url in self._browsed or known is None or not self._is_current(known):
            return {}
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        told = {name: value for name, value in headers.items() if value}
        if not told or not self._outbox.holds(known.body_hash):
            return {}
        return told

    def expect(self, question: Question) -> None:
        """Say that a page is being asked: where it is unchanged, its links are wanted in a moment."""
        if question.conditions:
            self._outbox.expect(self._known[question.target.url].extract_key)

    def _is_current(self, known: Known) -> bool:
        """Whether today's reading code would read the page as it is stored, so that an unchanged page needs no body."""
        return known.extract_key == extract_key(known.body_hash, known.final_url, *self._marked(known.url))

    def _marked(self, url: str) -> tuple[str, ReadAs]:
        """How a page is to be read, the template by what changes when it does."""
        template, read_as = self.reading(url)
        known = self.job.templates.get(template)
        return known.mark if known is not None else template, read_as

    def reading(self, url: str) -> tuple[str, ReadAs]:
        """How a page is to be read: by which template, and as what."""
        tasks = self._frontier.tasks.get(url, [])
        walk = next((task.walk for task in tasks if task.walk is not None), None)
        if walk is not None:
            return walk.template, ReadAs.LIST
        section = self._sections[tasks[0].section] if tasks else None
        template = section.columns[0].template if section and section.columns else "generic"
        if url in self._columns or any(task.compared for task in tasks):
            return template, ReadAs.LIST
        return template, ReadAs.ARTICLE if all(task.listed for task in tasks) else ReadAs.EITHER

    async def take(self, outcome: Outcome) -> ReadPage:
        """What an answer says."""
        answer, reply = outcome.answer, outcome.reply
        if reply is None or answer.failure is not None:
            return ReadPage(answer)
        if answer.status == 304:
            return self._unchanged(answer)
        if answer.url in self._browsed and answer.status == 200:
            return await self._browsed_page(outcome, reply)
        if is_page(answer) or self.reading(answer.url)[0] == "json":
            return self.read(answer, reply.body, " ".join(reply.cookies), outcome.missing)
        return ReadPage(with_signs(answer, None, "", outcome.missing))

    def _unchanged(self, answer: Answer) -> ReadPage:
        """304: the page is as it was; nothing is parsed or stored again."""
        known = self._known[answer.url]
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
        return ReadPage(kept)

    def _read_before(self, answer: Answer, body: bytes) -> ReadPage:
        """A page whose extract is stored; whoever waits for it takes from there what is needed."""
        known = self._known.get(answer.url)
        kept = replace(answer, unchanged=known is not None and known.extract_key == answer.extract_key)
        missing = None if self._outbox.holds(answer.body_hash) else body
        is_wanted = missing is not None or answer.url in self._browsed
        return ReadPage(kept, self._outbox.extract(answer.extract_key) if is_wanted else None, missing)

    async def _browsed_page(self, outcome: Outcome, reply: Reply) -> ReadPage:
        """A list that only a browser can load, as it shows it; without a browser it is read as it came."""
        answer, cookies = outcome.answer, " ".join(reply.cookies)
        try:
            shown = await self._rendered(answer.final_url)
        except BrowserFailed as error:
            return ReadPage(replace(answer, failure=Failure.UNREADABLE, detail=str(error)))
        except BrowserMissing as error:
            logger.warning("no browser for %s: %s", answer.url, error)
            return self.read(answer, reply.body, cookies, outcome.missing)
        answer = replace(answer, content_type="text/html; charset=utf-8")
        return _turned(self.read(answer, shown.markup.encode(), cookies, outcome.missing), shown.cut_short)

    async def _rendered(self, url: str) -> Rendered:
        job = self.job
        return await asyncio.to_thread(render, url, job.crawl, job.probe, job.hosts, self._is_enough(url))

    def _is_enough(self, url: str) -> Callable[[str], bool]:
        """Tells whether one page of a browsed list holds nothing newer than what is counted, or was shown before."""
        before: set[tuple[ListEntry, ...]] = set()

        def enough(markup: str) -> bool:
            document = Document(url, f"<html><body>{markup}</body></html>")
            entries = read_lists(Outline(document, self.job.reference)).entries
            days = [entry.date.day for entry in entries if entry.date]
            is_repeated = bool(entries) and entries in before
            before.add(entries)
            return is_repeated or (bool(days) and max(days) < self.job.floor - MARGIN and not self.job.full)

        return enough

    def read(self, answer: Answer, body: bytes, cookies: str = "", missing: MissingPage | None = None) -> ReadPage:
        """Read an HTML page, or take its extract from the store where the same body was read before."""
        digest = hashlib.sha256(body).hexdigest()
        template, read_as = self.reading(answer.url)
        key = extract_key(digest, answer.final_url, *self._marked(answer.url))
        was_read = answer.url in self._known or self._outbox.has_fresh(key)
        if answer.status == 200 and was_read and self._outbox.links(key) is not None:
            return self._read_before(replace(answer, body_hash=digest, extract_key=key), body)
        answer = replace(answer, body_hash=digest)
        try:
            decoded = decode(body, answer.content_type)
            document = Document(answer.final_url, decoded.text, decoded.charset)
            answer = with_signs(answer, document, cookies, missing)
            if answer.status != 200 or answer.missing or answer.challenge:
                return ReadPage(answer, body=body if answer.missing else None)
            extract = read_page(
                document,
                template,
                self.job.reference,
                is_list=read_as is not ReadAs.ARTICLE,
                unless_article=read_as is ReadAs.EITHER,
                tracking=self.job.policies.tracking_parameters,
                templates=self.job.templates,
            )
        except Exception:  # whatever a page does to its reader, the others are read
            logger.exception("the page %s could not be read", answer.url)
            return ReadPage(replace(answer, failure=Failure.UNREADABLE), body=body)
        return ReadPage(replace(answer, extract_key=key), extract, body)


def _turned(page: ReadPage, cut_short: str) -> ReadPage:
    """A browsed list: its pages were turned in the browser, so that only where that was cut short there may be more."""
    if page.extract is None:
        return page
    return replace(page, extract=replace(page.extract, paging=Paging(unreadable=cut_short)))


def extract_key(body_hash: str, url: str, template: str, read_as: ReadAs) -> str:
    """What a stored extract depends on: body, address, template and the version of the reading code."""
    text = f"{READER_VERSION}|{body_hash}|{url}|{template}|{int(read_as)}"
    return hashlib.sha256(text.encode()).hexdigest()[:40]
