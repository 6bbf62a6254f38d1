"""What people decided, a text line each: entries and overrides, exceptions, orders and how they stand."""

from collections.abc import Iterator
from datetime import date

from app.context import Context
from app.decisions.order_files import letter_path
from app.looking.lookup import unit_named
from app.looking.view import Reader, latest_good
from config.rubric import Rubric
from config.words import DECISION_KINDS
from db.decisions import DecisionRecord, Kind
from reports import words
from reports.models import OrderState
from scoring.fields import all_fields
from scoring.rules.shown import plain

_LISTED = (Kind.ENTRY, Kind.OVERRIDE, Kind.INCONSISTENCY)


def records_listed(context: Context, unit: str = "") -> Iterator[str]:
    """Entries, overrides and inconsistencies, those that were withdrawn too. Raises WrongUse for an unknown unit."""
    code = unit_named(context.configuration, unit).code if unit else ""
    names = {item.code: item.name for item in context.configuration.units}
    names |= {f"site:{site.id}": site.name for site in context.configuration.sites}
    found = [record for kind in _LISTED for record in context.decisions.list(kind, code)]
    if not found:
        yield "还没有录入和改判"
    for record in found:
        period = f"{record.valid_from or '不限'} 至 {record.valid_to or '不限'}"
        yield "　".join(
            (
                str(record.id),
                DECISION_KINDS[record.kind],
                f"{names.get(record.unit, record.unit)}（{record.unit}）",
                *_what(context, record),
                period,
                f"{record.author} {record.created_at.astimezone(context.configuration.zone):%Y-%m-%d}",
                record.reason + _gone(record),
            )
        )


def _what(context: Context, record: DecisionRecord) -> tuple[str, str]:
    """The criterion and the values that were entered, in the rubric's words."""
    rubric, criterion = _rubric_of(context, record.subject)
    fields = all_fields(rubric)
    name = next((item.name for item in rubric.criteria if item.id == criterion), "")
    shown = []
    for key, text in record.value.items():
        field = fields.get(f"{criterion}:{key}")
        said = next((label for label, value in field.field.choices if plain(value) == text), "") if field else ""
        label = field.label if field else "得分"
        shown.append(said if said and ":" in record.subject else f"{label} {text}")
    return f"{name}（{record.subject}）" if name else record.subject, "，".join(shown)


def _rubric_of(context: Context, subject: str) -> tuple[Rubric, str]:
    """The rubric that a record's criterion is of, and the criterion's id: `inspection-2019:veto.wording`."""
    name, mark, criterion = subject.partition(":")
    other = next((item for item in context.configuration.other_rubrics if mark and item.id == name), None)
    return (other, criterion) if other else (context.configuration.rubric, subject)


def _gone(record: DecisionRecord) -> str:
    return f"　［{record.withdrawn_by} 已撤回：{record.withdrawal_reason}］" if record.withdrawn_at else ""


def exceptions_listed(context: Context, today: date) -> Iterator[str]:
    """Accepted links and whether the exception still holds."""
    found = context.decisions.list(Kind.LINK)
    if not found:
        yield "还没有接受的例外"
    for record in found:
        holds = record.is_in_force(today.isoformat())
        state = "已撤回" if record.withdrawn_at else "有效" if holds else "已到期"
        yield f"{record.id}　{state}　{record.subject}　至 {record.valid_to}　{record.author}：{record.reason}"


def orders_listed(context: Context) -> Iterator[str]:
    """Every order and how it stands, and each of its items."""
    if not context.decisions.list(Kind.ORDER):
        yield "还没有督办单"
        return
    for unit in Reader(context, latest_good(context)).report().units:
        for order in unit.orders:
            done = f"{order.done}/{len(order.items)} 项已整改"
            lost = order.state is not OrderState.WITHDRAWN and not letter_path(context.configuration, order.number, unit.name).exists()  # fmt: skip
            yield (
                f"{order.number}　{unit.name}　{order.issued} 下发，{order.deadline} 到期　{order.state_name}（{done}）"
                + (f"　没有 Word 文件，补写：hongqiao orders letter {order.number}" if lost else "")
            )
            for item in order.items:
                number = f"{item.number}　" if item.number else ""
                yield f"    {number}{item.state_name}　{item.text}　{words.shown_address(item.subject)}"
