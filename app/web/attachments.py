"""What may be handed in: known kinds, told by their first bytes and not by their names; given out as downloads alone."""

from app.web.errors import BadForm
from app.web.forms import Upload

_FIRST: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"%PDF-", "pdf", ("pdf",)),
    (b"\x89PNG\r\n\x1a\n", "png", ("png",)),
    (b"\xff\xd8\xff", "jpg", ("jpg", "jpeg")),
    (b"PK\x03\x04", "zip", ("docx", "xlsx", "pptx", "ofd", "zip")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", ("doc", "xls", "wps", "et")),
)
ALLOWED = "PDF、PNG、JPG、Word、Excel、WPS、OFD 或 ZIP"


def kind_of(file: Upload) -> str:
    """The ending of a file whose content fits it. Raises BadForm for other kinds and for disguises."""
    ending = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    if not file.data:
        raise BadForm("附件是空文件")
    for first, _, endings in _FIRST:
        if file.data.startswith(first):
            if ending in endings:
                return ending
            raise BadForm(
                f"附件的内容与扩展名 .{ending} 不符" if ending else "附件的文件名没有扩展名，看不出是哪种文件"
            )
    raise BadForm(f"附件只能是 {ALLOWED}")


def safe_name(name: str) -> str:
    """The name under which a file is shown and downloaded: no path, nothing that a header or a shell would read."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable() and char not in '<>:"|?*%;\r\n')
    return kept.strip(". ")[-120:] or "附件"
