"""What an answer means for a reader: the table of MEASURING 3, and what a unit can do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from checks.reasons import Reason
from crawler.reading.kinds import document_extension, document_in, document_name
from crawler.records.observations import Answer, Failure


class Verdict(StrEnum):
    """What a link is."""

    BROKEN = "broken"
    RESTRICTED = "restricted"
    WARNED = "warned"
    OK = "ok"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its category in Chinese, its reason, and whether one night is enough to believe it."""

    verdict: Verdict
    category: str
    reason: Reason
    definite: bool = True


WRONG, DEAD, UNREACHABLE, RESTRICTED, HINT = "错链", "断链", "无法访问", "受限", "提示"
_RESTRICTED = frozenset((401, 403, 405, 407, 412, 418, 429, 451, 521, 999))
_PASSING: dict[Failure, tuple[str, Reason]] = {
    Failure.DNS: (DEAD, Reason.DNS),
    Failure.TIMEOUT: (UNREACHABLE, Reason.TIMEOUT),
    Failure.REFUSED: (UNREACHABLE, Reason.REFUSED),
    Failure.RESET: (UNREACHABLE, Reason.RESET),
    Failure.EMPTY_RESPONSE: (UNREACHABLE, Reason.EMPTY_RESPONSE),
    Failure.TRUNCATED: (UNREACHABLE, Reason.TRUNCATED),
    Failure.PROTOCOL: (UNREACHABLE, Reason.RESET),
    Failure.TLS: (UNREACHABLE, Reason.TLS_HANDSHAKE),
    Failure.REDIRECT_LOOP: (UNREACHABLE, Reason.REDIRECT_LOOP),
}
_FOR_INFORMATION = {"placeholder": Reason.PLACEHOLDER, "missing_anchor": Reason.MISSING_ANCHOR}
"""Faults of the page's own text that no request shows; they cost nothing."""
_UNKNOWN = {
    Failure.ROBOTS: Reason.ROBOTS,
    Failure.LIMIT: Reason.LIMIT_REACHED,
    Failure.OFFLINE: Reason.OFFLINE,
    Failure.TOO_LARGE: Reason.TOO_LARGE,
    Failure.UNREADABLE: Reason.UNREADABLE,
}


def judge(answer: Answer | None, problem: str = "", texts: Iterable[str] = ()) -> Judgement:
    """The verdict on a link: by the spelling of its address where that is malformed, otherwise by its answer.

    `texts` are those of the link where it stands: they may name a document.
    """
    if problem == "malformed":
        return Judgement(Verdict.BROKEN, WRONG, Reason.MALFORMED)
    if problem == "ignored":
        return Judgement(Verdict.OK, "", Reason.IGNORED)
    if problem in _FOR_INFORMATION:
        return Judgement(Verdict.WARNED, HINT, _FOR_INFORMATION[problem])
    if answer is None:
        return Judgement(Verdict.INCONCLUSIVE, "", Reason.NOT_ASKED)
    if answer.failure is not None and not (answer.failure is Failure.TOO_LARGE and answer.status == 200):
        return _failed(answer.failure)  # a page that is too large to be read opens for its readers
    return _by_status(answer, texts)


def _failed(failure: Failure) -> Judgement:
    if failure is Failure.MALFORMED:
        return Judgement(Verdict.BROKEN, WRONG, Reason.MALFORMED)
    if failure is Failure.PRIVATE_ADDRESS:
        return Judgement(Verdict.BROKEN, WRONG, Reason.PRIVATE_ADDRESS)
    if failure in _UNKNOWN:
        return Judgement(Verdict.INCONCLUSIVE, "", _UNKNOWN[failure])
    category, reason = _PASSING[failure]
    return Judgement(Verdict.BROKEN, category, reason, definite=False)


def _by_status(answer: Answer, texts: Iterable[str]) -> Judgement:
    status = answer.status or 0
    if answer.challenge:
        return Judgement(Verdict.RESTRICTED, RESTRICTED, Reason.CHALLENGE)
    if status in _RESTRICTED:
        return Judgement(Verdict.RESTRICTED, RESTRICTED, Reason(f"http_{status}"))
    if status == 408:
        return Judgement(Verdict.BROKEN, UNREACHABLE, Reason.TIMEOUT, definite=False)
    if 400 <= status < 500:
        return Judgement(Verdict.BROKEN, DEAD, Reason(f"http_{status}"))
    if status >= 500:
        return Judgement(Verdict.BROKEN, UNREACHABLE, Reason(f"http_{status}"), definite=False)
    if status < 200:
        return Judgement(Verdict.BROKEN, UNREACHABLE, Reason.REDIRECT_LOOP, definite=False)
    return _by_content(answer, texts)  # a redirect that leads nowhere shows its own page


def _by_content(answer: Answer, texts: Iterable[str]) -> Judgement:
    if answer.missing is not None:
        return Judgement(Verdict.BROKEN, DEAD, Reason.SOFT_404)
    if answer.sniffed == "html" and (wrong := _wrong_content(answer, texts)) is not None:
        return wrong
    if document_extension(answer.url) and answer.sniffed == "empty":
        return Judgement(Verdict.BROKEN, UNREACHABLE, Reason.EMPTY_RESPONSE, definite=False)
    if answer.tls_error:
        return Judgement(Verdict.WARNED, HINT, Reason.TLS)
    if answer.permanent:
        return Judgement(Verdict.WARNED, HINT, Reason.MOVED_PERMANENTLY)
    return Judgement(Verdict.OK, "", Reason.OK)


def _wrong_content(answer: Answer, texts: Iterable[str]) -> Judgement | None:
    """A page where a document was promised: by the address, else by the name that the host gives, else by a text.

    Certain where address or host promise it and nothing says that a file came all the same: hosts give documents that
    Word opens as HTML with a name and a type of their own. A text alone (a title that is a file's name, and leads to the
    article) is a hint for a person, and costs nothing.
    """
    if document_extension(answer.url) or document_name(answer.file_name):
        if not answer.file_name or "html" in answer.content_type.lower():
            return Judgement(Verdict.BROKEN, WRONG, Reason.WRONG_CONTENT)
        return Judgement(Verdict.WARNED, HINT, Reason.WRONG_CONTENT)
    if any(document_in(text) for text in texts):
        return Judgement(Verdict.WARNED, HINT, Reason.WRONG_CONTENT)
    return None


def failure_reason(failure: Failure) -> Reason:
    """Why an address gave no usable answer, as a reason that has a word."""
    return _failed(failure).reason


def advice(category: str, reason: str) -> str:
    """What a unit can do about a fault."""
    if reason == "malformed":
        return "请更正链接地址"
    if reason == "private_address":
        return "请改为公网可访问的地址，或取消链接"
    if reason == "wrong_content":
        return "请重新上传文件并核对链接"
    if category == DEAD and reason != "dns":
        return "请恢复该页面，或更新、取消链接"
    if reason == "dns":
        return "请核对域名；对方网站已停用的请取消链接"
    if category == UNREACHABLE:
        return "请联系对方网站或更换链接；长期打不开的请取消"
    return "请人工打开核对"
