"""The Word file of an order."""

import re
from pathlib import Path

from app.decisions.desk import Desk
from db.decisions import DecisionRecord
from db.whole_files import write_document
from reports.export import points
from reports.order_letter import order_letter


def write_letter(desk: Desk, record: DecisionRecord) -> Path:
    """Write the order's Word file and return its place."""
    configuration = desk.context.configuration
    name = next((unit.name for unit in configuration.units if unit.code == record.unit), record.unit)
    site = next((item.name for item in configuration.sites if item.id == record.value["site"]), "")
    path = configuration.storage / "orders" / re.sub(r"[\\/:*?\"<>|\s]", "_", f"{record.subject}-{name}.docx")
    path.parent.mkdir(parents=True, exist_ok=True)
    letter = order_letter(
        record.subject,
        name,
        site,
        record.valid_from,
        record.valid_to,
        record.value["items"],
        configuration.rubric.title,
        _costs(desk, record),
    )
    write_document(letter, path)
    return path


def _costs(desk: Desk, record: DecisionRecord) -> str:
    """What an order that is not fulfilled costs by the rubric, for the letter; empty where the rubric says nothing."""
    kind = record.value.get("kind", record.value["site"])
    for criterion in desk.context.configuration.rubric.criteria:
        if criterion.id == f"{kind}.orders":
            each = getattr(criterion.rule, "each", None)
            return f"逾期未整改的，按细则每次扣 {points(-each)} 分。" if each else ""
    return ""
