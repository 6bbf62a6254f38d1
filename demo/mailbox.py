"""区长信箱 among the portal's main columns: messages in every state, with planted late and stale replies, and what is true of them."""

from dataclasses import dataclass

from demo.families import Trs, esc
from demo.frame import Frame
from demo.model import Places, Served

PATH, NAME = "/xwzx/qzxx/", "区长信箱"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message as the list and its own page show it; a day left out is not shown."""

    number: int
    title: str
    asked: str
    by: str
    state: str
    answered: str = ""


MESSAGES = (
    Message(number=7, title="咨询学区划分政策", asked="2026-10-20", by="区教育局", state="办理中"),
    Message(number=6, title="推销广告", asked="2026-10-01", by="", state="不予受理"),
    Message(
        number=5, title="社区医院接种时间", asked="2026-08-11", by="区卫健委", state="已办结", answered="2026-08-14"
    ),
    Message(
        number=4, title="咨询课后服务收费", asked="2026-08-03", by="区教育局", state="已办结", answered="2026-08-10"
    ),
    Message(number=3, title="咨询老年证办理", asked="2026-07-10", by="区民政局", state="已办结", answered="2026-08-20"),
    Message(number=2, title="反映养老服务站未开放", asked="2026-07-01", by="区民政局", state="办理中"),
    Message(number=1, title="去年的咨询", asked="2025-10-01", by="区教育局", state="已办结", answered="2025-10-15"),
)
_ITEMS = ("最早未答复留言", "按时答复", "最近一次答复")
TRUTH: tuple[tuple[str, str, str], ...] = (
    *(("", item, "not_met") for item in _ITEMS),
    *(("mzj", item, "not_met") for item in _ITEMS[:2]),
    *((code, item, "met") for code in ("jyj", "wjw") for item in _ITEMS[:2]),
)
"""Unit (empty: the site), item, outcome: one message of July waits, one was answered after 29 working days, the last reply is of 20 August."""


def serve(paths: dict[str, Served], frame: Frame, places: Places) -> None:
    """The list, whose rows show no day of reply, and a page for each message."""
    trs, prefix = Trs(), places.prefix("portal")
    rows = "".join(
        f'<tr><td><a href="{prefix}{_page(item)}">{esc(item.title)}</a></td><td>{item.asked}</td><td>{item.state}</td><td>{item.by}</td></tr>'
        for item in MESSAGES
    )
    head = "<tr><th>信件标题</th><th>来信时间</th><th>办理状态</th><th>答复单位</th></tr>"
    paths[f"{prefix}{PATH}"] = trs.encode(frame.page(None, NAME, f'<table class="mails">{head}{rows}</table>'))
    for item in MESSAGES:
        paths[f"{prefix}{_page(item)}"] = trs.encode(frame.page(None, item.title, _shown(item)))


def _page(item: Message) -> str:
    return f"{PATH}mail_{item.number}.html"


def _shown(item: Message) -> str:
    reply = (
        f"<p>答复时间：{item.answered}</p><p>答复内容：您好，您反映的问题已办理，感谢您的关注。</p>"
        if item.answered
        else ""
    )
    return (
        f'<div class="mail"><h1>{esc(item.title)}</h1><p>来信时间：{item.asked}</p><p>办理状态：{item.state}</p>'
        f"<p>来信内容：您好，想了解有关情况，请予答复，谢谢。</p>{reply}</div>"
    )
