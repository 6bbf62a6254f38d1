"""The one spider: Scrapy's callbacks, and what they hand to whom."""

import logging
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.job import CrawlJob
from crawler.records.items import PageExtract, PageLinks
from crawler.records.observations import Answer, Failure, PageSeen, Target
from crawler.sink import CrawlStore
from crawler.walking.frontier import Frontier, Task
from crawler.walking.lists import Lists, needs_whole
from crawler.walking.outbox import Outbox
from crawler.walking.pages import Pages, ReadPage
from crawler.wire.asker import Asker
from crawler.wire.chase import Outcome, Question

logger = logging.getLogger(__name__)


class SectionSpider(Spider):
    """Walks all sections of one group of hosts."""

    name = "sections"

    def __init__(self, job: CrawlJob, store: CrawlStore, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.job = job
        self.outbox = Outbox(store)
        self.frontier = Frontier(job, store.tonight(job.hosts), self._is_readable)
        self.pages = Pages(job, self.frontier, self.outbox, store.known(job.hosts))
        self.lists = Lists(job, self.frontier, self.outbox)
        self.fault = ""
        """What went wrong where Scrapy does not count it."""
        self.end = time.monotonic() + job.crawl.time_limit.total_seconds()

    @cached_property
    def asker(self) -> Asker:
        """What asks for this crawl, made when its event loop runs."""
        job = self.job
        asker = Asker(job.crawl, job.probe, job.hosts, job.seed, job.policies.soft_404_similarity)
        asker.end = self.end
        return asker

    def _is_readable(self, answer: Answer) -> bool:
        """Whether a page that this night already asked can be taken from the store."""
        return not answer.extract_key or self.outbox.extract(answer.extract_key) is not None

    # ---- requests -------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Ask homes and columns."""
        try:
            for request in self._beginning():
                yield request
        except Exception as error:
            self.fault = f"{type(error).__name__}: {error}"[:200]
            raise

    def _beginning(self) -> Iterator[Request]:
        self.lists.begin()
        yield from self.flush()

    def flush(self) -> list[Request]:
        """Serve what waits without a request, and return the requests that this leads to."""
        if self.outbox.refused:
            raise CloseSpider("store_refused")
        while self.frontier.ready:
            answer, task = self.frontier.ready.popleft()
            if task is None:
                self.deliver(self._stored(answer))
            elif not self.lists.is_served(answer, task):
                self.lists.serve(answer, self._needed(answer, [task]), task)
        return [self._request(target) for target in self.frontier.take()]

    def _stored(self, answer: Answer) -> ReadPage:
        """An answer of this night from the store; a replay reads its body again."""
        body = self.outbox.body(answer.body_hash) if self.job.replay else None
        return self.pages.read(answer, body) if body is not None and answer.extract_key else ReadPage(answer)

    def _request(self, target: Target) -> Request:
        """One request: conditional where the page was seen before, a posted form where the address names one."""
        form = self.lists.forms.get(target.url)
        question = Question(
            target=target,
            whole=self.job.crawl.max_body,
            conditions=self.pages.conditions(target.url) if form is None else {},
            form=form,
            stay=frozenset(self.job.hosts),
        )
        meta = {"question": question, "verbatim_url": True}
        return Request(target.address, self.answered, errback=self.failed, meta=meta, dont_filter=True)

    # ---- answers --------------------------------------------------------------------------------------------------

    async def answered(self, response: Response) -> list[Request]:
        """Take an answer: read a page, keep what it says; one that another host gave is left to the prober."""
        outcome: Outcome = response.meta["outcome"]
        if outcome.left:
            for task in self.frontier.leave(outcome.answer.url):
                self.lists.give_up(task, "redirected_away")
        else:
            self.deliver(await self.pages.take(outcome))
        return self.flush()

    def failed(self, failure: TwistedFailure) -> list[Request]:
        """Keep that an address could not be asked by a fault of ours; the others go on."""
        target: Target = failure.request.meta["question"].target  # type: ignore[attr-defined]
        logger.error("%s could not be asked: %s", target.url[:500], failure.getTraceback())
        detail = f"{failure.type.__name__} {failure.value}"[:200] if failure.type else ""
        self.deliver(ReadPage(Answer(target.url, datetime.now(UTC), failure=Failure.UNREADABLE, detail=detail)))
        return self.flush()

    def deliver(self, page: ReadPage) -> None:
        """Store an answer and serve everyone who asked for it."""
        answer = page.answer
        tasks = self.frontier.answered(answer)
        found = page.extract or self._needed(answer, tasks)
        is_new = page.body is not None and bool(answer.extract_key)
        self.outbox.put(PageSeen(answer, page.body, found if is_new and isinstance(found, PageExtract) else None))
        for task in tasks:
            if not self.lists.is_served(answer, task):
                self.lists.serve(answer, found, task)

    def _needed(self, answer: Answer, tasks: list[Task]) -> PageExtract | PageLinks | None:
        """Of a stored page as much as those who wait for it need: its links alone cost a third of the whole."""
        links = self.outbox.links(answer.extract_key) if answer.extract_key else None
        if links is None or any(needs_whole(links, task) for task in tasks):
            return self.outbox.extract(answer.extract_key)
        return links

    def hand_over(self, reason: str) -> None:
        """Store what is left when Scrapy has ended: walks, sections and links. Not a signal's handler, which may fail unheard."""
        for observation in self.lists.end(reason):
            self.outbox.put(observation)
        self.outbox.send()
