"""Which addresses a crawl asks, and why: each once a night, whatever number of reasons there are for it."""

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from crawler.addresses import canonical
from crawler.job import CrawlJob
from crawler.records.observations import Answer, Failure, Target
from crawler.walking.waiting import Waiting
from crawler.walking.walk import Walk

AT_ENGINE = 8
"""Addresses of a host that are handed to the engine for each request that it may get at a time: more than it has on their way."""


@dataclass(frozen=True, slots=True)
class Task:
    """Why an address is asked: for which section, and where in which list."""

    section: str
    walk: Walk | None = None
    position: int = 0
    depth: int = 0
    listed: bool = False
    optional: bool = False
    compared: str = ""
    """By what name the page tells what the section's pages share; empty where it is not asked for that."""


class Frontier:
    """Addresses that wait, that were asked, and those that were left to the prober."""

    def __init__(
        self,
        job: CrawlJob,
        tonight: Mapping[str, Answer],
        is_readable: Callable[[Answer], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.job = job
        self.tasks: dict[str, list[Task]] = {}
        """Who waits for an answer, by address."""
        self.done: dict[str, Answer] = {}
        """What was answered, without what the store alone wants of it: there is one for each address until the crawl ends."""
        self.left: set[str] = set()
        self.limits: dict[str, str] = {}
        """The limit that cut a section short."""
        self.ready: deque[tuple[Answer, Task | None]] = deque()
        """Answers that need no request; without a task they are for all who wait for them."""
        self._waiting = Waiting(AT_ENGINE * job.crawl.requests_per_host)
        self._pages: dict[str, int] = {}
        self._followed: dict[str, int] = {}
        """Pages of a section that only links led to: never more than half of what the others left, so that one trap starves nobody."""
        self._refused: set[str] = set()
        self._tracking = job.policies.tracking_parameters
        self._sites = {section.key: section.site for section in job.sections}
        self._tonight = tonight
        self._is_readable = is_readable
        self._clock = clock
        self._started = clock()

    def key(self, address: str) -> str:
        """What identifies an address; a page that is asked for by posting a form is named by its fragment too."""
        head, mark, body = address.partition("#post:")
        return f"{canonical(head, self._tracking)}{mark}{body}"

    def ask(self, address: str, task: Task, referer: str = "") -> str:
        """Ask an address as a browser would, from a page that holds it; return why it is not asked, empty where it is or was."""
        url = self.key(address)
        if url in self.done:
            self.ready.append((self.done[url], task))
            return ""
        if url in self.left:
            return "redirected_away"
        if url in self.tasks:
            self.tasks[url].append(task)
            return ""
        limit = self._limit_for(task)
        if limit:
            self.limits.setdefault(task.section, limit)
            self._refused.add(url)
            return limit
        self.tasks[url] = [task]
        self._begin(url, address, referer)
        return ""

    def _begin(self, url: str, address: str, referer: str) -> None:
        known = self._tonight.get(url)
        if self.job.replay:
            self.ready.append((known or Answer(url, datetime.now(UTC), failure=Failure.LIMIT), None))
        elif known is not None and known.failure is None and self._is_readable(known):
            self.ready.append((known, None))
        else:
            self._waiting.add(Target(url, address.partition("#post:")[0], referer))

    def _limit_for(self, task: Task) -> str:
        """The limit that forbids one more request, empty where none does."""
        site = self._sites[task.section]
        if self._clock() - self._started > self.job.crawl.time_limit.total_seconds():
            return "time_limit"
        most, used = self.job.crawl.max_pages_per_site, self._pages.get(site, 0)
        mine = self._followed.get(task.section, 0)
        is_followed = task.walk is None and task.depth > 0 and not task.listed
        if used >= most or (is_followed and 2 * mine >= most - (used - mine)):
            return "page_limit"
        self._pages[site] = used + 1
        self._followed[task.section] = mine + is_followed
        return ""

    def refused(self) -> list[str]:
        """What a limit forbade to ask and nobody asked after all: its answers are unknown."""
        return sorted(self._refused - self.done.keys() - self.left)

    def take(self) -> list[Target]:
        """What is to be asked now; more of it when some of this was answered."""
        return self._waiting.take()

    def answered(self, answer: Answer) -> list[Task]:
        """Keep an answer; return who waited for it."""
        self.done[answer.url] = _brief(answer)
        self._waiting.ended(answer.url)
        return self.tasks.pop(answer.url, [])

    def leave(self, url: str) -> list[Task]:
        """Leave an address to the prober: no answer of ours is kept. Return who waited for it."""
        self.left.add(url)
        self._waiting.ended(url)
        return self.tasks.pop(url, [])

    def is_known(self, url: str) -> bool:
        """Whether what a canonical address identifies was asked or waits to be."""
        return url in self.done or url in self.tasks


def _brief(answer: Answer) -> Answer:
    """As much of an answer as a walk asks for."""
    final_url = answer.url if answer.final_url == answer.url else answer.final_url
    return replace(
        answer, final_url=final_url, content_type="", etag="", last_modified="", body_hash="", elapsed=0.0, size=0
    )
