"""Days of calendars beside a list are no pages of it, and hide others where the list shows those of one day."""

import re

import pytest

from tests.crawler.pages.test_marks_of_going_on import ROWS, read, says

ONE_DAY = re.sub(r"2026-10-\d\d", "2026-11-05", ROWS)
PICKER = '<input class="laydate" value="{}">'


def calendar(link: str, *, is_filled: bool) -> str:
    """October 2026 as a table, its last row with or without the empty cells behind the 31st."""
    cells = [""] * 4 + [f'<a href="{link.format(day)}">{day}</a>' if link else str(day) for day in range(1, 32)]
    cells += [""] * 7 if is_filled else []
    weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
    head = "".join(f"<th>{day}</th>" for day in "日一二三四五六")
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in week)}</tr>" for week in weeks)
    first = '<td colspan="4"></td>' if not is_filled else "<td></td>" * 4
    return f"<table><tr>{head}</tr>{body.replace('<td></td>' * 4, first, 1)}</table>"


@pytest.mark.parametrize("is_filled", [True, False])
@pytest.mark.parametrize("link", ["?d={}", "/rl/{}.html", "#", ""])
@pytest.mark.parametrize("is_above", [True, False])
def test_a_calendar_turns_no_pages_whether_or_not_its_last_row_is_filled(
    link: str, *, is_filled: bool, is_above: bool
) -> None:
    month = calendar(link, is_filled=is_filled)
    assert says(read("", above=month) if is_above else read(month)) == "end"


def test_what_is_named_a_calendar_is_one_whatever_its_shape() -> None:
    days = "".join(f'<li><a href="?date=2026-10-{day:02d}">{day}</a></li>' for day in range(1, 32))
    assert says(read("", above=f'<ul class="rili">{days}</ul>')) == "end"


def test_a_row_of_numbers_below_a_table_of_seven_columns_is_a_pager() -> None:
    cells = "<td>x</td>" * 5
    rows = "".join(
        f'<tr><td><a href="/gzdt/40{n}.html">区住建委检查在建工地扬尘治理第{n}次</a></td>{cells}<td>2026-10-{n}</td></tr>'
        for n in range(11, 16)
    )
    pager = '<tr><td colspan="7"><b>1</b> <a href="list_2.html">2</a> <a href="list_3.html">3</a></td></tr>'
    assert says(read("", rows=f"</ul><table>{rows}{pager}</table><ul>")) == "follow"


def test_arrows_of_a_calendar_and_years_that_a_script_filters_by_turn_no_pages() -> None:
    month = "<p><a href='javascript:p()'>&lt;</a> 2026年10月 <a href='javascript:n()'>&gt;</a></p>"
    assert says(read("", above=f'<div class="calendar">{month}{calendar("", is_filled=True)}</div>')) == "end"
    years = "".join(f'<dd><a href="javascript:;">{year}</a></dd>' for year in (2026, 2025))
    assert says(read("", above=f'<dl><dt>年份</dt><dd class="on">全部</dd>{years}</dl>')) == "end"


@pytest.mark.parametrize(
    "beside",
    [
        calendar("?d={}", is_filled=True),
        calendar("#", is_filled=True).replace("<a ", '<a onclick="q()" '),
        '<div class="days"><b onclick="q(4)">4</b><b class="on" onclick="q(5)">5</b><b onclick="q(6)">6</b></div>',
        '<input type="date" value="2026-11-05" onchange="q(this.value)">',
        PICKER.format("2026年11月5日"),
        PICKER.format("2026年11月"),
        """<input id="m" value="2026-11"><script>laydate.render({elem: "#m", done: function (v) { q(v) }})</script>""",
        """<input value="2026-11-05" onclick="WdatePicker()">""",
    ],
)
def test_where_all_rows_lie_on_the_chosen_day_those_of_others_are_hidden(beside: str) -> None:
    (part,) = read("", beside, rows=ONE_DAY).parts
    assert (part.name, part.address) == ("其他日期", "")
    assert "2026年11月<" in beside or read("", beside).parts == ()


@pytest.mark.parametrize(
    "beside",
    [
        calendar("", is_filled=True),
        '<form action="/s"><input type="date" name="a"><input type="submit"></form>',
        '<div class="days"><b onclick="q(7)">7</b><b class="on" onclick="q(8)">8</b><b onclick="q(9)">9</b></div>',
        "<p>" + "".join(f'<a href="javascript:q({n})">{n}</a>' for n in range(1, 9)) + "</p>",
        PICKER.format("2026-11-04"),
        PICKER.format(""),
    ],
)
def test_a_calendar_that_does_nothing_and_another_day_hide_nothing(beside: str) -> None:
    assert read("", beside, rows=ONE_DAY).parts == ()


@pytest.mark.parametrize(
    ("bar", "addresses"),
    [
        ('<div><b>11-05</b> | <a onclick="d(4)">11-04</a> | <a onclick="d(3)">11-03</a></div>', {""}),
        ('<div><b>11月5日</b><a href="/rl/1104.html">11月4日</a></div>', {"http://h.cn/rl/1104.html"}),
        (
            '<p><a href="?d=1105">2026-11-05</a><a href="?d=1104">2026-11-04</a></p>',
            {"http://h.cn/gzdt/list.html?d=1104"},
        ),
    ],
)
def test_days_side_by_side_are_parts_of_their_months_where_all_rows_lie_on_one_of_them(
    bar: str, addresses: set[str]
) -> None:
    found = read("", bar, rows=ONE_DAY).parts
    assert ({part.address for part in found}, {part.name for part in found}) == (addresses, {"2026年11月"})
    assert read("", bar).parts == ()


@pytest.mark.parametrize(
    "bar",
    [
        "<div><b>11-05</b> <span>11-04</span></div>",
        '<p>本栏目更新于<a href="?d=1105">2026-11-05</a></p>',
        '<div><a onclick="d(2)">11-02</a> <a onclick="d(1)">11-01</a></div>',
    ],
)
def test_days_that_do_nothing_and_those_of_other_things_are_no_parts(bar: str) -> None:
    assert read("", bar, rows=ONE_DAY).parts == ()


@pytest.mark.parametrize("said", ["@focus", "onfocus", "v-on:focus", "@click", "ontouchstart"])
def test_a_field_shows_a_calendar_however_it_says_that_it_was_come_to(said: str) -> None:
    (part,) = read("", f'<input value="2026-11-05" {said}="showCalendar()">', rows=ONE_DAY).parts
    assert part.name == "其他日期"


@pytest.mark.parametrize(
    "field",
    [
        '年份：<input id="y" value="2026" onchange="q()"><button onclick="q()">查询</button>',
        '<input class="laydate" value="2026年">',
    ],
)
def test_a_field_for_a_year_that_holds_all_rows_hides_those_of_the_years_beside_it(field: str) -> None:
    assert {part.name for part in read("", field).parts} == {"2025年", "2027年"}
    assert read("", field.replace("2026", "2025")).parts == ()
