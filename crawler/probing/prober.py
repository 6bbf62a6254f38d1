"""Asks the links that the spider did not visit: each distinct address once a night, bodies cut off after what a verdict needs."""

import asyncio
import logging
import ssl
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

import httpx
from protego import Protego

from config.schema import Crawl, Probe
from crawler.addresses import canonical, extension_of, host_of, names_private_host, redirect_target
from crawler.missing import MissingPage, challenge_sign, impossible_address, learn, missing_sign
from crawler.network import NameUnknown, PrivateAddress, guarded_transport
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.reading.kinds import document_extension, sniff
from crawler.reading.styles import css_addresses
from crawler.records.observations import PASSING_FAILURES, Answer, Failure, HostHealth, Target
from crawler.retry_after import MAX_WAIT, retry_after

logger = logging.getLogger(__name__)
MAX_HOPS = 10
HEADER_ONLY = frozenset(
    ("jpg", "jpeg", "png", "gif", "webp", "bmp", "ico", "svg", "js", "woff", "woff2", "ttf", "eot", "mp3", "mp4", "flv")
)
"""Kinds of files of which the header tells whether they are there: nothing of theirs is read."""
HTML_BYTES = 300_000
FILE_BYTES = 65_536
STYLE_BYTES = 1_000_000
CONNECTIONS_PER_CLIENT = 10
"""httpx grows slower beyond about ten connections a client: more clients serve more hosts."""
RESOLVERS = 64
"""Threads that look names up: dead names take seconds, and would hold the living ones up."""
HEAD_AFTER = 3
"""A host is tried with HEAD after so many of its files: fewer are not worth the two questions."""
Store = Callable[[list[Answer]], None]


@dataclass(slots=True)
class _Host:
    """The pace and the record of one host."""

    name: str
    configured: bool
    slots: asyncio.Semaphore
    delay: float
    pace: float
    """The configured pause; `delay` grows above it while the host asks for it, and comes back."""
    next_at: float = 0.0
    requests: int = 0
    answered: int = 0
    failed: int = 0
    last_good: str = ""
    alive: bool = False
    unresolved: int = 0
    """How often in a row its name was not resolved."""
    left: bool = False
    """Whether it asked for a longer pause than a night can wait: it is asked nothing more."""
    robots: Protego | None = None
    robots_read: bool = False
    missing: dict[str, MissingPage | None] = field(default_factory=dict)
    heads: bool | None = None
    """Whether it answers HEAD as it answers GET; None until that is known."""
    files: int = 0
    """How many files of it were asked with GET so far."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class _Reply:
    """One hop's answer, its body cut off."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    complete: bool


