"""督办单 as the Word file that is signed, sealed and sent to a unit, with the slip that it sends back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from reports import word, words
from reports.workbooks import plain

_COLUMNS = (
    ("序号", 1.1),
    ("编号", 2.2),
    ("问题和地址", 4.4),
    ("所在页面和链接文字", 3.8),
    ("首次发现", 2.3),
    ("整改要求", 2.8),
)

_SLIP = (4.4, 12.2)
"""Widths of the slip's columns in centimetres."""


def order_letter(
    number: str,
    unit: str,
    site: str,
    issued: str,
    deadline: str,
    items: Sequence[Mapping[str, str]],
    basis: str = "",
    costs: str = "",
) -> Any:
    """The order's document. `basis` names the rubric, `costs` what an order that is not fulfilled costs.

    Each item names a fault (`text`), its address (`subject`) and the page that holds it (`page`); orders of later versions
    also the words of the link (`link`), the first night (`since`), what to do (`advice`), and the column (`column`) where
    no page holds the fault.
    """
    document = word.a4()
    word.centred(document, "网站整改督办单", 24, before=6)
    numbered = document.add_paragraph()
    numbered.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.set_font(numbered.add_run(plain(number)), word.BODY, 14)
    word.text(document, f"{unit}：", indent=False)
    ground = f"依据《{basis}》，" if basis else ""
    word.text(
        document,
        f"{ground}经网站监测，你单位在{site}的专区存在下列 {len(items)} 项问题。"
        f"请于{_day(deadline)}前完成整改，并将回执送回。{costs}",
    )
    word.table(document, _COLUMNS, [_row(place, item) for place, item in enumerate(items, 1)])
    word.text(document, f"整改期限：{_day(deadline)}。期满后由监测程序逐项复查，对问题有异议的请在期限内书面说明。")
    ending = word.text(document, "督办单位（盖章）", indent=False, right=True)
    ending.paragraph_format.space_before = Pt(30)
    ending.paragraph_format.keep_with_next = True
    word.text(document, _day(issued), indent=False, right=True)
    word.text(document, "签收人：　　　　　　　　　　　签收日期：　　　　年　　月　　日", indent=False)
    _slip(document, number, unit)
    return document


def _row(place: int, item: Mapping[str, str]) -> tuple[str, ...]:
    link = f"\n链接文字：{item['link']}" if item.get("link") else ""
    column = f"栏目：{item['column']}" if item.get("column") else item.get("title") or "—"
    return (
        str(place),
        item.get("number") or "—",
        f"{item['text']}\n{words.shown_address(item['subject'])}",
        f"{words.shown_address(item['page'])}{link}" if item["page"] else column,
        item.get("since") or "—",
        item.get("advice") or "请整改并保持有效",
    )


def _slip(document: Any, number: str, unit: str) -> None:
    """The slip on a page of its own: filled, signed and sent back."""
    document.add_page_break()
    word.centred(document, "整改回执", 20)
    rows = (
        ("督办单编号", number),
        ("单位", unit),
        ("整改情况", "\n" * 8),
        ("未能整改的原因和计划", "\n" * 5),
        ("负责人签字（盖章）", "\n\n"),
        ("填报人、电话、日期", "\n"),
    )
    made = document.add_table(rows=0, cols=len(_SLIP), style="Table Grid")
    made.autofit = False
    for index, width in enumerate(_SLIP):
        made.columns[index].width = Cm(width)
    for texts in rows:
        for cell, width, text in zip(made.add_row().cells, _SLIP, texts, strict=True):
            cell.width, cell.text = Cm(width), plain(text)


def _day(text: str) -> str:
    try:
        return words.day_text(date.fromisoformat(text))
    except ValueError:
        return text
