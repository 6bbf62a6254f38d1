"""What belongs to a site's operator: links of the shared template and of the main part, times out of reach."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from checks.dead_links import carried_over, link_finding
from checks.faults import Faults, numbered
from checks.findings import Check, Finding, Outcome, SiteResult
from checks.snapshot import LinkView, SectionSnapshot
from checks.verdicts import Verdict, judge

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
    main: SectionSnapshot, template: Iterable[LinkView], today: date, confirm_nights: int
) -> tuple[SiteResult, Faults]:
    """A site's own findings; a dead link of the template is reported here once and costs no unit points (MEASURING 3)."""
    site = main.place.site
    known = {fault.subject: fault for fault in main.faults if fault.is_open}
    found: list[Finding] = []
    links = joined_links([*template, *main.links])
    for link in links:
        judgement = judge(link.answer, link.problem)
        if judgement.verdict is Verdict.OK:
            continue
        fault = known.get(link.target)
        if fault is not None and judgement.verdict is Verdict.INCONCLUSIVE:
            found.append(carried_over(site, fault))
        else:
            found.append(link_finding(site, link, judgement, fault, today, confirm_nights))
    if main.is_down:
        found += [
            carried_over(site, fault)
            for subject, fault in known.items()
            if subject not in {item.subject for item in found}
        ]
    faults = numbered(found, main.faults, main.place.key, today, {link.target for link in links})
    findings = faults.findings
    if main.is_down:
        findings = (_unreachable(main, today), *findings)
    outcome = (
        Outcome.INCONCLUSIVE
        if main.is_down
        else Outcome.NOT_MET
        if any(item.outcome is Outcome.NOT_MET for item in findings)
        else Outcome.MET
    )
    return SiteResult(site, outcome, findings), faults


def _unreachable(main: SectionSnapshot, today: date) -> Finding:
    answer = main.home.answer
    shown = f"{answer.at:%Y-%m-%d %H:%M}（UTC）" if answer is not None else str(today)
    return Finding(
        Check.SITE_UNREACHABLE, main.place.site, Outcome.NOT_MET, main.place.home, reason=judge(answer).reason, message=f"{shown}网站无法访问，其专区本夜不作判断",
        first_seen=today, last_seen=today, evidence=(main.home.evidence,) if main.home.evidence else (), costs=False,
    )  # fmt: skip
