"""How the hosts are that were asked: for canaries, heartbeats, and the night's health."""

import asyncio
from collections.abc import Iterable

from crawler.records.observations import Failure, HostHealth, Target
from crawler.wire.asker import Asker
from crawler.wire.chase import Question, chase
from crawler.wire.pace import Host


async def reachable(asker: Asker, urls: Iterable[str], *, patiently: bool = False) -> dict[str, bool]:
    """Whether each address answers at all, whatever its status; a host whose robots.txt shuts it has answered that.

    `patiently` asks again after a failure.
    """

    async def ask(url: str) -> bool:
        question = Question(Target(url))
        answer = (await asker.ask(question) if patiently else await chase(asker, question)).answer
        return answer.status is not None or answer.failure is Failure.ROBOTS

    urls = list(dict.fromkeys(urls))
    return dict(zip(urls, await asyncio.gather(*(ask(url) for url in urls)), strict=True))


async def host_health(asker: Asker, was_reachable: frozenset[str]) -> list[HostHealth]:
    """Every host's record; one that failed after it had answered is asked once more at the end."""
    hosts = asker.hosts.all()
    doubtful = {host.name: host.last_good for host in hosts if host.failed and host.last_good}
    beats = await reachable(asker, doubtful.values())
    return [_health(host, beats.get(doubtful.get(host.name, ""), host.alive), was_reachable) for host in hosts]


def _health(host: Host, alive: bool, was_reachable: frozenset[str]) -> HostHealth:
    return HostHealth(
        host=host.name,
        requests=host.requests,
        answered=host.answered,
        failed=host.failed,
        reachable=alive,
        was_reachable=host.name in was_reachable or host.alive,
        configured=host.configured,
    )
