"""Asks one page politely, outside of any night: for `inspect` and `discover`. Nothing is stored."""

from dataclasses import dataclass

import httpx

from config.schema import Crawl, Probe
from crawler.network import guarded_transport
from crawler.probing.prober import Prober
from crawler.reading.document import Document
from crawler.reading.encoding import decode


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as it came."""

    url: str
    status: int
    headers: dict[str, str]
    document: Document
    declared: str | None


async def fetch(url: str, crawl: Crawl, probe: Probe, hosts: tuple[str, ...]) -> Fetched:
    """Fetch one page, following redirects. Raises httpx.HTTPError, PrivateAddress or NameUnknown."""
    transport = guarded_transport((*hosts, *probe.allow_private_hosts), verify=True, connections=2)
    headers = {"User-Agent": crawl.user_agent}
    async with httpx.AsyncClient(
        transport=transport, headers=headers, timeout=crawl.timeout, follow_redirects=True, trust_env=False
    ) as client:
        response = await client.get(url)
    decoded = decode(response.content[: crawl.max_body], response.headers.get("content-type", ""))
    final = str(response.url)
    return Fetched(
        final,
        response.status_code,
        dict(response.headers),
        Document(final, decoded.text, decoded.charset),
        decoded.declared,
    )


def prober(crawl: Crawl, probe: Probe, hosts: tuple[str, ...], tracking: tuple[str, ...]) -> Prober:
    """A prober for a handful of links, with a single attempt each."""
    return Prober(crawl, probe.model_copy(update={"attempts": 1}), hosts, "inspect", tracking)
