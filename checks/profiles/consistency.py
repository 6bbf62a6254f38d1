"""What both sites say of a unit (与单位实际情况一致): a difference asks for a person's decision."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.profiles.own_text import own_texts
from checks.profiles.patterns import ADDRESS, DEPARTMENT, POST, TELEPHONE
from checks.reasons import Reason
from checks.snapshot import SectionSnapshot
from config.schema import Role, SiteKind


def check_consistency(look: Look) -> list[Finding]:
    """What both sites say of telephone, address, leaders and departments, where both say something."""
    if not look.is_current or len(look.sections) < len(SiteKind):
        return []
    portal, disclosure = (look.sections[kind].section for kind in SiteKind)
    findings = []
    for subject, roles, read in (
        ("telephone", (Role.TELEPHONE, Role.BASIC_INFORMATION), _telephones),
        ("address", (Role.ADDRESS, Role.BASIC_INFORMATION), _without(look.policies.source_prefixes, _addresses)),
        ("leaders", (Role.LEADERS,), _leaders),
        ("departments", (Role.DEPARTMENTS,), _departments),
    ):
        here, there = _said(portal, roles, read), _said(disclosure, roles, read)
        if here and there and not _agree(here, there, subject):
            message = f"两个网站的{_SUBJECTS[subject]}不一致，请人工核对"
            quotes = (f"政务网：{'、'.join(sorted(here))[:200]}", f"公开平台：{'、'.join(sorted(there))[:200]}")
            findings.append(
                Finding(
                    Check.PROFILE_CONSISTENCY,
                    disclosure.place.site,
                    Outcome.NOT_MET,
                    disclosure.place.home,
                    reason=Reason.DIFFERENT,
                    message=message,
                    role=subject,
                    quotes=quotes,
                    costs=False,
                )
            )
    return findings


_ONE_EACH = re.compile(rf"[\n；;。]|[,，、](?={POST}\s*[:：])")
"""Between one leader and the next: 局长：某甲；副局长：某乙 stands in one line as well."""
_SUBJECTS = {"telephone": "联系电话", "address": "办公地址", "leaders": "领导姓名", "departments": "内设机构"}


def _agree(here: set[str], there: set[str], subject: str) -> bool:
    """Numbers and addresses agree when one site says what the other does; names when both lists are the same."""
    if subject in ("telephone", "address"):
        return any(a in b or b in a for a in here for b in there)
    return here == there


def _said(section: SectionSnapshot, roles: tuple[Role, ...], read: Callable[[str], set[str]]) -> set[str]:
    texts = own_texts(section)
    found: set[str] = set()
    for column in section.columns:
        if any(role in column.place.roles for role in roles) and column.place.key in texts:
            found |= read(unicodedata.normalize("NFKC", texts[column.place.key]))
    return found


def _telephones(text: str) -> set[str]:
    return {re.sub(r"\D", "", match)[-8:] for match in TELEPHONE.findall(text)}


def _addresses(text: str) -> set[str]:
    return {re.sub(r"\s", "", match[0]) for match in ADDRESS.finditer(text)}


def _without(places: Sequence[str], read: Callable[[str], set[str]]) -> Callable[[str], set[str]]:
    """A reader that leaves out names of places that one site writes and the other does not; a city's also without its 市."""
    names = "|".join(re.escape(name) + ("?" if name.endswith("市") else "") for name in places if name)
    return (lambda text: {re.sub(names, "", found) for found in read(text)}) if names else read


def _leaders(text: str) -> set[str]:
    names: set[str] = set()
    for line in _ONE_EACH.split(text):
        match = re.match(
            r"^\s*(?:姓\s*名\s*[:：]\s*)?([\u4e00-\u9fa5](?:\s?[\u4e00-\u9fa5]){1,3})\s*(?:[:：、,，（(\s]|$)", line
        )
        if match and re.search(POST, line) and not re.match(POST, match[1].replace(" ", "")):
            names.add(match[1].replace(" ", ""))
        back = re.search(rf"{POST}\s*[:：\s]\s*([\u4e00-\u9fa5]{{2,4}})\s*$", line)
        if back:
            names.add(back[1])
    return names


def _departments(text: str) -> set[str]:
    return {match[0] for match in DEPARTMENT.finditer(text) if len(match[0]) <= 10}
