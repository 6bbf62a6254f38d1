"""One unit, one month: every check in order, and the measures that scoring asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from checks.dead_links import costing
from checks.empty_columns import check_empty_columns
from checks.facts import check_facts
from checks.faults import Faults
from checks.findings import Check, Finding, Measure, Outcome, Post, UnitMonth, UnmatchedSource
from checks.freshness import check_freshness
from checks.posts import Counted, bulk_imports, candidates, count_posts, normal_source, similar_posts
from checks.profiles import DISCLOSURE_ROLES, PORTAL_ROLES, check_consistency, check_profiles
from checks.services import check_services
from checks.snapshot import ColumnView, EntryView, Fault, SectionSnapshot, UnitSnapshot
from checks.timeliness import check_timeliness
from checks.verdicts import Verdict, judge
from config.month import Month
from config.schema import Policies, Role, SiteKind, Unit


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
            _count_measure(
                f"{kind.value}.posts", section, counted, _unread(tonight[kind].findings if kind in tonight else ())
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
    unread = _unread(check_empty_columns(snapshot, snapshot.main, policies.empty_below_characters))
    measures.append(_count_measure("portal.clones", snapshot.main, cloned, unread))
    posts += [replace(post, column=f"主站：{post.column}") for post in cloned.posts]
    findings += [finding for finding in cloned.findings if finding.key not in {known.key for known in findings}]
    more_findings, more_measures = _states(snapshot, month, policies, tonight, is_current)
    overdue, timely = _timeliness(snapshot, month, policies)
    findings += more_findings + overdue
    dynamic = _dynamic(snapshot, month, posts, tonight)
    findings += dynamic_findings(snapshot, dynamic)
    measures += [*more_measures, timely, dynamic]
    result = UnitMonth(snapshot.unit.code, str(month), tuple(measures), tuple(findings), tuple(posts))
    return result if earlier is None else _with_earlier(result, earlier, is_current)


_LASTING = frozenset(("portal.basic_information", "portal.leaders", "portal.services", "disclosure.basic_information"))
"""Measures whose last conclusive night of the month counts."""
_FAULTS = ("dead_links", "empty_columns")
_FAULTLESS = frozenset(f"{kind.value}.{name}" for kind in SiteKind for name in _FAULTS)
"""Measures of recorded faults: that none is recorded is only known where some night of the month could tell."""


def _with_earlier(now: UnitMonth, earlier: UnitMonth, is_current: bool) -> UnitMonth:
    """Keep what an earlier night knows of the month where tonight cannot tell, and what no night could tell as unknown."""
    before = {measure.name: measure for measure in earlier.measures}
    kept = {
        measure.name: before[measure.name]
        for measure in now.measures
        if measure.name in before and _keeps(measure, before[measure.name], is_current)
    }
    if not kept:
        return now
    keys = {key for measure in kept.values() for key in measure.findings}
    known = {finding.key for finding in now.findings}
    findings = tuple(finding for finding in earlier.findings if finding.key in keys and finding.key not in known)
    return replace(
        now,
        measures=tuple(kept.get(measure.name, measure) for measure in now.measures),
        findings=now.findings + findings,
    )


def _keeps(now: Measure, earlier: Measure, is_current: bool) -> bool:
    if now.outcome is Outcome.INCONCLUSIVE:
        conclusive = earlier.outcome is not Outcome.INCONCLUSIVE
        return (now.name in _LASTING and conclusive) or (now.name in _FAULTLESS and earlier.outcome is Outcome.MET)
    # a month that is over is no more looked at: what its own nights could not tell stays unknown
    unknown = now.outcome is Outcome.MET and earlier.outcome is Outcome.INCONCLUSIVE
    return not is_current and now.name in _FAULTLESS and unknown


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


def _unread(findings: Iterable[Finding]) -> dict[str, str]:
    """Columns whose page was loaded but could not be read, and why, from what was found of a section's columns."""
    columns = (finding for finding in findings if finding.check in (Check.EMPTY_COLUMN, Check.TEMPLATE_MISMATCH))
    return {finding.subject: finding.reason for finding in columns if finding.outcome is Outcome.INCONCLUSIVE}


