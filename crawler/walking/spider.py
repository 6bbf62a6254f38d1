"""The one spider: Scrapy's callbacks, and what they hand to whom."""

import logging
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from crawler.addresses import canonical, host_of
from crawler.job import CrawlJob
from crawler.missing import MissingPage, impossible_address, learn
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.reading.kinds import sniff
from crawler.records.observations import Answer, Failure, PageSeen
from crawler.responses import failure_of, header_of, location_of
from crawler.sink import CrawlStore
from crawler.walking.frontier import Frontier, Hop
from crawler.walking.lists import Lists
from crawler.walking.outbox import Outbox
from crawler.walking.pages import Pages, ReadPage

logger = logging.getLogger(__name__)
MAX_HOPS = 10
_REDIRECTS = frozenset((301, 302, 303, 307, 308))


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
        self.parent = os.getppid()
        self.fault = ""
        """What went wrong where Scrapy does not count it."""

    def _is_readable(self, answer: Answer) -> bool:
        """Whether a page that this night already asked can be taken from the store."""
        return not answer.extract_key or self.outbox.extract(answer.extract_key) is not None

    # ---- requests -------------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Learn each host's missing page, then ask homes and columns."""
        try:
            for request in self._beginning():
                yield request
        except Exception as error:
            self.fault = f"{type(error).__name__}: {error}"[:200]
            raise

    def _beginning(self) -> Iterator[Request]:
        homes = [] if self.job.replay else [urlsplit(section.home) for section in self.job.sections]
        for origin in sorted({f"{home.scheme}://{home.netloc}" for home in homes}):
            yield self._impossible(origin)
        self.lists.begin()
        yield from self.flush()

    def _impossible(self, origin: str) -> Request:
        self.pages.missing[origin] = None
        url = impossible_address(origin, self.job.seed)
        meta = {"ask_once": True, "asked": url}
        return Request(url, self.learned, errback=self.not_learned, dont_filter=True, meta=meta, priority=100)

    def flush(self) -> list[Request]:
        """Serve what waits without a request, and return the requests that this leads to; stop at once when the parent is gone."""
        if os.getppid() != self.parent:
            os._exit(70)
        if self.outbox.refused:
            raise CloseSpider("store_refused")
        while self.frontier.ready:
            answer, task = self.frontier.ready.popleft()
            if task is not None:
                self.lists.serve(answer, self.outbox.extract(answer.extract_key), task)
            else:
                self.deliver(self._stored(answer))
        return [self._request(hop) for hop in self.frontier.take()]

    def _stored(self, answer: Answer) -> ReadPage:
        """An answer of this night from the store; a replay reads its body again."""
        body = self.outbox.body(answer.body_hash) if self.job.replay else None
        return self.pages.read(answer, body) if body is not None and answer.extract_key else ReadPage(answer)

    def _request(self, hop: Hop) -> Request:
        """One request: conditional where the page was seen before, a posted form where the address names one."""
        meta = {"hop": hop, "asked_at": time.monotonic()}
        form = self.lists.forms.get(hop.url) if not hop.hops else None
        if form is not None:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            address = hop.url.partition("#")[0]
            return Request(
                address, self.answered, "POST", headers, form, errback=self.failed, meta=meta, dont_filter=True
            )
        headers = {} if hop.hops else self.pages.conditions(hop.url)
        return Request(
            hop.url,
            self.answered,
            headers=headers,
            errback=self.failed,
            meta=meta,
            dont_filter=True,
            priority=-hop.hops,
        )

    # ---- answers --------------------------------------------------------------------------------------------------

    def learned(self, response: Response) -> None:
        """Remember what the host says of an address that cannot exist, where it does not say 404."""
        asked = response.meta["asked"]
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(asked))
        if response.status in _REDIRECTS:
            target = location_of(response)
            self.pages.missing[origin] = MissingPage("", frozenset(), canonical(target), asked, 1.0) if target else None
        elif response.status == 200:
            decoded = decode(response.body, header_of(response, "Content-Type"))
            document = Document(response.url, decoded.text, decoded.charset)
            similarity = self.job.policies.soft_404_similarity
            self.pages.missing[origin] = learn(document, asked, response.url, similarity)

    def not_learned(self, failure: TwistedFailure) -> None:
        """A host that does not even answer here has no missing page to learn."""
        logger.info("no missing page learned: %s", failure.value)

    def answered(self, response: Response) -> list[Request]:
        """Take an answer: follow a redirect, read a page, keep what it says."""
        if response.status in _REDIRECTS:
            self._redirected(response)
        else:
            self.deliver(self.pages.take(self._answer(response), response.body))
        return self.flush()

    def _answer(self, response: Response) -> Answer:
        hop: Hop = response.meta["hop"]
        return Answer(
            url=hop.origin,
            at=datetime.now(UTC),
            status=response.status,
            final_url=response.url,
            hops=hop.hops,
            permanent=hop.permanent,
            content_type=header_of(response, "Content-Type")[:100],
            size=len(response.body),
            sniffed=sniff(response.body),
            etag=header_of(response, "ETag")[:200],
            last_modified=header_of(response, "Last-Modified")[:60],
            attempts=response.meta.get("attempt", 1),
            elapsed=round(time.monotonic() - response.meta["asked_at"], 3),
        )

    def _redirected(self, response: Response) -> None:
        """Follow a redirect on our own hosts; leave one to another host to the prober."""
        before: Hop = response.meta["hop"]
        hops = before.hops + 1
        target = location_of(response)
        permanent = response.status in (301, 308) and (hops == 1 or before.permanent)
        if not target or hops > MAX_HOPS or target == response.url:
            self.deliver(
                ReadPage(
                    Answer(
                        url=before.origin,
                        at=datetime.now(UTC),
                        status=response.status,
                        failure=Failure.REDIRECT_LOOP,
                        final_url=target,
                        hops=hops,
                        permanent=permanent,
                    )
                )
            )
        elif host_of(target) not in self.job.hosts:
            for task in self.frontier.leave(before.origin):
                self.lists.give_up(task, "redirected_away")
        else:
            self.frontier.go(Hop(target, before.origin, "", hops, permanent))

    def failed(self, failure: TwistedFailure) -> list[Request]:
        """Keep why an address gave no answer."""
        request = failure.request  # type: ignore[attr-defined]
        hop: Hop = request.meta["hop"]
        answer = Answer(
            url=hop.origin,
            at=datetime.now(UTC),
            failure=failure_of(failure.value or RuntimeError()),
            final_url=request.url,
            hops=hop.hops,
            attempts=request.meta.get("attempt", 1),
            elapsed=round(time.monotonic() - request.meta["asked_at"], 3),
            detail=str(failure.value)[:200],
        )
        self.deliver(ReadPage(answer))
        return self.flush()

    def deliver(self, page: ReadPage) -> None:
        """Store an answer and serve everyone who asked for it."""
        answer = page.answer
        extract = page.extract or self.outbox.extract(answer.extract_key)
        self.outbox.put(PageSeen(answer, page.body, extract if page.body is not None and answer.extract_key else None))
        for task in self.frontier.answered(answer):
            self.lists.serve(answer, extract, task)

    def hand_over(self, reason: str) -> None:
        """Store what is left when Scrapy has ended: walks, sections and links. Not a signal's handler, which may fail unheard."""
        for observation in self.lists.end(reason):
            self.outbox.put(observation)
        self.outbox.send()
