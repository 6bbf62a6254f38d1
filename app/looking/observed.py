"""The observations behind a month's report: what its findings, its posts and their holding pages rest on."""

from collections.abc import Iterator

from app.context import Context
from checks.findings import Finding
from db.evidence import ObservationRecord, observations, observations_of
from db.months import FrozenMonth
from reports.models import Observed


def named(context: Context, frozen: FrozenMonth) -> dict[str, Observed]:
    """The observations that the findings and the posts name, by name."""
    names = dict.fromkeys(name for item in _findings(frozen) for name in item.evidence)
    names |= dict.fromkeys(post.evidence for unit in frozen.units for post in unit.posts)
    return {record.name: observed(context, record) for record in observations(context.engine, names)}


def holders(context: Context, frozen: FrozenMonth) -> dict[str, Observed]:
    """The last observation of the first page that holds each fault, by address."""
    pages = dict.fromkeys(item.places[0].page for item in _findings(frozen) if item.places)
    return {url: observed(context, record) for url, record in observations_of(context.engine, pages).items()}


def observed(context: Context, record: ObservationRecord) -> Observed:
    """An observation as reports show it; the stored copy only where it is still kept."""
    zone = context.configuration.zone
    kept = context.bodies.holds(record.body_hash)
    return Observed(
        name=record.name,
        url=record.url,
        first_at=record.first_at.astimezone(zone),
        last_at=record.last_at.astimezone(zone),
        status=record.status,
        failure=record.failure,
        attempts=record.attempts,
        body=record.body_hash if kept else "",
        content_type=record.content_type,
    )


def _findings(frozen: FrozenMonth) -> Iterator[Finding]:
    for unit in frozen.units:
        yield from unit.findings
    for site in frozen.sites:
        yield from site.findings
