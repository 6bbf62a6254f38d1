"""One unit, one month: every check in order, and the measures that scoring asks for."""

from collections.abc import Mapping
from dataclasses import replace

from checks.empty_columns import check_empty_columns
from checks.faults import Faults
from checks.findings import Finding, Measure, Post, UnitMonth
from checks.measures import POSTS, Name
from checks.month.counts import count_measure, unread_columns
from checks.month.dynamic import dynamic_findings, dynamic_measure
from checks.month.earlier import with_earlier
from checks.month.states import check_states
from checks.posts.count import Counted, count_posts
from checks.posts.imports import bulk_imports
from checks.posts.same import similar_posts
from checks.reasons import Reason
from checks.snapshot import EntryView, SectionSnapshot, UnitSnapshot
from checks.timeliness import check_timeliness
from config.month import Month
from config.schema import Policies, SiteKind


def check_unit(
    snapshot: UnitSnapshot,
    month: Month,
    policies: Policies,
    tonight: Mapping[SiteKind, Faults],
    clones: tuple[EntryView, ...],
    earlier: UnitMonth | None = None,
) -> UnitMonth:
    """All findings, measures and posts of one unit for one month.

    Counts look at the whole month. States (links, columns, basic information, services) are those of tonight and belong
    to the month that holds tonight; `earlier` is what the last night concluded of this month, and its last conclusive
    states stay where tonight has none (SCORING: which moment of the month counts).
    """
    is_current = month.holds(snapshot.today)
    closed_on = snapshot.closed.get(str(month))
    measures: list[Measure] = []
    findings: list[Finding] = []
    posts: list[Post] = []
    for kind in SiteKind:
        section = snapshot.sections.get(kind)
        counted = _posts_of(section, month, snapshot, policies)
        measures.append(
            count_measure(
                POSTS[kind],
                section,
                counted,
                unread_columns(tonight[kind].findings if kind in tonight else ()),
            )
        )
        if section is None or counted is None:
            continue
        findings += counted.findings
        posts += counted.posts
        entries = _counted_entries(section)
        findings += similar_posts(section, entries, month)
        findings += bulk_imports(section, entries, month, policies.bulk_import_above)
    cloned = count_posts(snapshot.main, clones, month, snapshot.today, policies, closed_on)
    unread = unread_columns(check_empty_columns(snapshot, snapshot.main, policies.empty_below_characters))
    measures.append(count_measure(Name.PORTAL_CLONES, snapshot.main, cloned, unread))
    posts += [replace(post, column=f"主站：{post.column}") for post in cloned.posts]
    findings += [finding for finding in cloned.findings if finding.key not in {known.key for known in findings}]
    more_findings, more_measures = check_states(snapshot, month, policies, tonight, is_current)
    overdue, timely = _timeliness(snapshot, month, policies)
    findings += more_findings + overdue
    dynamic = dynamic_measure(snapshot, month, posts, tonight)
    findings += dynamic_findings(snapshot, dynamic)
    measures += [*more_measures, timely, dynamic]
    result = UnitMonth(snapshot.unit.code, str(month), tuple(measures), tuple(findings), tuple(posts))
    return result if earlier is None else with_earlier(result, earlier, is_current)


def _is_counted(section: SectionSnapshot, entry: EntryView) -> bool:
    return any(column.place.key == entry.column and column.place.is_counted for column in section.columns)


def _counted_entries(section: SectionSnapshot) -> list[EntryView]:
    return [entry for entry in section.entries if _is_counted(section, entry)]


def _posts_of(
    section: SectionSnapshot | None, month: Month, snapshot: UnitSnapshot, policies: Policies
) -> Counted | None:
    if section is None:
        return None
    return count_posts(
        section, _counted_entries(section), month, snapshot.today, policies, snapshot.closed.get(str(month))
    )


def _timeliness(snapshot: UnitSnapshot, month: Month, policies: Policies) -> tuple[list[Finding], Measure]:
    section = snapshot.sections.get(SiteKind.DISCLOSURE)
    if section is None:
        return [], Measure.unknown(Name.DISCLOSURE_TIMELINESS, Reason.NO_SECTION)
    return check_timeliness(section, tuple(_counted_entries(section)), month, policies)
