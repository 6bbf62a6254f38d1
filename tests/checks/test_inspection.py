"""The measures of the checks of 2019: columns by their content, a year's standstill, guides; what nothing tells is unknown."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checks.findings import Check, Finding, Measure, Outcome, SiteResult, UnitMonth
from checks.freshness import check_freshness, check_idle
from checks.guides import ELEMENTS, check_guides, elements
from checks.inspection import site_inspection
from checks.reasons import Reason
from checks.replies import LAST
from checks.survey import site_survey
from config.month import Month
from config.schema import Column, Content, Role, Section, Site, SiteKind
from config.settings import resolve_section
from tests.builders import NIGHT, answer, column, entry, look, page, reference, said, section

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


# ---- what is counted, case by case ------------------------------------------------------------------------------------------


def whole(*findings: Finding, units: tuple[UnitMonth, ...] = (), outcome: Outcome = Outcome.MET) -> dict[str, Measure]:
    result = SiteResult("zhengwu", outcome, findings)
    return {item.name.what: item for item in site_inspection(SITE, result, units)}


def short(measure: Measure) -> tuple[str, int, int | None, int]:
    return measure.outcome.value, measure.lower, measure.upper, len(measure.findings)


def test_findings_of_units_count_where_they_are_the_sites() -> None:
    own = found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "a", role="14d")
    others = (replace(own, subject="http://h.example/b/"), replace(own, site="gongkai", subject="http://o.example/"))
    counted = whole(units=(UnitMonth("jyj", "2026-10", (), (own, *others), ()),))
    assert short(counted["stale_lists"]) == short(counted["long_stale"]) == ("not_met", 2, 2, 2)


@pytest.mark.parametrize(("window", "lists"), [("14d", 1), ("6mo", 1), ("187d", 0), ("1y", 0)])
def test_a_list_is_news_or_a_notice_by_its_window(window: str, lists: int) -> None:
    own = found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, role=window)
    assert (whole(own)["stale_lists"].value, whole(own)["long_stale"].value) == (lists, 1)


FRESH = found(Check.COLUMN_IDLE, Outcome.MET, "new", role="1y", published=NIGHT - timedelta(days=14))
OLD = replace(FRESH, subject="http://h.example/old/", published=NIGHT - timedelta(days=15))
SEEN = found(Check.AVAILABILITY, Outcome.MET, last_seen=NIGHT)
BLANK = found(Check.EMPTY_COLUMN, Outcome.NOT_MET, "old")


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((SEEN, FRESH), ("met", 0, 0, 0)),
        ((SEEN, OLD), ("inconclusive", 0, 1, 0)),
        ((replace(SEEN, last_seen=NIGHT - timedelta(days=30)), SEEN, OLD), ("inconclusive", 0, 1, 0)),
        ((SEEN, replace(SEEN, last_seen=None), FRESH), ("met", 0, 0, 0)),
        ((SEEN, replace(FRESH, last_seen=NIGHT + timedelta(days=9))), ("met", 0, 0, 0)),
        ((FRESH,), ("inconclusive", 0, 1, 0)),
        ((SEEN, replace(FRESH, published=None)), ("inconclusive", 0, 1, 0)),
        ((SEEN, OLD, BLANK), ("met", 0, 0, 0)),
        ((SEEN, OLD, replace(BLANK, outcome=Outcome.INCONCLUSIVE)), ("inconclusive", 0, 1, 0)),
        ((SEEN, OLD, replace(BLANK, fixed_on=NIGHT)), ("inconclusive", 0, 1, 0)),
        ((SEEN, found(Check.COLUMN_FRESHNESS, Outcome.NOT_MET, "old", role="14d"), BLANK), ("met", 0, 0, 0)),
    ],
)  # fmt: skip
def test_a_list_may_be_stale_news_where_no_row_of_two_weeks_is_seen(
    findings: tuple[Finding, ...], expected: tuple[str, int, int | None, int]
) -> None:
    assert short(whole(*findings)["stale_lists"]) == expected


def test_other_findings_than_those_of_updates_are_no_stale_columns() -> None:
    other = found(Check.MESSAGES, Outcome.NOT_MET, "m", role=LAST)
    met = found(Check.COLUMN_IDLE, Outcome.MET, "n", role="1y")
    assert short(whole(SEEN, other, met)["long_stale"]) == ("met", 0, 0, 0)


REPLIES = found(Check.COLUMN_FRESHNESS, Outcome.MET, "box", role="2mo", category="replies")
TOLD = found(Check.MESSAGES, Outcome.NOT_MET, "box", role=LAST, reason=Reason.STALE)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((), 0),
        ((TOLD,), 1),
        ((replace(TOLD, reason=Reason.NO_MESSAGE),), 0),
        ((replace(TOLD, reason=Reason.PAGE_NOT_READ),), 0),
        ((replace(TOLD, role="别的"),), 0),
        ((replace(TOLD, check=Check.WORDS),), 0),
        ((replace(TOLD, subject="http://h.example/other/"),), 0),
    ],
)
def test_a_column_of_messages_was_updated_when_its_last_reply_was_published(
    told: tuple[Finding, ...], expected: int
) -> None:
    assert whole(REPLIES, *told)["stale_replies"].value == expected


def test_what_messages_tell_of_a_column_is_asked_for_replies_alone() -> None:
    policies = replace(REPLIES, category="policies")
    assert whole(policies, TOLD)["stale_policies"].value == 0
    assert whole(replace(policies, check=Check.GUIDE))["stale_policies"].value is None


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.MET, ("met", 0, 0, 1)),
        (Outcome.NOT_MET, ("not_met", 1, 1, 1)),
        (Outcome.INCONCLUSIVE, ("inconclusive", 0, 1, 1)),
    ],
)
def test_a_site_was_out_of_reach_as_its_visits_say(
    outcome: Outcome, expected: tuple[str, int, int | None, int]
) -> None:
    first = found(Check.AVAILABILITY, outcome, last_seen=NIGHT)
    assert short(whole(found(Check.WORDS, Outcome.NOT_MET), first)["unavailable"]) == expected
    second = replace(first, outcome=Outcome.MET if outcome is not Outcome.MET else Outcome.NOT_MET)
    assert short(whole(first, second)["unavailable"])[:3] == expected[:3]
    assert whole(first, replace(second, subject="b"))["unavailable"].findings[0] == first.key


def test_a_service_is_shown_by_the_first_guide_that_could_be_read() -> None:
    guides = [
        found(Check.GUIDE, Outcome.NOT_MET, "unread"),
        found(Check.GUIDE, Outcome.INCONCLUSIVE, "unsure", quotes=("x",)),
        found(Check.GUIDE, Outcome.MET, "first", quotes=("x",)),
        found(Check.GUIDE, Outcome.NOT_MET, "second", quotes=("x",)),
    ]
    other = found(Check.WORDS, Outcome.NOT_MET, "w", quotes=("x",))
    assert whole(other, *guides)["no_services"].findings == (guides[2].key,)
    assert short(whole(other, *guides[:2])["no_services"]) == ("inconclusive", 0, 1, 0)
    assert short(whole(other, *guides)["poor_guides"]) == ("inconclusive", 2, 3, 2)
    assert short(whole(other)["poor_guides"]) == ("inconclusive", 0, None, 0)


# ---- the words of a guide ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "quote"),
    [
        (("办理时间：工作日", "光荣道1号"), "办理时间：工作日"),
        (("光荣道1号", "办理时间：", "工作日"), "办理时间：工作日"),
        (("光荣道1号", "办理时间："), ""),
        (("办理时间：", "联系电话：86516789"), ""),
    ],
)
def test_an_elements_words_stand_behind_its_name_or_in_the_next_text(texts: tuple[str, ...], quote: str) -> None:
    assert elements(texts).get("办理时间", "") == quote


def test_a_guide_that_every_page_offers_is_none_of_the_items() -> None:
    offered = reference("http://h.example/all.doc", "网站使用指南")
    pages = tuple(page(f"http://h.example/{number}", links=(offered,)) for number in range(4))
    item = entry("a", column=DESK, texts=(), offered=(offered,))
    assert said(check_guides(look(section(columns=[DESK], entries=[item], pages=pages), services=True))) == [
        ("not_met", "guide_incomplete")
    ]


def test_guides_are_asked_for_in_the_running_month_of_what_is_listed() -> None:
    shown = section(columns=[DESK], entries=[entry("a", column=DESK, texts=GUIDE)])
    (found_,) = check_guides(look(shown, services=True))
    assert len(found_.quotes) == len(ELEMENTS)
    assert check_guides(look(shown, services=True, month=Month(2026, 9))) == []
    assert guide(*GUIDE, is_listed=False) == []
    assert guide(article=None, answer=answer("a", 404)) == [("not_met", "http_404")] or guide(*GUIDE)
    broken = entry("a", column=DESK, answer=answer("a", 500))
    assert said(check_guides(look(section(columns=[DESK], entries=[broken]), services=True))) == [
        ("inconclusive", "page_not_read")
    ]


def test_a_guides_words_are_quoted_in_part() -> None:
    assert elements([f"办理时间：{'时' * 70}"])["办理时间"] == f"办理时间：{'时' * 60}"
