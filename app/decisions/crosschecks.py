"""What the values of one criterion must be to each other: one list for the workbook, the command line and the pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from config.rubric import Criterion

Values = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A rule over several fields of a rule kind: which field is at fault, when, and what to say."""

    kind: str
    field: str
    needs: tuple[str, ...]
    is_wrong: Callable[[Values], bool]
    message: str


CROSS_CHECKS: tuple[CrossCheck, ...] = (
    CrossCheck(
        "satisfaction",
        "answered",
        ("answered", "messages"),
        lambda of: of["answered"] > of["messages"],
        "已回复件数 {answered} 多于应回复件数 {messages}",
    ),
    CrossCheck(
        "satisfaction",
        "late",
        ("late", "messages"),
        lambda of: of["late"] > of["messages"],
        "逾期件数 {late} 多于应回复件数 {messages}",
    ),
    CrossCheck(
        "response",
        "unanswered",
        ("events", "late", "unanswered"),
        lambda of: of["late"] + of["unanswered"] > of["events"],
        "超时回复 {late} 件和未回复 {unanswered} 件合计多于事件数 {events}",
    ),
)


def wrong_together(criterion: Criterion, values: Values) -> list[tuple[str, str]]:
    """The fields whose values contradict others of the criterion, each with what is wrong."""
    return [
        (check.field, check.message.format(**{key: f"{value:f}" for key, value in values.items()}))
        for check in CROSS_CHECKS
        if check.kind == criterion.rule.kind and all(key in values for key in check.needs) and check.is_wrong(values)
    ]