class Prober:
    """Probes addresses of all hosts in parallel, each host within its limits."""

    def __init__(
        self,
        crawl: Crawl,
        probe: Probe,
        hosts: Iterable[str],
        seed: str,
        tracking: tuple[str, ...] = (),
        similarity: float = 0.98,
    ) -> None:
        self.crawl = crawl
        self.probe = probe
        self.configured = frozenset(hosts)
        self.seed = seed
        self.tracking = tracking
        self.hosts: dict[str, _Host] = {}
        self.similarity = similarity
        self.asked = 0
        self.styles: dict[str, list[str]] = {}
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(RESOLVERS))
        self._in_flight = asyncio.Semaphore(probe.requests_in_flight)
        allowed = (*self.configured, *probe.allow_private_hosts)
        count = max(1, -(-probe.requests_in_flight // CONNECTIONS_PER_CLIENT))
        self._clients = [self._client(allowed, ssl.create_default_context()) for _ in range(count)]
        self._unverified = self._client(allowed, None)
        self._allowed = frozenset(host.lower() for host in allowed)

    def _client(self, allowed: Iterable[str], context: ssl.SSLContext | None) -> httpx.AsyncClient:
        transport = guarded_transport(allowed, verify=context or False, connections=CONNECTIONS_PER_CLIENT)
        headers = {"User-Agent": self.crawl.user_agent, "Accept": "*/*", "Accept-Language": "zh-CN,zh;q=0.9"}
        return httpx.AsyncClient(
            transport=transport, headers=headers, timeout=self.probe.timeout, follow_redirects=False, trust_env=False
        )

    async def close(self) -> None:
        """Close all connections."""
        for client in (*self._clients, self._unverified):
            await client.aclose()

    # ---- many addresses -------------------------------------------------------------------------------------------

    async def probe_all(self, targets: Iterable[Target], store: Store, end: float = float("inf")) -> None:
        """Ask every address; answers are stored in batches as they come. `asked` counts them.

        After the moment `end` of the monotonic clock nothing more is begun: what is left has no answer tonight.
        """
        self.asked = 0
        by_host: dict[str, deque[Target]] = defaultdict(deque)
        for target in {target.url: target for target in targets}.values():
            by_host[host_of(target.address)].append(target)
        batch: list[Answer] = []

        async def work(queue: deque[Target]) -> None:
            while queue and time.monotonic() < end:
                answer = await self.probe_one(queue.popleft())
                batch.append(answer)
                self.asked += 1
                if len(batch) >= 200:
                    stored, batch[:] = list(batch), []
                    store(stored)

        async with asyncio.TaskGroup() as group:
            for name, queue in by_host.items():
                for _ in range(min(len(queue), 3 * self._limit(name))):
                    group.create_task(work(queue))
        store(batch)

    def _limit(self, host: str) -> int:
        return self.crawl.requests_per_host if host in self.configured else self.probe.requests_per_host

    def host(self, name: str) -> _Host:
        """The record of a host, made at its first address."""
        if name not in self.hosts:
            configured = name in self.configured
            delay = self.crawl.delay if configured else 0.0
            self.hosts[name] = _Host(name, configured, asyncio.Semaphore(self._limit(name)), delay, delay)
        return self.hosts[name]

    # ---- one address ----------------------------------------------------------------------------------------------

    async def probe_one(self, target: Target) -> Answer:
        """Ask one address until it is known: again after a failure that may pass, once more after a definite one."""
        answer = await self._attempt(target)
        attempt = 1
        while (
            attempt < self.probe.attempts and self._may_pass(answer, attempt) and not self._is_given_up(target.address)
        ):
            pause = (
                self.probe.retry_pauses[min(attempt - 1, len(self.probe.retry_pauses) - 1)]
                if self.probe.retry_pauses
                else 0
            )
            await asyncio.sleep(pause)
            attempt += 1
            answer = replace(await self._attempt(target), attempts=attempt)
        return answer

    def _is_given_up(self, url: str) -> bool:
        """Whether a host has failed so often, without one answer, that its further addresses are asked once only."""
        record = self.host(host_of(url))
        return record.unresolved >= self.probe.attempts or (
            not record.alive and record.failed >= 3 * self.probe.attempts
        )

    def _may_pass(self, answer: Answer, attempt: int) -> bool:
        if answer.failure in PASSING_FAILURES or (answer.failure is Failure.REDIRECT_LOOP and attempt == 1):
            return True
        status = answer.status or 0
        if status >= 500 or status in (408, 429):
            return status != 521
        return attempt == 1 and 400 <= status < 500 and status not in (401, 403, 405, 407, 412, 418, 451)

    async def _attempt(self, target: Target) -> Answer:
        url = target.address
        started = time.monotonic()
        record = self.host(host_of(url))
        if record.unresolved >= self.probe.attempts:
            return Answer(
                target.url,
                datetime.now(UTC),
                failure=Failure.DNS,
                final_url=url,
                detail="the name was not resolved before",
            )
        if record.left:
            return Answer(
                target.url, datetime.now(UTC), failure=Failure.LIMIT, final_url=url, detail="the host asked to stop"
            )
        async with self._in_flight:
            answer = await self._chase(target)
        record.requests += 1
        record.unresolved = record.unresolved + 1 if answer.failure is Failure.DNS and answer.final_url == url else 0
        if answer.failure in PASSING_FAILURES:
            record.failed += 1
        elif answer.status is not None:
            record.answered += 1
            record.alive = True
            if answer.status < 400 and answer.failure is None:
                record.last_good = url
        return replace(answer, elapsed=round(time.monotonic() - started, 3))

    async def _chase(self, target: Target) -> Answer:
        """Follow redirects hop by hop; each hop is judged before it is asked."""
        url = target.address
        base = Answer(target.url, datetime.now(UTC), final_url=url)
        seen: set[str] = set()
        permanent = False
        current = url
        for hops in range(MAX_HOPS + 1):
            refused = await self._refusal(current)
            if refused is not None:
                return replace(base, failure=refused, final_url=current, hops=hops, detail=current if hops else "")
            if current in seen:
                return replace(base, failure=Failure.REDIRECT_LOOP, final_url=current, hops=hops)
            seen.add(current)
            try:
                reply, tls_error = await self._ask(current)
            except _FAILURES as error:
                return replace(base, failure=failure_of(error), final_url=current, hops=hops, detail=str(error)[:200])
            base = replace(base, tls_error=base.tls_error or tls_error)
            if reply.status not in (301, 302, 303, 307, 308) or not reply.headers.get("location"):
                return await self._concluded(replace(base, hops=hops, permanent=permanent), reply)
            permanent = reply.status in (301, 308) and (hops == 0 or permanent)
            following = _location(reply)
            if following is None:
                return replace(base, status=reply.status, failure=Failure.MALFORMED, final_url=current, hops=hops + 1)
            current = following
        return replace(base, failure=Failure.REDIRECT_LOOP, final_url=current, hops=MAX_HOPS)

    async def _refusal(self, url: str) -> Failure | None:
        """Why an address must not be asked at all; None where it may be."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return Failure.MALFORMED
        name = host_of(url)
        if names_private_host(name) and name not in self._allowed and (parts.hostname or "") not in self._allowed:
            return Failure.PRIVATE_ADDRESS
        if name in self.configured and self.crawl.obey_robots and not await self._robots_allow(url):
            return Failure.ROBOTS
        return None

    async def _robots_allow(self, url: str) -> bool:
        record = self.host(host_of(url))
        async with record.lock:
            if not record.robots_read:
                record.robots_read = True
                try:
                    reply, _ = await self._get(urljoin(url, "/robots.txt"))
                    if reply.status == 200:
                        record.robots = Protego.parse(reply.body.decode("utf-8-sig", errors="ignore"))
                        wanted = record.robots.crawl_delay(self.crawl.user_agent)
                        record.pace = max(record.pace, min(float(wanted or 0), 60.0))
                        record.delay = max(record.delay, record.pace)
                except _FAILURES as error:
                    logger.info("no robots.txt at %s: %s", record.name, error)
        return record.robots is None or bool(record.robots.can_fetch(url, self.crawl.user_agent))

    async def _ask(self, url: str) -> tuple[_Reply, str]:
        """Ask for one address: with HEAD where its header tells all and its host is known to answer HEAD rightly."""
        if extension_of(url) not in HEADER_ONLY:
            return await self._get(url)
        record = self.host(host_of(url))
        if record.heads:
            reply, tls_error = await self._get(url, "HEAD")
            if reply.status == 200 and not _may_be_page(reply):
                return reply, tls_error
            whole, tls_error = await self._get(url)
            if whole.status != reply.status:
                logger.info("%s answers HEAD with %d and GET with %d", record.name, reply.status, whole.status)
                record.heads = False
            return whole, tls_error
        reply, tls_error = await self._get(url)
        if reply.status == 200 and record.heads is None:
            record.files += 1
            if record.files >= HEAD_AFTER:
                record.heads = False
                record.heads = await self._heads_rightly(url, reply)
        return reply, tls_error

    async def _heads_rightly(self, url: str, whole: _Reply) -> bool:
        """Whether a host answers HEAD as it answers GET: for a file that is there, and for one that cannot be."""
        parts = urlsplit(url)
        nothing = impossible_address(f"{parts.scheme}://{parts.netloc}", self.seed)
        try:
            head, _ = await self._get(url, "HEAD")
            none, _ = await self._get(nothing, "HEAD")
        except _FAILURES as error:
            logger.info("%s does not answer HEAD: %s", host_of(url), error)
            return False
        same = all(head.headers.get(name) == whole.headers.get(name) for name in ("content-type", "content-length"))
        return head.status == 200 and same and none.status in (404, 410)

    async def _get(self, url: str, method: str = "GET") -> tuple[_Reply, str]:
        """One request within the host's pace; with a faulty certificate a second one without verification."""
        record = self.host(host_of(url))
        client = self._clients[hash(record.name) % len(self._clients)]
        try:
            return await self._paced(record, client, url, method), ""
        except httpx.ConnectError as error:
            if not _is_certificate(error):
                raise
            reply = await self._paced(record, self._unverified, url, method)
            return reply, str(error)[:200]

    async def _paced(self, record: _Host, client: httpx.AsyncClient, url: str, method: str) -> _Reply:
        async with record.slots:
            now = time.monotonic()
            wait = record.next_at - now
            record.next_at = max(now, record.next_at) + record.delay
            if wait > 0:
                await asyncio.sleep(wait)
            reply = await asyncio.wait_for(self._read(client, url, method), self.probe.timeout * 2)
            asked = (
                retry_after(reply.headers.get("retry-after"), datetime.now(UTC)) if reply.status in (429, 503) else None
            )
            if (asked or 0) > MAX_WAIT:
                logger.warning("%s asks to wait %.0f s: it is left alone tonight", record.name, asked)
                record.left = True
            if reply.status == 429:
                record.delay = min(max(record.delay * 2, 0.5), 10.0)
                record.next_at = time.monotonic() + min(asked or record.delay, MAX_WAIT)
            else:
                record.delay = max(record.pace, record.delay * 0.7 if record.delay > 0.05 else 0.0)
            return reply

    async def _read(self, client: httpx.AsyncClient, url: str, method: str) -> _Reply:
        body = b""
        complete = True
        tail = url.partition("://")[2].partition("/")[2]
        target = f"/{tail}".encode()
        async with client.stream(method, _origin(url), extensions={"target": target}) as response:
            limit = _bytes_wanted(url, response)
            async for piece in response.aiter_bytes(16_384):
                body += piece
                if len(body) >= limit:
                    complete = False
                    break
            return _Reply(url, response.status_code, response.headers, body[:limit], complete and method != "HEAD")

    # ---- what an answer says --------------------------------------------------------------------------------------

    async def _concluded(self, base: Answer, reply: _Reply) -> Answer:
        kind = sniff(reply.body)
        length = reply.headers.get("content-length") or ""
        by_header = extension_of(base.url) in HEADER_ONLY and kind != "html"
        answer = replace(
            base,
            status=reply.status,
            final_url=reply.url,
            content_type=reply.headers.get("content-type", "")[:100],
            size=int(length) if (by_header or not reply.complete) and length.isdigit() else len(reply.body),
            sniffed="" if by_header else kind,
            last_modified=reply.headers.get("last-modified", "")[:60],
        )
        if reply.status == 200 and not answer.size and not document_extension(base.url):
            return replace(answer, failure=Failure.EMPTY_RESPONSE)
        if _is_style(answer) and host_of(answer.final_url) in self.configured:
            self.styles[base.url] = css_addresses(decode(reply.body, answer.content_type).text)
        return await self._compared(answer, reply)

    async def _compared(self, answer: Answer, reply: _Reply) -> Answer:
        """Compare an HTML answer with what its host says of impossible addresses, and look for walls."""
        html = "html" in answer.content_type.lower() or answer.sniffed == "html"
        document: Document | None = None
        if html:
            decoded = decode(reply.body, answer.content_type)
            document = Document(answer.final_url, decoded.text, decoded.charset)
            cookies = " ".join(reply.headers.get_list("set-cookie"))
            challenge = challenge_sign(reply.status, decoded.text, cookies, document.title)
            if challenge or reply.status != 200:
                return replace(answer, challenge=challenge)
        if reply.status != 200:
            return answer
        missing = await self._missing_page(answer.final_url) if html else None
        return replace(answer, missing=missing_sign(document, answer.url, canonical(answer.final_url), missing))

    async def _missing_page(self, url: str) -> MissingPage | None:
        """What the host says of an address that cannot exist; asked once a night."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        record = self.host(host_of(url))
        async with record.lock:
            if origin not in record.missing:
                record.missing[origin] = await self._learn(origin)
        return record.missing[origin]

    async def _learn(self, origin: str) -> MissingPage | None:
        asked = impossible_address(origin, self.seed)
        current = asked
        try:
            for _ in range(4):
                reply, _ = await self._get(current)
                target = _location(reply) if 300 <= reply.status < 400 else None
                if target is None or await self._refusal(target) is not None:
                    break
                current = target
        except _FAILURES as error:
            logger.info("no missing page learned at %s: %s", origin, error)
            return None
        if reply.status != 200:
            return None
        decoded = decode(reply.body, reply.headers.get("content-type", ""))
        return learn(Document(current, decoded.text, decoded.charset), asked, canonical(current), self.similarity)

    # ---- health ---------------------------------------------------------------------------------------------------

    async def reachable(self, urls: Iterable[str]) -> dict[str, bool]:
        """Whether each address answers at all, whatever its status: for canaries and for heartbeats."""

        async def ask(url: str) -> bool:
            answer = await self._chase(Target(url))
            return answer.status is not None

        urls = list(dict.fromkeys(urls))
        return dict(zip(urls, await asyncio.gather(*(ask(url) for url in urls)), strict=True))

    async def host_health(self, was_reachable: frozenset[str]) -> list[HostHealth]:
        """Every host's record; one that failed after it had answered is asked once more at the end."""
        doubtful = {
            record.name: record.last_good for record in self.hosts.values() if record.failed and record.last_good
        }
        beats = await self.reachable(doubtful.values())
        health = []
        for record in self.hosts.values():
            if not record.name or not record.requests:
                continue
            alive = beats[doubtful[record.name]] if record.name in doubtful else record.alive
            health.append(
                HostHealth(
                    record.name,
                    record.requests,
                    record.answered,
                    record.failed,
                    alive,
                    record.name in was_reachable or record.alive,
                    record.configured,
                )
            )
        return health


_FAILURES = (
    httpx.HTTPError,
    httpx.InvalidURL,
    PrivateAddress,
    NameUnknown,
    TimeoutError,
    OSError,
    ssl.SSLError,
    ValueError,
)


def failure_of(error: BaseException) -> Failure:
    """The closed reason behind an exception of the client."""
    text = f"{error} {error.__cause__}".lower()
    if isinstance(error, PrivateAddress):
        return Failure.PRIVATE_ADDRESS
    if isinstance(error, NameUnknown):
        return Failure.DNS
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return Failure.TIMEOUT
    if isinstance(error, httpx.ConnectError):
        return Failure.TLS if "ssl" in text or "certificate" in text else Failure.REFUSED
    if isinstance(error, httpx.RemoteProtocolError):
        if "incomplete" in text or "without sending complete message body" in text or "peer closed connection" in text:
            return Failure.TRUNCATED
        return Failure.EMPTY_RESPONSE if "without sending" in text else Failure.PROTOCOL
    if isinstance(error, (httpx.ReadError, httpx.WriteError, ConnectionError)):
        return Failure.RESET
    if isinstance(error, (httpx.InvalidURL, httpx.UnsupportedProtocol, ValueError)):
        return Failure.MALFORMED
    return Failure.PROTOCOL


def _is_certificate(error: Exception) -> bool:
    text = f"{error} {error.__cause__}".lower()
    return "certificate" in text or "ssl" in text


def _location(reply: _Reply) -> str | None:
    location = next((value for name, value in reply.headers.raw if name.lower() == b"location"), b"")
    try:
        return redirect_target(reply.url, location) if location.strip() else None
    except ValueError:
        return None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _bytes_wanted(url: str, response: httpx.Response) -> int:
    kind = response.headers.get("content-type", "").lower()
    if "css" in kind or urlsplit(url).path.lower().endswith(".css"):
        return STYLE_BYTES
    return HTML_BYTES if "html" in kind or not kind else FILE_BYTES


def _may_be_page(reply: _Reply) -> bool:
    """Whether a header leaves open that a page, or nothing, came instead of a file."""
    kind = reply.headers.get("content-type", "").lower()
    return not kind or "html" in kind or not (reply.headers.get("content-length") or "").strip("0")


def _is_style(answer: Answer) -> bool:
    return answer.status == 200 and (
        "text/css" in answer.content_type.lower() or urlsplit(answer.url).path.lower().endswith(".css")
    )
