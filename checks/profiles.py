"""Basic information and leaders (MEASURING 6): 基础信息、领导信息是否能及时更新、有效."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email.utils import parsedate_to_datetime
from itertools import pairwise

from checks.empty_columns import PLACEHOLDER, Shared, own_content
from checks.findings import Check, Finding, Outcome
from checks.reasons import Reason, walk_reason
from checks.snapshot import ColumnView, SectionSnapshot, UnitSnapshot
from checks.verdicts import Verdict, judge, reason_name
from config.schema import ROLE_NAMES, Role, SiteKind

PORTAL_ROLES = (Role.INTRODUCTION, Role.DEPARTMENTS, Role.DUTIES, Role.TELEPHONE, Role.ADDRESS, Role.MAILBOX)
"""The six of 本单位简介、内设机构、主要职责、联系电话、办公地址、领导信箱."""
DISCLOSURE_ROLES = (Role.BASIC_INFORMATION, Role.DUTIES, Role.LEADERS, Role.DEPARTMENTS)
"""The four of “基本信息”、“主要职责”、“领导信息”、“内设机构”."""
_TELEPHONE = re.compile(
    r"(?<!\d)(?:0\d{2,3}[-—－ )）]{0,2}\d{7,8}(?:\s*(?:转|-|分机)\s*\d{1,6})?|1[3-9]\d{9}|[2-8]\d{7}(?:\s*(?:转|-)\s*\d{1,6})?|400[- ]?\d{3}[- ]?\d{4}|(?:12345|12388|12345\d?))(?!\d)"
)
_ADDRESS = re.compile(
    r"[\u4e00-\u9fa5\d]{2,}(?:路|街|道|巷|里|大厦|园|村)[\u4e00-\u9fa5\d\s-]{0,20}?\d{1,5}\s*(?:号|弄|栋|楼|室|层)|[\u4e00-\u9fa5]{2,}(?:区|市)[\u4e00-\u9fa5\d]{2,}(?:路|街|道|巷|号|楼)"
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_POST = r"(?:党组书记|党委书记|党工委书记|书记|副局长|局长|副主任|主任|副区长|区长|副书记|主席|副主席|处长|科长|部长|院长|所长|调研员|组长|委员|巡视员|队长|政委|总工程师|总经济师)"
_LEADER = re.compile(
    rf"{_POST}\s*[:：、,，\s]*\s*([\u4e00-\u9fa5]{{2,4}}|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5])|([\u4e00-\u9fa5]{{2,4}}|[\u4e00-\u9fa5]\s[\u4e00-\u9fa5])\s*[:：、,，（(\s]*\s*[\u4e00-\u9fa5]{{0,12}}?{_POST}"
)
_DEPARTMENT = re.compile(r"[\u4e00-\u9fa5]{1,12}(?:科|处|室|股|办公室|中心|大队|队|部|所)(?=$|[\s,，、;；:：。（(])")
_STAMP = re.compile(r"^\s*(?:最后)?(?:更新|发布|修改)(?:时间|日期|于)?\s*[:：]?\s*[\d年月日\-/.:\s]*$")
"""A line that only says when the page was updated is no content."""
_MAIL_LINK = re.compile(r"信箱|邮箱|写信|mail|letter|来信", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Updated:
    """When a page was last updated, and which source says so."""

    day: date | None
    source: str
    raw: str = ""


def _shared(section: SectionSnapshot) -> Shared:
    return Shared([section.home, *(column.page for column in section.columns), *section.pages])


def own_texts(section: SectionSnapshot) -> dict[str, str]:
    """For each column what its page says of its own, beyond what the section's pages share."""
    shared = _shared(section)
    return {
        column.place.key: "\n".join(own_content(column.page.extract, column.place.name, shared).texts)
        for column in section.columns
        if column.page.extract is not None
    }


def check_profiles(
    unit: UnitSnapshot, section: SectionSnapshot, roles: Iterable[Role], stale_after_days: int
) -> list[Finding]:
    """One finding for each required role: exists, loads, is valid, is fresh."""
    findings = []
    texts = own_texts(section)
    for role in roles:
        columns = [column for column in section.columns if role in column.place.roles]
        judged = [
            _judge_role(unit, section, column, role, texts.get(column.place.key, ""), stale_after_days)
            for column in columns
        ]
        if not judged:
            message = f"没有配置“{ROLE_NAMES[role]}”栏目，无法判断"
            findings.append(
                Finding(
                    Check.PROFILE,
                    section.place.site,
                    Outcome.INCONCLUSIVE,
                    section.place.home,
                    reason=Reason.NO_COLUMN,
                    message=message,
                    role=role.value,
                )
            )
        else:
            findings.append(min(judged, key=lambda finding: _RANK[finding.outcome]))
    return findings


