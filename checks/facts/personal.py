"""Identity and card numbers in public text (MEASURING 9): shown masked, for a person's decision."""

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.reasons import Reason


def check_personal(look: Look) -> list[Finding]:
    """A finding for each page or attachment and masked number."""
    if not look.is_current:
        return []
    found = [(night.section, *told, "页面正文") for night in look.sections.values() for told in night.section.personal]
    found += [(night.section, *told, "附件") for night in look.sections.values() for told in night.section.attachments]
    return [
        Finding(
            Check.PERSONAL_INFORMATION,
            section.place.site,
            Outcome.NOT_MET,
            page,
            reason=Reason.PERSONAL_NUMBER,
            message=f"{where}含疑似身份证号或银行卡号：{number}",
            role=number,
            evidence=(evidence,) if evidence else (),
            quotes=(number,),
            costs=False,
        )
        for section, page, number, evidence, where in found
    ]
