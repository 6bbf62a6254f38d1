"""Reading days: the spellings of real sites, and what must stay unread."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading import day_shapes, days, plain
from crawler.reading.days import find_in, in_address
from crawler.reading.days import read as read_day

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 28, 2, 0, tzinfo=ZONE)
DAYS = st.dates(date(2001, 1, 1), date(2026, 10, 27))


def read(text: str, reference: datetime = NOW) -> date | None:
    reading = read_day(text, reference, "list")
    return reading.day if reading else None


FULL = [
    "{y}-{m:02d}-{d:02d}", "{y}-{m}-{d}", "{y}/{m}/{d}", "{y}/{m:02d}/{d:02d}", "{y}.{m}.{d}", "{y}.{m:02d}.{d:02d}", "{y}年{m}月{d}日",
    "{y}年{m:02d}月{d:02d}日", "[{y}-{m:02d}-{d:02d}]", "({y}-{m:02d}-{d:02d})", "（{y}-{m:02d}-{d:02d}）", "【{y}/{m:02d}/{d:02d}】",
    "{y}{m:02d}{d:02d}", "{y}-{m:02d}-{d:02d} 09:30", "{y}-{m:02d}-{d:02d} 09:30:00", "{y}年{m}月{d}日 9时30分", "{y}年{m}月{d}日 09:30",
    "{y}-{m:02d}-{d:02d}T09:30:00", "{y}-{m:02d}-{d:02d}T09:30:00+08:00", "{y}-{m:02d}-{d:02d} 09:30:05.0", " {y}-{m:02d}-{d:02d} ",
    "{y} 年 {m} 月 {d} 日", "{y}-{m:02d}-{d:02d} 星期三", "{y}年{m}月{d}日（星期三）", "{y}.{m:02d}.{d:02d} 09:30", "{y}/{m:02d}/{d:02d} 09:30:00",
    "<{y}-{m:02d}-{d:02d}>", "|{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d}，", "{y}{m:02d}{d:02d}093000",
]  # fmt: skip


@given(DAYS, st.sampled_from(FULL))
def test_a_day_is_read_in_every_full_spelling(day: date, form: str) -> None:
    assert read(form.format(y=day.year, m=day.month, d=day.day)) == day


@given(DAYS)
def test_full_width_digits_are_digits(day: date) -> None:
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    assert read(day.isoformat().translate(wide)) == day


HAN = "零一二三四五六七八九"


def han_number(number: int) -> str:
    if number < 10:
        return HAN[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else HAN[tens]) + "十" + (HAN[ones] if ones else "")


@given(DAYS, st.sampled_from("零〇○"))
def test_chinese_numerals_are_read_with_every_zero(day: date, zero: str) -> None:
    year = "".join(HAN[int(digit)] for digit in str(day.year)).replace("零", zero)
    assert read(f"{year}年{han_number(day.month)}月{han_number(day.day)}日") == day


@given(
    DAYS,
    st.sampled_from(["{m:02d}-{d:02d}", "[{m:02d}-{d:02d}]", "{m}月{d}日", "{m:02d}/{d:02d}", "({m:02d}-{d:02d})"]),
)
def test_a_day_without_a_year_is_the_latest_one_not_after_the_fetch(day: date, form: str) -> None:
    found = read(form.format(m=day.month, d=day.day))
    assert found is not None
    assert (found.month, found.day) == (day.month, day.day)
    assert found <= NOW.date()
    if (day.month, day.day) != (2, 29):
        assert NOW.date() - found < timedelta(days=366)


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("12-31", datetime(2026, 1, 1, 2, tzinfo=ZONE), date(2025, 12, 31)),
        ("01-01", datetime(2026, 1, 1, 2, tzinfo=ZONE), date(2026, 1, 1)),
        ("01-02", datetime(2026, 1, 1, 2, tzinfo=ZONE), date(2025, 1, 2)),
        ("12-31", datetime(2025, 12, 31, 2, tzinfo=ZONE), date(2025, 12, 31)),
        ("02-29", datetime(2027, 3, 1, 2, tzinfo=ZONE), date(2024, 2, 29)),
        ("14-05-12", NOW, date(2014, 5, 12)),
        ("今天", NOW, date(2026, 10, 28)),
        ("今天 08:30", NOW, date(2026, 10, 28)),
        ("昨天", NOW, date(2026, 10, 27)),
        ("前天", NOW, date(2026, 10, 26)),
        ("3小时前", NOW, date(2026, 10, 27)),
        ("30分钟前", NOW, date(2026, 10, 28)),
        ("5天前", NOW, date(2026, 10, 23)),
        ("Fri Feb 21 00:00:00 CST 2020", NOW, date(2020, 2, 21)),
        ("1582214400000", NOW, date(2020, 2, 21)),
        ("2026-10-27T18:30:00Z", NOW, date(2026, 10, 28)),
        ("2026-10-27T23:30:00+08:00", NOW, date(2026, 10, 27)),
        ("二〇一四年五月十二日", NOW, date(2014, 5, 12)),
        ("二○一四年十二月三十一日", NOW, date(2014, 12, 31)),
        ("二零二六年十月一日", NOW, date(2026, 10, 1)),
    ],
)
def test_a_worked_case(text: str, reference: datetime, expected: date) -> None:
    assert read(text, reference) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "1/25", "第1/25页", "共25页", "1 2 3", "12", "2026", "2026年", "10月", "2026-13-01", "2026-02-30", "13月1日", "00-00", "99-99",
        "022-86521234", "13800138000", "2026-10-1222", "暂无", "更多>>", "下一页", "1.2.3", "10:30", "3.5%", "12.5万元", "110105199003074413",
        "发布时间", "1/2", "25/1", "第十二届", "三月", "十月怀胎", "2014-05", "05", "index_12", "v1.2.3", "A4", "300页", "〔2026〕17号", "2026年第3号", "2026年10月 (3)", "2026年10月（13）",
    ],
)  # fmt: skip
def test_what_is_no_day_stays_unread(text: str) -> None:
    assert read(text) is None


@given(st.text(max_size=80))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    reading = read_day(text, NOW, "list")
    assert reading is None or 1980 <= reading.day.year <= 2100


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://h/gzdt/202610/t20261012_123.html", date(2026, 10, 12)),
        ("http://h/art/2026/1/20/art_1_2.html", date(2026, 1, 20)),
        ("http://h/system/2018/07/13/035824255.shtml", date(2018, 7, 13)),
        ("http://h/2014-05/12/content_1.htm", date(2014, 5, 12)),
        ("http://h/2014/5/12/", date(2014, 5, 12)),
        ("http://h/zwgk/202613/t20261399_1.html", None),
        ("http://h/info/2299/87444.htm", None),
        ("http://h/show.jsp?id=20261012", None),
    ],
)
def test_the_day_in_an_address(address: str, expected: date | None) -> None:
    reading = in_address(address)
    assert (reading.day if reading else None) == expected


@given(DAYS)
def test_a_row_ends_with_its_day(day: date) -> None:
    reading = find_in(f"关于2019年3月5日会议的通知 {day.isoformat()}", NOW, "list")
    assert reading is not None and reading.day == day


def test_the_raw_text_is_kept_for_an_appeal() -> None:
    reading = read_day("[2026-10-12 09:30]", NOW, "list")
    assert reading is not None
    assert (reading.raw, reading.precision, reading.clock, reading.source) == (
        "[2026-10-12 09:30]",
        "minute",
        "09:30",
        "list",
    )


TABLE = [
    line.rstrip("\n")
    for line in (Path(__file__).parent / "dates.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", TABLE)
def test_a_text_of_the_table_is_read_as_people_read_it(line: str) -> None:
    text, _, expected = line.rpartition(" | ")
    reading = read_day(text, NOW, "list")
    assert (f"{reading.day} {reading.precision}" if reading else "-") == expected


def test_the_table_is_long_enough() -> None:
    assert len(set(TABLE)) >= 300


MOSTLY_CHINESE = st.text(
    st.one_of(
        st.sampled_from(
            "今昨前刚年月日天才〇一二三四十廿 \t\u3000~～—–－·．：，。（）“”…0１2９AＺzｏO①㈠㋀⽉\uf98e\u200b\xad\xa0"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=200,
)


@given(MOSTLY_CHINESE)
def test_the_plain_form_of_usual_texts_is_the_one_of_all_texts(text: str) -> None:
    slowly = " ".join(unicodedata.normalize("NFKC", text.translate(plain._ALIKE)).translate(plain._ALIKE).split())
    assert plain.plain(text) == slowly


_HINT = re.compile(
    rf"\d\s?[-/.年月]\s?\d|(?:19|20)\d{{6}}|今天|今日|昨天|昨日|前天|刚刚|刚才|前$|前[^\u4e00-\u9fa5]|[{day_shapes.HAN}]{{4}}年|[{day_shapes.TENS}]月[{day_shapes.TENS}]"
    rf"|[A-Z][a-z]{{2,8}} .*\d{{4}}|(?<!\d)1\d{{12}}$|\d{{1,2}}\s?月"
)
"""All that a day may be told by, one after the other, as a person would write it down."""


@given(
    MOSTLY_CHINESE
    | st.text("今昨前刚天日才年月一二十〇O0192-/. \nAbcde１②", max_size=20)
    | st.text("1907 ", min_size=12, max_size=15)
)
def test_a_text_looks_like_a_day_where_the_whole_pattern_says_so(text: str) -> None:
    slowly = bool(_HINT.search(text) or (not text.isascii() and _HINT.search(plain.plain(text))))
    assert days.looks_like(text) is slowly


def test_every_usual_character_has_its_plain_form() -> None:
    odd = [
        character
        for character in map(chr, range(0x10000))
        if plain._USUAL.fullmatch(character)
        and plain._plain(f"x{character}x")
        != " ".join(
            unicodedata.normalize("NFKC", f"x{character}x".translate(plain._ALIKE)).translate(plain._ALIKE).split()
        )
    ]
    assert odd == []
