"""How values are shown to the office: points, days, outcomes, statuses."""

from datetime import date
from decimal import Decimal
from urllib.parse import unquote, urlsplit

from checks.faults import is_flapping
from checks.findings import Check, Finding, Measure, Outcome, Place
from checks.measures import DEAD_LINKS
from checks.reasons import Reason
from checks.table import CHECK_NAMES, ORDERABLE
from checks.verdicts import advice, failure_reason
from config.monitor import Policies
from config.rubric import Group, LadderRule, Rubric
from config.words import (
    DATE_SOURCE_NAMES,
    EMPTY_COLUMN_NAMES,
    OUTCOME_NAMES,
    POLICY_NAMES,
    ROLE_NAMES,
    VERDICT_NAMES,
    reason_name,
)
from crawler.records.observations import Failure
from reports.models import Observed, UnitReport
from scoring.lines import ScoreLine, Sheet, Total
from scoring.rules.shown import plain as points


def span(low: Decimal, high: Decimal) -> str:
    """Points as one number, or as a range where something is unknown."""
    return points(low) if low == high else f"{points(low)}～{points(high)}"


def total_span(total: Total | None) -> str:
    """A total as people write it; an empty cell where a sheet has none."""
    return span(total.low, total.high) if total else ""


def line_span(line: ScoreLine) -> str:
    """A line's points as people write them."""
    return span(line.low, line.high)


def with_maximum(name: str, maximum: Decimal) -> str:
    """A heading of points: what they are given for, and how many there are."""
    return f"{name}（{points(maximum)}）"


def group_heading(group: Group) -> str:
    """A group of the rubric as tables are headed."""
    return with_maximum(group.name, group.maximum)


def site_totals(rubric: Rubric, sheet: Sheet) -> list[tuple[Group, Total | None]]:
    """A sheet's points in each group that a site is evaluated by, in the order of the headings."""
    return [(group, sheet.groups.get(group.id)) for group in rubric.site_groups]


def ladder_examples(rubric: Rubric) -> str:
    """What the bounds of the rubric's first ladder mean, behind the sentence that says that they are included."""
    ladder = next((item.rule for item in rubric.criteria if isinstance(item.rule, LadderRule)), None)
    if ladder is None:
        return ""
    places = zip((step.at_least for step in ladder.steps if step.at_least > 1), "一二三四五六七八九", strict=False)
    shown = [f"{bound} 条得第{place}档" for bound, place in places]
    below = ["0 条扣分，扣分代替该项得分"] if ladder.steps[-1].points < 0 else []
    return "：" + "；".join([*(["当月 " + "，".join(shown)] if shown else []), *below]) if shown or below else ""


def percent(share: Decimal) -> str:
    """A share as a percentage."""
    return f"{int(share * 100)}%"


def measure_text(measure: Measure) -> str:
    """A measure as people read it: a count, an outcome, or why it is unknown."""
    if measure.outcome is Outcome.INCONCLUSIVE and measure.value is None:
        least = f"（已查到至少 {measure.lower}）" if measure.lower else ""
        return f"未能测定：{reason_name(measure.reason)}{least}"
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


def faults_text(number: int, is_whole: bool) -> str:
    """A number of faults in a table's cell: `3`, `≥3` where more may be, `未知` where none was seen and none is known."""
    if is_whole:
        return str(number)
    return f"≥{number}" if number else "未知"


def broken_text(unit: UnitReport) -> str:
    """A unit's broken links in a sentence; what no night could tell is never none."""
    found = len(unit.broken())
    if unit.is_told(DEAD_LINKS.values()):
        return f"无效链接 {found} 个"
    return f"无效链接至少 {found} 个" if found else "无效链接未能测定"


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


_MENDING = {
    Check.EMPTY_COLUMN: "请充实栏目内容，不再使用的栏目请取消",
    Check.PROFILE: "请补充完整并保持有效",
    Check.SERVICE_FORMS: "请在事项页面提供可以下载的表格",
}


def what_to_do(item: Finding) -> str:
    """What a unit can do about a problem."""
    if item.check is Check.DEAD_LINK:
        return advice(item.category, item.reason)
    if item.check is Check.PROFILE and item.reason is Reason.STALE:
        return "请核对更新，并标注更新日期"
    return _MENDING.get(item.check, "请整改并保持有效")


def is_orderable(item: Finding) -> bool:
    """Whether it stands and a unit may be told to mend it."""
    return item.stands and item.check in ORDERABLE


def kind_of(item: Finding) -> str:
    """The kind of fault that a link or a column is; empty for other findings, whose category is what their checks count."""
    return item.category if item.check in (Check.DEAD_LINK, Check.EMPTY_COLUMN) else ""


def fault_text(item: Finding) -> str:
    """The kind of fault in Chinese."""
    kind = kind_of(item)
    told = EMPTY_COLUMN_NAMES.get(item.reason, "") if item.check is Check.EMPTY_COLUMN else ""
    told = told or reason_name(item.reason)
    return f"{kind}：{told}" if kind else told


def told_text(item: Finding) -> str:
    """What was found, in a line: the kind of fault, else the check's own sentence."""
    return fault_text(item) if kind_of(item) else item.message


def verdict_text(item: Finding) -> str:
    """A link's verdict and what is to be said of it, the verdict's word once."""
    name = VERDICT_NAMES.get(item.verdict, "")
    return item.message if not name or item.message.startswith(f"{name}：") else f"{name}：{item.message}"


def failure_name(failure: str) -> str:
    """Why an address gave no usable answer, in Chinese."""
    return reason_name(failure_reason(Failure(failure))) if failure else "没有应答"


def policy_rows(policies: Policies) -> list[tuple[str, str]]:
    """The rules that the office set, as people read them."""
    return [(POLICY_NAMES[name], _setting(value)) for name, value in policies.model_dump(mode="json").items()]


def _setting(value: object) -> str:
    """A setting's value without the marks of a program."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(item) for item in value) or "无"
    if isinstance(value, dict):
        return "、".join(f"{day}{'上班' if works else '放假'}" for day, works in value.items()) or "无"
    return str(value)


def evidence_name(name: str) -> str:
    """What a piece of evidence is called: an observation, or a night, with its number."""
    kind, _, number = name.partition(":")
    return f"第 {number} 次检查" if kind == "run" else f"观测 {number or name}"


def observed_text(seen: Observed) -> str:
    """One observation as a sentence: time, status, attempts."""
    result = f"状态 {seen.status}" if seen.status is not None else f"失败：{failure_name(seen.failure)}"
    return f"{seen.first_at:%Y-%m-%d %H:%M} 起，最近 {seen.last_at:%Y-%m-%d %H:%M}，{result}，试 {seen.attempts} 次（{evidence_name(seen.name)}）"


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
    return DATE_SOURCE_NAMES.get(source, source)
