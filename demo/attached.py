"""Files that the replica's posts have attached."""

import io
from functools import cache

from docx import Document

from demo.model import Served

WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096
"""The first bytes of a Word document of the old kind."""
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PERSON = ("姓名", "身份证号"), ("甲某", "11010519900307 4413")
FORM = ("姓名", "身份证号"), ("", "")


def attached(path: str) -> Served:
    """What an attachment's address serves: one that is broken a page to sign in, instead of the file."""
    if "broken" in path:
        return Served(b"<html><body>login</body></html>", "text/html")
    if path.endswith(".docx"):
        return Served(table(PERSON if path.endswith("-list.docx") else FORM), DOCX)
    return Served(WORD, "application/msword")


@cache
def table(rows: tuple[tuple[str, str], ...]) -> bytes:
    """A Word file with one table; the same bytes whenever it is asked for."""
    made, out = Document(), io.BytesIO()
    cells = made.add_table(len(rows), 2)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            cells.cell(row, column).text = text
    made.save(out)
    return out.getvalue()
