"""Personal numbers in attachments: the text of Word, Excel and PDF files by well-kept readers, as much of it as a bounded time and memory allow.

A file from outside is read in a process of its own (`crawler.fresh_process`): what it does to its reader ends that process alone.
"""

import io
import resource
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice

from crawler.reading.kinds import document_extension
from crawler.reading.personal import personal_numbers

MOST_BYTES = 10_000_000
"""Bytes of a file that is read: forms and lists are smaller, scans hold no text anyway."""
MOST_UNPACKED = 200_000_000
"""Bytes that a packed file may hold: what holds more is a bomb, or pictures."""
MOST_TEXTS = 200_000
MOST_PAGES = 500
MEMORY = 2_000_000_000
"""Bytes of address space for one file."""
SECONDS = 20.0
"""Processor seconds for one file; the slowest in tests takes one."""


class TooLarge(Exception):
    """Raised where a file holds more than is read. Trying again makes no sense."""


def kind_of(url: str, file_name: str = "") -> str:
    """Which of the kinds that can be read an address or its file's name says; empty for all others."""
    named = document_extension(url)
    named = named if named in READERS else document_extension(file_name)
    return named if named in READERS else ""


def numbers_in(kind: str, body: bytes) -> tuple[str, ...]:
    """The masked numbers in a file. Raises whatever its reader does with a file that is none, TooLarge, MemoryError."""
    if len(body) > MOST_BYTES:
        raise TooLarge(f"{len(body)} bytes")
    return personal_numbers(islice(READERS[kind](body), MOST_TEXTS))


def within_limits() -> None:
    """Bound what this process may use; called in the process that reads one file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    seconds = int(SECONDS)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _unpacked(body: bytes) -> io.BytesIO:
    """A packed file, looked at before it is unpacked. Raises TooLarge."""
    stream = io.BytesIO(body)
    with zipfile.ZipFile(stream) as packed:
        held = sum(item.file_size for item in packed.infolist())
    if held > MOST_UNPACKED:
        raise TooLarge(f"{held} bytes unpacked")
    stream.seek(0)
    return stream


def _word(body: bytes) -> Iterator[str]:
    from docx import Document

    document = Document(_unpacked(body))
    for paragraph in document.element.body.iter("{*}p"):  # tables and text boxes included
        yield "".join(node.text or "" for node in paragraph.iter("{*}t"))


def _excel(body: bytes) -> Iterator[str]:
    from openpyxl import load_workbook

    book = load_workbook(_unpacked(body), read_only=True, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            for value in row:
                if value is not None:
                    yield str(value)


def _pdf(body: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    for page in islice(PdfReader(io.BytesIO(body)).pages, MOST_PAGES):
        yield from page.extract_text().splitlines()


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {"docx": _word, "xlsx": _excel, "pdf": _pdf}
"""What reads each kind, by its extension."""
