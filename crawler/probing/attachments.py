"""Reads attachments of our own hosts for personal numbers: each version of a file once, politely, and each in a process of its own."""

import asyncio
import logging
import time
from collections.abc import Callable, Iterable

from crawler.fresh_process import ProcessEnded, call
from crawler.reading.attached import MOST_BYTES, SECONDS, numbers_in, within_limits
from crawler.records.attachment import AttachmentRead, Wanted
from crawler.wire.asker import Asker
from crawler.wire.chase import Question

logger = logging.getLogger(__name__)
OVERDUE = SECONDS + 10
"""Seconds after which a reader is ended that waits instead of working."""


class AttachmentReader:
    """Asks for files and reads them, one after the other; `done` counts them."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self.done = 0

    async def read_all(self, wanted: Iterable[Wanted], keep: Callable[[AttachmentRead], None], end: float) -> None:
        """Read every file until the moment `end` of the monotonic clock; one that could not be asked for is left for another night."""
        for item in wanted:
            if time.monotonic() >= end:
                return
            read = await self._read(item)
            self.done += 1
            if read is not None:
                keep(read)

    async def _read(self, item: Wanted) -> AttachmentRead | None:
        outcome = await self.asker.ask(Question(item.target, file=MOST_BYTES))
        answer, reply = outcome.answer, outcome.reply
        if reply is None or answer.failure is not None or answer.status != 200:
            return None
        if not reply.complete:
            return AttachmentRead(url=item.target.url, mark=item.mark, kind=item.kind, problem="too_large")
        return await asyncio.to_thread(read_file, item, reply.body)


def read_file(item: Wanted, body: bytes) -> AttachmentRead:
    """What one file holds; whatever it does to its reader is told as its problem."""
    problem, numbers = "", ()
    try:
        numbers = call(numbers_in, (item.kind, body), OVERDUE, within_limits)
    except (Exception, ProcessEnded) as error:  # readers raise whatever a hostile file makes of them
        logger.info("%s could not be read: %s %s", item.target.url[:300], type(error).__name__, str(error)[:200])
        problem = type(error).__name__[:40]
    return AttachmentRead(url=item.target.url, mark=item.mark, kind=item.kind, numbers=numbers, problem=problem)
