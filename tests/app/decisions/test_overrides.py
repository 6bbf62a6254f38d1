"""Overrides and inconsistencies: within what the rubric can give, for months that are open, said once, by a person."""

import pytest

from app.decisions.closing import CloseForm, close
from app.decisions.desk import person_named
from app.decisions.overrides import InconsistencyForm, OverrideForm, inconsistent, override
from app.decisions.record import WithdrawForm, made, withdraw
from app.errors import WrongUse
from checks.measures import Name
from db.decisions import Kind
from scoring.lines import LineBasis
from tests.app.decisions.office import Office, counted, planted
from tests.app.decisions.refused import refused

FIVE = OverrideForm("jyj", "portal.posts", "5", "2026-10", "", "栏目改版，人工核对")


def form(**values: str) -> OverrideForm:
    """That override with something else in it."""
    return OverrideForm(**{**{name: getattr(FIVE, name) for name in FIVE.__slots__}, **values})


def test_an_override_stands_beside_what_was_measured(office_on_both: Office) -> None:
    office = office_on_both
    office.night(20, 10, measures=[counted(Name.PORTAL_POSTS, 31)])
    record = override(office.desk(), FIVE)
    assert (record.author, record.reason, record.valid_from, record.valid_to) == (
        "考评员甲", "栏目改版，人工核对", "2026-10", "2026-10",
    )  # fmt: skip
    line = office.line("portal.posts")
    assert (line.low, line.high, line.measured, line.basis) == (5, 5, "10", LineBasis.OVERRIDE)


@pytest.mark.parametrize("unit", ["区教育局", "教育局", "红桥区教育局", " ＪＹＪ "])
@pytest.mark.parametrize("criterion", ["portal.posts", "网站信息更新数量"])
def test_units_and_criteria_are_named_as_people_name_them(office: Office, unit: str, criterion: str) -> None:
    record = override(office.desk(), form(unit=unit, criterion=criterion))
    assert (record.unit, record.subject) == ("jyj", "portal.posts")


@pytest.mark.parametrize("points", ["-10", "10", "2.5", "７.５", "+5", "2.50"])
def test_points_that_the_criterion_can_give_are_taken(office: Office, points: str) -> None:
    office.night(20, 10, measures=[counted(Name.PORTAL_POSTS, 31)])
    override(office.desk(), form(points=points))
    assert office.line("portal.posts").basis is LineBasis.OVERRIDE


@pytest.mark.parametrize(
    "points",
    ["999", "10.01", "-10.5", "nan", "inf", "-Infinity", "1e1", "1_0", "5,0", "", "五", "2.005", "0x5", "１０．００１"],
)
def test_other_points_are_refused(office: Office, points: str) -> None:
    assert "points" in refused(lambda: override(office.desk(), form(points=points)))
    assert not office.context.decisions.list(Kind.OVERRIDE)


@pytest.mark.parametrize("points", ["999", "nan", "inf", "-1e9", "好"])
def test_what_an_old_store_holds_for_points_neither_counts_nor_kills(office: Office, points: str) -> None:
    office.night(20, 10, measures=[counted(Name.PORTAL_POSTS, 31)])
    desk = office.desk()
    planted(desk, made(desk, Kind.OVERRIDE, "jyj", "portal.posts", {"points": points}, "旧记录", "2026-10", "2026-10"))
    line = office.line("portal.posts")
    assert (line.low, line.high) == (10, 10) and "没有采用" in line.reason


def test_what_an_old_store_holds_for_an_entry_leaves_it_unknown(office: Office) -> None:
    office.night(20, 10)
    desk = office.desk()
    for value in ("nan", "inf", ""):
        planted(desk, made(desk, Kind.ENTRY, "jyj", "weibo.adopted", {"count": value}, "旧记录", "2026-10", "2026-10"))
        line = office.line("weibo.adopted")
        assert (line.basis, line.low, line.high) == (LineBasis.UNKNOWN, -5, 5) and "无法识别" in line.reason


def test_all_that_is_wrong_is_said_at_once(office: Office) -> None:
    wrong = OverrideForm("教育", "无效链接", "很好", "2026-13", "", " 。 ")
    found = refused(lambda: override(office.desk(), wrong))
    assert set(found) == {"unit", "criterion", "points", "first", "reason"} | ({"last"} if "last" in found else set())
    assert "区教育局（jyj）" in found["unit"] and "网站无效链接（portal.dead_links）" in found["criterion"]


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-10", "2026-09", "last"),
        ("2026-01", "2026-08", "last"),
        ("2062-10", "2062-10", "first"),
        ("10月", "", "first"),
        ("2026-10", "年底", "last"),
    ],
    ids=["ends before it begins", "before the assessment", "a mistyped year", "no month", "no end"],
)
def test_months_that_make_no_sense_are_refused(office: Office, first: str, last: str, field: str) -> None:
    assert field in refused(lambda: override(office.desk(), form(first=first, last=last)))


