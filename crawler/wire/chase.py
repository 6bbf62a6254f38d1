"""One attempt at an address: hop by hop, each judged before it is asked, as a browser goes."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import urlsplit

from crawler.addresses import extension_of, host_of, names_private_host, redirect_target
from crawler.records.observations import Answer, Failure, Target
from crawler.wire.cookies import Cookies
from crawler.wire.failures import EXPECTED, ConnectionFailed, OutOfTime, failure_of
from crawler.wire.missing import MissingPage, impossible_address
from crawler.wire.pace import Host
from crawler.wire.reply import Reply, bytes_for_verdict
from crawler.wire.signs import HEADER_ONLY, is_page, with_facts

logger = logging.getLogger(__name__)
MOST_HOPS = 19
"""Browsers follow so many redirects; the next one is a loop (MEASURING 3)."""
HEAD_AFTER = 3
"""A host is tried with HEAD after so many of its files: fewer are not worth the two questions."""


@dataclass(frozen=True, slots=True)
class Question:
    """How an address is asked: `whole` wants the body to its end, `stay` names the hosts beyond which nothing is followed."""

    target: Target
    whole: int = 0
    """The most bytes of a body that is wanted whole; 0 where a verdict is all that is wanted."""
    conditions: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    stay: frozenset[str] | None = None
    file: int = 0
    """The most bytes of a file that is wanted whole, whatever it is; 0 where none is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer with the last hop's reply, None where nothing came; `left` says that a redirect led beyond where to stay."""

    answer: Answer
    reply: Reply | None = None
    left: bool = False
    missing: MissingPage | None = None
    """What the host says of an address that cannot exist, where a page came."""
    wait: float = 0.0
    """Seconds that the host asked to wait."""


class Asks(Protocol):
    """What a chase needs of whoever sends: permission, and one paced request."""

    cookies: Cookies
    seed: str

    def host(self, url: str) -> Host:
        """The record of an address's host."""

    async def refusal(self, url: str) -> Failure | None:
        """Why an address must not be asked at all; None where it may be."""

    async def request(self, url: str, question: Question, method: str = "GET", first: bool = True) -> Reply:
        """One request in the host's pace."""


async def chase(asks: Asks, question: Question) -> Outcome:
    """Follow redirects to an answer; whatever a host does to us, it is told as an answer."""
    current = question.target.address
    answer = Answer(question.target.url, datetime.now(UTC), final_url=current)
    seen: set[tuple[str, str]] = set()
    for hops in range(MOST_HOPS + 1):
        answer = replace(answer, final_url=current, hops=hops) if hops else answer
        refused = await asks.refusal(current)
        if refused is not None:
            return Outcome(replace(answer, failure=refused, detail=current[:200] if hops else ""))
        state = (current, asks.cookies.header(current))
        if state in seen:  # the same question would bring the same answer
            return Outcome(replace(answer, failure=Failure.REDIRECT_LOOP))
        seen.add(state)
        try:
            reply = await _ask(asks, current, question, first=not hops)
        except EXPECTED as error:
            return Outcome(replace(answer, failure=failure_of(error), detail=_told(error)))
        if reply.tls_error and not answer.tls_error:
            answer = replace(answer, tls_error=reply.tls_error)
        if reply.location is None:
            return Outcome(_arrived(answer, reply, question), reply)
        try:
            following = redirect_target(reply.url, reply.location)
        except ValueError as error:  # browsers go nowhere from here either
            return Outcome(replace(answer, failure=Failure.MALFORMED, hops=hops + 1, detail=_told(error)), reply)
        permanent = reply.status in (301, 308) and (not hops or answer.permanent)
        answer = replace(answer, permanent=permanent)
        if question.stay is not None and host_of(following) not in question.stay:
            return Outcome(replace(answer, final_url=following, hops=hops + 1), reply, left=True)
        current = following
        if reply.status in (301, 302, 303):
            question = replace(question, form=None)
    return Outcome(replace(answer, failure=Failure.REDIRECT_LOOP, final_url=current))


def _arrived(answer: Answer, reply: Reply, question: Question) -> Answer:
    answer = with_facts(answer, reply, conditional=bool(question.conditions) and not answer.hops)
    is_cut = question.whole and reply.status == 200 and not reply.complete and is_page(answer)
    return replace(answer, failure=Failure.TOO_LARGE) if is_cut else answer


def _told(error: BaseException) -> str:
    return (str(error) if isinstance(error, ConnectionFailed) else f"{type(error).__name__} {error}")[:200]


async def _ask(asks: Asks, url: str, question: Question, *, first: bool) -> Reply:
    """Ask for one address: with HEAD where its header tells all and its host is known to answer HEAD rightly."""
    if question.whole or question.file or extension_of(url) not in HEADER_ONLY:
        return await asks.request(url, question, first=first)
    host = asks.host(url)
    if host.heads:
        head = await asks.request(url, question, "HEAD")
        if head.status == 200 and not head.may_be_page:
            return head
        reply = await asks.request(url, question)
        if reply.status != head.status:
            logger.info("%s answers HEAD with %d and GET with %d", host.name, head.status, reply.status)
            host.heads = False
        return reply
    reply = await asks.request(url, question)
    if reply.status == 200 and host.heads is None:
        host.files += 1
        if host.files >= HEAD_AFTER:
            host.heads = False
            host.heads = await _heads_rightly(asks, url, reply)
    return reply


async def _heads_rightly(asks: Asks, url: str, whole: Reply) -> bool:
    """Whether a host answers HEAD as it answers GET: for a file that is there, and for one that cannot be."""
    parts = urlsplit(url)
    nothing = impossible_address(f"{parts.scheme}://{parts.netloc}", asks.seed)
    try:
        head = await asks.request(url, Question(Target(url)), "HEAD")
        none = await asks.request(nothing, Question(Target(nothing)), "HEAD")
    except EXPECTED as error:
        logger.info("%s does not answer HEAD: %s", host_of(url), error)
        return False
    same = all(head.header(name) == whole.header(name) for name in ("content-type", "content-length"))
    return head.status == 200 and same and none.status in (404, 410)


def limit_of(question: Question, url: str, content_type: str) -> int:
    """How many bytes of an answer's body are wanted: of a page all, where it is to be read."""
    if question.file:
        return question.file
    kind = content_type.lower()
    is_text = not kind or any(word in kind for word in ("html", "text", "json", "xml"))
    return question.whole if question.whole and is_text else bytes_for_verdict(url, content_type)


def past(end: float) -> None:
    """Raise OutOfTime after a moment of the monotonic clock."""
    if time.monotonic() > end:
        raise OutOfTime("the time for asking is over")


def is_private_name(url: str, allowed: frozenset[str]) -> bool:
    """Whether an address names a private host that is not allowed."""
    name = host_of(url)
    return names_private_host(name) and name not in allowed and (urlsplit(url).hostname or "") not in allowed
