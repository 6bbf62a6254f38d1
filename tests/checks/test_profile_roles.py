"""Basic information and leaders (MEASURING 6): exists, loads, is valid, is fresh; and what both sites say."""

from datetime import timedelta
from typing import Any

import pytest

from checks.findings import Check
from checks.profiles.consistency import check_consistency
from checks.snapshot import PageView
from config.month import Month
from config.schema import Role, SiteKind
from crawler.records.observations import Failure
from tests.builders import (
    NIGHT,
    TEXT,
    checked,
    column,
    extract,
    look,
    page,
    reading,
    reference,
    said,
    section,
    unread_page,
    value,
)  # fmt: skip

URL = column("简介").page.url


def judged(own: Any, role: Role = Role.INTRODUCTION, *, outcome: bool = True, **changes: Any) -> tuple[str, str]:
    result = checked(section(columns=[column("简介", role, page=own, url=URL)], **changes))
    found = [item for item in result.findings if item.check is Check.PROFILE and item.role == role.value]
    assert len(found) == 1
    return said(found)[0]


def dated(days: int, *texts: str) -> Any:
    return page(URL, *(texts or (TEXT,)), updated=reading(NIGHT - timedelta(days), "header"))


@pytest.mark.parametrize(
    ("own", "outcome"),
    [
        (dated(0), ("met", "ok")),
        (dated(365), ("met", "ok")),
        (dated(366), ("not_met", "stale")),
        (dated(0, "很短"), ("not_met", "too_short")),
        (dated(0, "暂无内容"), ("not_met", "no_content")),
        (page(URL, TEXT), ("inconclusive", "no_date")),
        (page(URL, by_script=True), ("inconclusive", "script_list")),
        (page(URL, TEXT, last_modified="Mon, 05 Oct 2026 08:00:00 GMT"), ("met", "ok")),
        (page(URL, TEXT, last_modified="Mon, 05 Oct 2020 08:00:00 GMT"), ("not_met", "stale")),
        (page(URL, TEXT, last_modified="yesterday"), ("inconclusive", "no_date")),
        (unread_page(URL, status=404), ("not_met", "http_404")),
        (unread_page(URL, status=500), ("inconclusive", "http_500")),
        (unread_page(URL, status=None, failure=Failure.TIMEOUT), ("inconclusive", "timeout")),
        (PageView(URL, None, None), ("inconclusive", "not_asked")),
    ],
)  # fmt: skip
def test_a_role_is_met_where_its_page_is_valid_and_fresh(own: Any, outcome: tuple[str, str]) -> None:
    assert judged(own) == outcome


def test_a_page_of_a_site_that_is_down_is_not_gone() -> None:
    assert judged(unread_page(URL, status=404), is_down=True) == ("inconclusive", "http_404")


def test_a_walks_own_reason_says_why_a_page_was_not_read() -> None:
    own = column("简介", Role.INTRODUCTION, page=unread_page(URL, status=500), reason="time_limit", complete=False)
    found = [item for item in checked(section(columns=[own])).findings if item.role == "introduction"]
    assert said(found) == [("inconclusive", "limit_reached")]


def seen(days: int, *texts: str) -> Any:
    """A page whose readings began so many days ago; the last text is tonight's."""
    nights = [NIGHT - timedelta(days - number) for number in range(len(texts))]
    history = tuple((night, extract(URL, text)) for night, text in zip(nights, texts, strict=True))
    return page(URL, texts[-1], history=history)


@pytest.mark.parametrize(
    ("own", "outcome"),
    [
        (seen(365, TEXT), ("inconclusive", "no_date")),
        (seen(366, TEXT), ("not_met", "stale")),
        (seen(366, "原来的另一段文字，同样足够长，说的是别的事情。", TEXT), ("met", "ok")),
        (seen(368, "原来的另一段文字，同样足够长，说的是别的事情。", TEXT), ("not_met", "stale")),
        (seen(400, TEXT, TEXT), ("not_met", "stale")),
    ],
)  # fmt: skip
def test_without_a_date_what_the_monitor_itself_saw_decides(own: Any, outcome: tuple[str, str]) -> None:
    assert judged(own) == outcome