def test_nothing_is_decided_about_a_closed_month(office: Office) -> None:
    office.night(20, 9)
    office.night(5, 10)
    close(office.desk(6), CloseForm("2026-09"))
    assert "2026年9月已封账" in refused(lambda: override(office.desk(), form(first="2026-09", last="2026-10")))["first"]
    override(office.desk(), FIVE)


def test_the_same_override_twice_says_so(office: Office) -> None:
    record = override(office.desk(), FIVE)
    assert (
        f"编号 {record.id}" in refused(lambda: override(office.desk(), form(points="5.00", reason="再核对")))["points"]
    )
    override(office.desk(), form(points="2.5"))


@pytest.mark.parametrize("criterion", ["portal.orders", "openness.powers_missing"])
def test_what_follows_from_other_decisions_is_not_overridden(office: Office, criterion: str) -> None:
    assert "criterion" in refused(lambda: override(office.desk(), form(criterion=criterion, points="0")))


def test_a_confirmed_inconsistency_fails_the_basic_information_until_it_is_withdrawn(office: Office) -> None:
    office.night(20, 10, measures=[counted(Name.DISCLOSURE_BASIC_INFORMATION, 4)])
    wanted = InconsistencyForm("区教育局", "disclosure", "2026-10", "", "电话不一致")
    record = inconsistent(office.desk(), wanted)
    line = office.line("disclosure.basic_information")
    assert (line.low, line.high, line.basis, line.measured) == (0, 0, "confirmed", "1.5")
    assert line.reason.startswith("由考评员甲确认与单位实际情况不一致：电话不一致（监测结果：")
    assert "没有重复登记" in refused(lambda: inconsistent(office.desk(), wanted))["unit"]
    withdraw(office.desk(22), WithdrawForm(str(record.id), "已更正"))
    assert office.line("disclosure.basic_information").low == 1.5


def test_a_withdrawal_stands_beside_what_it_withdraws(office: Office) -> None:
    record = override(office.desk(), FIVE)
    gone = withdraw(office.desk(22, name="考评员乙"), WithdrawForm(str(record.id), "核对有误"))
    assert (gone.author, gone.withdrawn_by, gone.withdrawal_reason) == ("考评员甲", "考评员乙", "核对有误")
    assert (
        "已由考评员乙撤回" in refused(lambda: withdraw(office.desk(), WithdrawForm(str(record.id), "再撤")))["number"]
    )


@pytest.mark.parametrize("number", ["", "0", "12345", "一", "1.5", "-1", "99999999999999999999"])
def test_an_unknown_record_and_an_empty_reason_are_said_together(office: Office, number: str) -> None:
    assert set(refused(lambda: withdraw(office.desk(), WithdrawForm(number, "")))) == {"number", "reason"}


def test_a_record_of_closed_months_alone_is_not_withdrawn(office: Office) -> None:
    office.night(20, 9)
    record = override(office.desk(21, 9), form(first="2026-09"))
    office.night(5, 10)
    close(office.desk(6), CloseForm("2026-09"))
    assert "已封账" in refused(lambda: withdraw(office.desk(), WithdrawForm(str(record.id), "错了")))["number"]


@pytest.mark.parametrize("name", ["", "  ", "root", "Root", "nobody", "甲" * 41, "甲\x07", "\u202e甲"])
def test_a_machine_and_a_nobody_are_no_persons(name: str) -> None:
    with pytest.raises(WrongUse):
        person_named(name)


def test_a_persons_name_is_kept_without_outer_and_double_spaces() -> None:
    assert person_named("  王  芳 ").name == "王 芳"


def test_an_override_of_a_unit_that_the_last_night_did_not_look_at_is_signed_with_the_month(office: Office) -> None:
    office.night(20, 10, measures=[counted(Name.PORTAL_POSTS, 31)])
    office.night(31, 10, unit="mzj", only=("mzj",))
    override(office.desk(3, 11), FIVE)
    close(office.desk(5, 11), CloseForm("2026-10"))
    assert office.unit(month="2026-10").sheet.line("portal.posts").basis is LineBasis.OVERRIDE
