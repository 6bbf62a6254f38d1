"""Files as people attach them, made in memory: Word, Excel, PDF, and some that mean harm."""

import io
import zipfile
from functools import cache

from docx import Document
from openpyxl import Workbook

NUMBER = "110105199003074413"


def word(text: str) -> bytes:
    """A Word file with a text in a table: forms are tables."""
    made, out = Document(), io.BytesIO()
    made.add_table(1, 1).cell(0, 0).text = text
    made.save(out)
    return out.getvalue()


def excel(value: object) -> bytes:
    """A workbook with a value in a cell."""
    book, out = Workbook(), io.BytesIO()
    book.create_sheet("名单").cell(3, 2, value)
    book.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A PDF file of one line."""
    content = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /MediaBox [0 0 612 792] >>",
        b"<< /Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + item + b"\nendobj\n"
    start = len(out)
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF"
    return bytes(out)


@cache
def bomb() -> bytes:
    """A Word file whose document is 256 MB of spaces."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(256):
            part.write(b" " * 1_000_000)
    return out.getvalue()


def cycle() -> bytes:
    """A PDF file whose pages are their own parent's children."""
    return pdf("x").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")
