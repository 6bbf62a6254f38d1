"""What pages call the parts of a message and its reply, and the states that they name."""

import re
from enum import StrEnum

from crawler.reading.plain import plain
from crawler.records.exchange import State


class Part(StrEnum):
    """What stands behind a label, or below the heading of a column."""

    TITLE = "title"
    ASKED = "asked"
    ANSWERED = "answered"
    BY = "by"
    STATUS = "status"
    RESULT = "result"
    """A state, a day or the reply itself: what stands there tells."""
    QUESTION = "question"
    REPLY = "reply"
    DAY = "day"
    """A day whose meaning its place tells: below the question, or below the reply."""
    STARTS = "starts"
    ENDS = "ends"
    """First and last day of a survey."""
    OTHER = "other"


_SENT = (
    "留言",
    "来信",
    "写信",
    "发信",
    "信件",
    "提问",
    "咨询",
    "投诉",
    "提交",
    "递交",
    "反映",
    "诉求",
    "建议",
    "登记",
    "问政",
    "举报",
    "求助",
    "来电",
)
_SAID_BACK = ("回复", "答复", "办结", "回信", "反馈", "回答", "处理", "办理", "解答", "回应", "官方回复", "办结回复")
_WHO = ("单位", "部门", "机构", "机关", "人", "者", "方", "科室")
_WORDS: dict[Part, tuple[str, ...]] = {
    Part.TITLE: (
        "标题", "主题", "题目", "信件标题", "信件主题", "信件名称", "来信标题", "来信主题", "留言标题", "留言主题", "咨询标题", "咨询主题", "投诉标题",
        "投诉主题", "问题标题", "诉求标题", "诉求主题", "提问标题", "内容摘要", "事项", "事由", "征集主题", "征集标题", "征集名称", "征集项目", "问题",
    ),
    Part.ASKED: (*(f"{word}{day}" for word in _SENT for day in ("时间", "日期")), *(f"{word}于" for word in _SENT[:6])),
    Part.ANSWERED: (*(f"{word}{day}" for word in _SAID_BACK for day in ("时间", "日期")), "回复于", "答复于"),
    Part.BY: (
        *(f"{word}{who}" for word in (*_SAID_BACK, "承办", "受理", "责任", "主办", "转办") for who in _WHO),
    ),
    Part.STATUS: (
        "状态", "办理状态", "处理状态", "回复状态", "答复状态", "信件状态", "受理状态", "办理进度", "处理进度", "是否回复", "是否答复", "当前状态", "办件状态",
        "留言状态", "征集状态", "办理进展",
    ),
    Part.RESULT: ("办理情况", "处理情况", "办理结果", "处理结果", "回复情况", "答复情况", "反馈情况", "结果反馈", "采纳情况", "征集结果", "结果", "反馈结果"),
    Part.QUESTION: (
        "留言内容", "来信内容", "信件内容", "咨询内容", "问题内容", "提问内容", "投诉内容", "诉求内容", "反映内容", "问题描述", "详细内容", "信件正文", "建议内容",
        "留言", "来信", "网友提问", "网友留言", "群众来信", "市民来信", "诉求描述", "内容", "问", "提问", "咨询", "我的留言", "正文",
    ),
    Part.REPLY: (
        "回复内容", "答复内容", "回复", "答复", "官方回复", "回复意见", "答复意见", "处理意见", "反馈内容", "回信内容", "解答", "答", "部门回复", "单位回复", "部门答复",
        "办理意见", "政府回复", "回信", "官方答复", "管理员回复", "办理反馈", "办理回复", "办结意见", "回复信息", "答复信息", "回应内容",
    ),
    Part.DAY: ("时间", "日期"),
    Part.STARTS: ("开始时间", "开始日期", "征集时间", "征集日期", "征集期限", "起始时间", "起始日期"),
    Part.ENDS: ("结束时间", "结束日期", "截止时间", "截止日期", "征集截止时间", "征集截止日期"),
    Part.OTHER: (
        "留言人", "来信人", "写信人", "提问人", "咨询人", "投诉人", "网友", "姓名", "昵称", "留言者", "信件编号", "编号", "序号", "查询码", "查询编号", "受理编号", "类别", "类型",
        "信件类型", "信件类别", "问题类型", "留言类型", "来信类型", "来信类别", "诉求类型", "浏览次数", "浏览量", "点击数", "点击量", "满意度", "评价", "满意度评价", "收信人", "收信单位", "收件单位",
        "接收单位", "写给", "发布时间", "发布日期", "受理时间", "受理日期", "公开时间", "来源", "所属地区", "区域", "联系电话", "附件", "操作", "信件来源", "阅读量", "访问量", "评论",
    ),
}  # fmt: skip
_PARTS: dict[str, Part] = {word: part for part, words in _WORDS.items() for word in words}
_NAMES = "|".join(r"[ ]{0,4}".join(word) for word in sorted(_PARTS, key=len, reverse=True))
_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fa5])(?:({_NAMES})\s{{0,4}}[】\]〕]?\s{{0,4}}:|[【\[〔]\s{{0,4}}({_NAMES})\s{{0,4}}[】\]〕])\s*"
)
_ENDS_LABEL = re.compile(r"[:】\]〕于]")
"""What each label holds: most texts of a page are told by it to have none."""
_LINK_LABEL = re.compile(r"(留言|提问|来信|咨询|投诉|回复|答复)于\s*[:：]?\s*(?=\d|今|昨)")
_ROUND = " \t:：[]【】()（）〔〕<>《》|·■●▪▶-—*"
LONGEST_LABEL = 12
LONGEST_LINE = 4_000
"""Characters of one text in which labels are looked for."""
_STATES: dict[State, tuple[str, ...]] = {
    State.ANSWERED: (
        "已回复", "已答复", "已办结", "办结", "已办理", "已反馈", "已处理", "已回信", "已解答", "已解决", "已回应", "处理完毕", "办理完毕", "办理完成", "回复完毕", "答复完毕", "处理完成",
        "已完成", "已完结", "已结案", "是", "有回复", "已办", "办理完结", "已公布", "查看结果", "查看反馈", "已公开答复", "部门已回复", "已办结回复",
    ),
    State.WAITING: (
        "未回复", "待回复", "未答复", "待答复", "办理中", "处理中", "受理中", "已受理", "待受理", "待办理", "未办理", "待处理", "未处理", "已转办", "转办中", "正在办理", "正在处理", "交办中",
        "已交办", "在办", "待审核", "审核中", "等待回复", "等待答复", "暂未回复", "尚未回复", "暂无回复", "未办结", "已收到", "已派发", "回复中", "答复中", "待办", "未反馈", "已提交", "否", "待反馈",
        "无回复", "尚未答复", "暂未答复", "正在受理", "等待处理", "等待办理", "未受理", "暂无反馈", "已转交", "处理中...",
    ),
    State.REFUSED: ("不予受理", "无效", "无效信件", "无效留言", "已撤回", "作废", "已作废", "不受理", "重复信件", "重复留言", "已撤销", "不予回复", "不予答复", "已关闭"),
}  # fmt: skip
_STATE_OF: dict[str, State] = {word: state for state, words in _STATES.items() for word in words}
_BADGES = frozenset(_STATE_OF) - {
    "是",
    "否",
    "办结",
    "无效",
    "作废",
    "已提交",
    "已完成",
    "查看结果",
    "查看反馈",
    "已公布",
    "已关闭",
    "在办",
    "待办",
}
"""States that are told from others' words without a label."""
_RUNNING = frozenset(("征集中", "正在征集", "进行中", "未开始"))
_OVER = frozenset(("已结束", "已截止", "征集结束", "征集已结束"))
_NOTHING = re.compile(r"[\s\W_]*(?:暂?无|暂?无内容|空|null|undefined)?[\s\W_]*", re.IGNORECASE)
_MAY_HOLD = (
    re.compile(r"留言|来信|信件|咨询|投诉|提问|诉求|征集|问政|提交时间|写信|反映|建议|信箱"),
    re.compile(r"回\s{0,4}复|答\s{0,4}复|办结|办理|反馈|处理|解答|回信|征集"),
)
"""Words without which no page is looked at."""