def _count_measure(
    name: str, section: SectionSnapshot | None, counted: Counted | None, unread: dict[str, str]
) -> Measure:
    """A count, or its lower bound where a column could not be read to its end: never a silently short count."""
    if section is None or counted is None:
        return Measure(name, None, Outcome.INCONCLUSIVE, "no_section")
    keys = tuple(finding.key for finding in counted.findings)
    reading = [column for column in section.columns if column.place.is_counted]
    reasons = [why for column in reading if (why := _why(column, unread))]
    reason = "site_unreachable" if section.is_down else next(iter(reasons), "")
    if not reading and not reason:
        reason = "no_column"
    if not reason and counted.unsure:
        reason = "page_not_read"
    if reason:
        return Measure(name, None, Outcome.INCONCLUSIVE, reason, counted.least, None, keys)
    outcome = Outcome.MET if counted.count else Outcome.NOT_MET
    return Measure(name, counted.count, outcome, "", counted.count, counted.count, keys)


def _why(column: ColumnView, unread: dict[str, str]) -> str:
    """Why a column's list is not known to its end, empty where it is.

    A column that is definitely gone holds nothing that anybody could read, where the section itself links to it.
    """
    if column.complete:
        return unread.get(column.page.url, "")
    judgement = judge(column.page.answer)
    if column.is_linked and column.pages == 0 and judgement.verdict is Verdict.BROKEN and judgement.definite:
        return ""
    return "limit_reached" if column.reason in ("page_limit", "time_limit", "stopped") else column.reason or "not_read"


def _states(
    snapshot: UnitSnapshot, month: Month, policies: Policies, tonight: Mapping[SiteKind, Faults], is_current: bool
) -> tuple[list[Finding], list[Measure]]:
    """Faults and basic information: tonight's for the current month, the recorded ones for an earlier month."""
    findings: list[Finding] = []
    measures: list[Measure] = []
    for kind in SiteKind:
        section = snapshot.sections.get(kind)
        if section is None:
            measures += [
                Measure(f"{kind.value}.{name}", None, Outcome.INCONCLUSIVE, "no_section")
                for name in _STATE_MEASURES[kind]
            ]
            continue
        faults = list(tonight[kind].findings) if is_current else []
        open_now = {(finding.check.value, finding.subject) for finding in faults if finding.outcome is Outcome.NOT_MET}
        past = _past_faults(section, tonight[kind].faults, month, policies, snapshot.today, open_now)
        findings += faults + past
        for name, check in (("dead_links", Check.DEAD_LINK), ("empty_columns", Check.EMPTY_COLUMN)):
            measures.append(
                _fault_measure(
                    f"{kind.value}.{name}",
                    section,
                    [item for item in faults + past if item.check is check],
                    is_current,
                    _nights_in(snapshot, month),
                )
            )
        if not is_current:
            measures += [
                Measure(f"{kind.value}.{name}", None, Outcome.INCONCLUSIVE, "not_observed")
                for name in _STATE_MEASURES[kind]
                if name not in _FAULTS
            ]
            continue
        more, states = _profile_measures(snapshot, section, kind, policies)
        findings += more
        measures += states
    if is_current:
        findings += check_consistency(snapshot) + check_facts(snapshot) + check_freshness(snapshot)
    return findings, measures


_STATE_MEASURES = {
    SiteKind.PORTAL: (*_FAULTS, "basic_information", "leaders", "services"),
    SiteKind.DISCLOSURE: (*_FAULTS, "basic_information"),
}


def _nights_in(snapshot: UnitSnapshot, month: Month) -> int:
    return sum(month.holds(night) for night in snapshot.nights)


def _past_faults(
    section: SectionSnapshot,
    faults: Iterable[Fault],
    month: Month,
    policies: Policies,
    today: date,
    open_now: set[tuple[str, str]],
) -> list[Finding]:
    """Recorded faults that touched the month: one repaired within `repair_days` of its first report costs nothing."""
    findings = []
    for fault in faults:
        if (fault.check, fault.subject) in open_now or not fault.confirmed or fault.first_night > month.last:
            continue
        if fault.fixed_on is not None and fault.fixed_on < month.first:
            continue
        days = ((fault.fixed_on or today) - fault.first_night).days
        costs = fault.fixed_on is None or days > policies.repair_days
        findings.append(_past_finding(section, fault, days, costs))
    return findings


