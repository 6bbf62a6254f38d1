"""What belongs to a site's operator: links of the shared template and of the main part, times out of reach."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, tzinfo

from checks.changed_hosts import changed_hosts
from checks.dead_links import carried_over, link_finding
from checks.empty_columns import check_empty_columns
from checks.faults import Faults, numbered
from checks.findings import Check, Finding, Outcome, SiteResult
from checks.freshness import column_freshness, idle_columns, section_freshness
from checks.hidden_links import hidden_links
from checks.identity import check_identity
from checks.look import SectionNight, judge_section
from checks.reasons import Reason
from checks.replies import main_replies
from checks.snapshot import LinkView, SectionSnapshot
from checks.verdicts import Verdict, judge
from checks.words import words_in
from config.monitor import Policies
from config.word_lists import WordList
from crawler.addresses import host_of

MAX_SAMPLES = 20


def joined_links(links: Iterable[LinkView]) -> list[LinkView]:
    """Links of several sections joined by target: pages are added up, up to 20 places are kept."""
    joined: dict[str, LinkView] = {}
    for link in links:
        known = joined.get(link.target)
        if known is None:
            joined[link.target] = link
        else:
            samples = tuple(dict.fromkeys(known.samples + link.samples))[:MAX_SAMPLES]
            joined[link.target] = replace(known, pages=known.pages + link.pages, samples=samples)
    return list(joined.values())


def check_site(
    main: SectionSnapshot,
    template: Iterable[LinkView],
    today: date,
    confirm_nights: int,
    policies: Policies,
    *,
    words: Sequence[WordList] = (),
    zone: tzinfo = UTC,
) -> tuple[SiteResult, Faults]:
    """A site's own findings; a dead link of the template is reported here once and costs no unit points (MEASURING 3)."""
    links = joined_links([*main.links, *template])
    empty = check_empty_columns(today, main, policies.empty_below_characters)
    found = [*_link_findings(main, links, today, confirm_nights), *empty]
    faults = numbered(found, main.faults, main.place.key, today, {link.target for link in links})
    fresh = _freshness(judge_section(main, faults), today)
    for_people = (
        *main_replies(main, today, policies),
        *words_in(main, words),
        *_hidden(main, links, today),
        *changed_hosts(main, links, today),
    )
    findings = (*faults.findings, *fresh, *check_identity(main, links), *for_people)
    if main.is_down:
        findings = (_unreachable(main, today, zone), *findings)
    return SiteResult(main.place.site, _outcome(main, findings), findings), faults


def _hidden(main: SectionSnapshot, links: Iterable[LinkView], today: date) -> list[Finding]:
    return hidden_links(main, links, {host_of(main.place.home)}, today)


def _link_findings(main: SectionSnapshot, links: Iterable[LinkView], today: date, confirm_nights: int) -> list[Finding]:
    site = main.place.site
    known = {fault.subject: fault for fault in main.faults if fault.is_open and fault.check is Check.DEAD_LINK}
    found: list[Finding] = []
    for link in links:
        judgement = judge(link.answer, link.problem, link.texts)
        if judgement.verdict is Verdict.OK:
            continue
        fault = known.get(link.target)
        if fault is not None and judgement.verdict is Verdict.INCONCLUSIVE:
            found.append(carried_over(site, fault))
        else:
            found.append(link_finding(site, link, judgement, fault, today, confirm_nights))
    if main.is_down:
        told = {item.subject for item in found}
        found += [carried_over(site, fault) for subject, fault in known.items() if subject not in told]
    return found


def _outcome(main: SectionSnapshot, findings: Iterable[Finding]) -> Outcome:
    if main.is_down:
        return Outcome.INCONCLUSIVE
    faults = any(item.outcome is Outcome.NOT_MET and item.check in _FAULTS for item in findings)
    return Outcome.NOT_MET if faults else Outcome.MET


_FAULTS = frozenset((Check.DEAD_LINK, Check.EMPTY_COLUMN))


def _freshness(night: SectionNight, today: date) -> list[Finding]:
    """The main columns with a window of their own, and the home page: by its own rows and by the main columns."""
    extract = night.section.home.extract
    shown = [item.date.day for item in extract.entries if item.date is not None] if extract is not None else []
    home = section_freshness(night, today, "首页", [day for day in shown if day <= today])
    if home.published is None and not night.section.columns:
        home = replace(home, outcome=Outcome.INCONCLUSIVE, reason=Reason.NO_COLUMN)
    return [*column_freshness(night, today), *idle_columns(night, today), home]


def _unreachable(main: SectionSnapshot, today: date, zone: tzinfo) -> Finding:
    answer = main.home.answer
    shown = f"{answer.at.astimezone(zone):%Y-%m-%d %H:%M}" if answer is not None else str(today)
    return Finding(
        Check.SITE_UNREACHABLE,
        main.place.site,
        Outcome.NOT_MET,
        main.place.home,
        reason=judge(answer).reason,
        message=f"{shown} 网站无法访问，其专区本夜不作判断",
        first_seen=today,
        last_seen=today,
        evidence=(main.home.evidence,) if main.home.evidence else (),
        costs=False,
    )
