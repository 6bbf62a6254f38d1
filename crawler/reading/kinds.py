"""What the first bytes of an answer are, whatever its header says; which document an address, a name or a text names."""

import re

DOCUMENTS: dict[str, frozenset[str]] = {
    "pdf": frozenset(("pdf",)),
    "doc": frozenset(("ole", "zip", "rtf")),
    "docx": frozenset(("zip", "ole")),
    "wps": frozenset(("ole", "zip")),
    "xls": frozenset(("ole", "zip")),
    "xlsx": frozenset(("zip", "ole")),
    "et": frozenset(("ole", "zip")),
    "ppt": frozenset(("ole", "zip")),
    "pptx": frozenset(("zip", "ole")),
    "ofd": frozenset(("zip",)),
    "rtf": frozenset(("rtf",)),
    "zip": frozenset(("zip",)),
    "rar": frozenset(("rar",)),
}
"""Extensions of documents and the kinds of first bytes that fit them."""


FILES = frozenset(
    [
        "jpg",
        "jpeg",
        "png",
        "gif",
        "bmp",
        "ico",
        "svg",
        "webp",
        "css",
        "js",
        "json",
        "xml",
        "mp3",
        "mp4",
        "flv",
        "avi",
        "wmv",
        "mov",
        "swf",
        "apk",
        "exe",
        "ppt",
        "pptx",
        "txt",
        "csv",
        "doc",
        "docx",
        "wps",
        "xls",
        "xlsx",
        "et",
        "pdf",
        "ofd",
        "rtf",
        "zip",
        "rar",
        "7z",
        "gz",
        "tar",
    ]
)
"""Extensions that are never walked: they are asked as links."""


_NAMED = re.compile(rf"\.({'|'.join(DOCUMENTS)})(?![a-z0-9])", re.IGNORECASE)


def document_extension(url: str) -> str:
    """The extension of an address that names a document, empty for any other address."""
    return document_name(url.partition("?")[0].partition("#")[0].rsplit("/", 1)[-1])


def document_name(name: str) -> str:
    """The extension of a file's name that names a document, empty for any other name."""
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return extension if extension in DOCUMENTS else ""


def document_in(text: str) -> str:
    """The extension of the document that a link's text names (`申请表.docx`), empty where it names none."""
    match = _NAMED.search(text)
    return match[1].lower() if match else ""


def sniff(body: bytes) -> str:
    """The kind of a body by its first bytes: empty, pdf, zip, ole, rar, rtf, image, html, text or other."""
    start = body[:1024]
    if not start:
        return "empty"
    if b"%PDF-" in start:
        return "pdf"
    for mark, kind in (
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"\xd0\xcf\x11\xe0", "ole"),
        (b"Rar!", "rar"),
        (b"{\\rtf", "rtf"),
    ):
        if start.startswith(mark):
            return kind
    if start.startswith((b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BM", b"RIFF")):
        return "image"
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith(
        (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<!--", b"<meta", b"<title", b"<div", b"<table")
    ):
        return "html"
    if b"<html" in lowered or b"<body" in lowered:
        return "html"
    return "other" if b"\x00" in start else "text"