def _past_finding(section: SectionSnapshot, fault: Fault, days: int, costs: bool) -> Finding:
    done = "链接已取消" if fault.ended == "removed" else "已修复"
    state = f"{fault.fixed_on} {done}" if fault.fixed_on else "仍未修复"
    message = f"{fault.first_night} 首次发现，{state}，持续 {days} 天{'' if costs else '，在整改期内，不扣分'}"
    outcome = Outcome.NOT_MET if costs else Outcome.MET
    return Finding(
        Check(fault.check), section.place.site, outcome, fault.subject, fault.reason, message, verdict="broken" if fault.check == Check.DEAD_LINK else "",
        category=fault.category, confirmed=True, first_seen=fault.first_night, last_seen=fault.last_night, nights=fault.nights, costs=costs, number=fault.number, fixed_on=fault.fixed_on, ended=fault.ended,
    )  # fmt: skip


def _fault_measure(
    name: str, section: SectionSnapshot, findings: list[Finding], is_current: bool, nights: int
) -> Measure:
    """How many faults cost the month; unknown where the section was not wholly looked at."""
    faults = costing(findings)
    keys = tuple(finding.key for finding in faults)
    if faults:
        return Measure(
            name,
            len(faults),
            Outcome.NOT_MET,
            "faults",
            len(faults),
            None if not section.complete else len(faults),
            keys,
        )
    if not is_current and not nights:
        return Measure(name, None, Outcome.INCONCLUSIVE, "not_observed")
    if section.is_down:
        return Measure(name, None, Outcome.INCONCLUSIVE, "site_unreachable")
    if is_current and not section.complete:
        reason = (
            "limit_reached"
            if section.reason in ("page_limit", "time_limit", "stopped")
            else section.reason or "not_read"
        )
        return Measure(name, None, Outcome.INCONCLUSIVE, reason)
    unknown = [finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE and _hides_a_fault(finding)]
    if unknown:
        return Measure(
            name, None, Outcome.INCONCLUSIVE, unknown[0].reason, findings=tuple(finding.key for finding in unknown)
        )
    return Measure(name, 0, Outcome.MET, "", 0, 0)


def _hides_a_fault(finding: Finding) -> bool:
    """Whether an unknown could be a fault: guarded and disallowed links are left to a person and cost nothing."""
    if finding.check is Check.DEAD_LINK:
        return finding.verdict == Verdict.INCONCLUSIVE and finding.reason in ("not_asked", "limit_reached", "offline")
    return finding.check is Check.EMPTY_COLUMN


def _profile_measures(
    snapshot: UnitSnapshot, section: SectionSnapshot, kind: SiteKind, policies: Policies
) -> tuple[list[Finding], list[Measure]]:
    if kind is SiteKind.DISCLOSURE:
        basic = check_profiles(snapshot, section, DISCLOSURE_ROLES, policies.stale_after_days)
        return basic, [_all_met("disclosure.basic_information", basic)]
    basic = check_profiles(snapshot, section, PORTAL_ROLES, policies.stale_after_days)
    leaders = check_profiles(snapshot, section, (Role.LEADERS,), policies.stale_after_days)
    forms, services = check_services(snapshot, section)
    measures = [_all_met("portal.basic_information", basic), _all_met("portal.leaders", leaders), services]
    return basic + leaders + forms, measures


def _all_met(name: str, findings: list[Finding]) -> Measure:
    failed = [finding for finding in findings if finding.outcome is Outcome.NOT_MET]
    unknown = [finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE]
    met = len(findings) - len(failed) - len(unknown)
    keys = tuple(finding.key for finding in failed or unknown)
    if failed:
        return Measure(name, met, Outcome.NOT_MET, failed[0].reason, met, met + len(unknown), keys)
    if unknown:
        return Measure(name, None, Outcome.INCONCLUSIVE, unknown[0].reason, met, len(findings), keys)
    return Measure(name, met, Outcome.MET, "", met, met)