def test_a_required_role_without_a_column_is_a_gap_in_the_configuration() -> None:
    result = checked(section(), section(SiteKind.DISCLOSURE))
    found = [item for item in result.findings if item.check is Check.PROFILE]
    assert set(said(found)) == {("inconclusive", "no_column")}
    assert [(item.site, item.role) for item in found] == [
        *(("zhengwu", role) for role in ("introduction", "departments", "duties", "telephone", "address", "mailbox", "leaders")),
        *(("gongkai", role) for role in ("basic_information", "duties", "leaders", "departments")),
    ]  # fmt: skip


def six(**changes: Any) -> list[Any]:
    """Columns of the six roles, all valid and fresh but for those that are named."""
    texts = {
        Role.INTRODUCTION: TEXT, Role.DEPARTMENTS: "办公室、业务科、财务科，各科室职责分工明确，联系方式如下。", Role.DUTIES: "负责有关政策的拟订、组织实施和监督检查等工作任务。",
        Role.TELEPHONE: "电话：022-86521234", Role.ADDRESS: "红桥区勤俭道202号", Role.MAILBOX: "邮箱：jyj@hq.example.cn",
    }  # fmt: skip
    updated = reading(NIGHT, "header")
    return [
        column(role.value, role, key=f"{role.value}", page=changes.get(role.value) or page(f"{URL}{role.value}/", text, updated=updated))
        for role, text in texts.items()
    ]  # fmt: skip


def basic(**changes: Any) -> Any:
    return value(checked(section(columns=six(**changes))), "portal.basic_information")


def test_all_six_are_asked_for_and_one_that_fails_fails_them() -> None:
    stale, undated = dated(400), page(URL, TEXT)
    assert basic() == (6, "met", "", 6, 6)
    assert basic(duties=stale) == (5, "not_met", "stale", 5, 5)
    assert basic(duties=undated) == (None, "inconclusive", "no_date", 5, 6)
    assert basic(duties=stale, introduction=undated) == (4, "not_met", "stale", 4, 5)


def test_of_several_columns_of_one_role_the_best_counts() -> None:
    two = [column("a", Role.DUTIES, key="1", page=dated(400)), column("b", Role.DUTIES, key="2", page=dated(0, "负责有关政策的拟订、组织实施和监督检查等工作任务。"))]  # fmt: skip
    found = [item for item in checked(section(columns=two)).findings if item.role == "duties"]
    assert said(found) == [("met", "ok")]


def test_basic_information_of_a_month_that_is_over_was_not_observed() -> None:
    result = checked(section(), month=Month(2026, 9))
    assert value(result, "portal.basic_information")[:3] == (None, "inconclusive", "not_observed")
    assert value(checked(), "portal.leaders")[:3] == (None, "inconclusive", "no_section")
    assert [item for item in result.findings if item.check is Check.PROFILE] == []


def test_a_mailbox_needs_a_way_that_works() -> None:
    target = "http://h.example/letter/"
    own = page(URL, "欢迎来信", links=(reference(target, "我要写信"),), updated=reading(NIGHT, "header"))
    assert judged(own, Role.MAILBOX) == ("met", "ok")
    from tests.builders import link

    assert judged(own, Role.MAILBOX, links=(link(target, status=404),)) == ("not_met", "no_mailbox")
    shown = reference("http://h.example/x", "来信选登", kind="img")
    assert judged(page(URL, "欢迎来信", links=(shown,)), Role.MAILBOX) == ("not_met", "no_mailbox")


# ---- both sites -------------------------------------------------------------------------------------------------------------


