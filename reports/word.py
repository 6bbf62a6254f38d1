"""What all Word documents of the office share: A4, the fonts of official papers, tables whose heads repeat, page numbers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.workbooks import plain

BODY, HEAD, TITLE = "仿宋", "黑体", "宋体"
"""Fonts of GB/T 9704 as far as every office has them: its 小标宋 is not on every machine."""
SMALL = Pt(9)


def a4(*, landscape: bool = False) -> Any:
    """An empty document on A4 with margins that a binding leaves room for, and page numbers at its foot."""
    document: Any = new_document()
    section = document.sections[0]
    width, height = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin, section.right_margin = Cm(2.4), Cm(2.0)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    _page_numbers(section)
    return document


def _page_numbers(section: Any) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        paragraph.add_run(text).font.size = SMALL
        if field:
            run = paragraph.add_run()
            run.font.size = SMALL
            for kind in ("begin", "instr", "end"):
                run._element.append(_field_part(kind, field))


def _field_part(kind: str, field: str) -> Any:
    if kind == "instr":
        part = OxmlElement("w:instrText")
        part.set(qn("xml:space"), "preserve")
        part.text = field
        return part
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    return part


def set_font(run: Any, font: str, size: float, *, bold: bool = False) -> None:
    """A run in a Chinese font, size in points."""
    run.font.name, run.font.size, run.bold = "Times New Roman", Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def heading(document: Any, text: str, level: int = 1) -> None:
    """A heading in 黑体, black as papers are."""
    made = document.add_heading(level=level)
    run = made.add_run(plain(text))
    set_font(run, HEAD, 15 if level == 1 else 13)
    run.font.color.rgb = RGBColor(0, 0, 0)


def centred(document: Any, text: str, size: float, *, before: float = 0, font: str = TITLE, bold: bool = True) -> None:
    """A line in the middle, with room before it; sizes in points."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    set_font(paragraph.add_run(plain(text)), font, size, bold=bold)


def text(document: Any, words: str, *, indent: bool = True, right: bool = False) -> Any:
    """A paragraph of the body, its first line set in by two characters."""
    paragraph = document.add_paragraph(plain(words))
    paragraph.paragraph_format.line_spacing = 1.5
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(24)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def table(document: Any, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> None:
    """A table; columns are headings with their widths in centimetres. The head stands on every page, no row is torn."""
    headings = tuple(name for name, _ in columns)
    made = document.add_table(rows=1 + len(rows), cols=len(headings), style="Table Grid")
    made.autofit = False
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    for index, (_, width) in enumerate(columns):
        made.columns[index].width = Cm(width)
    cells = made._cells  # python-docx looks the whole table through for each row that it is asked for
    for index, words in enumerate(word for row in (headings, *rows) for word in row):
        cell = cells[index]
        cell.text = plain(breakable(words))
        cell.width = Cm(columns[index % len(columns)][1])
        for run in cell.paragraphs[0].runs:
            run.font.size = SMALL
            run.bold = index < len(headings) or None
    for number, row in enumerate(made._tbl.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    document.add_paragraph("").paragraph_format.space_after = Pt(0)


def breakable(words: str) -> str:
    """An address may be broken after its slashes and marks: a cell stays as wide as it was meant to be."""
    if "://" not in words:
        return words
    for mark in ("/", "?", "&", "=", "_", "-", "."):
        words = words.replace(mark, f"{mark}\u200b")
    return words.replace(":/\u200b/\u200b", "://")


def picture(document: Any, path: Path, words: str, width: float = 15.5) -> None:
    """A picture, as wide as the text, with what it shows below it; width in centimetres."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run().add_picture(str(path), width=Cm(width))
    below = document.add_paragraph()
    below.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_font(below.add_run(plain(words)), BODY, 10)


def signatures(document: Any, names: Sequence[str]) -> None:
    """Places to sign, side by side, and a day for each."""
    made = document.add_table(rows=2, cols=len(names))
    for index, name in enumerate(names):
        made.rows[0].cells[index].text = f"{name}："
        made.rows[1].cells[index].text = "　　　　年　　月　　日"
    document.add_paragraph("")
