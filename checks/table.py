"""All checks, one line each: what they are called, which measure they feed, whether they cost points, where they are shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from checks.changed_hosts import check_changed_hosts
from checks.facts.annual_report import check_annual_report
from checks.facts.key_areas import check_key_areas
from checks.facts.personal import check_personal
from checks.facts.request_channel import check_request_channel
from checks.findings import Check, Finding
from checks.freshness import check_freshness, check_idle
from checks.guides import check_guides
from checks.hidden_links import check_hidden_links
from checks.look import Look
from checks.month.dynamic import check_dynamic
from checks.month.faults import fault_findings
from checks.month.posts import check_imports, check_similar, post_findings
from checks.month.profiles import profile_findings
from checks.month.unread import unread_findings
from checks.profiles.consistency import check_consistency
from checks.replies import check_replies
from checks.services import check_services
from checks.timeliness import check_timeliness
from checks.words import check_words

Run = Callable[[Look], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """One check: `run` concludes about one unit and month from what is stored, and asks nobody."""

    id: Check
    name: str
    """As the office calls it."""
    run: Run
    measure: str = ""
    """What it feeds, as the last part of the measure's name on whichever site."""
    costs: bool = False
    """Whether what it finds can cost points without anybody deciding."""
    orderable: bool = False
    """Whether a rectification order may ask a unit to mend it."""
    criteria: tuple[str, ...] = ()
    """Beside which criteria its findings are shown, as the last part of their id on whichever site."""

    def is_shown_at(self, criterion: str) -> bool:
        """Whether its findings stand behind a criterion of this id."""
        return criterion.partition(".")[2] in self.criteria


def _of_site(_look: Look) -> tuple[Finding, ...]:
    """What concerns a site as a whole is concluded by `checks.sites`, once a night."""
    return ()


def _of_posts(check: Check, name: str, *criteria: str, costs: bool = False) -> CheckRule:
    run = partial(post_findings, check=check)
    return CheckRule(id=check, name=name, run=run, measure="posts", costs=costs, criteria=criteria)


_LINKS, _EMPTY = partial(fault_findings, check=Check.DEAD_LINK), partial(fault_findings, check=Check.EMPTY_COLUMN)

CHECKS: tuple[CheckRule, ...] = (
    CheckRule(id=Check.DEAD_LINK, name="无效链接", run=_LINKS, measure="dead_links", costs=True, orderable=True, criteria=("dead_links",)),
    CheckRule(id=Check.EMPTY_COLUMN, name="空栏目", run=_EMPTY, measure="empty_columns", costs=True, orderable=True, criteria=("empty_columns", "design")),
    CheckRule(id=Check.TEMPLATE_MISMATCH, name="页面无法识别", run=unread_findings, measure="posts", criteria=("posts", "empty_columns")),
    CheckRule(id=Check.DYNAMIC_COLUMN, name="动态栏目", run=check_dynamic, measure="dynamic_columns", costs=True, criteria=("dynamic_columns",)),
    CheckRule(id=Check.PROFILE, name="基础信息", run=profile_findings, measure="basic_information", costs=True, orderable=True, criteria=("basic_information", "leaders")),
    CheckRule(id=Check.PROFILE_CONSISTENCY, name="两站信息一致性", run=check_consistency, criteria=("basic_information",)),
    CheckRule(id=Check.SERVICE_FORMS, name="网上办事表格下载", run=check_services, measure="services", costs=True, orderable=True, criteria=("services",)),
    _of_posts(Check.POST_UNDATED, "信息无日期", "posts", "clones", costs=True),
    _of_posts(Check.POST_FUTURE_DATED, "信息日期晚于检查日", "posts", "clones", costs=True),
    _of_posts(Check.POST_UNREACHABLE, "信息页面打不开", "posts", "clones", costs=True),
    _of_posts(Check.POST_DUPLICATE, "重复信息", "posts", "clones", costs=True),
    _of_posts(Check.POST_REMOVED, "信息已撤下", "posts", costs=True),
    CheckRule(id=Check.POST_SIMILAR, name="内容相近", run=check_similar),
    _of_posts(Check.POST_BACKDATED, "疑似倒填日期", "posts"),
    _of_posts(Check.POST_LATE, "封账后补发", "posts"),
    CheckRule(id=Check.POST_OVERDUE, name="超过20个工作日公开", run=check_timeliness, measure="timeliness", costs=True, criteria=("timeliness",)),
    _of_posts(Check.DATE_CONFLICT, "日期不一致", "posts"),
    _of_posts(Check.DATE_DOUBTFUL, "日期存疑", "posts"),
    CheckRule(id=Check.PERSONAL_INFORMATION, name="疑似公民个人信息", run=check_personal, criteria=("security", "lawful_content")),
    CheckRule(id=Check.BULK_IMPORT, name="批量导入", run=check_imports, criteria=("posts",)),
    CheckRule(id=Check.SITE_UNREACHABLE, name="网站无法访问", run=_of_site),
    CheckRule(id=Check.KEY_AREAS, name="重点领域栏目", run=check_key_areas, criteria=("key_areas",)),
    CheckRule(id=Check.ANNUAL_REPORT, name="年度报告", run=check_annual_report, criteria=("annual_report",)),
    CheckRule(id=Check.REQUEST_CHANNEL, name="依申请公开渠道", run=check_request_channel, criteria=("request_channels",)),
    CheckRule(id=Check.COLUMN_FRESHNESS, name="栏目更新时限", run=check_freshness),
    CheckRule(id=Check.COLUMN_IDLE, name="栏目长期未更新", run=check_idle),
    CheckRule(id=Check.GUIDE, name="办事指南要素", run=check_guides, criteria=("services",)),
    CheckRule(id=Check.MESSAGES, name="留言办理", run=check_replies, criteria=("mailbox",)),
    CheckRule(id=Check.WORDS, name="词表中的词语", run=check_words, criteria=("lawful_content",)),
    CheckRule(id=Check.CHANGED_HOST, name="外部页面内容改变", run=check_changed_hosts, criteria=("security",)),
    CheckRule(id=Check.HIDDEN_LINK, name="隐藏的外部链接", run=check_hidden_links, criteria=("security",)),
    CheckRule(id=Check.AVAILABILITY, name="网站可用性", run=_of_site),
    CheckRule(id=Check.CONNECTION, name="加密访问和网络地址", run=_of_site),
    CheckRule(id=Check.IDENTITY, name="网站标识和页脚", run=_of_site),
)  # fmt: skip
RULES: dict[Check, CheckRule] = {rule.id: rule for rule in CHECKS}
CHECK_NAMES: dict[Check, str] = {rule.id: rule.name for rule in CHECKS}
ORDERABLE: tuple[Check, ...] = tuple(rule.id for rule in CHECKS if rule.orderable)
