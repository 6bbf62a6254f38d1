"""The one way of asking: attempts, robots, cookies and missing pages, the same for whoever asks."""

import asyncio
import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urljoin, urlsplit

from config.monitor import Crawl, Probe
from crawler.addresses import canonical, host_of, redirect_target
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.records.observations import PASSING_FAILURES, Answer, Failure, Target
from crawler.wire.attempts import is_given_up, is_out_of_reach, may_pass, pause_before
from crawler.wire.chase import Outcome, Question, chase, is_private_name, limit_of, past
from crawler.wire.client import Client
from crawler.wire.cookies import Cookies
from crawler.wire.failures import EXPECTED, OutOfTime
from crawler.wire.missing import MissingPage, impossible_address, learn
from crawler.wire.pace import Host, Hosts, wait_of
from crawler.wire.reply import Reply
from crawler.wire.retry_after import MAX_WAIT
from crawler.wire.robots import MOST_BYTES, MOST_HOPS, Rules, read_rules
from crawler.wire.sending import Sending
from crawler.wire.signs import is_page

logger = logging.getLogger(__name__)
RESOLVERS = 64
"""Threads that look names up: dead names take seconds, and would hold the living ones up."""


class Asker:
    """Asks addresses, each host within its limits. `end` is the moment of the monotonic clock after which nothing is asked."""

    def __init__(self, crawl: Crawl, probe: Probe, hosts: Iterable[str], seed: str, similarity: float = 0.98) -> None:
        self.crawl = crawl
        self.probe = probe
        self.hosts = Hosts(crawl, probe, hosts)
        self.seed = seed
        self.similarity = similarity
        self.cookies = Cookies()
        self.end = float("inf")
        self.requests = 0
        self.received = 0
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(RESOLVERS))
        allowed = (*self.hosts.configured, *probe.allow_private_hosts)
        self._allowed = frozenset(name.lower() for name in allowed)
        self._client = Client(crawl.user_agent, allowed)
        self._in_flight = asyncio.Semaphore(probe.requests_in_flight)

    async def close(self) -> None:
        """Close all connections."""
        await self._client.close()

    def host(self, url: str) -> Host:
        """The record of an address's host."""
        return self.hosts.of(host_of(url))

    # ---- one address ----------------------------------------------------------------------------------------------

    async def ask(self, question: Question) -> Outcome:
        """Ask until it is known: again after a failure that may pass, once more after one that is definite."""
        outcome = await self._attempt(question)
        attempt = 1
        while self._goes_on(outcome, question, attempt):
            await asyncio.sleep(max(pause_before(attempt, self.probe.retry_pauses), outcome.wait))
            attempt += 1
            outcome = await self._attempt(question, bare=_may_be_hurt(outcome))
            outcome = replace(outcome, answer=replace(outcome.answer, attempts=attempt))
        return await self._with_missing(outcome)

    def _goes_on(self, outcome: Outcome, question: Question, attempt: int) -> bool:
        host = self.host(question.target.address)
        if attempt >= self.probe.attempts or outcome.left or host.left or is_given_up(host, self.probe.attempts):
            return False
        return may_pass(outcome.answer, attempt) or (attempt == 1 and _may_be_hurt(outcome))

    async def _attempt(self, question: Question, *, bare: bool = False) -> Outcome:
        """Follow an address once; `bare` leaves the cookies of the past at home, and forgets them where that helps."""
        target = question.target
        host = self.host(target.address)
        refused = self._given_up(host)
        if refused is not None:
            failure, detail = refused
            now = datetime.now(UTC)
            return Outcome(Answer(target.url, now, failure=failure, final_url=target.address, detail=detail))
        started = asyncio.get_running_loop().time()
        async with self._in_flight:
            outcome = await chase(_Bare(self) if bare else self, question)
        answer = outcome.answer
        if bare and outcome.reply and answer.failure is None and outcome.reply.status < 400:
            self.cookies.forget(outcome.reply.url)
        self._remember(host, target.address, answer)
        elapsed = round(asyncio.get_running_loop().time() - started, 3)
        wait = min(wait_of(outcome.reply) or 0.0, MAX_WAIT) if outcome.reply else 0.0
        return replace(outcome, answer=replace(answer, elapsed=elapsed), wait=wait)

    def _given_up(self, host: Host) -> tuple[Failure, str] | None:
        """Why a host is not asked any more tonight."""
        if is_out_of_reach(host, self.probe.attempts):
            return Failure.DNS, "the name was not resolved before"
        return (Failure.LIMIT, "the host asked to stop") if host.left else None

    def _remember(self, host: Host, url: str, answer: Answer) -> None:
        host.requests += 1
        is_unknown = answer.failure is Failure.DNS and answer.final_url == url
        host.unresolved = host.unresolved + 1 if is_unknown else 0
        if answer.failure in PASSING_FAILURES:
            host.failed += 1
        elif answer.status is not None:
            host.answered += 1
            host.alive = True
            if answer.status < 400 and answer.failure is None:
                host.last_good = url

    # ---- one request ----------------------------------------------------------------------------------------------

    async def request(self, url: str, question: Question, method: str = "GET", first: bool = True) -> Reply:
        """One request in its host's pace, as a browser sends it. Raises `failures.EXPECTED`."""
        return await self.send(url, question, method, first, self.cookies.header(url))

    async def send(self, url: str, question: Question, method: str, first: bool, cookie: str) -> Reply:
        """One request with these cookies."""
        past(self.end)
        host = self.host(url)
        headers = {**question.conditions} if first else {}
        referer = question.target.referer
        if referer and not (referer.startswith("https:") and url.startswith("http:")):
            headers["Referer"] = referer
        if cookie:
            headers["Cookie"] = cookie
        if question.form is not None:
            method, headers["Content-Type"] = "POST", "application/x-www-form-urlencoded"
        sending = Sending(
            url=url,
            timeout=host.timeout,
            limit=partial(limit_of, question, url),
            method=method,
            headers=headers,
            body=question.form.encode() if question.form is not None else None,
        )
        reply = await host.paced(lambda: self._sent(sending, host))
        self.cookies.keep(url, reply.cookies)
        return replace(reply, with_cookies=True) if cookie else reply

    async def _sent(self, sending: Sending, host: Host) -> Reply:
        past(self.end)
        if host.left:  # it said so while this request waited for its turn
            raise OutOfTime("the host asked to stop")
        self.requests += 1
        reply = await self._client.send(sending)
        self.received += len(reply.body)
        return reply

    # ---- what must not be asked -----------------------------------------------------------------------------------

    async def refusal(self, url: str) -> Failure | None:
        """Why an address must not be asked at all; None where it may be."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Failure.MALFORMED
        if is_private_name(url, self._allowed):
            return Failure.PRIVATE_ADDRESS
        if host_of(url) in self.hosts.configured and self.crawl.obey_robots:
            return None if (await self._rules(url)).allow(url) else Failure.ROBOTS
        return None

    async def _rules(self, url: str) -> Rules:
        """What a host's robots.txt says, asked for once a night."""
        host = self.host(url)
        async with host.rules_lock:
            if host.rules is None:
                status, body = await self._robots_of(urljoin(url, "/robots.txt"))
                host.rules = read_rules(status, body, self.crawl.user_agent)
                host.slow_down(host.rules.delay)
        return host.rules

    async def _robots_of(self, url: str) -> tuple[int | None, bytes]:
        """The answer to robots.txt; what fails in passing is asked again, for a fault shuts the whole host."""
        for attempt in range(1, self.probe.attempts + 1):
            status, body = await self._robots_once(url)
            if status is not None and status < 500:
                break
            if attempt < self.probe.attempts:
                await asyncio.sleep(pause_before(attempt, self.probe.retry_pauses))
        return status, body

    async def _robots_once(self, url: str) -> tuple[int | None, bytes]:
        question = Question(Target(url), whole=MOST_BYTES)
        try:
            for _ in range(MOST_HOPS + 1):
                if is_private_name(url, self._allowed) or not url.startswith(("http:", "https:")):
                    return 404, b""
                reply = await self.request(url, question)
                if reply.location is None:
                    return reply.status, reply.body
                url = redirect_target(reply.url, reply.location)
        except EXPECTED as error:
            logger.info("no robots.txt at %s: %s", host_of(url), error)
            return None, b""
        return 404, b""  # lost on the way: as good as none (RFC 9309, 2.3.1.2)

    # ---- missing pages --------------------------------------------------------------------------------------------

    async def _with_missing(self, outcome: Outcome) -> Outcome:
        answer = outcome.answer
        if outcome.reply is None or answer.status != 200 or answer.failure or not is_page(answer):
            return outcome
        return replace(outcome, missing=await self.missing_page(answer.final_url))

    async def missing_page(self, url: str) -> MissingPage | None:
        """What a host says of an address that cannot exist; asked once a night."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        host = self.host(url)
        async with host.lock:
            if origin not in host.missing:
                host.missing[origin] = await self._learn(origin)
        return host.missing[origin]

    async def _learn(self, origin: str) -> MissingPage | None:
        asked = impossible_address(origin, self.seed)
        outcome = await chase(self, Question(Target(asked)))
        answer, reply = outcome.answer, outcome.reply
        if reply is None or answer.status != 200 or answer.failure:
            return None
        decoded = decode(reply.body, reply.header("content-type"))
        document = Document(reply.url, decoded.text, decoded.charset)
        return learn(document, asked, canonical(reply.url), self.similarity)


def _may_be_hurt(outcome: Outcome) -> bool:
    """Whether an answer may be worse than it would be without cookies."""
    reply = outcome.reply
    return reply is not None and reply.with_cookies and 400 <= reply.status < 500


class _Bare:
    """The same asker, without the cookies of the past: those that this chase is given are kept for itself."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self.seed = asker.seed
        self.cookies = Cookies()

    def host(self, url: str) -> Host:
        """The record of an address's host."""
        return self._asker.host(url)

    async def refusal(self, url: str) -> Failure | None:
        """Why an address must not be asked at all."""
        return await self._asker.refusal(url)

    async def request(self, url: str, question: Question, method: str = "GET", first: bool = True) -> Reply:
        """One request without the cookies of the past."""
        reply = await self._asker.send(url, question, method, first, self.cookies.header(url))
        self.cookies.keep(url, reply.cookies)
        return reply