def _timeliness(snapshot: UnitSnapshot, month: Month, policies: Policies) -> tuple[list[Finding], Measure]:
    section = snapshot.sections.get(SiteKind.DISCLOSURE)
    if section is None:
        return [], Measure("disclosure.timeliness", None, Outcome.INCONCLUSIVE, "no_section")
    return check_timeliness(section, tuple(_counted_entries(section)), month, policies)


def _dynamic(snapshot: UnitSnapshot, month: Month, posts: list[Post], tonight: Mapping[SiteKind, Faults]) -> Measure:
    """Dynamic columns (MEASURING 5): 每月动态栏目是否更新."""
    name = "portal.dynamic_columns"
    section = snapshot.sections.get(SiteKind.PORTAL)
    if section is None:
        return Measure(name, None, Outcome.INCONCLUSIVE, "no_section")
    columns = [column for column in section.columns if column.place.dynamic]
    if not columns:
        return Measure(name, None, Outcome.INCONCLUSIVE, "no_column")
    updated = _updated_columns(section, month, snapshot, posts)
    stale = [column for column in columns if column.place.key not in updated]
    unread = _unread(tonight[SiteKind.PORTAL].findings)
    known = [column for column in stale if not _why(column, unread) and not section.is_down]
    if known:
        return Measure(
            name,
            len(columns) - len(stale),
            Outcome.NOT_MET,
            "not_updated",
            note="、".join(column.place.name for column in known),
        )
    if stale:
        return Measure(
            name,
            None,
            Outcome.INCONCLUSIVE,
            _why(stale[0], unread) or "site_unreachable",
            len(columns) - len(stale),
            len(columns),
        )
    return Measure(name, len(columns), Outcome.MET, "", len(columns), len(columns))


def _updated_columns(section: SectionSnapshot, month: Month, snapshot: UnitSnapshot, posts: list[Post]) -> set[str]:
    counted = {post.url for post in posts if post.counted and post.site == section.place.site}
    return {
        key
        for item in candidates(section.entries)
        if item.day is not None
        and month.holds(item.day)
        and item.day <= snapshot.today
        and (item.entry.entry.url or item.entry.page) in counted
        for key in item.columns
    }


def clones_by_unit(
    main: SectionSnapshot, units: Iterable[Unit], prefixes: tuple[str, ...]
) -> dict[str, tuple[EntryView, ...]]:
    """The portal's main posts by the unit that their source names; unmatched sources under an empty code."""
    names = {normal_source(name, prefixes): unit.code for unit in units for name in (*unit.aliases, unit.name)}
    found: dict[str, list[EntryView]] = {}
    for entry in main.entries:
        source = entry.article.source if entry.article else ""
        code = names.get(normal_source(source, prefixes), "") if source else ""
        if source:
            found.setdefault(code, []).append(entry)
    return {code: tuple(entries) for code, entries in found.items()}


def unmatched_sources(
    main: SectionSnapshot, unmatched: Iterable[EntryView], month: Month, today: date, policies: Policies
) -> list[UnmatchedSource]:
    """Sources that match no unit, with the valid posts of the month, so that aliases can be completed."""
    groups: dict[str, list[EntryView]] = {}
    for entry in unmatched:
        assert entry.article is not None
        groups.setdefault(entry.article.source, []).append(entry)
    counted = [
        UnmatchedSource(source, count_posts(main, entries, month, today, policies).count)
        for source, entries in groups.items()
    ]
    return sorted((item for item in counted if item.posts), key=lambda item: (-item.posts, item.source))


def dynamic_findings(snapshot: UnitSnapshot, measure: Measure) -> list[Finding]:
    """The finding behind the measure of dynamic columns."""
    section = snapshot.sections.get(SiteKind.PORTAL)
    if section is None or measure.outcome is Outcome.MET:
        return []
    text = f"动态栏目本月没有更新：{measure.note}" if measure.outcome is Outcome.NOT_MET else "动态栏目是否更新未能确认"
    return [
        Finding(Check.DYNAMIC_COLUMN, section.place.site, measure.outcome, section.place.home, measure.reason, text)
    ]