_RANK = {Outcome.MET: 0, Outcome.INCONCLUSIVE: 1, Outcome.NOT_MET: 2, Outcome.NOT_APPLICABLE: 3}


def _judge_role(
    unit: UnitSnapshot, section: SectionSnapshot, column: ColumnView, role: Role, text: str, stale_after_days: int
) -> Finding:
    page = column.page

    def finding(outcome: Outcome, reason: Reason, message: str, *quotes: str) -> Finding:
        return Finding(
            Check.PROFILE, section.place.site, outcome, page.url, reason=reason, message=message, column=column.place.name, role=role.value,
            quotes=quotes, evidence=(page.evidence,) if page.evidence else (),
        )  # fmt: skip

    name = ROLE_NAMES[role]
    if page.extract is None:
        judgement = judge(page.answer)
        if judgement.verdict is Verdict.BROKEN and judgement.definite and not section.is_down:
            return finding(Outcome.NOT_MET, judgement.reason, f"{name}页面打不开：{reason_name(judgement.reason)}")
        return finding(
            Outcome.INCONCLUSIVE,
            walk_reason(column.reason) if column.reason else judgement.reason,
            f"{name}页面未能读取",
        )
    problem, quote = validity(role, text, section, column)
    if problem == Reason.NO_CONTENT and page.extract.by_script:
        return finding(Outcome.INCONCLUSIVE, Reason.SCRIPT_LIST, f"{name}内容由脚本加载，监测读不到")
    if problem:
        return finding(Outcome.NOT_MET, problem, f"{name}：{_PROBLEMS[problem]}", quote)
    updated = last_updated(section, column)
    if updated.day is None:
        return _watched(
            unit,
            column,
            finding(
                Outcome.INCONCLUSIVE,
                Reason.NO_DATE,
                f"{name}内容有效，但页面没有更新日期，尚不能判断是否及时更新",
                quote,
            ),
            stale_after_days,
        )
    shown = f"最近更新 {updated.day}（依据：{updated.source}）"
    if unit.today - updated.day > timedelta(days=stale_after_days):
        return finding(
            Outcome.NOT_MET, Reason.STALE, f"{name}{shown}，已超过 {stale_after_days} 天", quote, updated.raw
        )
    return finding(Outcome.MET, Reason.OK, f"{name}内容有效，{shown}", quote, updated.raw)


_PROBLEMS = {
    Reason.NO_CONTENT: "页面没有内容",
    Reason.NO_TELEPHONE: "没有有效的电话号码",
    Reason.NO_ADDRESS: "没有有效的地址",
    Reason.NO_MAILBOX: "没有邮箱地址，也没有可用的写信入口",
    Reason.NO_LEADER: "没有领导姓名和职务",
    Reason.TOO_SHORT: "内容不足 20 个字",
}


def _watched(unit: UnitSnapshot, column: ColumnView, undated: Finding, days: int) -> Finding:
    """Without any date: stale once the monitor itself has watched the page unchanged for long enough."""
    since = column.page.history[0][0] if column.page.history else None
    if since is not None and (unit.today - since).days > days:
        return replace(
            undated,
            outcome=Outcome.NOT_MET,
            reason=Reason.STALE,
            message=f"监测自 {since} 起未见该页面变化，已超过 {days} 天",
        )
    return undated


def validity(role: Role, text: str, section: SectionSnapshot, column: ColumnView) -> tuple[Reason, str]:
    """Why a role's content is not valid (empty where it is), and the text that shows it."""
    plain = unicodedata.normalize("NFKC", text)
    real = "\n".join(line for line in plain.split("\n") if not PLACEHOLDER.match(line) and not _STAMP.match(line))
    if role is Role.MAILBOX:
        return _mailbox(real, section, column)
    if not re.sub(r"\s", "", real):
        return Reason.NO_CONTENT, ""
    patterns = {
        Role.TELEPHONE: (_TELEPHONE, Reason.NO_TELEPHONE),
        Role.ADDRESS: (_ADDRESS, Reason.NO_ADDRESS),
        Role.LEADERS: (_LEADER, Reason.NO_LEADER),
    }
    if role in patterns:
        pattern, problem = patterns[role]
        match = pattern.search(real)
        return (Reason.NONE, _around(real, match)) if match else (problem, real[:60])
    body = re.sub(r"\s", "", real)
    return (Reason.TOO_SHORT, real[:60]) if len(body) < 20 else (Reason.NONE, real[:60])


