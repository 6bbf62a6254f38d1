"""Entries by form: what people type is read whole, checked across its fields, and recorded once."""

from decimal import Decimal

import pytest

from app.decisions.closing import CloseForm, close
from app.decisions.entries import EntriesForm, EntryForm, enter
from app.decisions.refusal import Objection
from app.decisions.values import read_value
from app.errors import WrongUse
from db.decisions import Kind
from scoring.fields import all_fields
from tests.app.decisions.office import Office
from tests.app.decisions.refused import refused

MAILBOX = {"messages": "10", "answered": "10", "late": "0", "satisfaction": "95", "district": "90"}
EVENTS = {"events": "4", "late": "1", "unanswered": "0"}


def entry(criterion: str, unit: str = "jyj", **values: str) -> EntryForm:
    """An entry whose fields stand in cells of their names."""
    return EntryForm(unit, criterion, values, {key: f"工作表“某”{key} 格" for key in values})


def form(*entries: EntryForm, first: str = "2026-10", last: str = "2026-10", reason: str = "十月考评") -> EntriesForm:
    """A form of entries for October."""
    return EntriesForm(entries, first, last, reason)


def test_entries_are_recorded_with_who_when_and_why(office_on_both: Office) -> None:
    office = office_on_both
    office.night(20, 10)
    done = enter(office.desk(), form(entry("weibo.adopted", count="12"), entry("interaction.mailbox", **MAILBOX)))
    assert [record.value for record in done.made] == [{"count": "12"}, MAILBOX]
    assert {(record.author, record.reason) for record in done.made} == {("考评员甲", "十月考评")}
    assert (office.line("weibo.adopted").low, office.line("interaction.mailbox").low) == (5, 10)


def test_a_months_count_without_an_end_says_nothing_of_the_next_month(office: Office) -> None:
    entries = entry("weibo.adopted", count="12"), entry("openness.leading_group", points="2")
    done = enter(office.desk(), form(*entries, last=""))
    assert [(record.subject, record.valid_to) for record in done.made] == [
        ("weibo.adopted", "2026-10"),
        ("openness.leading_group", ""),
    ]
    again = refused(lambda: enter(office.desk(), form(*entries, last="")))
    assert "均已录入过" in again["entries"]
    to_the_end = enter(office.desk(), form(entry("weibo.adopted", count="12"), last="2026-12"))
    assert to_the_end.made[0].valid_to == "2026-12"


@pytest.mark.parametrize(
    ("criterion", "values", "field", "said"),
    [
        ("interaction.mailbox", {**MAILBOX, "answered": "12"}, "answered", "已回复件数 12 多于应回复件数 10"),
        ("interaction.mailbox", {**MAILBOX, "late": "11"}, "late", "逾期件数 11 多于应回复件数 10"),
        ("interaction.mailbox", {**MAILBOX, "satisfaction": "0.98"}, "satisfaction", "98% 请填 98"),
        ("interaction.mailbox", {**MAILBOX, "district": "1"}, "district", "100% 请填 100"),
        ("interaction.mailbox", {**MAILBOX, "district": "101"}, "district", "0 到 100 的数"),
        ("interaction.mailbox", {**MAILBOX, "messages": "10.5"}, "messages", "不小于 0 的整数"),
        ("weibo.response", {"events": "2", "late": "3", "unanswered": "4"}, "unanswered", "合计多于事件数 2"),
        ("weibo.response", {"events": "2", "late": "1"}, "weibo.response", "还缺：政务微博应急反馈：超 2 小时未回复数"),
        ("weibo.response", {**EVENTS, "more": "1"}, "more", "没有“more”这一项"),
        ("weibo.adopted", {"count": "-1"}, "count", "不小于 0 的整数"),
        ("weibo.adopted", {"count": "nan"}, "count", "不小于 0 的整数"),
        ("portal.design", {"points": "5.5"}, "points", "0 到 5 的数"),
        ("portal.design", {"points": "4.005"}, "points", "两位小数"),
        ("portal.design", {"points": "inf"}, "points", "0 到 5 的数"),
        ("disclosure.lawful_content", {"points": "1.5"}, "points", "“未发布”、“发布过”"),
        ("portal.posts", {"points": "10"}, "criterion", "由监测得出，不能录入"),
        ("portal.nothing", {"points": "10"}, "criterion", "没有评测要点"),
    ],
)  # fmt: skip
def test_what_contradicts_the_field_or_another_one_is_refused(
    office: Office, criterion: str, values: dict[str, str], field: str, said: str
) -> None:
    assert said in refused(lambda: enter(office.desk(), form(entry(criterion, **values))))[field]
    assert not office.context.decisions.list(Kind.ENTRY)


