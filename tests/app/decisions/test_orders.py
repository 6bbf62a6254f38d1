"""督办单: one order for a finding, confirmed once, after its deadline, for what is still open."""

import errno
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from app.decisions.closing import CloseForm, close
from app.decisions.exceptions import LinkForm, accept
from app.decisions.order_drafts import DraftForm, draft
from app.decisions.order_files import order_by_name, write_letter
from app.decisions.orders import OrderForm, confirm, withdraw
from app.decisions.record import made
from app.looking.decided import orders_listed
from checks.findings import Check, Finding, Outcome
from checks.reasons import Reason
from config.schema import SiteKind
from db.decisions import Kind
from reports.models import ItemState, OrderState
from tests.app.decisions.office import HOST, Office, an_office, link, planted
from tests.app.decisions.refused import refused

DUE = DraftForm("jyj", deadline="2026-10-25")


def an_overdue_order(office: Office, *links: int) -> str:
    """An order whose deadline has passed and whose items a later night still finds."""
    found = [link(number) for number in links or (1,)]
    office.night(20, 10, found)
    number = draft(office.desk(21, 10), DUE).record.subject
    office.night(27, 10, found)
    return number


def test_an_order_names_what_stands_and_who_drafted_it(office: Office) -> None:
    office.night(20, 10, [link(1), link(2, confirmed=False), link(3, outcome=Outcome.MET)])
    drafted = draft(office.desk(21, 10), DUE)
    assert [item["number"] for item in drafted.record.value["items"]] == ["LJ-portal-jyj-001"]
    assert (drafted.record.author, drafted.record.valid_from, drafted.record.valid_to) == (
        "考评员甲",
        "2026-10-21",
        "2026-10-25",
    )
    assert drafted.record.reason and drafted.path and drafted.path.exists() and not drafted.notes


