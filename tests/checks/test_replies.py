"""Messages of the public: the oldest unanswered, the share in time, the last reply; what was not read is unknown."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.findings import Check, Finding, Outcome
from checks.messages import mailboxes
from checks.replies import IN_TIME, LAST, OLDEST, Counts, check_replies, main_replies, messages_counted
from checks.snapshot import ColumnView, MessagePage, SectionSnapshot
from config.monitor import Policies
from config.schema import Content
from crawler.records.exchange import Exchange, State
from tests.builders import HOST, NIGHT, column, entry, look, main_section, reading, section, unread_page

LIST = f"{HOST}/portal/jyj/信箱/"


def mailbox(**changes: Any) -> ColumnView:
    made = column("信箱", url=LIST, is_counted=False, **changes)
    return replace(made, place=replace(made.place, content=Content.REPLIES))


def message(name: str = "a", asked: str = "2026-10-12", answered: str = "", **changes: Any) -> Exchange:
    values: dict[str, Any] = {
        "title": f"关于{name}的问题",
        "url": f"{LIST}{name}.html",
        "asked": reading(asked) if asked else None,
        "answered": reading(answered) if answered else None,
        "state": State.ANSWERED if answered else State.WAITING,
        "by": "区教育局",
    }
    return Exchange(**{**values, **changes})


def shown(*messages: Exchange, own: tuple[Exchange, ...] = (), rows: int = 0, **changes: Any) -> SectionSnapshot:
    """A section with one column of messages; `rows` more rows were understood as nothing."""
    where = mailbox(**changes)
    pages = [MessagePage(column=where.place.key, url=LIST, exchanges=messages, evidence="obs:1")]
    pages += [
        MessagePage(
            column=where.place.key, url=item.url or "", exchanges=(replace(item, url=None),), evidence="", is_own=True
        )
        for item in own
    ]
    listed = [entry(item.url or "", column=where, url=item.url) for item in messages]
    listed += [entry(f"row{number}", column=where) for number in range(rows)]
    made = section(columns=[where], entries=listed, messages=tuple(pages))
    return replace(made, entries=tuple(listed))


def found(*messages: Exchange, policies: dict[str, Any] | None = None, **changes: Any) -> dict[str, Finding]:
    return {item.role: item for item in check_replies(look(shown(*messages, **changes), policies=policies))}


def told(role: str, *messages: Exchange, **changes: Any) -> tuple[str, str]:
    item = found(*messages, **changes)[role]
    return item.outcome.value, item.reason.value


# ---- oldest -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("messages", "expected"),
    [
        ([message(asked="2026-07-26")], ("not_met", "unanswered")),
        ([message(asked="2026-07-27")], ("met", "ok")),
        ([message(asked="2026-07-01", answered="2026-10-01")], ("met", "ok")),
        ([message(asked="2026-07-01", state=State.REFUSED)], ("met", "ok")),
        ([message(asked="2025-10-01")], ("met", "ok")),
        ([message(asked="")], ("inconclusive", "messages_unread")),
        ([message(asked="2026-07-01", state=State.UNKNOWN)], ("inconclusive", "messages_unread")),
        ([message(asked="2026-10-01", state=State.UNKNOWN)], ("met", "ok")),
        ([message(asked="2026-07-01"), message("b", asked="")], ("not_met", "unanswered")),
    ],
)  # fmt: skip
def test_a_message_of_this_year_may_not_wait_for_more_than_three_months(
    messages: list[Exchange], expected: tuple[str, str]
) -> None:
    assert told(OLDEST, *messages) == expected


def test_a_list_that_was_not_read_to_its_end_hides_older_messages() -> None:
    assert told(OLDEST, message(), complete=False, reason="limit") == ("inconclusive", "messages_unread")


def test_rows_that_are_understood_as_no_message_leave_it_unknown() -> None:
    assert told(OLDEST, message(), rows=1) == ("inconclusive", "messages_unread")


def test_the_oldest_unanswered_message_is_quoted_with_its_day() -> None:
    item = found(message("b", "2026-09-01"), message("a", "2026-07-01"))[OLDEST]
    assert (item.quotes, item.published) == (("关于a的问题：2026-07-01 提出，未答复，区教育局",), date(2026, 7, 1))


# ---- in time ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (message(asked="2026-09-01", answered="2026-09-21"), ("met", "ok")),
        (message(asked="2026-09-01", answered="2026-09-22"), ("not_met", "overdue")),
        (message(asked="2026-09-21", answered="2026-10-19"), ("met", "ok")),
        (message(asked="2026-10-20"), ("met", "ok")),
        (message(asked="2026-09-01"), ("not_met", "overdue")),
        (message(asked="2026-09-01", state=State.ANSWERED), ("inconclusive", "messages_unread")),
        (message(asked="2026-09-10", answered="2026-09-01"), ("inconclusive", "messages_unread")),
        (message(asked="2026-09-01", state=State.UNKNOWN), ("inconclusive", "messages_unread")),
    ],
)  # fmt: skip
def test_a_reply_is_in_time_within_so_many_working_days(one: Exchange, expected: tuple[str, str]) -> None:
    assert told(IN_TIME, one) == expected


def test_the_office_says_how_many_working_days_a_reply_may_take() -> None:
    one = message(asked="2026-10-12", answered="2026-10-20")
    assert told(IN_TIME, one, policies={"reply_working_days": 5}) == ("not_met", "overdue")


def test_the_counts_of_the_calendar_year_are_kept_where_all_was_read() -> None:
    of_last_year = message("c", "2025-12-01", "2025-12-05")
    item = found(message("a", "2026-09-01"), message("b", "2026-09-01", "2026-09-03"), of_last_year)[IN_TIME]
    assert Counts.parse(item.category) == Counts(messages=2, answered=1, late=1)


def test_nothing_is_counted_where_something_was_not_read() -> None:
    assert found(message(asked=""))[IN_TIME].category == ""


# ---- last -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (message(asked="2026-08-20", answered="2026-08-27"), ("met", "ok")),
        (message(asked="2026-08-20", answered="2026-08-26"), ("not_met", "stale")),
        (message(asked="2026-10-20"), ("not_met", "stale")),
        (message(asked="2026-10-20", state=State.REFUSED), ("not_met", "stale")),
        (message(asked="2026-08-20", state=State.ANSWERED), ("inconclusive", "messages_unread")),
    ],
)
def test_a_reply_is_published_within_two_months(one: Exchange, expected: tuple[str, str]) -> None:
    assert told(LAST, one) == expected


# ---- what is read where -----------------------------------------------------------------------------------------------------


def test_the_page_of_a_message_tells_what_its_row_does_not() -> None:
    row = message("a", asked="", by="")
    own = message("a", "2026-10-12", "2026-10-13", by="区教育局")
    (joined,) = mailboxes(shown(row, own=(own,)))[0].messages
    assert (joined.asked, joined.answered, joined.state, joined.by) == (own.asked, own.answered, own.state, own.by)


def test_a_list_of_bulletins_shows_no_message() -> None:
    assert {item.reason.value for item in found(rows=3).values()} == {"no_message"}


def test_a_survey_is_no_message() -> None:
    assert told(OLDEST, message(asked="2026-07-01", is_survey=True)) == ("inconclusive", "no_message")


def test_a_column_whose_content_nobody_named_has_no_findings() -> None:
    assert check_replies(look(section(columns=[column("信箱")]))) == []


@pytest.mark.parametrize(("by", "expected"), [("红桥区教育局", ["met"]), ("区民政局", []), ("", [])])
def test_messages_of_a_main_column_are_those_of_the_unit_that_replies(by: str, expected: list[str]) -> None:
    own = shown(message(asked="2026-10-12", answered="2026-10-13", by=by))
    main = replace(main_section(own.columns, messages=own.messages), entries=own.entries)
    night = look(section(), main=main, aliases=("红桥区教育局",))
    assert [item.outcome.value for item in check_replies(night) if item.role == IN_TIME] == expected


def test_an_open_message_that_names_nobody_may_be_any_units() -> None:
    own = shown(message(asked="2026-10-12", answered="2026-10-13"), message("b", by=""))
    main = replace(main_section(own.columns, messages=own.messages), entries=own.entries)
    outcomes = {item.role: item.outcome for item in check_replies(look(section(), main=main))}
    assert outcomes[OLDEST] is Outcome.INCONCLUSIVE


def test_a_site_is_told_of_all_messages_of_its_main_columns() -> None:
    own = shown(message(asked="2026-07-01", by="区民政局"))
    found = main_replies(own, NIGHT, Policies())
    assert [(item.check, item.role, item.costs) for item in found] == [
        (Check.MESSAGES, role, False) for role in (OLDEST, IN_TIME, LAST)
    ]


@pytest.mark.parametrize(
    ("row", "own", "expected"),
    [
        ({"asked": "2026-10-01"}, {"asked": "2026-10-12", "answered": "2026-10-13"}, ("2026-10-12", "2026-10-13")),
        ({"asked": "2026-10-01", "answered": "2026-10-02"}, {"asked": ""}, ("2026-10-01", None)),
        ({"asked": "2026-10-01", "answered": "2026-10-02"}, {"asked": "", "state": State.UNKNOWN}, ("2026-10-01", "2026-10-02")),
        ({"asked": "2026-10-01", "answered": "2026-10-02"}, {"answered": "2026-10-13"}, ("2026-10-12", "2026-10-13")),
    ],
)  # fmt: skip
def test_the_page_of_a_message_is_believed_where_its_row_says_something_else(
    row: dict[str, Any], own: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    (joined,) = mailboxes(shown(message(**row), own=(message(**own),)))[0].messages
    days = [str(item.day) if item else None for item in (joined.asked, joined.answered)]
    assert tuple(days) == expected


@pytest.mark.parametrize(("row", "own", "by"), [("甲", "乙", "甲"), ("", "乙", "乙"), ("甲", "", "甲")])
def test_who_replied_is_told_by_the_row_where_it_tells_it(row: str, own: str, by: str) -> None:
    (joined,) = mailboxes(shown(message(by=row), own=(message(by=own),)))[0].messages
    assert joined.by == by


def test_messages_without_addresses_are_told_apart_by_title_and_day() -> None:
    rows = [
        message("a", "2026-10-01", url=None),
        message("a", "2026-10-02", url=None),
        message("a", "2026-10-02", url=None),
    ]
    assert len(mailboxes(shown(*rows))[0].messages) == 2


def test_each_column_shows_its_own_messages_and_rows() -> None:
    one, other = mailbox(key="01"), mailbox(key="02")
    pages = [
        MessagePage(column=key, url=LIST, exchanges=(message(key),), evidence=f"obs:{key}") for key in ("01", "02")
    ]
    rows = [
        entry("r", column=other),
        entry("gone", column=one, is_listed=False),
        entry("01", column=one, url=f"{LIST}01.html"),
        entry("sent", column=one, url=f"{LIST}x.html", title="关于01的问题"),
        entry("sent2", column=one, url=f"{LIST}z.html", title="关于01的问题"),
        entry("told", column=one, url=f"{LIST}y.html", title="没有网址的问题"),
    ]
    pages.append(
        MessagePage(column="01", url=LIST, exchanges=(message(title="没有网址的问题", url=None),), evidence="")
    )
    night = replace(section(columns=[one, other], messages=tuple(pages)), entries=tuple(rows))
    first, second = mailboxes(night)
    assert [item.title for item in first.messages] == ["关于01的问题", "没有网址的问题"]
    assert (first.unread, second.unread) == (2, 1), (
        "a row with the title of a message that has an address is another one"
    )
    assert (first.evidence, second.evidence) == (("obs:01",), ("obs:02",))


def test_five_pages_of_messages_are_kept_as_evidence() -> None:
    own = mailbox()
    pages = [MessagePage(column=own.place.key, url=LIST, exchanges=(), evidence=f"obs:{number}") for number in range(7)]
    (box,) = mailboxes(section(columns=[own], messages=tuple(pages)))
    assert len(box.evidence) == 5


def test_a_message_page_that_shows_none_is_none() -> None:
    own = mailbox()
    page = MessagePage(column=own.place.key, url=LIST, exchanges=(), evidence="", is_own=True)
    assert mailboxes(section(columns=[own], messages=(page,)))[0].messages == ()


@pytest.mark.parametrize(
    "changes", [{"complete": False}, {"page": unread_page(LIST)}]
)  # fmt: skip
def test_a_column_that_was_not_read_whole_is_not_complete(changes: dict[str, Any]) -> None:
    assert mailboxes(shown(message(), **changes))[0].complete is False
    assert mailboxes(replace(shown(message()), is_down=True))[0].complete is False
    assert mailboxes(shown(message()))[0].complete is True


@pytest.mark.parametrize(
    ("messages", "changes", "what"),
    [
        ((), {"complete": False}, "留言列表未能读取完整"),
        ((), {"rows": 3}, "列表有 3 行，没有读出留言和答复的时间、状态"),
        ((), {}, "列表中没有留言"),
    ],
)
def test_a_column_without_messages_says_why(messages: Any, changes: dict[str, Any], what: str) -> None:
    assert {item.message for item in found(*messages, **changes).values()} == {what}


@pytest.mark.parametrize(
    ("messages", "role", "what"),
    [
        ([message(asked="2026-07-27"), message("b", "2026-08-01")], OLDEST, "最早的未答复留言 2026-07-27 提出"),
        ([message("b", "2026-07-02"), message(asked="2026-07-01")], OLDEST, "2 件留言超过 3 个月未答复，最早的 2026-07-01 提出"),
        ([message("b", "2026-07-27"), message(asked="2026-07-01")], OLDEST, "1 件留言超过 3 个月未答复，最早的 2026-07-01 提出"),
        ([message(answered="2026-10-13")], OLDEST, "没有看到未答复的留言"),
        ([message(asked=""), message("b", asked="")], OLDEST, "没有看到未答复的留言；2 件读不出时间或状态，须人工查看"),
        ([message("a", "2026-09-01", "2026-09-02"), message("b", "2026-09-01", "2026-09-03"), message("c", "2026-09-01"), message("d", "2026-10-20"), message("e", "2026-10-26")], IN_TIME, "最近一年有效留言 5 件，已答复 2 件；按时（15 个工作日内）2 件，逾期 1 件，按时率 66%，未到期 2 件"),
        ([message("a", "2026-10-01", state=State.REFUSED), message("b", "2025-10-01"), message("c", "2026-10-28")], IN_TIME, "最近一年有效留言 0 件，已答复 0 件；按时（15 个工作日内）0 件，逾期 0 件"),
        ([message("a", "2025-10-27", "2025-10-28"), message("b", "2026-10-27")], IN_TIME, "最近一年有效留言 2 件，已答复 1 件；按时（15 个工作日内）1 件，逾期 0 件，按时率 100%，未到期 1 件"),
        ([message("a", "", "2026-10-02"), message("b", state=State.UNKNOWN), message("c", "")], IN_TIME, "最近一年有效留言 3 件，已答复 1 件；按时（15 个工作日内）0 件，逾期 0 件；3 件读不出提出或答复的时间，须人工查看"),
        ([message("a", "2026-08-20", "2026-10-17"), message("b", "2026-08-20", "2026-09-01"), message("c", "2026-08-20", "2026-10-28")], LAST, "最近一次答复在 2026-10-17（10 天前）"),
        ([message("a", "2026-08-20", "2026-10-27")], LAST, "最近一次答复在 2026-10-27（0 天前）"),
        ([message("a", "2026-08-20", "2026-08-26")], LAST, "最近一次答复在 2026-08-26（62 天前），应在 2 个月内公开答复"),
        ([message("a", "2026-10-20")], LAST, "没有读到答复的时间，应在 2 个月内公开答复"),
    ],
)  # fmt: skip
def test_the_messages_of_a_column_are_told_in_numbers(messages: list[Exchange], role: str, what: str) -> None:
    assert found(*messages)[role].message == what


def test_a_finding_tells_what_was_not_understood() -> None:
    unsure = found(message(answered="2026-10-13"), rows=2)[OLDEST]
    assert unsure.message == "没有看到未答复的留言；2 行没有读懂，须人工查看"
    cut = found(message(answered="2026-10-13"), rows=1, complete=False)[OLDEST]
    assert cut.message == "没有看到未答复的留言；1 行没有读懂、列表未能读取完整，须人工查看"


def test_the_oldest_unanswered_message_is_the_day_of_its_finding() -> None:
    waiting = [message("b", "2026-09-02"), message("a", "2026-09-01")]
    assert found(*waiting)[OLDEST].published == date(2026, 9, 1)
    assert found(*waiting, rows=1)[OLDEST].quotes[0].startswith("关于a的问题：2026-09-01 提出")
    unsure = found(message("c", asked=""), rows=1)[OLDEST]
    assert unsure.quotes == ("关于c的问题：提出时间未读出，未答复，区教育局",)
    assert found(message("长" * 60, answered="2026-10-13", state=State.ANSWERED), message("d", "2026-07-01"))[
        OLDEST
    ].quotes


def test_a_long_title_is_quoted_in_part() -> None:
    (quote,) = found(message(title="长" * 60, asked="2026-07-01"))[OLDEST].quotes
    assert quote == f"{'长' * 40}：2026-07-01 提出，未答复，区教育局"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (message(asked="2026-07-26", state=State.UNKNOWN), ("inconclusive", "messages_unread")),
        (message(asked="2026-07-27", state=State.UNKNOWN), ("met", "ok")),
        (message(asked="2026-07-26", state=State.ANSWERED), ("met", "ok")),
    ],
)
def test_a_message_whose_state_was_not_read_may_wait_where_it_is_old_enough(
    one: Exchange, expected: tuple[str, str]
) -> None:
    assert told(OLDEST, one) == expected


def test_a_reply_of_the_same_day_is_in_time() -> None:
    assert told(IN_TIME, message(asked="2026-10-12", answered="2026-10-12")) == ("met", "ok")


def test_a_reply_without_a_day_among_others_leaves_the_last_one_unknown() -> None:
    old = message("a", "2026-07-01", "2026-07-02")
    assert told(LAST, old, message("b", "2026-08-20", state=State.ANSWERED)) == ("inconclusive", "messages_unread")
    assert told(LAST, old, message("b", "2026-10-20")) == ("not_met", "stale")
    assert told(LAST, old, rows=1) == ("inconclusive", "messages_unread")
    assert told(LAST, old, complete=False) == ("inconclusive", "messages_unread")


def test_the_counts_of_a_year_want_every_row_read() -> None:
    assert found(message(asked="2026-09-01"), rows=1)[IN_TIME].category == ""
    late = found(message(asked="2026-09-01"), message("b", asked=""))[IN_TIME]
    assert (late.outcome, late.category) == (Outcome.NOT_MET, "")
    assert found(message("a", asked="2025-12-01"), message("b", "2026-09-01"))[IN_TIME].category == "1 0 1"


def test_the_messages_of_a_units_columns_are_added_where_all_were_read() -> None:
    one = Finding(Check.MESSAGES, "zhengwu", Outcome.MET, LIST, role=IN_TIME, category="12 11 1")
    two, last = replace(one, category="3 2 0"), replace(one, role=LAST, category="")
    assert messages_counted([one, two, last]) == Counts(messages=15, answered=13, late=1)
    assert messages_counted([one, replace(two, category="")]) is None
    assert messages_counted([last]) is None


@pytest.mark.parametrize(
    ("state", "outcome"),
    [(State.WAITING, "inconclusive"), (State.UNKNOWN, "inconclusive"), (State.REFUSED, "met"), (State.ANSWERED, "met")],
)
def test_a_message_that_names_nobody_and_is_closed_is_no_units(state: State, outcome: str) -> None:
    own = shown(message(asked="2026-10-12", answered="2026-10-13"), message("b", by="", state=state))
    main = replace(main_section(own.columns, messages=own.messages), entries=own.entries)
    outcomes = {item.role: item.outcome.value for item in check_replies(look(section(), main=main))}
    assert outcomes[OLDEST] == outcome


def test_a_main_column_that_was_not_read_whole_leaves_a_units_messages_unknown() -> None:
    own = shown(message(asked="2026-10-12", answered="2026-10-13"), complete=False, reason="limit")
    main = replace(main_section(own.columns, messages=own.messages), entries=own.entries)
    outcomes = {item.role: item.outcome.value for item in check_replies(look(section(), main=main))}
    assert outcomes == {OLDEST: "inconclusive", IN_TIME: "inconclusive"}
