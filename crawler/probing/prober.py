"""Asks the links that the spider did not visit: each distinct address once a night, bodies cut off after what a verdict needs."""

import asyncio
import logging
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from crawler.addresses import host_of
from crawler.probing.conclude import conclude, is_style
from crawler.reading.encoding import decode
from crawler.reading.styles import css_addresses
from crawler.records.observations import Answer, Failure, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Outcome, Question

logger = logging.getLogger(__name__)
BATCH = 200
AGE = 5.0
"""Seconds after which answers are stored however few they are."""
WORKERS = 3
"""Addresses of a host that are on their way for each request that it may get at a time: most of them wait for a pause."""
Store = Callable[[list[Answer]], None]


class Prober:
    """Probes addresses of all hosts in parallel; `asked` counts them."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.asked = 0
        self.styles: dict[str, tuple[str, list[str]]] = {}
        """Of each style sheet of our own hosts: the address that its own addresses are resolved against, and those."""

    async def probe_all(self, targets: Iterable[Target], store: Store, end: float = float("inf")) -> None:
        """Ask every address; answers are stored in batches as they come.

        After the moment `end` of the monotonic clock nothing more is begun: what is left has no answer tonight.
        """
        self.asked = 0
        by_host: dict[str, deque[Target]] = defaultdict(deque)
        for target in {target.url: target for target in targets}.values():
            by_host[host_of(target.address)].append(target)
        batch: list[Answer] = []
        stored_at = time.monotonic()

        async def work(queue: deque[Target]) -> None:
            nonlocal stored_at
            while queue and time.monotonic() < end:
                batch.append(await self.probe_one(queue.popleft()))
                self.asked += 1
                if len(batch) >= BATCH or time.monotonic() - stored_at >= AGE:
                    stored_at = time.monotonic()
                    stored, batch[:] = list(batch), []
                    store(stored)

        async with asyncio.TaskGroup() as group:
            for name, queue in by_host.items():
                for _ in range(min(len(queue), WORKERS * self.asker.hosts.limit(name))):
                    group.create_task(work(queue))
        store(batch)

    async def probe_one(self, target: Target) -> Answer:
        """Ask one address until it is known; whatever its answer does to us is its own, and ends nothing else."""
        try:
            outcome = await self.asker.ask(Question(target))
            self._keep_style(outcome)
            return conclude(outcome)
        except Exception as error:  # one link's fault is that link's
            logger.exception("the link %s could not be judged", target.url[:500])
            detail = f"{type(error).__name__} {error}"[:200]
            return Answer(target.url, datetime.now(UTC), failure=Failure.UNREADABLE, detail=detail)

    def _keep_style(self, outcome: Outcome) -> None:
        answer, reply = outcome.answer, outcome.reply
        if reply is not None and is_style(answer) and host_of(reply.url) in self.asker.hosts.configured:
            text = decode(reply.body, answer.content_type).text
            self.styles[answer.url] = (reply.url, css_addresses(text))
