"""办事指南: which of the eight key elements each item of a services column shows, with quotes (国办秘函〔2019〕19号).

An element is there where its name, or another that offices use for it, stands on the page with something behind it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from checks.findings import Check, Finding, Outcome
from checks.look import Look
from checks.own_content import Shared
from checks.profiles.own_text import shared_of
from checks.reasons import Reason
from checks.snapshot import EntryView
from checks.verdicts import Verdict, judge
from config.schema import Role
from config.words import reason_name

ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "事项名称": ("事项名称", "项目名称", "服务名称", "办理事项"),
    "设定依据": ("设定依据", "办理依据", "法律依据", "实施依据", "法定依据", "政策依据"),
    "申请条件": ("申请条件", "办理条件", "受理条件", "申报条件"),
    "办理材料": ("办理材料", "申请材料", "申报材料", "所需材料", "提交材料", "需提交的材料", "材料清单"),
    "办理地点": ("办理地点", "受理地点", "办公地点", "办理地址", "受理地址", "受理窗口", "办理窗口"),
    "办理时间": ("办理时间", "办公时间", "受理时间", "工作时间"),
    "联系电话": ("联系电话", "咨询电话", "办公电话", "联系方式", "咨询方式", "电话"),
    "办理流程": ("办理流程", "办理程序", "办事流程", "办理步骤", "办理环节", "流程图"),
}
"""The eight elements by the name that the checks give them, with the names that offices give them."""
TOO_MANY = 4
"""A guide that lacks so many of them counts (要素缺失 4 项以上)."""
QUOTED = 60
_LABEL = {
    element: re.compile(rf"(?:^|[\s、.．）)】\d一二三四五六七八九十])(?:{'|'.join(map(re.escape, names))})\s*[：:】]?")
    for element, names in ELEMENTS.items()
}
_GUIDE = re.compile("指南|须知|流程|一次性告知|告知单")
_EMPTY = re.compile(r"[\s：:；;。—\-/]*(?:暂无|待定|暂缺)?[\s。]*")


def check_guides(look: Look) -> list[Finding]:
    """A finding for each item of the services columns: which elements it lacks."""
    if not look.is_current or not look.unit.unit.services:
        return []
    found = []
    for night in look.sections.values():
        keys = {column.place.key for column in night.section.columns if Role.SERVICES in column.place.roles}
        listed = (item for item in night.section.entries if item.column in keys and item.is_listed)
        shared = shared_of(night.section) if keys else Shared(())
        found += [_finding(night.section.place.site, item, shared) for item in listed]
    return found


def _finding(site: str, item: EntryView, shared: Shared) -> Finding:
    shown = None
    if item.texts is not None:  # a footer's telephone is none of the item's
        shown = elements([text for text in item.texts if not shared.is_shared(shared.texts[text])])
    outcome, reason, message = _unread(item) if shown is None else _judged(item, shown, shared)
    return Finding(
        Check.GUIDE,
        site,
        outcome,
        item.address,
        reason=reason,
        message=message,
        title=item.title,
        quotes=tuple((shown or {}).values()),
        evidence=(item.evidence,) if item.evidence else (),
        costs=False,
    )


def _unread(item: EntryView) -> tuple[Outcome, Reason, str]:
    judgement = judge(item.answer)
    if judgement.verdict is Verdict.BROKEN and judgement.definite:
        text = f"办事指南打不开：{reason_name(judgement.reason)}"
        return Outcome.NOT_MET, judgement.reason, text
    return Outcome.INCONCLUSIVE, Reason.PAGE_NOT_READ, "办事指南页面未能读取"


def _judged(item: EntryView, shown: Mapping[str, str], shared: Shared) -> tuple[Outcome, Reason, str]:
    missing = [element for element in ELEMENTS if element not in shown]
    if not missing:
        return Outcome.MET, Reason.OK, f"{len(ELEMENTS)} 项要素齐全"
    message = f"缺少 {len(missing)} 项要素：{'、'.join(missing)}"
    if len(missing) < TOO_MANY:
        return Outcome.MET, Reason.OK, message
    if _stands_elsewhere(item, shared):
        return Outcome.INCONCLUSIVE, Reason.GUIDE_ELSEWHERE, f"{message}；页面另有附件或图片，须人工查看"
    return Outcome.NOT_MET, Reason.GUIDE_INCOMPLETE, message


def _stands_elsewhere(item: EntryView, shared: Shared) -> bool:
    """Whether the guide may stand in a picture, a frame or a file of its own: nobody has read those."""
    if any(not shared.is_shared(shared.media[address]) for address in item.media):
        return True
    return any(_GUIDE.search(link.text) and not shared.is_shared(shared.targets[link.url]) for link in item.offered)


def elements(texts: Sequence[str]) -> dict[str, str]:
    """The elements that texts show, each with the words behind its name; the first place that says anything counts."""
    whole = [" ".join(text.split()) for text in texts]
    found: dict[str, str] = {}
    for element, label in _LABEL.items():
        quote = next(_quotes(label, whole), None)
        if quote is not None:
            found[element] = f"{element}：{quote}"
    return found


def _quotes(label: re.Pattern[str], texts: Sequence[str]) -> Iterator[str]:
    """What stands behind a label: in the same text, or in the following one where the label ends its own."""
    for index, text in enumerate(texts):
        for match in label.finditer(text):
            rest = text[match.end() :]
            if not rest.strip("：: ") and index + 1 < len(texts) and not _is_label(texts[index + 1]):
                rest = texts[index + 1]
            if not _EMPTY.fullmatch(rest):
                yield rest.strip("：: ")[:QUOTED]


def _is_label(text: str) -> bool:
    return any(label.match(text) for label in _LABEL.values())
