"""The table of MEASURING 3, line by line: what an answer means for a reader."""

from typing import Any

import pytest

from checks.verdicts import advice, failure_reason, judge
from config.words import reason_name
from crawler.records.observations import Failure, MissingSign
from tests.builders import answer

PAGE, FILE, SERVED = "http://h.example/a.html", "http://h.example/a.pdf", "http://h.example/down.jsp?id=1"


def judged(url: str = PAGE, status: int | None = 200, **changes: Any) -> tuple[str, str, str, bool]:
    found = judge(answer(url, status, **changes))
    return found.verdict.value, found.category, found.reason.value, found.definite


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (Failure.DNS, ("broken", "断链", "dns", False)),
        (Failure.TIMEOUT, ("broken", "无法访问", "timeout", False)),
        (Failure.REFUSED, ("broken", "无法访问", "refused", False)),
        (Failure.RESET, ("broken", "无法访问", "reset", False)),
        (Failure.PROTOCOL, ("broken", "无法访问", "reset", False)),
        (Failure.EMPTY_RESPONSE, ("broken", "无法访问", "empty_response", False)),
        (Failure.TRUNCATED, ("broken", "无法访问", "truncated", False)),
        (Failure.TLS, ("broken", "无法访问", "tls_handshake", False)),
        (Failure.REDIRECT_LOOP, ("broken", "无法访问", "redirect_loop", False)),
        (Failure.MALFORMED, ("broken", "错链", "malformed", True)),
        (Failure.PRIVATE_ADDRESS, ("broken", "错链", "private_address", True)),
        (Failure.ROBOTS, ("inconclusive", "", "robots", True)),
        (Failure.LIMIT, ("inconclusive", "", "limit_reached", True)),
        (Failure.OFFLINE, ("inconclusive", "", "offline", True)),
        (Failure.TOO_LARGE, ("inconclusive", "", "too_large", True)),
        (Failure.UNREADABLE, ("inconclusive", "", "unreadable", True)),
    ],
)
def test_a_failure(failure: Failure, expected: tuple[str, str, str, bool]) -> None:
    assert judged(status=None, failure=failure) == expected


def test_every_failure_of_the_crawler_has_a_verdict() -> None:
    for failure in Failure:
        assert judged(status=None, failure=failure)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, ("ok", "", "ok", True)), (204, ("ok", "", "ok", True)), (299, ("ok", "", "ok", True)),
        (100, ("broken", "无法访问", "redirect_loop", False)), (199, ("broken", "无法访问", "redirect_loop", False)),
        (300, ("ok", "", "ok", True)), (304, ("ok", "", "ok", True)), (399, ("ok", "", "ok", True)),
        (400, ("broken", "断链", "http_400", True)), (404, ("broken", "断链", "http_404", True)), (410, ("broken", "断链", "http_410", True)),
        (499, ("broken", "断链", "http_499", True)),
        (408, ("broken", "无法访问", "timeout", False)),
        (500, ("broken", "无法访问", "http_500", False)), (503, ("broken", "无法访问", "http_503", False)),
        *[(status, ("restricted", "受限", f"http_{status}", True)) for status in (401, 403, 405, 407, 412, 418, 429, 451, 521, 999)],
        (None, ("broken", "无法访问", "redirect_loop", False)),
    ],
)  # fmt: skip
def test_a_status(status: int | None, expected: tuple[str, str, str, bool]) -> None:
    assert judged(status=status) == expected


