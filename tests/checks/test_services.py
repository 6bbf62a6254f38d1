"""Online services (MEASURING 7): each item offers a form that can be downloaded; a form is told by answers and texts."""

from typing import Any

import pytest

from checks.findings import Check, UnitMonth
from config.month import Month
from config.schema import Role
from crawler.records.observations import Answer, Failure, MissingSign
from tests.builders import answer, checked, column, entry, page, reference, said, section, value

DESK = column("网上办事", Role.SERVICES)
FORM = "http://h.example/system/download.jsp?id=1"
NAME = "portal.services"


def offered(
    text: str = "申请表", url: str = FORM, *, services: bool = True, of: Any = DESK, **changes: Any
) -> UnitMonth:
    """An item whose page holds one link; `changes` are those of the link's answer, `missing` that nobody asked it."""
    asked = {} if changes.pop("unasked", False) else {url: answer(url, **{"sniffed": "zip", **changes})}
    item = entry(column=of, offered=(reference(url, text),))
    return checked(section(columns=[of], entries=[item]), services=services, answers=asked)


def outcome(result: UnitMonth) -> tuple[str, str]:
    (found,) = said(result.findings, Check.SERVICE_FORMS)
    return found


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({}, ("met", "ok")),
        ({"sniffed": "pdf"}, ("met", "ok")),
        ({"sniffed": "ole"}, ("met", "ok")),
        ({"sniffed": "html"}, ("not_met", "no_form")),
        ({"sniffed": "text"}, ("not_met", "no_form")),
        ({"url": "http://h.example/a.docx"}, ("met", "ok")),
        ({"url": "http://h.example/a.docx", "sniffed": "pdf"}, ("not_met", "form_broken")),
        ({"url": "http://h.example/a.docx", "sniffed": "html"}, ("not_met", "form_broken")),
        ({"url": "http://h.example/a.docx", "sniffed": "empty"}, ("inconclusive", "form_not_checked")),
        ({"url": "http://h.example/a.docx", "status": 404}, ("not_met", "form_broken")),
        ({"url": "http://h.example/a.docx", "status": 403}, ("inconclusive", "form_not_checked")),
        ({"url": "http://h.example/a.docx", "status": None, "failure": Failure.TIMEOUT}, ("inconclusive", "form_not_checked")),
        ({"text": "申请表.docx", "sniffed": "html"}, ("not_met", "form_broken")),
        ({"text": "申请表.docx", "sniffed": "pdf"}, ("not_met", "form_broken")),
        ({"text": "申请表.pdf", "sniffed": "pdf"}, ("met", "ok")),
        ({"text": "申请表.PDF下载", "sniffed": "pdf"}, ("met", "ok")),
        ({"final_url": "http://h.example/a.pdf", "sniffed": "zip"}, ("not_met", "form_broken")),
        ({"text": "申请表.docx", "file_name": "申请表.pdf", "sniffed": "pdf"}, ("met", "ok")),
        ({"text": "下载", "file_name": "申请表.pdf", "sniffed": "zip"}, ("not_met", "form_broken")),
        ({"text": "下载", "file_name": "申请表.pdf", "sniffed": "html"}, ("not_met", "form_broken")),
        ({"unasked": True}, ("inconclusive", "form_not_checked")),
        ({"unasked": True, "url": "http://h.example/news/1.html"}, ("not_met", "no_form")),
        ({"unasked": True, "url": "http://h.example/fj/1"}, ("inconclusive", "form_not_checked")),
        ({"url": "http://h.example/news/1.html", "status": 403, "sniffed": "html"}, ("not_met", "no_form")),
        ({"status": 404, "sniffed": "html"}, ("not_met", "no_form")),
        ({"tls_error": "expired"}, ("met", "ok")),
    ],
)  # fmt: skip
def test_a_link_offers_a_form_by_what_it_answers_and_by_its_text(
    case: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert outcome(offered(**case)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"answer": answer("x", 404), "article": None}, ("not_met", "http_404")),
        ({"answer": answer("x", 500), "article": None}, ("inconclusive", "http_500")),
        ({"answer": None, "article": None}, ("inconclusive", "not_asked")),
        ({"answer": answer("x", None, failure=Failure.TIMEOUT), "article": None}, ("inconclusive", "timeout")),
        ({}, ("not_met", "no_form")),
        ({"url": "http://h.example/a.pdf", "answer": answer("http://h.example/a.pdf", sniffed="pdf"), "article": None}, ("met", "ok")),
        ({"url": "http://h.example/a.pdf", "answer": answer("http://h.example/a.pdf", 404), "article": None}, ("not_met", "form_broken")),
        ({"url": FORM, "answer": answer(FORM, sniffed="ole"), "article": None}, ("met", "ok")),
    ],
)  # fmt: skip
def test_an_item_is_its_page_or_itself_a_document(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    result = checked(section(columns=[DESK], entries=[entry(column=DESK, **changes)]), services=True)
    assert outcome(result) == expected


def test_a_document_of_the_frame_is_nobodys_form() -> None:
    frame = (reference("http://h.example/manual.pdf", "手册"),)
    pages = [
        column(f"c{n}", Role.OTHER, key=f"{n}", page=page(f"http://h.example/c{n}/", links=frame)) for n in range(3)
    ]
    item = entry(column=DESK, offered=frame)
    asked = {frame[0].url: answer(frame[0].url, sniffed="pdf")}
    result = checked(section(columns=[DESK, *pages], entries=[item]), services=True, answers=asked)
    assert outcome(result) == ("not_met", "no_form")


def test_the_measure_counts_items_without_a_form() -> None:
    good, bad = entry("a", column=DESK, offered=(reference(FORM),)), entry("b", column=DESK)
    asked = {FORM: answer(FORM, sniffed="zip")}

    def measured(*items: Any, desk: Any = DESK) -> Any:
        return value(checked(section(columns=[desk], entries=items), services=True, answers=asked), NAME)

    assert measured(good) == (0, "met", "", 0, 0)
    assert measured(good, bad) == (1, "not_met", "form_missing", 1, None)
    assert measured() == (None, "inconclusive", "no_item", 0, None)
    cut = column("网上办事", Role.SERVICES, complete=False, reason="page_limit")
    assert measured(good, desk=cut)[:3] == (None, "inconclusive", "limit_reached")
    assert measured(bad, desk=cut)[:3] == (1, "not_met", "form_missing")


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (offered(services=False), (None, "not_applicable", "not_applicable")),
        (checked(services=True), (None, "inconclusive", "no_section")),
        (checked(section(columns=[column()]), services=True), (None, "inconclusive", "no_column")),
        (checked(section(), services=True, month=Month(2026, 9)), (None, "inconclusive", "not_observed")),
        (checked(section(), services=False, month=Month(2026, 9)), (None, "not_applicable", "not_applicable")),
        (offered(unasked=True), (None, "inconclusive", "form_not_checked")),
    ],
)  # fmt: skip
def test_where_no_item_can_be_judged_the_measure_says_why(result: UnitMonth, expected: Any) -> None:
    assert value(result, NAME)[:3] == expected