def differences(role: Role, here: str, there: str, **policies: Any) -> list[str]:
    portal = section(columns=[column("甲", role, page=page("http://h.example/a/", here))])
    other = section(SiteKind.DISCLOSURE, columns=[column("乙", role, kind=SiteKind.DISCLOSURE, page=page("http://h.example/b/", there))])  # fmt: skip
    found = check_consistency(look(portal, other, policies=policies))
    assert all(item.site == "gongkai" and not item.costs and item.outcome == "not_met" for item in found)
    return [item.role for item in found]


@pytest.mark.parametrize(
    ("role", "here", "there", "differ"),
    [
        (Role.TELEPHONE, "电话：022-86521234", "电话：86521234", []),
        (Role.TELEPHONE, "电话：022-86521234", "电话：022-86521235", ["telephone"]),
        (Role.TELEPHONE, "电话：022-86521234", "电话待定", []),
        (Role.ADDRESS, "红桥区勤俭道202号", "天津市红桥区勤俭道202号", []),
        (Role.ADDRESS, "红桥区勤俭道202号", "红桥区勤俭道203号", ["address"]),
        (Role.LEADERS, "局长　王某甲\n副局长　李某乙", "李某乙，副局长\n王某甲，局长", []),
        (Role.LEADERS, "局长　王某甲", "局长　王某乙", ["leaders"]),
        (Role.DEPARTMENTS, "办公室、业务科", "业务科、办公室", []),
        (Role.DEPARTMENTS, "办公室、业务科", "办公室、财务科", ["departments"]),
    ],
)  # fmt: skip
def test_what_both_sites_say_is_compared(role: Role, here: str, there: str, differ: list[str]) -> None:
    assert differences(role, here, there) == differ


def test_an_address_is_compared_without_the_names_of_the_offices_own_places() -> None:
    here, there = "成都武侯区人民南路8号", "成都市人民南路8号"
    assert differences(Role.ADDRESS, here, there) == ["address"]
    assert differences(Role.ADDRESS, here, there, source_prefixes=("成都市", "武侯区")) == []
    assert differences(Role.ADDRESS, "人民南路8号", "人民南路9号", source_prefixes=()) == ["address"]


def test_a_unit_on_one_site_alone_contradicts_nobody() -> None:
    assert check_consistency(look(section())) == []
    both = section(), section(SiteKind.DISCLOSURE)
    assert check_consistency(look(*both, month=Month(2026, 9))) == []


@pytest.mark.parametrize(
    ("role", "here", "there", "differ"),
    [
        (Role.TELEPHONE, "电话：86521234", "电话：86521235、86521234", []),
        (Role.ADDRESS, "天津市红桥区勤俭道202号", "红桥区勤俭道202号3层", []),
        (Role.ADDRESS, "红桥区勤俭道202号3层", "天津市红桥区勤俭道202号", []),
        (Role.ADDRESS, "咸阳北路街道勤俭道202号", "勤俭道202号", []),
        (Role.ADDRESS, "勤俭道202号", "咸阳北路街道勤俭道202号", []),
        (Role.TELEPHONE, "电话待定", "电话：86521234", []),
        (Role.LEADERS, "局长　王某甲", "书记", []),
        (Role.LEADERS, "局长　王某甲", "局长　王某甲\n局长办公会由王某甲主持，讨论工作", []),
        (Role.LEADERS, "局长　王某甲", "局长　王某甲\n王某乙，本科学历", []),
        (Role.LEADERS, "局长　王某甲", "局长　王某甲\n副局长，分管办公室", []),
        (Role.LEADERS, "局长　王某甲", "局长　王某甲\n王某乙（副局长）", ["leaders"]),
        (Role.LEADERS, "王 某，局长", "王某，局长", []),
        (Role.LEADERS, "局长：王某甲；副局长：李某乙", "局长：王某丙；副局长：李某乙", ["leaders"]),
        (Role.LEADERS, "局长：王某甲，副局长：李某乙", "局长：王某甲\n副局长：李某乙", []),
        (Role.LEADERS, "王某甲，局长；李某乙，副局长", "局长：王某甲、副局长：李某乙", []),
        (Role.DEPARTMENTS, "办公室", "办公室、政务信息公开与宣传科", ["departments"]),
        (Role.DEPARTMENTS, "办公室", "办公室、政务信息公开与宣传教科", []),
        (Role.INTRODUCTION, "电话：86521234", "电话：86521235", []),
    ],
)  # fmt: skip
def test_what_both_sites_say_agrees_where_one_says_what_the_other_does(
    role: Role, here: str, there: str, differ: list[str]
) -> None:
    assert differences(role, here, there) == differ


