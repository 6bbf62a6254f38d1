"""What an answer of the downloader is, in the words of observations: failure, kind, target of a redirect."""

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from crawler.addresses import redirect_target
from crawler.politeness import LeftAlone
from crawler.records.observations import Answer, Failure

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


def failure_of(error: BaseException) -> Failure:
    """The closed reason behind an exception of the downloader."""
    text = f"{type(error).__name__} {error}".lower()
    if isinstance(error, LeftAlone):
        return Failure.LIMIT
    if isinstance(error, IgnoreRequest):
        return Failure.ROBOTS
    if isinstance(error, CannotResolveHostError):
        return Failure.DNS
    if isinstance(error, DownloadTimeoutError):
        return Failure.TIMEOUT
    if isinstance(error, DownloadConnectionRefusedError):
        return Failure.REFUSED
    if isinstance(error, ResponseDataLossError):
        return Failure.TRUNCATED
    if isinstance(error, DownloadCancelledError):
        return Failure.TOO_LARGE
    if "ssl" in text or "tls" in text:
        return Failure.TLS
    if "connectiondone" in text or "closed cleanly" in text:
        return Failure.EMPTY_RESPONSE
    return Failure.RESET if "connection" in text or "responseneverreceived" in text else Failure.PROTOCOL


def reason_of(answer: Answer) -> str:
    """Why a list page could not be read, in one word."""
    if answer.failure is not None:
        return answer.failure.value
    if answer.missing is not None:
        return "soft_404"
    return "challenge" if answer.challenge else f"http_{answer.status}" if answer.status != 200 else "not_html"


def is_html(answer: Answer) -> bool:
    """Whether an answer is a page that can be read."""
    kind = answer.content_type.lower()
    return (
        "html" in kind
        or answer.sniffed == "html"
        or (answer.sniffed == "text" and not kind.startswith(("application/", "image/", "text/css", "text/javascript")))
    )


def header_of(response: Response, name: str) -> str:
    """A header as text, empty where it is missing."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else ""


def location_of(response: Response) -> str:
    """Where a redirect leads, as browsers go; empty where it says nothing usable."""
    location = response.headers.get("Location") or b""
    try:
        return redirect_target(response.url, location) if location.strip() else ""
    except ValueError:
        return ""
