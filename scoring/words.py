"""Why a line has its points, in the words of the office."""

from checks.findings import Measure, Outcome
from checks.reasons import Reason
from config.schema import ROLE_NAMES

INCONCLUSIVE_NAMES: dict[str, str] = {
    "no_section": "没有配置专区",
    "no_column": "没有配置相应栏目",
    "no_pair": "没有同时标明成文日期和发布日期的信息",
    "no_item": "网上办事栏目中没有事项",
    "no_date": "页面没有更新日期",
    "limit_reached": "达到检查上限，未能查完",
    "site_unreachable": "网站当时无法访问",
    "not_observed": "当月没有检查记录",
    "not_measured": "未测量",
    "not_read": "栏目未能读取",
    "not_asked": "部分链接未检查",
    "page_not_read": "部分信息的页面未能读取",
    "script_list": "栏目内容由脚本加载，监测读不到",
    "template_mismatch": "栏目页面无法识别",
    "pager_by_script": "翻页由脚本完成，监测翻不了页",
    "pages_missing": "列表的部分页面打不开",
    "calendar_unknown": "工作日历尚未公布",
    "form_not_checked": "表格下载未能确认",
    "robots": "网站 robots 规则不允许检查",
    "timeout": "访问超时",
    "challenge": "被网站防护拦截",
    "offline": "本机网络故障",
    "unreadable": "页面内容无法解析",
    "too_large": "页面过大",
    "not_html": "栏目地址打开的不是网页",
    "redirected_away": "栏目跳转到了其他网站",
    "soft_404": "页面提示不存在",
    "pager_elsewhere": "翻页指向其他网站",
    "refused": "服务器拒绝连接",
    "reset": "连接被中断",
    "dns": "域名无法解析",
    "not_checked": "未检查",
    "not_updated": "本月没有更新",
}


def inconclusive_name(reason: str) -> str:
    """A reason for not knowing, in Chinese."""
    return INCONCLUSIVE_NAMES.get(reason, f"未能检查（{reason}）")


def measure_reason(measure: Measure | None, inconsistent: bool = False) -> str:
    """One sentence that says what was measured."""
    if inconsistent:
        return "经人工确认与单位实际情况不一致"
    if measure is None:
        return f"未能测定：{inconclusive_name(Reason.NOT_MEASURED)}"
    if measure.outcome is Outcome.INCONCLUSIVE and measure.value is None:
        text = f"未能测定：{inconclusive_name(measure.reason)}"
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
    return "、".join(ROLE_NAMES.get(role, role) for role in roles) or measure.reason