def may_hold(text: str) -> bool:
    """Whether a page's text has words of questions and of replies at all."""
    return all(words.search(text) for words in _MAY_HOLD)


def part_of(text: str) -> Part | None:
    """The part that a whole text names (a column's heading, a label that stands alone); None for any other text."""
    bare = "".join(plain(text).strip(_ROUND).split()) if len(text) <= 2 * LONGEST_LABEL else ""
    return _PARTS.get(bare)


def labels_in(text: str) -> list[tuple[Part, int, int]]:
    """The labels of a text in plain form, each with where it begins and where its value begins."""
    text = text[:LONGEST_LINE]
    if _ENDS_LABEL.search(text) is None:
        return []
    found = [
        (_PARTS["".join((match[1] or match[2]).split())], match.start(), match.end()) for match in _LABEL.finditer(text)
    ]
    if not found:
        found = [(_PARTS[f"{match[1]}于"], match.start(), match.end()) for match in _LINK_LABEL.finditer(text)]
    return found


def state_of(text: str) -> State | None:
    """The state that a text names; None for any other text."""
    return _STATE_OF.get("".join(plain(text).strip(_ROUND).split())) if len(text) <= 2 * LONGEST_LABEL else None


def is_badge(text: str) -> bool:
    """Whether a text is a state that needs no label."""
    return len(text) <= LONGEST_LABEL and "".join(plain(text).strip(_ROUND).split()) in _BADGES


def survey_state(text: str) -> State | None:
    """The state of a survey: one that runs waits for opinions, one that is over tells nothing of what became of them."""
    bare = "".join(plain(text).strip(_ROUND).split())
    return State.WAITING if bare in _RUNNING else State.UNKNOWN if bare in _OVER else None


def is_nothing(text: str) -> bool:
    """Whether a text says that there is nothing."""
    return _NOTHING.fullmatch(text) is not None
