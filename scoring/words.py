"""Why a line has its points, in the words of the office."""

from checks.findings import Measure, Outcome
from checks.measures import DEAD_LINKS
from checks.reasons import Reason
from config.words import ROLE_NAMES, reason_name


def measure_reason(measure: Measure | None) -> str:
    """One sentence that says what was measured, and which faults people accepted."""
    if measure is None:
        return f"未能测定：{reason_name(Reason.NOT_MEASURED)}"
    told = _measured(measure)
    return f"{told}；{measure.note}" if measure.note and measure.name in DEAD_LINKS.values() else told


def _measured(measure: Measure) -> str:
    if measure.outcome is Outcome.INCONCLUSIVE and measure.value is None:
        text = f"未能测定：{reason_name(measure.reason)}"
        return f"{text}；已查到至少 {measure.lower}" if measure.lower else text
    if measure.outcome is Outcome.NOT_APPLICABLE:
        return measure.note or "不涉及"
    name = measure.name.partition(".")[2]
    if name in ("posts", "clones"):
        return f"本月 {measure.value} 条"
    if name == "dead_links":
        return f"已确认无效链接 {measure.value} 个" if measure.value else "没有已确认的无效链接"
    if name == "empty_columns":
        return f"空栏目 {measure.value} 个" if measure.value else "没有空栏目"
    if name == "dynamic_columns":
        return "动态栏目本月均有更新" if measure.outcome is Outcome.MET else f"本月没有更新：{measure.note}"
    if name == "timeliness":
        return measure.note if measure.outcome is Outcome.MET else f"超期公开 {measure.value} 条"
    if name == "services":
        return measure.note if measure.outcome is Outcome.MET else f"{measure.value} 个事项没有可用的表格下载"
    return "各项有效并及时更新" if measure.outcome is Outcome.MET else f"不符合要求：{_failed(measure)}"


def _failed(measure: Measure) -> str:
    roles = [key.rsplit("|", 1)[-1] for key in measure.findings]
    return "、".join(ROLE_NAMES.get(role, role) for role in roles) or reason_name(measure.reason)
