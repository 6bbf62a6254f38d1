"""Dead links (MEASURING 3): 网站无效链接, 不出现错链、断链、无法访问情况."""

from collections.abc import Iterable
from datetime import date

from checks.findings import Check, Finding, Outcome, Place
from checks.snapshot import Fault, LinkView, SectionSnapshot, UnitSnapshot
from checks.template_links import is_shared
from checks.verdicts import Judgement, Verdict, advice, judge
from config.words import reason_name


def check_links(unit: UnitSnapshot, section: SectionSnapshot, confirm_nights: int) -> list[Finding]:
    """Findings of every link of a section that is not plainly good; template links belong to the site."""
    open_faults = {fault.subject: fault for fault in section.faults if fault.check == Check.DEAD_LINK and fault.is_open}
    findings = []
    for link in section.links:
        judgement = judge(link.answer, link.problem, link.texts)
        if is_shared(link, section) or judgement.verdict is Verdict.OK:
            continue
        fault = open_faults.get(link.target)
        if judgement.verdict is Verdict.INCONCLUSIVE and fault is not None:
            findings.append(carried_over(section.place.site, fault))
            continue
        findings.append(link_finding(section.place.site, link, judgement, fault, unit.today, confirm_nights))
    held = {link.target for link in section.links}
    if not section.complete or section.is_down:
        findings += [
            carried_over(section.place.site, fault) for subject, fault in open_faults.items() if subject not in held
        ]
    return findings


def link_finding(
    site: str,
    link: LinkView,
    judgement: Judgement,
    fault: Fault | None,
    today: date,
    confirm_nights: int,
) -> Finding:
    """One link's finding: reasons that pass are confirmed when they fail again on a later completed night."""
    is_broken = judgement.verdict is Verdict.BROKEN
    nights = (fault.nights if fault else 0) + (0 if fault and fault.last_night == today else 1)
    confirmed = is_broken and (judgement.definite or nights >= confirm_nights or bool(fault and fault.confirmed))
    return Finding(
        check=Check.DEAD_LINK,
        site=site,
        outcome=_outcome(judgement),
        subject=link.target,
        reason=judgement.reason,
        message=_message(judgement),
        verdict=judgement.verdict.value,
        category=judgement.category,
        confirmed=confirmed if is_broken else None,
        first_seen=(fault.first_night if fault else today) if is_broken else None,
        last_seen=today,
        nights=nights if is_broken else 0,
        places=tuple(
            Place(
                page=sample.page,
                text=sample.text,
                kind=sample.kind,
                raw=sample.raw,
                line=sample.line,
                position=sample.position,
            )
            for sample in link.samples
        ),
        page_count=link.pages,
        evidence=(link.evidence,) if link.evidence else (),
        costs=confirmed,
        number=fault.number if fault else "",
    )


def _outcome(judgement: Judgement) -> Outcome:
    if judgement.verdict is Verdict.BROKEN:
        return Outcome.NOT_MET
    return Outcome.MET if judgement.verdict is Verdict.WARNED else Outcome.INCONCLUSIVE


def _message(judgement: Judgement) -> str:
    name = reason_name(judgement.reason)
    return (
        f"{judgement.category}：{name}。{advice(judgement.category, judgement.reason)}" if judgement.category else name
    )


def carried_over(site: str, fault: Fault) -> Finding:
    """A fault that could not be looked at tonight stays as it was: no verdict changes."""
    return Finding(
        check=fault.check,
        site=site,
        outcome=Outcome.NOT_MET,
        subject=fault.subject,
        reason=fault.reason,
        message=f"沿用 {fault.last_night:%Y-%m-%d} 的结果，本夜未能检查",
        verdict="broken" if fault.check == Check.DEAD_LINK else "",
        category=fault.category,
        confirmed=fault.confirmed,
        first_seen=fault.first_night,
        last_seen=fault.last_night,
        nights=fault.nights,
        costs=fault.confirmed,
        number=fault.number,
    )


def costing(faults: Iterable[Finding]) -> list[Finding]:
    """The findings that cost points: confirmed and not accepted."""
    return [finding for finding in faults if finding.outcome is Outcome.NOT_MET and finding.costs]
