"""The Word file of an order."""

import re
from pathlib import Path

from app.context import Context
from app.looking.lookup import order_named
from config.settings import Configuration
from db.decisions import DecisionRecord, Kind
from db.whole_files import write_document
from reports.export import points
from reports.order_letter import order_letter


def order_by_name(context: Context, text: str) -> DecisionRecord:
    """An order that stands, by its number. Raises WrongUse."""
    return order_named((item for item in context.decisions.list(Kind.ORDER) if item.withdrawn_at is None), text)


def letter_path(configuration: Configuration, number: str, unit: str) -> Path:
    """The place of an order's Word file, by the order's number and the unit's name."""
    return configuration.storage / "orders" / re.sub(r"[\\/:*?\"<>|\s]", "_", f"{number}-{unit}.docx")


def write_letter(configuration: Configuration, record: DecisionRecord) -> Path:
    """Write the order's Word file and return its place. Raises OSError where it cannot be written."""
    unit = next((unit.name for unit in configuration.units if unit.code == record.unit), record.unit)
    site = next((item.name for item in configuration.sites if item.id == record.value["site"]), "")
    path = letter_path(configuration, record.subject, unit)
    path.parent.mkdir(parents=True, exist_ok=True)
    letter = order_letter(
        record.subject,
        unit,
        site,
        record.valid_from,
        record.valid_to,
        record.value["items"],
        configuration.rubric.title,
        _costs(configuration, record),
    )
    write_document(letter, path)
    return path


def _costs(configuration: Configuration, record: DecisionRecord) -> str:
    """What an order that is not fulfilled costs by the rubric, for the letter; empty where the rubric says nothing."""
    kind = record.value.get("kind", record.value["site"])
    for criterion in configuration.rubric.criteria:
        if criterion.id == f"{kind}.orders":
            each = getattr(criterion.rule, "each", None)
            return f"逾期未整改的，按细则每次扣 {points(-each)} 分。" if each else ""
    return ""
