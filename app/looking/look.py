"""Asks one page outside of any night, by the same rules as at night: for `inspect` and `discover`. Nothing is stored."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from config.settings import Configuration
from crawler.probing.conclude import conclude
from crawler.reading.document import Document
from crawler.reading.encoding import decode
from crawler.records.observations import Answer, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Question


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as it came; its document is empty where nothing came."""

    answer: Answer
    document: Document
    declared: str | None

    @property
    def url(self) -> str:
        """The address that answered."""
        return self.answer.final_url


@asynccontextmanager
async def asking(configuration: Configuration, more_hosts: tuple[str, ...] = ()) -> AsyncIterator[Asker]:
    """What asks, with the office's settings."""
    monitor = configuration.monitor
    hosts = (*(host for site in configuration.sites for host in site.hosts), *more_hosts)
    asker = Asker(monitor.crawl, monitor.probe, hosts, "inspect", monitor.policies.soft_404_similarity)
    try:
        yield asker
    finally:
        await asker.close()


async def fetch(asker: Asker, target: Target) -> Fetched:
    """Fetch one page, following redirects."""
    outcome = await asker.ask(Question(target, whole=asker.crawl.max_body))
    reply = outcome.reply
    decoded = decode(reply.body if reply else b"", outcome.answer.content_type)
    return Fetched(
        answer=conclude(outcome),
        document=Document(outcome.answer.final_url, decoded.text, decoded.charset),
        declared=decoded.declared,
    )