def test_a_difference_quotes_both_sites_in_part() -> None:
    numbers = "、".join(f"电话：8652{number:04d}" for number in range(40))
    portal = section(columns=[column("甲", Role.TELEPHONE, page=page("http://h.example/a/", numbers))])
    other = section(SiteKind.DISCLOSURE, columns=[column("乙", Role.TELEPHONE, kind=SiteKind.DISCLOSURE, page=page("http://h.example/b/", numbers.replace("8652", "8653")))])  # fmt: skip
    (found,) = check_consistency(look(portal, other))
    assert [len(quote) for quote in found.quotes] == [len("政务网：") + 200, len("公开平台：") + 200]


def test_a_column_that_was_not_read_says_nothing() -> None:
    portal = section(columns=[column("甲", Role.TELEPHONE, page=unread_page("http://h.example/a/", status=500))])
    said_ = column("乙", Role.TELEPHONE, kind=SiteKind.DISCLOSURE, page=page("http://h.example/b/", "电话：86521234"))
    assert check_consistency(look(portal, section(SiteKind.DISCLOSURE, columns=[said_]))) == []


def test_the_last_change_counts_and_a_text_that_stayed_is_none() -> None:
    one, two, three = f"原来的{TEXT}", f"后来的{TEXT}", TEXT
    assert judged(seen(366, one, two, three)) == ("met", "ok")
    assert judged(seen(368, one, two, two)) == ("not_met", "stale")
    assert judged(seen(367, one, two, two)) == ("not_met", "stale")
    assert judged(seen(366, one, two, two)) == ("met", "ok")


def test_a_page_that_a_script_fills_in_part_is_judged_by_what_it_says() -> None:
    assert judged(page(URL, "很短", by_script=True)) == ("not_met", "too_short")


def test_a_page_is_watched_from_its_first_reading_on() -> None:
    assert judged(seen(366, TEXT, TEXT)) == ("not_met", "stale")
    assert judged(seen(365, TEXT, TEXT)) == ("inconclusive", "no_date")


def test_the_last_of_several_changes_counts() -> None:
    assert judged(seen(367, f"原来的{TEXT}", f"后来的{TEXT}", TEXT)) == ("met", "ok")


def test_a_page_whose_answer_is_not_kept_has_no_header() -> None:
    assert judged(PageView(URL, None, extract(URL, TEXT))) == ("inconclusive", "no_date")


def test_of_several_columns_of_one_role_what_is_unknown_goes_before_what_is_not_met() -> None:
    stale = column("a", Role.DUTIES, key="1", page=dated(400, f"职责{TEXT}"))
    unknown = column("b", Role.DUTIES, key="2", page=page("http://h.example/b/", f"任务{TEXT}"))
    for columns in ([stale, unknown], [unknown, stale]):
        found = [item for item in checked(section(columns=columns)).findings if item.role == "duties"]
        assert said(found) == [("inconclusive", "no_date")]


def test_what_both_sites_say_is_compared_in_the_running_month_alone() -> None:
    columns = [column(name, Role.TELEPHONE, kind=kind, page=page(f"http://h.example/{name}/", f"电话：8652123{number}")) for number, (name, kind) in enumerate((("a", SiteKind.PORTAL), ("b", SiteKind.DISCLOSURE)))]  # fmt: skip
    both = section(columns=columns[:1]), section(SiteKind.DISCLOSURE, columns=columns[1:])
    assert len(check_consistency(look(*both))) == 1
    assert check_consistency(look(*both, month=Month(2026, 9))) == []
