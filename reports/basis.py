"""What stands behind a line: which findings belong to which criterion, and how an observation is told."""

from checks.findings import Check, Finding, Measure
from config.rubric import Criterion
from reports.models import UnitReport
from scoring.words import inconclusive_name

_CHECKS: dict[str, tuple[Check, ...]] = {
    "posts": (
        Check.POST_UNDATED, Check.POST_FUTURE_DATED, Check.POST_UNREACHABLE, Check.POST_DUPLICATE, Check.POST_REMOVED, Check.POST_LATE,
        Check.POST_BACKDATED, Check.DATE_CONFLICT, Check.DATE_DOUBTFUL, Check.BULK_IMPORT, Check.TEMPLATE_MISMATCH,
    ),
    "clones": (Check.POST_UNDATED, Check.POST_FUTURE_DATED, Check.POST_UNREACHABLE, Check.POST_DUPLICATE),
    "dead_links": (Check.DEAD_LINK,),
    "empty_columns": (Check.EMPTY_COLUMN, Check.TEMPLATE_MISMATCH),
    "dynamic_columns": (Check.DYNAMIC_COLUMN,),
    "basic_information": (Check.PROFILE, Check.PROFILE_CONSISTENCY),
    "leaders": (Check.PROFILE,),
    "services": (Check.SERVICE_FORMS,),
    "timeliness": (Check.POST_OVERDUE,),
    "key_areas": (Check.KEY_AREAS,),
    "annual_report": (Check.ANNUAL_REPORT,),
    "request_channels": (Check.REQUEST_CHANNEL,),
    "security": (Check.PERSONAL_INFORMATION,),
    "lawful_content": (Check.PERSONAL_INFORMATION,),
    "design": (Check.EMPTY_COLUMN,),
}  # fmt: skip
"""Which checks stand behind which criterion."""


def related(unit: UnitReport, criterion: Criterion) -> list[Finding]:
    """The findings of a unit that stand behind a criterion."""
    group, _, name = criterion.id.partition(".")
    checks = (*_CHECKS.get(name, ()), *(Check(value) for value in criterion.evidence if value in set(Check)))
    leaders = name == "leaders"
    return [
        item
        for item in unit.result.findings
        if item.check in checks
        and (item.site.startswith(group) or item.site not in ("portal", "disclosure"))
        and (item.check is not Check.PROFILE or group == "disclosure" or (item.role == "leaders") == leaders)
    ]


def measure_of(unit: UnitReport, criterion: Criterion) -> Measure | None:
    """The measure that a criterion is scored by, None where people judge."""
    return next((item for item in unit.result.measures if item.name == criterion.id), None)


def bounds_text(measure: Measure) -> str:
    """What is known of a count that could not be measured whole."""
    if measure.value is not None:
        return ""
    most = "不限" if measure.upper is None else f" {measure.upper}"
    return f"（最少 {measure.lower}，最多{most}；原因：{inconclusive_name(measure.reason)}）"