@pytest.mark.parametrize(
    ("url", "changes", "expected"),
    [
        (PAGE, {"challenge": "jsl"}, ("restricted", "受限", "challenge", True)),
        (PAGE, {"missing": MissingSign.SAME_PAGE}, ("broken", "断链", "soft_404", True)),
        (PAGE, {"tls_error": "expired"}, ("warned", "提示", "tls", True)),
        (PAGE, {"permanent": True}, ("warned", "提示", "moved_permanently", True)),
        (PAGE, {"sniffed": "empty"}, ("ok", "", "ok", True)),
        (FILE, {"sniffed": "html"}, ("broken", "错链", "wrong_content", True)),
        (FILE, {"sniffed": "empty"}, ("broken", "无法访问", "empty_response", False)),
        (FILE, {"sniffed": "pdf"}, ("ok", "", "ok", True)),
        (SERVED, {"file_name": "申请表.docx", "content_type": "text/html"}, ("broken", "错链", "wrong_content", True)),
        (SERVED, {"file_name": "申请表.docx", "content_type": "application/msword"}, ("warned", "提示", "wrong_content", True)),
        (SERVED, {"file_name": "申请表.docx"}, ("warned", "提示", "wrong_content", True)),
        (SERVED, {"file_name": "申请表.docx", "sniffed": "zip"}, ("ok", "", "ok", True)),
        (SERVED, {"file_name": "index.html", "content_type": "text/html"}, ("ok", "", "ok", True)),
        (SERVED, {"content_type": "text/html"}, ("ok", "", "ok", True)),
        (FILE, {"file_name": "b.doc", "content_type": "application/msword"}, ("warned", "提示", "wrong_content", True)),
        (FILE, {"content_type": "application/msword"}, ("broken", "错链", "wrong_content", True)),
    ],
)  # fmt: skip
def test_a_content(url: str, changes: dict[str, Any], expected: tuple[str, str, str, bool]) -> None:
    assert judged(url, **changes) == expected


@pytest.mark.parametrize(
    ("text", "sniffed", "expected"),
    [
        ("申请表.docx", "html", ("warned", "提示", "wrong_content")), ("附件：1.PDF下载", "html", ("warned", "提示", "wrong_content")),
        ("申请表.docx", "zip", ("ok", "", "ok")), ("申请表", "html", ("ok", "", "ok")), ("关于www.pdfs网站", "html", ("ok", "", "ok")),
    ],
)  # fmt: skip
def test_a_text_alone_makes_a_page_in_a_documents_place_a_hint_and_no_fault(
    text: str, sniffed: str, expected: tuple[str, str, str]
) -> None:
    found = judge(answer(SERVED, sniffed=sniffed, content_type="text/html"), "", [text])
    assert (found.verdict.value, found.category, found.reason.value) == expected


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("malformed", ("broken", "错链", "malformed")), ("ignored", ("ok", "", "ignored")),
        ("placeholder", ("warned", "提示", "placeholder")), ("missing_anchor", ("warned", "提示", "missing_anchor")),
        ("", ("inconclusive", "", "not_asked")),
    ],
)  # fmt: skip
def test_a_problem_of_the_pages_own_text(problem: str, expected: tuple[str, str, str]) -> None:
    found = judge(None, problem)
    assert (found.verdict.value, found.category, found.reason.value) == expected


@pytest.mark.parametrize(
    ("category", "reason", "said"),
    [
        ("错链", "malformed", "更正"), ("错链", "private_address", "公网"), ("错链", "wrong_content", "重新上传"), ("断链", "http_404", "恢复该页面"),
        ("断链", "dns", "核对域名"), ("无法访问", "timeout", "联系对方"), ("受限", "http_403", "人工"),
    ],
)  # fmt: skip
def test_advice_says_what_a_unit_can_do(category: str, reason: str, said: str) -> None:
    assert said in advice(category, reason)


def test_a_status_is_told_in_words_with_its_number() -> None:
    assert reason_name("http_404") == "页面不存在（404）"
    assert "499" in reason_name("http_499")


@pytest.mark.parametrize("failure", Failure)
def test_a_failures_reason_is_that_of_its_verdict(failure: Failure) -> None:
    assert failure_reason(failure).value == judged(status=None, failure=failure)[2]


@pytest.mark.parametrize(("status", "verdict"), [(200, "ok"), (404, "inconclusive"), (None, "inconclusive")])
def test_a_page_that_is_too_large_to_be_read_opens_for_its_readers(status: int | None, verdict: str) -> None:
    assert judged(status=status, failure=Failure.TOO_LARGE)[0] == verdict
