"""Steps from one month or year of a list to another: the page shows one of them."""

import pytest

from tests.crawler.pages.parts.test_column import parts
from tests.crawler.pages.test_apart import read
from tests.crawler.pages.test_marks_of_going_on import says

MONTHS = {("2026年9月", ""), ("2026年11月", "")}
YEARS = {("2025年", ""), ("2027年", "")}


@pytest.mark.parametrize(
    ("stepper", "found"),
    [
        ('<div><a href="javascript:;" onclick="y(-1)">&lt;</a><span>2026年</span><a href="javascript:;" onclick="y(1)">&gt;</a></div>', YEARS),
        ('<div><a href="javascript:p()">上一年</a> <b>2026年度</b> <a href="javascript:n()">下一年</a></div>', YEARS),
        ('<div class="ym"><span class="prev" onclick="m(-1)">&lt;</span><b>2026年10月</b><span class="next" onclick="m(1)">&gt;</span></div>', MONTHS),
        ('<div><a href="javascript:p()">上个月</a> <b>2026年10月</b> <a href="javascript:n()">下个月</a></div>', MONTHS),
        ('<div><span onclick="p()">上一月</span><span class="on">2026年10月</span><span onclick="n()">下一月</span></div>', MONTHS),
        ('<div class="ym"><i class="prev" onclick="m(-1)"></i><b>2026-10</b><i class="next" onclick="m(1)"></i></div>', MONTHS),
        ('<div class="ym"><i class="el-icon-arrow-left" @click="p"></i><span>2026年10月</span><i class="el-icon-arrow-right" @click="n"></i></div>', MONTHS),
        ('<div><button onclick="m(-1)">«</button> 2026年10月 <button onclick="m(1)">»</button></div>', MONTHS),
        ('<div><input type="button" value="◀" onclick="y(-1)"><input readonly value="2026年10月"><input type="button" value="▶" onclick="y(1)"></div>', MONTHS),
        ('<div><a href="javascript:p()"><img src="left.gif"></a> <b>2026年10月</b> <a href="javascript:n()"><img src="right.gif"></a></div>', MONTHS),
        ('<div><a href="javascript:p()">&lt;</a><b>2026</b>年<b>10</b>月<a href="javascript:n()">&gt;</a></div>', MONTHS),
        ('<div>月份：<input type="month" value="2026-10" onchange="q(this.value)"></div>', MONTHS),
        ('<div><b>2026年10月</b> <a href="javascript:p()">上一月</a></div>', {("2026年9月", "")}),
        ('<div><a href="javascript:p()">&lt;</a><b>2026年第一季度</b><a href="javascript:n()">&gt;</a></div>', {("2025年第四季度", ""), ("2026年第二季度", "")}),
        ('<div><a href="javascript:p()">上个月</a> <a href="javascript:n()">下个月</a></div>', {("往月信息", "")}),
        ('<p><a href="./86.html">上一期</a> <b>第87期</b></p>', {("往期信息", "http://h.cn/zjw/gzdt/86.html")}),
        ('<p><a onclick="p()">上一期</a> <b>第87期</b> <a onclick="n()">下一期</a></p>', {("往期信息", "")}),
        (
            '<div><a href="?m=2026-09">上个月</a><b>2026年10月</b><a href="?m=2026-11">下个月</a></div>',
            {("2026年9月", "http://h.cn/zjw/gzdt/?m=2026-09"), ("2026年11月", "http://h.cn/zjw/gzdt/?m=2026-11")},
        ),
    ],
)  # fmt: skip
def test_the_periods_beside_the_one_that_is_shown_are_parts(stepper: str, found: set[tuple[str, str]]) -> None:
    assert parts(stepper) == found


WEEK = f"<table><tr>{''.join(f'<td>{day}</td>' for day in '日一二三四五六')}</tr></table>"


@pytest.mark.parametrize(
    "beside",
    [
        f'<div><p><a href="javascript:p()">&lt;</a><b>2026年10月</b><a href="javascript:n()">&gt;</a></p>{WEEK}</div>',
        '<div class="side"><a href="javascript:p()">&lt;</a><b>2026年10月</b><a href="javascript:n()">&gt;</a></div>',
        "<div><h3>2026年10月</h3></div>",
        '<div class="slide"><a class="prev" href="javascript:p()"></a><a class="next" href="javascript:n()"></a></div>',
        '<div><a href="javascript:history.back()">&lt;&lt; 返回</a></div>',
        '<div><a href="javascript:p()">&lt;</a><b>第10期</b><a href="javascript:n()">&gt;</a></div>',
    ],
)
def test_calendars_headings_and_slides_are_no_steppers(beside: str) -> None:
    assert parts(beside) == set()


@pytest.mark.parametrize("href", ["?m=2026-11", "javascript:n()"])
def test_the_arrows_of_a_stepper_turn_no_page(href: str) -> None:
    stepper = f'<div><a href="{href}">&lt;</a><b>2026年10月</b><a href="{href}">&gt;</a></div>'
    assert says(read(stepper)) == "end"
