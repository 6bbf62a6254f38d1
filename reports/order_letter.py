"""督办单 as the Word file that is signed and sent to a unit."""

from collections.abc import Iterable, Mapping
from typing import Any

from docx import Document as new_document
from docx.shared import Pt

from reports.workbooks import plain


def order_letter(
    number: str, unit: str, site: str, issued: str, deadline: str, items: Iterable[Mapping[str, str]]
) -> Any:
    """The order's document; each item names a fault (`text`), its address (`subject`) and the page that holds it (`page`)."""
    document = new_document()
    document.styles["Normal"].font.size = Pt(12)
    document.add_heading("网站整改督办单", level=0)
    document.add_paragraph(f"编号：{number}　　日期：{issued}　　整改期限：{deadline}")
    document.add_paragraph(f"{plain(unit)}：")
    document.add_paragraph(
        f"经监测，你单位在{site}的专区存在以下问题，请于 {deadline} 前整改并反馈。逾期未整改的，按考评细则扣分。"
    )
    table = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("序号", "问题", "地址", "所在页面"), strict=True):
        cell.text = text
    for place, item in enumerate(items, 1):
        row = (str(place), item["text"], item["subject"], item["page"])
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)
    document.add_paragraph("")
    document.add_paragraph("督办单位（盖章）：　　　　　　　　　　签收人：")
    return document
