"""One unit, one month: every check of the table, and the measures that scoring asks for."""

from collections.abc import Mapping
from dataclasses import replace

from checks.findings import Finding, UnitMonth
from checks.look import Look, MainNight, SectionNight
from checks.measures import POSTS, Name
from checks.month.clones import MAIN_MARK
from checks.month.earlier import with_earlier
from checks.month.measures import measures_of
from checks.posts.count import count_posts
from checks.snapshot import UnitSnapshot
from checks.table import CHECKS
from config.monitor import Policies
from config.month import Month
from config.schema import SiteKind


def check_unit(
    unit: UnitSnapshot,
    sections: Mapping[SiteKind, SectionNight],
    main: MainNight,
    month: Month,
    policies: Policies,
    earlier: UnitMonth | None = None,
) -> UnitMonth:
    """All findings, measures and posts of one unit for one month.

    Counts look at the whole month. States (links, columns, basic information, services) are those of tonight and belong
    to the month that holds tonight; `earlier` is what the last night concluded of this month, and its last conclusive
    states stay where tonight has none (SCORING: which moment of the month counts).
    """
    look = looked(unit, sections, main, month, policies)
    findings: dict[str, Finding] = {}
    for rule in CHECKS:
        for finding in rule.run(look):
            findings.setdefault(finding.key, finding)
    found = tuple(findings.values())
    posts = [post for counted in look.counted.values() for post in counted.posts]
    posts += [replace(post, column=f"{MAIN_MARK}{post.column}") for post in look.clones.posts]
    result = UnitMonth(unit.unit.code, str(month), measures_of(look, found), found, tuple(posts))
    return result if earlier is None else with_earlier(result, earlier, look.is_current)


def looked(
    unit: UnitSnapshot,
    sections: Mapping[SiteKind, SectionNight],
    main: MainNight,
    month: Month,
    policies: Policies,
) -> Look:
    """What the checks of one unit and month are handed: the month's posts counted."""
    closed_on = unit.closed.get(str(month))
    counted = {
        kind: count_posts(POSTS[kind], night.section, night.posts, month, unit.today, policies, closed_on)
        for kind, night in sections.items()
    }
    clones = main.clones.get(unit.unit.code, ())
    return Look(
        unit=unit,
        sections=sections,
        main=main,
        month=month,
        policies=policies,
        counted=counted,
        clones=count_posts(Name.PORTAL_CLONES, main.section, clones, month, unit.today, policies, closed_on),
    )
