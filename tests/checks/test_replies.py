"""Messages of the public: the oldest unanswered, the share in time, the last reply; what was not read is unknown."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.findings import Check, Finding, Outcome
from checks.messages import mailboxes
from checks.replies import IN_TIME, LAST, OLDEST, Counts, check_replies, main_replies
from checks.snapshot import ColumnView, MessagePage, SectionSnapshot
from config.schema import Content, Policies
from crawler.records.exchange import Exchange, State
from tests.builders import HOST, NIGHT, column, entry, look, main_section, reading, section

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
