"""What was posted: fields and files, read within bounds before anything looks at them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from app.web.errors import BadForm, TooLarge

FIELDS = 10_000
"""A form of entries has a field for each unit and criterion; no honest one has more."""
FILES = 40
"""A unit's entries may have a file for each criterion; together they are bounded as one is."""
SPARE = 2_000_000
"""Bytes that a form's fields may take beside its file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was handed in, whole."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """Fields by name, each with all its values, and files."""

    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, Upload] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field's text without outer blanks; empty where it was not sent."""
        return self.fields.get(name, ("",))[0].strip()

    def raw(self, name: str) -> str:
        """A field's text as it was typed: passwords keep their blanks."""
        return self.fields.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """All values of a field that may be chosen several times."""
        return tuple(text.strip() for text in self.fields.get(name, ()) if text.strip())


EMPTY = Form()


async def read_form(request: Request, largest: int) -> Form:
    """The form of a request. Raises TooLarge or BadForm."""
    bounded = Request(request.scope, _bounded(request, largest + SPARE, largest))
    try:
        async with bounded.form(max_files=FILES, max_fields=FIELDS, max_part_size=SPARE) as sent:
            fields: dict[str, list[str]] = {}
            files: dict[str, Upload] = {}
            for name, value in sent.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        files[name] = Upload(value.filename, await value.read())
                else:
                    fields.setdefault(name, []).append(value)
    except MultiPartException as error:
        raise BadForm("表单无法读取，请返回重新填写") from error
    if any(len(file.data) > largest for file in files.values()):
        raise _too_large(largest)
    return Form({name: tuple(values) for name, values in fields.items()}, files)


def _too_large(attachment: int) -> TooLarge:
    return TooLarge(
        f"附件超过 {attachment // 1_000_000 or 1} MB，没有保存。请按浏览器的后退键返回，换用小一些的附件（如压缩图片、拆成几份），再提交一次"
    )


def _bounded(request: Request, largest: int, attachment: int):  # type: ignore[no-untyped-def]
    """The request's body as it comes, cut off where it grows too large."""
    size = 0
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > largest:
        raise _too_large(attachment)

    async def receive() -> Message:
        nonlocal size
        message = await request.receive()
        size += len(message.get("body", b""))
        if size > largest:
            raise _too_large(attachment)
        return message

    return receive