def test_an_order_whose_letter_could_not_be_written_says_so_and_it_is_written_later(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    office.night(20, 10, [link(1)])
    with monkeypatch.context() as patched:
        patched.setattr("app.decisions.order_files.write_document", full)
        drafted = draft(office.desk(21, 10), DUE)
    number = drafted.record.subject
    assert drafted.path is None
    assert drafted.notes == (
        f"注意：Word 文件没有写出（磁盘已满，请清理后再运行）；排除以后运行 hongqiao orders letter {number} 补写",
    )
    office.night(22, 10, [link(1)])
    assert f"没有 Word 文件，补写：hongqiao orders letter {number}" in next(orders_listed(office.context))
    written = write_letter(office.context.configuration, order_by_name(office.context, number))
    assert written.exists()
    assert "没有 Word 文件" not in next(orders_listed(office.context))


def test_a_finding_stands_in_one_open_order_at_a_time(office: Office) -> None:
    office.night(20, 10, [link(1)])
    first = draft(office.desk(21, 10), DUE).record.subject
    assert first in refused(lambda: draft(office.desk(21, 10), DUE))["unit"]
    office.night(22, 10, [link(1), link(2)])
    second = draft(office.desk(22, 10), DUE).record
    assert [item["number"] for item in second.value["items"]] == ["LJ-portal-jyj-002"]
    assert second.subject != first


def test_a_finding_of_a_withdrawn_order_can_be_ordered_again(office: Office) -> None:
    office.night(20, 10, [link(1)])
    first = draft(office.desk(21, 10), DUE).record.subject
    withdraw(office.desk(21, 10), OrderForm(first, "写错了"))
    assert draft(office.desk(21, 10), DUE).record.subject == "网督〔2026〕2号"


def test_a_draft_from_an_old_night_says_so(office: Office) -> None:
    office.night(1, 10, [link(1)])
    notes = draft(office.desk(21, 10), DUE).notes
    assert "2026-10-01" in notes[0] and "20 天前" in notes[0]


@pytest.mark.parametrize("deadline", ["2026-10-21", "2026-10-20", "明天", "2026-02-30"])
def test_a_deadline_lies_after_the_order(office: Office, deadline: str) -> None:
    office.night(20, 10, [link(1)])
    assert "deadline" in refused(lambda: draft(office.desk(21, 10), DraftForm("jyj", deadline=deadline)))


@pytest.mark.parametrize("field", ["deadline", "day"])
def test_a_mistyped_year_of_an_order_is_refused(office: Office, field: str) -> None:
    office.night(20, 10, [link(1)])
    wrong = DraftForm("jyj", deadline="2026-11-25") if field == "day" else DraftForm("jyj")
    found = refused(lambda: draft(office.desk(21, 10), replace(wrong, **{field: "2062-10-25"})))
    assert "距今过远" in found[field]


def test_a_deadline_may_be_written_as_offices_write_it(office: Office) -> None:
    office.night(20, 10, [link(1)])
    assert draft(office.desk(21, 10), DraftForm("jyj", deadline="2026年11月5日")).record.valid_to == "2026-11-05"


def test_all_that_is_wrong_with_a_draft_is_said_at_once(office: Office) -> None:
    office.night(20, 10, [link(1)])
    found = refused(lambda: draft(office.desk(21, 10), DraftForm("教育", "主站", "昨天", "2026-10-01")))
    assert set(found) == {"unit", "site", "deadline", "day"}
    assert "区教育局（jyj）" in found["unit"]


def test_an_order_takes_a_number_and_a_day_of_its_own(office: Office) -> None:
    office.night(20, 10, [link(1)])
    made_ = draft(
        office.desk(21, 10), DraftForm("jyj", day="2026-10-22", deadline="2026-10-30", number="津红督〔2026〕7号")
    )
    assert (made_.record.subject, made_.record.valid_from) == ("津红督〔2026〕7号", "2026-10-22")
    office.night(22, 10, [link(1), link(2)])
    again = DraftForm("jyj", deadline="2026-10-30", number="津红督〔2026〕７号")
    assert "已经用过" in refused(lambda: draft(office.desk(22, 10), again))["number"]


def test_findings_can_be_chosen_by_their_numbers(office: Office) -> None:
    office.night(20, 10, [link(1), link(2)])
    form = DraftForm("jyj", deadline="2026-10-30", findings=("LJ-portal-jyj-002",))
    assert [item["number"] for item in draft(office.desk(21, 10), form).record.value["items"]] == ["LJ-portal-jyj-002"]
    wrong = DraftForm("jyj", deadline="2026-10-30", findings=("LJ-portal-jyj-002", "LJ-portal-jyj-001"))
    assert "已在 网督〔2026〕1号 中" in refused(lambda: draft(office.desk(21, 10), wrong))["findings"]


def test_an_unfulfilled_order_costs_once_by_whatever_name_it_is_confirmed(office_on_both: Office) -> None:
    office = office_on_both
    number = an_overdue_order(office)
    record = office.context.decisions.list(Kind.ORDER)[0]
    confirm(office.desk(27, 10), OrderForm(number, "逾期未整改"))
    for name in (number, str(record.id), "网督[2026]1号", "2026-1", "1号"):
        said = refused(lambda name=name: confirm(office.desk(28, 10, "考评员乙"), OrderForm(name, "逾期未整改")))  # type: ignore[misc]
        assert "已于 2026-10-27 由考评员甲确认过" in said["order"]
    assert len(office.context.decisions.list(Kind.ORDER_CONFIRMED)) == 1
    line = office.line("portal.orders")
    assert line.low == -4
    assert line.reason == "确认未落实督办单 1 件（网督〔2026〕1号，考评员甲，2026-10-27：逾期未整改）"


def test_two_confirmations_of_an_old_store_cost_once(office: Office) -> None:
    number = an_overdue_order(office)
    desk, record = office.desk(27, 10), office.context.decisions.list(Kind.ORDER)[0]
    value = {"site": "portal", "order": record.id}
    for name in (number, str(record.id)):
        planted(desk, made(desk, Kind.ORDER_CONFIRMED, "jyj", name, value, "逾期", "2026-10-27"))
    assert office.line("portal.orders").low == -4
    withdraw(desk, OrderForm(number, "已整改"))
    assert office.line("portal.orders").low == 0


def test_an_order_is_not_confirmed_before_its_deadline(office: Office) -> None:
    office.night(20, 10, [link(1)])
    number = draft(office.desk(21, 10), DUE).record.subject
    assert "2026-10-25" in refused(lambda: confirm(office.desk(25, 10), OrderForm(number, "急")))["order"]


def test_an_order_is_not_confirmed_before_a_night_has_looked_again(office: Office) -> None:
    office.night(20, 10, [link(1)])
    number = draft(office.desk(21, 10), DUE).record.subject
    assert "还没有检查" in refused(lambda: confirm(office.desk(27, 10), OrderForm(number, "逾期")))["order"]


@pytest.mark.parametrize(
    "later",
    [
        link(9),
        link(1, outcome=Outcome.MET),
        link(1, accepted="甲：对方改版"),
        link(1, site="disclosure"),
        link(1, outcome=Outcome.INCONCLUSIVE, verdict="inconclusive", reason=Reason.NOT_ASKED, confirmed=None),
    ],
    ids=["gone", "mended", "accepted", "on the other site", "could not be looked at"],
)
def test_an_order_without_an_open_item_is_not_confirmed(office: Office, later: object) -> None:
    office.night(20, 10, [link(1)])
    number = draft(office.desk(21, 10), DUE).record.subject
    office.night(27, 10, [later])  # type: ignore[list-item]
    assert "没有发现" in refused(lambda: confirm(office.desk(27, 10), OrderForm(number, "逾期")))["order"]


def test_what_could_not_be_looked_at_is_neither_open_nor_fixed(office: Office) -> None:
    office.night(20, 10, [link(1)])
    draft(office.desk(21, 10), DUE)
    office.night(27, 10, [link(1, outcome=Outcome.INCONCLUSIVE, verdict="inconclusive", reason=Reason.NOT_ASKED)])
    order = office.unit().orders[0]
    assert (order.state, order.items[0].state) == (OrderState.UNKNOWN, ItemState.UNKNOWN)


def test_a_fault_that_no_night_looked_at_since_the_deadline_is_unknown(office: Office) -> None:
    office.night(20, 10, [link(1)])
    number = draft(office.desk(21, 10), DUE).record.subject
    office.night(27, 10, [link(1, last_seen=date(2026, 10, 20), message="沿用 2026-10-20 的结果")])
    assert office.unit().orders[0].items[0].state is ItemState.UNKNOWN
    assert "没有发现" in refused(lambda: confirm(office.desk(27, 10), OrderForm(number, "逾期")))["order"]


def test_an_accepted_fault_is_no_mended_one(office: Office) -> None:
    office.night(20, 10, [link(1), link(2)])
    draft(office.desk(21, 10), DUE)
    accept(office.desk(22), LinkForm(link(1).subject, "2026-12-31", "对方改版"))
    office.night(23, 10, [link(1)])
    order = office.unit().orders[0]
    assert [item.state for item in order.items] == [ItemState.ACCEPTED, ItemState.FIXED]
    assert (order.state, order.done) == (OrderState.DONE, 1)


def test_a_night_over_other_units_tells_nothing_of_an_order(office: Office) -> None:
    office.night(20, 10, [link(1)])
    number = draft(office.desk(21, 10), DUE).record.subject
    office.night(27, 10, unit="mzj", only=("mzj",))
    assert "还没有检查" in refused(lambda: confirm(office.desk(27, 10), OrderForm(number, "逾期")))["order"]
    assert office.unit().orders[0].state is OrderState.RUNNING


def test_an_orders_state_is_that_of_now_on_the_page_of_a_closed_month_too(office: Office) -> None:
    office.night(20, 9, [link(1, first_seen=date(2026, 9, 2))])
    draft(office.desk(21, 9), DraftForm("jyj", deadline="2026-09-25"))
    office.night(5, 10)
    close(office.desk(6), CloseForm("2026-09"))
    assert office.unit(month="2026-09").orders[0].state is OrderState.DONE


def test_a_fault_that_comes_back_after_the_deadline_is_no_item_of_the_old_order(office: Office) -> None:
    office.night(20, 10, [link(1)])
    draft(office.desk(21, 10), DUE)
    office.night(27, 10, [link(1, first_seen=date(2026, 10, 26))])
    assert office.unit().orders[0].state is OrderState.DONE
    assert draft(office.desk(27, 10), DraftForm("jyj")).record.subject == "网督〔2026〕2号"


def test_only_an_overdue_order_with_open_items_waits_for_a_person(office: Office) -> None:
    an_overdue_order(office)
    assert "1 件待确认" in office.line("portal.orders").reason
    office.night(28, 10, [])
    assert "待确认" not in office.line("portal.orders").reason


def test_a_confirmation_is_withdrawn_before_its_order(office: Office) -> None:
    number = an_overdue_order(office)
    confirm(office.desk(27, 10), OrderForm(number, "逾期未整改"))
    assert withdraw(office.desk(28, 10), OrderForm(number, "已整改"))[0].kind is Kind.ORDER_CONFIRMED
    assert withdraw(office.desk(28, 10), OrderForm(number, "发错了"))[0].kind is Kind.ORDER
    assert "没有督办单" in refused(lambda: withdraw(office.desk(28, 10), OrderForm(number, "再撤")))["order"]


def test_an_order_costs_points_of_its_site_whatever_the_sites_id(tmp_path: Path) -> None:
    office = an_office(tmp_path / "config", site_ids=("zwwz", "xxgk"))
    found = [link(1, site="xxgk")]
    office.night(20, 10, found)
    form = DraftForm("jyj", SiteKind.DISCLOSURE.value, "2026-10-25")
    number = draft(office.desk(21, 10), form).record.subject
    office.night(27, 10, found)
    confirm(office.desk(27, 10), OrderForm(number, "逾期未整改"))
    assert (office.line("disclosure.orders").low, office.line("portal.orders").low) == (-4, 0)
    office.context.close()


def profile(**values: Any) -> Finding:
    """A column of basic information without a telephone number."""
    known: dict[str, Any] = {
        "reason": Reason.NO_TELEPHONE,
        "message": "联系电话：没有有效的电话号码",
        "role": "telephone",
    }
    check = values.pop("check", Check.PROFILE)
    return Finding(check, "portal", Outcome.NOT_MET, f"http://{HOST}/jyj/lx/", **{**known, **values})


def test_an_order_of_before_shows_the_number_that_its_problem_has_since(office: Office) -> None:
    office.night(20, 10, [profile()])
    assert draft(office.desk(21, 10), DUE).record.value["items"][0]["number"] == ""
    office.night(27, 10, [profile(number="LM-portal-jyj-001", first_seen=date(2026, 10, 27))])
    (item,) = office.unit().orders[0].items
    assert (item.number, item.state) == ("LM-portal-jyj-001", ItemState.OPEN)


def test_an_order_names_the_column_where_no_page_holds_the_fault(office: Office) -> None:
    office.night(20, 10, [profile(column="联系我们", number="LM-portal-jyj-001", first_seen=date(2026, 10, 20))])
    drafted = draft(office.desk(21, 10), DUE)
    cells = [cell.text for row in Document(str(drafted.path)).tables[0].rows for cell in row.cells]
    assert {"LM-portal-jyj-001", "栏目：联系我们", "2026-10-20", "请补充完整并保持有效"} <= set(cells)


def test_an_order_names_the_item_whose_form_is_missing(office: Office) -> None:
    form = profile(check=Check.SERVICE_FORMS, role="", reason=Reason.NO_FORM, title="民办机构设立许可")
    office.night(20, 10, [form])
    drafted = draft(office.desk(21, 10), DUE)
    assert "民办机构设立许可" in [cell.text for row in Document(str(drafted.path)).tables[0].rows for cell in row.cells]
