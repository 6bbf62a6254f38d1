"""Every measure of a unit and month, and how it follows from the findings: one line each."""

from collections.abc import Callable, Sequence
from functools import partial

from checks.findings import Finding, Measure
from checks.look import Look
from checks.measures import BASIC_INFORMATION, DEAD_LINKS, EMPTY_COLUMNS, POSTS, Name
from checks.month.counts import clones_measure, posts_measure
from checks.month.dynamic import dynamic_measure
from checks.month.faults import dead_links_measure, empty_columns_measure
from checks.month.profiles import profile_measure
from checks.services import services_measure
from checks.timeliness import timeliness_measure
from config.schema import SiteKind

Made = Callable[[Look, Sequence[Finding]], Measure]


def _of_kind(made: Callable[[Look, SiteKind, Sequence[Finding]], Measure], kind: SiteKind) -> Made:
    return lambda look, findings: made(look, kind, findings)


MEASURES: dict[Name, Made] = {
    **{POSTS[kind]: _of_kind(lambda look, kind, _: posts_measure(look, kind), kind) for kind in SiteKind},
    Name.PORTAL_CLONES: lambda look, _: clones_measure(look),
    **{DEAD_LINKS[kind]: _of_kind(dead_links_measure, kind) for kind in SiteKind},
    **{EMPTY_COLUMNS[kind]: _of_kind(empty_columns_measure, kind) for kind in SiteKind},
    **{
        name: partial(lambda look, findings, name: profile_measure(look, name, findings), name=name)
        for name in (*BASIC_INFORMATION.values(), Name.PORTAL_LEADERS)
    },
    Name.PORTAL_SERVICES: services_measure,
    Name.PORTAL_DYNAMIC_COLUMNS: lambda look, _: dynamic_measure(look),
    Name.DISCLOSURE_TIMELINESS: timeliness_measure,
}


def measures_of(look: Look, findings: Sequence[Finding]) -> tuple[Measure, ...]:
    """All measures, in the order in which they are named."""
    return tuple(MEASURES[name](look, findings) for name in Name if name in MEASURES)
