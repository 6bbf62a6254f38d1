"""One reader of days serves every place: each spelling that is read at all is read wherever it stands (MEASURING 1).

The spellings are those of `dates.txt`; where a place makes one ambiguous, `AMBIGUOUS` says why.
"""

import html
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler.pages.reader import read_page
from crawler.reading.days import looks_like
from crawler.reading.document import Document
from crawler.records.day import DateReading
from crawler.records.items import PageExtract

NOW = datetime(2026, 10, 28, 2, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TITLES = ("关于开展安全生产大检查工作的通知", "区教育局召开秋季开学工作会议", "我区举办全民健身系列活动")
BODY = (
    "<div class='TRS_Editor'><p>各单位要切实提高思想认识，压实工作责任，细化工作措施，确保各项任务落到实处。</p></div>"
)


def spellings() -> list[tuple[str, str]]:
    """Text, and day with precision, of each line of the table that is a day."""
    lines = (Path(__file__).parent / "dates.txt").read_text(encoding="utf-8").splitlines()
    pairs = [line.rpartition(" | ")[::2] for line in lines if line and not line.startswith("#")]
    return [(text, expected) for text, expected in pairs if expected != "-"]


def told(reading: DateReading | None) -> str:
    """A reading as the table writes it."""
    return f"{reading.day} {reading.precision}" if reading else "undated"


def page(markup: str, *, is_list: bool = True, template: str = "generic") -> PageExtract:
    """A page of this markup, read as the night reads it."""
    return read_page(Document("http://h.cn/gzdt/index", markup), template, NOW, is_list=is_list)


def rows(form: str, spelling: str) -> str:
    """Three rows of one form; `{n}`, `{title}` and `{day}` are filled in."""
    return "".join(
        form.format(n=number, title=title, day=html.escape(spelling)) for number, title in enumerate(TITLES, 1)
    )


def list_days(markup: str, template: str = "generic") -> list[str]:
    """The days of the three rows; a row that is missing or has another title is told by its absence."""
    found = page(markup, template=template).entries
    return [told(entry.date) for entry in found if entry.title in TITLES]


def in_list(form: str) -> Callable[[str], list[str]]:
    """A place in the rows of a list."""
    return lambda spelling: list_days(f"<html><body><ul class='list'>{rows(form, spelling)}</ul></body></html>")


def in_table(spelling: str) -> list[str]:
    """A cell of its own."""
    form = "<tr><td>{n}</td><td><a href='/a/{n}.html'>{title}</a></td><td>{day}</td></tr>"
    return list_days(f"<html><body><table>{rows(form, spelling)}</table></body></html>")


def in_script(spelling: str) -> list[str]:
    """An element of an array."""
    arrays = [
        json.dumps([f"/a/{number}.html", title, spelling], ensure_ascii=False) for number, title in enumerate(TITLES, 1)
    ]
    lines = "\n".join(f"rows[{number}] = {array};" for number, array in enumerate(arrays))
    return list_days(f"<html><body><div id='list'></div><script>var rows = [];\n{lines}\n</script></body></html>")


def in_json(spelling: str) -> list[str]:
    """A value of an interface."""
    items = [
        {"url": f"/a/{number}.html", "title": title, "publishTime": spelling} for number, title in enumerate(TITLES, 1)
    ]
    return list_days(json.dumps({"data": {"rows": items}}, ensure_ascii=False), template="json")


def in_article(head: str, meta: str = "") -> Callable[[str], list[str]]:
    """A place of an article's page, told three times as a list's rows are."""

    def days(spelling: str) -> list[str]:
        escaped = html.escape(spelling, quote=True)
        markup = f"<html><head><title>{TITLES[0]}</title>{meta.format(day=escaped)}</head><body><div class='main'><h1>{TITLES[0]}</h1>{head.format(day=escaped)}{BODY}</div></body></html>"
        article = page(markup, is_list=False).article
        return [told(article.published if article else None)] * 3

    return days


PLACES: dict[str, Callable[[str], list[str]]] = {
    "own text": in_list("<li><a href='/a/{n}.html'>{title}</a><span>{day}</span></li>"),
    "labelled": in_list("<li><a href='/a/{n}.html'>{title}</a><p>发布时间：{day}</p></li>"),
    "link's end": in_list("<li><a href='/a/{n}.html'>{title} {day}</a></li>"),
    "table": in_table,
    "script": in_script,
    "json": in_json,
    "header": in_article("<div class='info'>来源：区教育局 发布时间：{day} 浏览次数：12</div>"),
    "header unlabelled": in_article("<div class='info'>{day} 来源：区教育局</div>"),
    "meta": in_article("", "<meta name='PubDate' content='{day}'>"),
}
NUMBER = "a fraction or a decimal as well: 完成率 10.12, 第 10/12 批"
MAY_BE_THE_TITLES = "titles end with the day of what they tell: 停水通知 10月12日"
NAMELESS = "thirteen digits without a label are a document's or a person's number"
AMBIGUOUS: dict[str, dict[str, str]] = {
    "link's end": {
        **dict.fromkeys(("10/12", "10.12"), NUMBER),
        **dict.fromkeys(
            ("10月12日", "10月12号", "1月2日", "01月02日", "12月31日", "2月29日", "10月12日 09:30", "十月十二日"),
            MAY_BE_THE_TITLES,
        ),
        **dict.fromkeys(("1582214400000", "1791763800000"), NAMELESS),
    },
    "header unlabelled": dict.fromkeys(("1582214400000", "1791763800000"), NAMELESS),
}
"""Spellings that one place makes ambiguous, and why: there the next source of the day is used."""
SURE = [(place, *line) for place in PLACES for line in spellings() if line[0] not in AMBIGUOUS.get(place, {})]
UNSURE = [(place, *line) for place in PLACES for line in spellings() if line[0] in AMBIGUOUS.get(place, {})]


@pytest.mark.parametrize(("place", "spelling", "expected"), SURE)
def test_a_spelling_is_read_in_every_place(place: str, spelling: str, expected: str) -> None:
    assert PLACES[place](spelling) == [expected] * 3


@pytest.mark.parametrize(("place", "spelling", "expected"), UNSURE)
def test_what_a_place_makes_ambiguous_is_not_read_there(place: str, spelling: str, expected: str) -> None:
    assert expected not in PLACES[place](spelling)


def test_every_spelling_is_in_the_matrix() -> None:
    assert len(SURE) + len(UNSURE) == len(PLACES) * len(spellings())
    assert len(spellings()) >= 190


@pytest.mark.parametrize(("spelling", "_"), spellings())
def test_what_is_read_looks_like_a_day(spelling: str, _: str) -> None:
    assert looks_like(spelling)
