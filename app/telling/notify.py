"""Messages through Apprise: a morning summary, an alarm for a night that failed; each sent once, tried again where a channel fails."""

import logging
import time
from collections.abc import Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from app.context import Context
from app.reasons import reason_text
from config.legible import legible, one_line
from config.monitor import Notify
from db.decisions import Kind, NewDecision
from db.runs import RunRecord, RunStatus
from reports.letters import links_text
from reports.models import MonthReport

logger = logging.getLogger(__name__)
PAUSES = (0.0, 5.0, 30.0)
"""Seconds before each attempt of one message."""


def addresses(context: Context) -> list[str]:
    """The configured channels; `${NAME}` stands for a secret from the environment."""
    notify = context.configuration.monitor.notify
    return [notify.resolved(url) for url in notify.urls]


def wrong_channels(notify: Notify) -> list[tuple[str | int, ...]]:
    """The places of `notify` whose addresses no service takes; none where Apprise is not installed."""
    named: list[tuple[tuple[str | int, ...], str]] = [
        (("notify", "urls", at), url) for at, url in enumerate(notify.urls)
    ]
    named += [(("notify", "unit_mail"), notify.unit_mail)] if notify.unit_mail else []
    if not named or find_spec("apprise") is None:
        return []
    from apprise import Apprise

    return [place for place, url in named if Apprise.instantiate(notify.resolved(url)) is None]


def summary(report: MonthReport) -> str:
    """The morning summary: new broken links, units about to lose points, the health of the night."""
    lines = [f"{report.night} 检查完成，{report.month.chinese}暂计，共 {len(report.units)} 个单位。"]
    for unit in report.units:
        new = report.link_counts(unit).new
        low = [
            item
            for item in unit.result.measures
            if item.name in ("portal.posts", "disclosure.posts", "portal.clones") and item.value == 0
        ]
        words = [f"新增无效链接 {new} 个"] if new else []
        words += [f"本月{_COUNTED[item.name]}为 0 条" for item in low]
        if words:
            lines.append(f"{unit.name}：{'，'.join(words)}")
    if report.fixed:
        lines.append(f"已修复链接 {len(report.fixed)} 个。")
    return "\n".join(lines)


_COUNTED = {"portal.posts": "政务网信息", "disclosure.posts": "公开平台信息", "portal.clones": "主站克隆信息"}


def alarm(run: RunRecord) -> str:
    """What is said of a night that could not be published."""
    return f"{run.night} 的检查不作判断：{reason_text(run.reason)}。没有发布报告，上一份报告保持不变。"


def tell(context: Context, run: RunRecord, report: MonthReport | None, pauses: Sequence[float] = PAUSES) -> bool:
    """Send the night's message once to every channel; return whether nothing is left to be sent."""
    channels = addresses(context)
    kind = "alarm" if run.status is RunStatus.INCONCLUSIVE else "summary"
    title = "网站监测：检查异常" if kind == "alarm" else "网站监测：早报"
    body = alarm(run) if report is None else summary(report)
    told = send_once(context, f"{kind}:{run.night}", channels, title, body, pauses)
    return (report is None or _tell_units(context, report, pauses)) and told


def tell_problem(context: Context, problem: str, message: str, day: date, pauses: Sequence[float] = PAUSES) -> bool:
    """Raise the alarm for a night that is missing or late, once a day."""
    return send_once(context, f"{problem}:{day}", addresses(context), "网站监测：检查异常", message, pauses)


def _tell_units(context: Context, report: MonthReport, pauses: Sequence[float]) -> bool:
    """Mail each unit that has addresses its own new broken links; one mail a night and unit."""
    server = context.configuration.monitor.notify
    if not server.unit_mail:
        return True
    emails = {unit.code: unit.emails for unit in context.configuration.units if unit.emails}
    told = True
    for unit in report.units:
        if unit.code not in emails or not report.link_counts(unit).new:
            continue
        channel = unit_channel(context, emails[unit.code])
        title = f"网站监测：{unit.name}新增无效链接"
        told &= send_once(
            context, f"unit:{unit.code}:{report.night}", [channel], title, links_text(report, unit), pauses
        )
    return told


def unit_channel(context: Context, emails: Sequence[str]) -> str:
    """The mail server of `unit_mail` with a unit's own addresses."""
    server = context.configuration.monitor.notify
    address = server.resolved(server.unit_mail)
    return f"{address}{'&' if '?' in address else '?'}to={','.join(emails)}"


def send_once(
    context: Context,
    key: str,
    channels: list[str],
    title: str,
    body: str,
    pauses: Sequence[float],
    files: Sequence[Path] = (),
) -> bool:
    """Send a message that was not sent yet, with files where a channel takes them; return whether nothing is left to be sent."""
    if not channels or key in {record.subject for record in context.decisions.list(Kind.MESSAGE)}:
        return True
    if not send(channels, title, body, pauses, files):
        return False
    context.decisions.write(
        lambda _: [
            NewDecision(kind=Kind.MESSAGE, unit="", subject=key, value={"channels": len(channels)}, author="系统")
        ]
    )
    return True


def send(channels: list[str], title: str, body: str, pauses: Sequence[float], files: Sequence[Path] = ()) -> bool:
    """Hand a message to every channel, the failed ones again after a pause."""
    from apprise import Apprise

    title, body = one_line(title), legible(body)
    waiting = list(channels)
    for pause in pauses:
        time.sleep(pause)
        waiting = [channel for channel in waiting if not _one(Apprise(), channel, title, body, files)]
        if not waiting:
            return True
    logger.error("%d of %d channels did not take the message %r", len(waiting), len(channels), title)
    return False


def _one(sender: object, channel: str, title: str, body: str, files: Sequence[Path]) -> bool:
    """Hand a message to one channel; what the library says of it is not told, for it names addresses whole."""
    try:
        if not sender.add(channel):  # type: ignore[attr-defined]
            logger.error("a channel of notify.urls is not an Apprise address")
            return True
        attach = [str(path) for path in files] or None
        # without its format a mail is taken for HTML: all lines run into one, and what stands between < and > is gone
        return bool(sender.notify(title=title, body=body, attach=attach, body_format="text"))  # type: ignore[attr-defined]
    except Exception as error:  # a channel's own fault must not show its address in a trace
        logger.error("a channel failed with %s", type(error).__name__)
        return False
