"""Tabs of letters, and of periods that are told from today: which hide a part of the column, and which do not."""

from datetime import date

import pytest

from crawler.reading.periods import period
from tests.crawler.pages.parts.test_column import URL, parts
from tests.crawler.pages.test_apart import ROWS, read


def bar(*names: str, on: int = 0) -> str:
    tabs = (f"<li{' class=on' * (number == on)}>{name}</li>" for number, name in enumerate(names))
    return f'<ul class="tab">{"".join(tabs)}</ul>'


@pytest.mark.parametrize(
    ("names", "hidden"),
    [
        ("A B C D", "B C D"),
        ("A-F G-L M-Z", "G-L M-Z"),
        ("ABC DEF", "DEF"),
        ("本周 上周", "上周"),
        ("今日 昨日", "昨日"),
        ("近一周 近一个月 近半年", "近一个月 近半年"),
        ("第四季度 本月", ""),
        ("一 二 三 四", "二 三 四"),
        ("十 十一 十二", "十一 十二"),
        ("春 夏 秋 冬", "夏 秋 冬"),
        ("Oct Sep. August", "Sep. August"),
        ("大 中 小", ""),
        ("日 一 二 三", ""),
        ("简 繁 英", ""),
        ("全部 A B C", ""),
        ("今天 晴", ""),
        ("周一 周二 周三", ""),
    ],
)
def test_of_letters_weeks_and_days_the_page_shows_the_marked_one(names: str, hidden: str) -> None:
    assert {name for name, _ in parts(bar(*names.split()))} == set(hidden.split())


def test_names_of_one_sign_each_are_tabs_where_a_click_turns_them() -> None:
    assert {name for name, _ in parts(bar("市", "区", "街").replace("<li", '<li onclick="q(this)"'))} == {"区", "街"}
    assert parts(bar("市", "区", "街")) == set()


def test_a_period_within_the_one_that_is_shown_is_no_part() -> None:
    assert parts(bar("今日", "本周", "本月", on=2)) == set()


def test_letters_that_lead_to_pages_are_asked() -> None:
    links = "".join(f'<a href="?zm={letter}">{letter}</a>' for letter in "AB")
    assert parts(f'<div class="zm">{links}</div>') == {(letter, f"{URL}?zm={letter}") for letter in "AB"}


@pytest.mark.parametrize("place", ['<a name="{0}"></a><h4>{0}</h4>', '<h4 id="{0}">{0}</h4>'])
def test_letters_that_lead_to_places_of_the_page_hide_nothing_though_no_name_begins_with_some(place: str) -> None:
    links = "".join(f'<a href="#{letter}"{" class=on" * (letter == "A")}>{letter}</a>' for letter in "ABCD")
    rows = f"</ul>{place.format('A')}<ul>{ROWS}</ul>{place.format('B')}<ul><li>红桥区</li>"
    assert not read(f'<div class="zm">{links}</div>', rows=rows).parts


@pytest.mark.parametrize(
    "above",
    [
        '<div class="fs"><a href="javascript:;" onclick="z(18)">A</a><a href="javascript:;" onclick="z(16)">A</a></div>',
        '<div class="lang"><a class="on" href="javascript:;">中</a><a href="javascript:;">EN</a></div>',
        '<p><a href="/today/">今日</a></p>',
        "<ul><li>今日</li><li>12</li><li>昨日</li><li>33</li></ul>",
    ],
)
def test_sizes_of_letters_languages_and_counts_of_visits_are_no_parts(above: str) -> None:
    assert parts(above) == set()


@pytest.mark.parametrize("steps", ["上一周 2026-11-02至2026-11-08 下一周", "前一天 2026-11-05 后一天"])
def test_steps_from_week_to_week_and_from_day_to_day_hide_what_came_before(steps: str) -> None:
    back, shown, on = steps.split()
    assert parts(
        f'<div><a href="javascript:w(-1)">{back}</a><b>{shown}</b><a href="javascript:w(1)">{on}</a></div>'
    ) == {("往期信息", "")}


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("今日", "2026-11-05", "2026-11-05"),
        ("前天", "2026-11-03", "2026-11-03"),
        ("本周", "2026-11-02", "2026-11-08"),
        ("上周", "2026-10-26", "2026-11-01"),
        ("下星期", "2026-11-09", "2026-11-15"),
        ("本月", "2026-11-01", "2026-11-30"),
        ("本季度", "2026-10-01", "2026-12-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("近三个月", "2026-08-07", "2026-11-05"),
        ("最近7天", "2026-10-29", "2026-11-05"),
        ("近半年", "2026-05-07", "2026-11-05"),
        ("Oct", "2026-10-01", "2026-10-31"),
        ("December", "2025-12-01", "2025-12-31"),
        ("Sep. 2025", "2025-09-01", "2025-09-30"),
        ("2026 May", "2026-05-01", "2026-05-31"),
    ],
)
def test_periods_are_told_from_today(name: str, first: str, last: str) -> None:
    assert period(name, date(2026, 11, 5)) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("name", ["上月", "下月", "前周", "上年", "明天"])
def test_steps_and_what_is_yet_to_come_tell_no_period(name: str) -> None:
    assert period(name, date(2026, 11, 5)) is None
