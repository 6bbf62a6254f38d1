"""Templates as data: what a template names is read where it says, the rest by structure."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from app.looking.fixture_pair import save_pair
from config.templates import Template, built_in
from crawler.pages.reader import read_page
from crawler.reading.document import Document
from crawler.records.items import PageExtract

NOW = datetime(2026, 10, 28, 2, tzinfo=ZoneInfo("Asia/Shanghai"))
ODD = """<html><body><div class="x"><section><u>题目一：供暖缴费须知</u><s><a href="a1.html">进入</a></s><q>2026-10-12</q></section>
<section><u>题目二：停水通知</u><s><a href="a2.html">进入</a></s><q>2026-10-11</q></section></div>
<div class="go"><a href="p2.html">→→</a></div><div class="t"><p>正文在这里，足够长，可以读出来。</p></div></body></html>"""
OFFICE = Template(name="odd", rows="div.x > section", title="u", day="q", next="div.go a", body="div.t")


def read(template: Template = OFFICE, markup: str = ODD) -> PageExtract:
    document = Document("http://h.cn/list/", markup)
    return read_page(document, template.name, NOW, is_list=True, templates={template.name: template})


def test_rows_titles_and_days_stand_where_the_template_says() -> None:
    rows = [(entry.url, entry.title, str(entry.date.day) if entry.date else "") for entry in read().entries]
    assert rows == [
        ("http://h.cn/list/a1.html", "题目一：供暖缴费须知", "2026-10-12"),
        ("http://h.cn/list/a2.html", "题目二：停水通知", "2026-10-11"),
    ]


def test_the_next_page_is_behind_the_templates_link() -> None:
    assert read().paging.following == ("http://h.cn/list/p2.html",)


def test_the_body_is_the_templates() -> None:
    article = read().article
    assert article is not None
    assert article.body_start == "正文在这里，足够长，可以读出来。"


def test_a_page_without_the_templates_mark_is_read_by_structure_and_stamped() -> None:
    found = read(OFFICE.model_copy(update={"marks": ("没有的标记",)}))
    assert (found.template, bool(found.mismatch)) == ("generic", True)


def test_a_template_without_rows_on_the_page_finds_none() -> None:
    assert read(OFFICE.model_copy(update={"rows": "div.nothing"})).entries == ()


@pytest.mark.parametrize(
    "value", [{"rows": "div[["}, {"marks": ["("]}, {"name": "Ä"}, {"columns": "x"}, {"name": "x", "rows": ""}]
)
def test_a_faulty_template_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Template.model_validate({"name": "x", **value})


def test_the_built_in_templates_can_be_read_and_change_their_mark_with_their_content() -> None:
    assert set(built_in()) >= {"generic", "trs", "hanweb", "enorth", "boda"}
    assert OFFICE.mark != OFFICE.model_copy(update={"day": "b"}).mark


def test_a_saved_pair_says_what_was_read(tmp_path: Path) -> None:
    document = Document("http://h.cn/list/", ODD)
    written = save_pair(tmp_path, document, "odd", read(), NOW)
    assert written.with_suffix(".html").read_text(encoding="utf-8") == ODD
    text = written.read_text(encoding="utf-8")
    assert "题目一：供暖缴费须知" in text and "day: 2026-10-12" in text