def test_where_nothing_came_nothing_more_is_asked_of_it(office: Office) -> None:
    office.night(20, 10)
    done = enter(office.desk(), form(entry("interaction.mailbox", messages="0"), entry("weibo.response", events="0")))
    assert [record.value for record in done.made] == [{"messages": "0"}, {"events": "0"}]
    assert (office.line("interaction.mailbox").low, office.line("weibo.response").low) == (10, 4)
    some = refused(
        lambda: enter(office.desk(), form(entry("interaction.mailbox", messages="1", answered="1", late="0")))
    )
    assert "还缺：区长信箱、政民零距离：本单位满意率（%）" in some["interaction.mailbox"]
    late = refused(lambda: enter(office.desk(), form(entry("weibo.response", events="0", late="1", unanswered="0"))))
    assert "合计多于事件数 0" in late["unanswered"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("95", "95"),
        ("95%", "95"),
        (" 95 ％", "95"),
        ("0", "0"),
        ("0.5%", "0.5"),
        ("1%", "1"),
        ("66.666667", "66.666667"),
    ],
)
def test_a_rate_is_in_per_cent_with_and_without_its_sign(office: Office, typed: str, read: str) -> None:
    field = all_fields(office.context.configuration.rubric)["interaction.mailbox:satisfaction"]
    assert read_value(field, typed) == Decimal(read)


def test_a_sign_of_per_cent_is_no_part_of_a_count(office: Office) -> None:
    field = all_fields(office.context.configuration.rubric)["weibo.adopted:count"]
    with pytest.raises(WrongUse):
        read_value(field, "95%")


def test_all_faults_of_a_form_are_said_at_once_each_with_its_place(office: Office) -> None:
    wrong = form(
        entry("weibo.adopted", count="很多"),
        entry("weibo.response", events="2", late="3", unanswered="0"),
        entry("portal.design", unit="nobody", points="3"),
        first="2026-10",
        last="2026-09",
        reason="",
    )
    found = refused(lambda: enter(office.desk(), wrong, [Objection("file", "另一处错误")]))
    assert set(found) == {"file", "last", "reason", "count", "unanswered", "unit"}
    assert found["count"].startswith("工作表“某”count 格：") and found["unanswered"].startswith(
        "工作表“某”unanswered 格："
    )


def test_a_unit_and_a_criterion_stand_once_in_a_form(office: Office) -> None:
    twice = form(entry("weibo.adopted", count="12"), entry("weibo.adopted", "区教育局", count="12"))
    assert "填写了两次" in refused(lambda: enter(office.desk(), twice))["weibo.adopted"]


def test_what_is_recorded_already_is_not_recorded_again_and_said(office: Office) -> None:
    desk = office.desk()
    enter(desk, form(entry("weibo.adopted", count="12"), entry("portal.design", points="4")))
    done = enter(desk, form(entry("weibo.adopted", count="12.0"), entry("portal.design", points="3.5")))
    assert ([item.subject for item in done.made], [item.subject for item in done.known]) == (
        ["portal.design"], ["weibo.adopted"],
    )  # fmt: skip
    again = form(entry("weibo.adopted", count="12"), entry("portal.design", points="3.50"))
    assert "均已录入过" in refused(lambda: enter(desk, again))["entries"]


def test_an_older_value_can_be_recorded_again_after_a_newer_one(office: Office) -> None:
    desk = office.desk()
    for points in ("4", "3", "4"):
        enter(desk, form(entry("portal.design", points=points)))
    office.night(20, 10)
    assert office.line("portal.design").low == 4


def test_an_entry_into_a_closed_month_is_refused(office: Office) -> None:
    office.night(20, 9)
    office.night(5, 10)
    close(office.desk(6), CloseForm("2026-09"))
    for first, last in (("2026-09", "2026-09"), ("2026-08", ""), ("2026-09", "2026-12")):
        late = form(entry("portal.design", points="4"), first=first, last=last)
        assert "2026年9月已封账" in refused(lambda late=late: enter(office.desk(), late))["first"]  # type: ignore[misc]
    enter(office.desk(), form(entry("portal.design", points="4"), last=""))


def test_an_empty_form_is_refused(office: Office) -> None:
    assert "没有填写任何内容" in refused(lambda: enter(office.desk(), form()))["entries"]