def test_items_of_other_columns_and_items_that_are_gone_from_the_list_are_not_asked_for_forms() -> None:
    items = [entry(column=column()), entry("b", column=DESK, is_listed=False)]
    result = checked(section(columns=[DESK, column()], entries=items), services=True)
    assert said(result.findings, Check.SERVICE_FORMS) == []


def test_a_unit_without_services_has_no_findings_of_them() -> None:
    assert said(offered(services=False).findings, Check.SERVICE_FORMS) == []


def test_the_forms_that_work_are_quoted() -> None:
    (item,) = [item for item in offered().findings if item.check is Check.SERVICE_FORMS]
    assert item.quotes == (FORM,)
    assert isinstance(answer(FORM), Answer)


def test_the_address_that_answered_may_name_a_document() -> None:
    moved = {"final_url": "http://h.example/a.docx"}
    assert outcome(offered(sniffed="zip", **moved)) == ("met", "ok")
    assert outcome(offered(sniffed="pdf", **moved)) == ("not_met", "form_broken")
    named = {"url": "http://h.example/a.pdf", "final_url": "http://h.example/b.docx"}
    assert outcome(offered(sniffed="pdf", **named)) == ("met", "ok")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"article": None}, ("not_met", "no_form")),
        ({"answer": None}, ("not_met", "no_form")),
        ({"answer": None, "article": None}, ("inconclusive", "not_asked")),
        ({"url": None, "answer": None, "article": None}, ("inconclusive", "not_asked")),
        ({"answer": answer("x", missing=MissingSign.SAME_PAGE)}, ("not_met", "soft_404")),
        ({"answer": answer("x", failure=Failure.TRUNCATED)}, ("inconclusive", "truncated")),
        ({"answer": answer("x", 500)}, ("inconclusive", "http_500")),
    ],
)
def test_an_item_whose_page_was_read_offers_what_it_shows(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert outcome(checked(section(columns=[DESK], entries=[entry(column=DESK, **changes)]), services=True)) == expected


def test_one_form_that_nobody_could_ask_may_work() -> None:
    forms = reference("http://h.example/a.docx", "申请表"), reference("http://h.example/b.docx", "登记表")
    answers = {"http://h.example/a.docx": answer("http://h.example/a.docx", 404)}
    item = entry(column=DESK, offered=forms)
    both = checked(section(columns=[DESK], entries=[item]), services=True, answers=answers)
    assert outcome(both) == ("inconclusive", "form_not_checked")


def test_three_forms_of_an_item_are_quoted() -> None:
    forms = [reference(f"http://h.example/{number}.docx", "申请表") for number in range(4)]
    answers = {link.url: answer(link.url, sniffed="zip") for link in forms}
    result = checked(
        section(columns=[DESK], entries=[entry(column=DESK, offered=tuple(forms))]), services=True, answers=answers
    )
    (found,) = [item for item in result.findings if item.check is Check.SERVICE_FORMS]
    assert len(found.quotes) == 3