def _mailbox(text: str, section: SectionSnapshot, column: ColumnView) -> tuple[Reason, str]:
    """A mail address, or a form or link of the page's own that works; the frame's search form is neither."""
    match = _MAIL.search(text)
    if match:
        return Reason.NONE, _around(text, match)
    extract = column.page.extract
    assert extract is not None
    shared = _shared(section)
    broken = {link.target for link in section.links if judge(link.answer, link.problem).verdict is Verdict.BROKEN}
    for link in extract.links:
        if shared.is_shared(shared.targets[link.url]) or link.url in broken:
            continue
        if link.raw.lower().startswith("mailto:") and _MAIL.search(link.raw):
            return Reason.NONE, link.raw
        if link.kind == "form" or (
            link.kind == "a" and not link.problem and _MAIL_LINK.search(link.text) and link.url != extract.url
        ):
            return Reason.NONE, f"{link.text} {link.url}"
    forms = [item for item in extract.media if item.startswith("form:") and not shared.is_shared(shared.media[item])]
    if any(not re.search(r"search|query|sousuo|ss/", item, re.IGNORECASE) for item in forms):
        return Reason.NONE, "页面上的写信表单"
    return Reason.NO_MAILBOX, text[:60]


def _around(text: str, match: re.Match[str]) -> str:
    start = max(0, text.rfind("\n", 0, match.start()) + 1)
    end = text.find("\n", match.end())
    return text[max(start, match.start() - 30) : (end if end >= 0 else len(text))][:80].strip()


def last_updated(section: SectionSnapshot, column: ColumnView) -> Updated:
    """By trust: the page's own date, a change that the monitor saw, the Last-Modified header (MEASURING 6)."""
    extract, answer = column.page.extract, column.page.answer
    if extract is not None and extract.updated is not None:
        return Updated(extract.updated.day, "页面标注的日期", extract.updated.raw)
    changed = seen_to_change(section, column)
    if changed is not None:
        return Updated(changed, "监测看到的内容变化")
    if answer is not None and answer.last_modified:
        try:
            return Updated(
                parsedate_to_datetime(answer.last_modified).date(), "服务器 Last-Modified", answer.last_modified
            )
        except (TypeError, ValueError):
            pass
    return Updated(None, "")


def seen_to_change(section: SectionSnapshot, column: ColumnView) -> date | None:
    """The night that first saw the page's own text as it is now, where an earlier night saw another one."""
    shared = _shared(section)
    said = [(night, own_content(extract, column.place.name, shared).texts) for night, extract in column.page.history]
    changes = [night for (_, before), (night, now) in pairwise(said) if set(before) != set(now)]
    return changes[-1] if changes else None


def check_consistency(unit: UnitSnapshot) -> list[Finding]:
    """What both sites say of telephone, address, leaders and departments (与单位实际情况一致); asks for a decision."""
    portal, disclosure = unit.sections.get(SiteKind.PORTAL), unit.sections.get(SiteKind.DISCLOSURE)
    if portal is None or disclosure is None:
        return []
    findings = []
    for subject, roles, read in (
        ("telephone", (Role.TELEPHONE, Role.BASIC_INFORMATION), _telephones),
        ("address", (Role.ADDRESS, Role.BASIC_INFORMATION), _addresses),
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
    return {re.sub(r"\D", "", match)[-8:] for match in _TELEPHONE.findall(text)}


def _addresses(text: str) -> set[str]:
    return {re.sub(r"\s|天津市?|红桥区", "", match[0]) for match in _ADDRESS.finditer(text)}


def _leaders(text: str) -> set[str]:
    names: set[str] = set()
    for line in text.split("\n"):
        match = re.match(
            r"^\s*(?:姓\s*名\s*[:：]\s*)?([\u4e00-\u9fa5](?:\s?[\u4e00-\u9fa5]){1,3})\s*(?:[:：、,，（(\s]|$)", line
        )
        if match and re.search(_POST, line) and not re.match(_POST, match[1].replace(" ", "")):
            names.add(match[1].replace(" ", ""))
        back = re.search(rf"{_POST}\s*[:：\s]\s*([\u4e00-\u9fa5]{{2,4}})\s*$", line)
        if back:
            names.add(back[1])
    return names


def _departments(text: str) -> set[str]:
    return {match[0] for match in _DEPARTMENT.finditer(text) if len(match[0]) <= 10}
