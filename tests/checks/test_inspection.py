"""The measures of the checks of 2019: columns by their content, a year's standstill, guides; what nothing tells is unknown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.findings import Check, Finding, Outcome, SiteResult
from checks.freshness import check_freshness, check_idle
from checks.guides import ELEMENTS, check_guides, elements
from checks.inspection import site_inspection
from checks.survey import site_survey
from config.schema import Column, Content, Role, Section, Site, SiteKind
from config.settings import resolve_section
from tests.builders import NIGHT, column, entry, look, page, reference, said, section

SITE = Site(id="zhengwu", kind=SiteKind.PORTAL, name="政务网", home="http://h.example/", hosts=("h.example",))
DESK = column("网上办事", Role.SERVICES)
GUIDE = tuple(f"{name}：{name}的具体内容" for name in ELEMENTS)


def measures(
    *findings: Finding, outcome: Outcome = Outcome.MET, known: bool = True
) -> dict[str, tuple[int, int | None]]:
    result = SiteResult("zhengwu", outcome, findings) if known else None
    return {item.name.what: (item.lower, item.upper) for item in site_inspection(SITE, result, ())}


def found(check: Check, outcome: Outcome, name: str = "a", **changes: object) -> Finding:
    return Finding(check, "zhengwu", outcome, f"http://h.example/{name}/", column=name, **changes)  # type: ignore[arg-type]


# ---- windows ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "freshness", "window"),
    [("news", None, "14d"), ("notices", None, "6mo"), ("policies", None, "6mo"), ("statistics", None, "3mo"), ("replies", None, "2mo"), ("policies", "1y", "1y"), (None, None, None)],
)  # fmt: skip
def test_a_columns_content_gives_its_window_unless_it_has_one_of_its_own(
    content: str | None, freshness: str | None, window: str | None
) -> None:
    own = Column.model_validate({"name": "栏目", "url": "a/", "content": content, "freshness": freshness})
    (place,) = resolve_section(SITE, "jyj", Section(home="/jyj/", columns=(own,))).columns
    assert place.freshness == window


@pytest.mark.parametrize(
    ("day", "changes", "expected"),
    [
        ("2026-10-12", {}, [("met", "")]),
        ("2025-10-27", {}, [("met", "")]),
        ("2025-10-26", {}, [("not_met", "stale")]),
        ("2025-10-26", {"complete": False, "reason": "limit"}, [("inconclusive", "not_read")]),
        ("2025-10-26", {"freshness": "14d"}, []),
        ("2025-10-26", {"is_counted": False}, []),
    ],
)
def test_a_list_without_a_window_should_be_updated_within_a_year(
    day: str, changes: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    own = column("栏目", **changes)
    shown = replace(section(columns=[own]), entries=(entry("x", day, column=own),))
    assert said(check_idle(look(shown))) == expected


def test_a_finding_of_freshness_says_what_its_column_holds() -> None:
    own = column("政策", freshness="6mo")
    own = replace(own, place=replace(own.place, content=Content.POLICIES))
    found = [item for item in check_freshness(look(section(columns=[own]))) if item.column == "政策"]
    assert [item.category for item in found] == ["policies"]


# ---- counts -----------------------------------------------------------------------------------------------------------------


def test_stale_columns_of_every_window_are_counted_together_and_blank_ones_are_not() -> None:
    stale = [
        found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "a", role="14d"),
        found(Check.COLUMN_IDLE, Outcome.NOT_MET, "b", role="1y"),
    ]
    blank = [found(Check.COLUMN_IDLE, Outcome.NOT_MET, "c", role="1y"), found(Check.EMPTY_COLUMN, Outcome.NOT_MET, "c")]
    home = found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "home", role="section")
    assert measures(*stale, *blank, home)["long_stale"] == (2, 2)
    unread = found(Check.COLUMN_IDLE, Outcome.INCONCLUSIVE, "d", role="1y")
    assert measures(*stale, unread)["long_stale"] == (2, 3)
    assert measures(*stale, outcome=Outcome.INCONCLUSIVE)["long_stale"] == (2, None)
    assert measures(known=False)["long_stale"] == (0, None)


def test_a_list_of_which_nobody_said_what_it_holds_may_be_stale_news() -> None:
    seen = found(Check.AVAILABILITY, Outcome.INCONCLUSIVE, last_seen=NIGHT)
    old = found(Check.COLUMN_IDLE, Outcome.MET, "old", role="1y", published=NIGHT - timedelta(days=15))
    new = found(Check.COLUMN_IDLE, Outcome.MET, "new", role="1y", published=NIGHT - timedelta(days=14))
    news = found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "news", role="14d")
    plans = found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "plans", role="1y")
    statistics = found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "s", role="3mo", category="statistics")
    assert measures(seen, new, news, plans, statistics)["stale_lists"] == (1, 1)
    assert measures(seen, old, new, news)["stale_lists"] == (1, 2)
    assert measures(seen, old, outcome=Outcome.INCONCLUSIVE)["stale_lists"] == (0, None)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((), (0, 1)),
        ((Outcome.MET,), (0, 0)),
        ((Outcome.NOT_MET,), (1, 1)),
        ((Outcome.NOT_MET, Outcome.MET), (0, 0)),
        ((Outcome.NOT_MET, Outcome.INCONCLUSIVE), (0, 1)),
    ],
)
def test_policies_are_in_time_where_one_column_of_them_is(
    outcomes: tuple[Outcome, ...], expected: tuple[int, int]
) -> None:
    columns = [
        found(Check.COLUMN_FRESHNESS, outcome, str(number), role="6mo", category="policies")
        for number, outcome in enumerate(outcomes)
    ]
    assert measures(*columns)["stale_policies"] == expected
    assert measures(*columns)["stale_replies"] == (0, 1), "no column is said to hold replies"


def test_statistics_and_replies_are_neither_news_nor_notices() -> None:
    known = SiteResult("zhengwu", Outcome.MET, (found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "s", role="3mo", category="statistics"),))  # fmt: skip
    counted = {item.name.what: item.value for item in site_survey(SITE, known, ())}
    assert (counted["stale_news"], counted["stale_notices"], counted["stale_plans"]) == (0, 0, 0)


def test_without_any_guide_and_any_visit_nothing_is_certain() -> None:
    nothing = measures()
    assert (nothing["poor_guides"], nothing["no_services"], nothing["unavailable"]) == ((0, None), (0, 1), (0, 1))
    shown = found(Check.GUIDE, Outcome.NOT_MET, "g", quotes=("联系电话：86",))
    assert (measures(shown)["poor_guides"], measures(shown)["no_services"]) == ((1, 1), (0, 0))


# ---- guides -----------------------------------------------------------------------------------------------------------------


def guide(*texts: str, services: bool = True, **changes: object) -> list[tuple[str, str]]:
    item = entry("a", column=DESK, texts=texts, **changes)
    return said(check_guides(look(section(columns=[DESK], entries=[item]), services=services)))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (GUIDE, ("met", "ok")),
        (GUIDE[:5], ("met", "ok")),
        (GUIDE[:4], ("not_met", "guide_incomplete")),
        ((), ("not_met", "guide_incomplete")),
        ((*GUIDE[:4], "办理时间：", "联系电话：暂无"), ("not_met", "guide_incomplete")),
        ((*GUIDE[:4], "办理时间", "工作日 9:00 至 17:00"), ("met", "ok")),
        ((*GUIDE[:4], "办理时间", "联系电话", "办理流程"), ("not_met", "guide_incomplete")),
    ],
)
def test_a_guide_lacks_what_stands_nowhere_with_something_behind_it(
    texts: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert guide(*texts) == [expected]


def test_a_guide_in_a_picture_or_a_file_is_unknown_and_other_units_have_none() -> None:
    assert guide(media=("http://h.example/liucheng.png",)) == [("inconclusive", "guide_elsewhere")]
    assert guide(offered=(reference("http://h.example/a.doc", "办事指南.doc"),)) == [
        ("inconclusive", "guide_elsewhere")
    ]
    assert guide(offered=(reference("http://h.example/a.doc", "申请表.doc"),)) == [("not_met", "guide_incomplete")]
    assert guide(*GUIDE, services=False) == []
    unread = entry("a", column=DESK, article=None, answer=None)
    assert said(check_guides(look(section(columns=[DESK], entries=[unread]), services=True))) == [
        ("inconclusive", "page_not_read")
    ]


def test_what_a_footer_says_is_no_element_of_a_guide() -> None:
    footer = "联系电话：022-86510000 办公时间：工作日"
    pages = tuple(page(f"http://h.example/{number}", footer) for number in range(4))
    item = entry("a", column=DESK, texts=(*GUIDE[:4], footer))
    (judged,) = check_guides(look(section(columns=[DESK], entries=[item], pages=pages), services=True))
    assert "联系电话" in judged.message and judged.outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("text", "element", "quote"),
    [
        ("一、受理条件：本区户籍居民", "申请条件", "申请条件：本区户籍居民"),
        ("咨询电话 022-86516789", "联系电话", "联系电话：022-86516789"),
        ("（三）申请材料 1.身份证", "办理材料", "办理材料：1.身份证"),
        ("【办理地点】光荣道1号", "办理地点", ""),
        ("您可以查询办理流程", "办理流程", ""),
        ("申请条件：无", "申请条件", "申请条件：无"),
    ],
)
def test_an_element_is_told_by_its_name_at_the_beginning_of_its_words(text: str, element: str, quote: str) -> None:
    assert elements([text]).get(element, "") == quote
