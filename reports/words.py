"""How values are shown to the office: points, days, outcomes, statuses."""

from datetime import date
from decimal import Decimal
from urllib.parse import unquote, urlsplit

from checks.faults import is_flapping
from checks.findings import Finding, Measure, Outcome, Place
from checks.posts.day import SOURCE_NAMES
from checks.table import CHECK_NAMES
from checks.verdicts import advice, reason_name
from config.rubric import Subject
from config.schema import ROLE_NAMES
from reports.export import points
from reports.models import Observed
from scoring.lines import ScoreLine, Total
from scoring.words import inconclusive_name

BASIS_NAMES = {
    "measured": "监测",
    "entered": "人工录入",
    "confirmed": "人工确认",
    "derived": "由其他项得出",
    "override": "人工改判",
    "unknown": "未定",
}
OUTCOME_NAMES = {
    Outcome.MET: "符合",
    Outcome.NOT_MET: "不符合",
    Outcome.NOT_APPLICABLE: "不涉及",
    Outcome.INCONCLUSIVE: "未能判定",
}
VERDICT_NAMES = {"broken": "无效", "restricted": "受限", "warned": "提示", "ok": "正常", "inconclusive": "未能判定"}
KIND_NAMES = {
    "a": "文字链接",
    "area": "图片热区",
    "img": "图片",
    "script": "脚本",
    "link": "样式或图标",
    "iframe": "内嵌页面",
    "frame": "框架页面",
    "video": "视频",
    "audio": "音频",
    "source": "媒体文件",
    "object": "内嵌对象",
    "embed": "内嵌对象",
    "form": "查询表单",
    "css": "样式中的图片",
    "refresh": "自动跳转",
}
COUNT_NAMES = {
    "portal.posts": "政务网信息",
    "portal.clones": "主站克隆信息",
    "disclosure.posts": "公开平台信息",
    "portal.dead_links": "政务网无效链接",
    "portal.empty_columns": "政务网空栏目",
    "portal.basic_information": "基础信息",
    "portal.leaders": "领导信息",
    "portal.services": "网上办事",
    "portal.dynamic_columns": "动态栏目",
    "disclosure.basic_information": "公开平台基本信息",
    "disclosure.timeliness": "20个工作日内公开",
    "disclosure.dead_links": "公开平台无效链接",
    "disclosure.empty_columns": "公开平台空栏目",
}


def span(low: Decimal, high: Decimal) -> str:
    """Points as one number, or as a range where something is unknown."""
    return points(low) if low == high else f"{points(low)}～{points(high)}"


def total_span(total: Total) -> str:
    """A total as people write it."""
    return span(total.low, total.high)


def line_span(line: ScoreLine) -> str:
    """A line's points as people write them."""
    return span(line.low, line.high)


SUBJECT_NAMES = {Subject.UNIT: "单位", Subject.SITE: "网站"}
VETO_NAMES = {"yes": "单项否决", "no": "未触发", "unknown": "未能判定"}


def percent(share: Decimal) -> str:
    """A share as a percentage."""
    return f"{int(share * 100)}%"


def measure_text(measure: Measure) -> str:
    """A measure as people read it: a count, an outcome, or why it is unknown."""
    if measure.outcome is Outcome.INCONCLUSIVE and measure.value is None:
        least = f"（已查到至少 {measure.lower}）" if measure.lower else ""
        return f"未能测定：{inconclusive_name(measure.reason)}{least}"
    if measure.name.endswith(("posts", "clones")):
        return f"{measure.value} 条"
    if measure.name.endswith(("dead_links", "empty_columns")):
        return f"{measure.value} 个"
    return OUTCOME_NAMES[measure.outcome]


def count_text(measure: Measure | None) -> str:
    """A count in a table's cell: `31`, `≥12` where that much was seen, `未知`."""
    if measure is None:
        return "—"
    if measure.value is not None:
        return str(measure.value)
    return f"≥{measure.lower}" if measure.lower else "未知"


def finding_title(item: Finding) -> str:
    """What a finding is about, in a few words."""
    name = CHECK_NAMES[item.check]
    return f"{name}（{ROLE_NAMES[item.role]}）" if item.role in ROLE_NAMES else name


def confirmed_text(item: Finding) -> str:
    """Whether a broken link is confirmed."""
    if item.accepted:
        return "已接受的例外"
    if is_flapping(item):
        return f"时好时坏（30 天内第 {item.episodes} 次）{'，已确认' if item.confirmed else '，未确认'}"
    return "已确认" if item.confirmed else "疑似，待下次检查确认"


def ended_text(item: Finding) -> str:
    """How a fault ended."""
    return (
        f"{day_text(item.fixed_on)}{'链接已取消' if item.ended == 'removed' else '恢复正常'}" if item.fixed_on else ""
    )


def place_text(place: Place) -> str:
    """Where on a page a link stands."""
    if not place.line:
        return ""
    return f"第 {place.line} 行" + (f"第 {place.position} 列" if place.position else "")


def what_to_do(item: Finding) -> str:
    """What a unit can do about a broken link."""
    return advice(item.category, item.reason)


def fault_text(item: Finding) -> str:
    """The kind of fault in Chinese."""
    return f"{item.category}：{reason_name(item.reason)}" if item.category else reason_name(item.reason)


def observed_text(seen: Observed) -> str:
    """One observation as a sentence: time, status, attempts."""
    result = f"状态 {seen.status}" if seen.status is not None else f"失败：{reason_name(seen.failure)}"
    return f"{seen.first_at:%Y-%m-%d %H:%M} 起，最近 {seen.last_at:%Y-%m-%d %H:%M}，{result}，试 {seen.attempts} 次（{seen.name}）"


def day_text(day: date | None) -> str:
    """A day as an office writes it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else "—"


def short_day(day: date | None) -> str:
    """A day in a table: `2026-10-27`."""
    return day.isoformat() if day else "—"


def shown_address(address: str) -> str:
    """An address with its escapes read, for people; the address itself where that is impossible."""
    try:
        return unquote(address, errors="strict")
    except UnicodeDecodeError:
        return address


def is_followable(address: str) -> bool:
    """Whether an address may become a link of a report."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def shown_source(source: str) -> str:
    """Where a post's day was read, in Chinese."""
    return SOURCE_NAMES.get(source, source)
