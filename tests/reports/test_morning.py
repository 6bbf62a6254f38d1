"""An officer's morning on the static pages, in a real browser: first screen, new fault, stored copy, unit's workbook, order."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from docx import Document
from openpyxl import load_workbook

from app.cli import run
from crawler.wire.browser import chromium_path
from tests.sites import Answer, Site, configure, night, page, rows

COLUMNS = [{"name": "工作动态", "url": "gzdt/", "role": "posts", "dynamic": True}]
PHONE = {"width": 390, "height": 844}
pytestmark = pytest.mark.skipif(not chromium_path(), reason="no Chromium on this machine")


def pages(path: str) -> Answer:
    """A section whose articles all hold one link of the navigation, and one of which holds another dead link."""
    menu = "<a href='/gone/menu.html'>旧栏目</a>"
    if path == "/robots.txt":
        return (404, {}, b"")
    if path in ("/", "/xxgk/"):
        return page("<p>红桥</p>")
    if path == "/jyj/":
        return page(menu + "<a href='/jyj/gzdt/'>工作动态</a>")
    if path == "/jyj/gzdt/":
        return rows([f"2026-10-{day:02d}" for day in range(1, 13)])
    if path.startswith("/jyj/gzdt/p"):
        day = int(path.removeprefix("/jyj/gzdt/p").removesuffix(".html")) + 1
        dead = "<a href='/gone/new.html'>附件下载</a>" if day == 3 else ""
        return page(
            f"{menu}<h1>会议通知</h1><p>发布时间：2026-10-{day:02d}</p><p>{'正文内容。' * 20}</p>{dead}<script>document.title='ran'</script>"
        )
    return None


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One night on it, with its report."""
    folder = tmp_path_factory.mktemp("morning") / "config"
    with Site(pages) as site:
        configure(folder, site, COLUMNS, pictures=True)
        assert night(folder, 28).is_good
    yield folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The machine's Chromium."""
    library = pytest.importorskip("playwright.sync_api")
    with library.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        yield made
        made.close()


def latest(office: Path) -> Path:
    return office / "var" / "reports" / "latest"


def test_a_morning_from_the_first_screen_to_an_order(office: Path, browser: Any, tmp_path: Path) -> None:
    shown = browser.new_context(accept_downloads=True).new_page()
    shown.goto((latest(office) / "index.html").as_uri())
    assert "检查已完成" in shown.inner_text(".state")
    assert "再发布" in shown.inner_text("#stakes")
    new = shown.locator("#new li", has_text="gone/new.html")
    new.locator("a", has_text="LJ-").click()
    assert "区教育局" in shown.inner_text("dl.facts") and "2026年10月28日" in shown.inner_text("dl.facts")
    assert shown.locator("img.picture").count() == 1
    shown.locator("a.copy").first.click()
    assert shown.title() == "存档页面"
    assert shown.inner_text("#mark") == "附件下载"
    shown.go_back()
    shown.locator(".path a").click()
    with shown.expect_download() as caught:
        shown.locator("a", has_text="整改表.xlsx").click()
    caught.value.save_as(tmp_path / "整改表.xlsx")
    sheet = load_workbook(tmp_path / "整改表.xlsx").worksheets[0]
    assert "处理结果" in [cell.value for row in sheet.iter_rows(max_row=5) for cell in row]
    assert run(["--config", str(office), "orders", "draft", "jyj", "--by", "甲"]) == 0
    words = Document(str(next((office / "var" / "orders").glob("*.docx"))))
    assert "附件下载" in "".join(cell.text for table in words.tables for row in table.rows for cell in row.cells)


def test_a_line_opens_to_its_evidence_in_place(office: Path, browser: Any) -> None:
    shown = browser.new_page()
    shown.goto((latest(office) / "units" / "jyj.html").as_uri() + "#portal.posts")
    assert shown.locator("details[id='portal.posts']").get_attribute("open") is not None
    assert shown.locator("details[id='portal.posts'] tbody tr").count() == 12


def test_a_link_of_the_navigation_is_one_row_with_its_number_of_pages(office: Path, browser: Any) -> None:
    shown = browser.new_page()
    shown.goto((latest(office) / "links.html").as_uri())
    row = shown.locator("tr", has_text="gone/menu.html")
    assert row.count() == 1
    assert "页" in row.inner_text() and row.locator("a", has_text="共").count() == 1


def test_a_table_is_sorted_by_the_keyboard(office: Path, browser: Any) -> None:
    shown = browser.new_page()
    shown.goto((latest(office) / "index.html").as_uri())
    shown.locator("#overview th button").nth(1).focus()
    shown.keyboard.press("Enter")
    assert shown.locator("#overview th").nth(1).get_attribute("aria-sort") == "ascending"
    shown.keyboard.press("Enter")
    assert shown.locator("#overview th").nth(1).get_attribute("aria-sort") == "descending"


def test_no_page_is_wider_than_a_phone(office: Path, browser: Any) -> None:
    shown = browser.new_context(viewport=PHONE).new_page()
    for path in [*latest(office).rglob("*.html"), *(office / "var" / "reports").glob("*.html")]:
        shown.goto(path.as_uri())
        assert shown.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path.name


def test_printing_repeats_the_heads_of_tables_and_skips_nothing(office: Path, browser: Any) -> None:
    page = browser.new_page()
    page.goto((latest(office) / "links.html").as_uri())
    page.emulate_media(media="print")
    shown = "element => [getComputedStyle(element).display, getComputedStyle(element).contentVisibility]"
    assert page.locator("th button").first.evaluate(shown)[0] == "contents"  # a button is painted on one page alone
    assert page.locator(".lazy").first.evaluate(shown)[1] == "visible"


def test_every_link_between_the_pages_leads_somewhere(office: Path) -> None:
    reports = office / "var" / "reports"
    for path in [*reports.glob("*.html"), *latest(office).rglob("*.html")]:
        text = path.read_text(encoding="utf-8")
        for href in re.findall(r'(?:href|src)="([^"#]+)', text):
            if not re.match(r"https?:|mailto:", href):
                assert (path.parent / unquote(href)).exists(), (path.name, href)


def test_a_line_is_explained_as_a_page_with_the_stored_copy_of_every_entry(
    office: Path, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    assert run(["--config", str(office), "explain", "jyj", "portal.posts", "--open"]) == 0
    shown = browser.new_page()
    shown.goto(opened[0])
    assert shown.locator("a.copy").count() >= 12
    shown.locator("tr", has_text="2026-10-03").locator("a.copy").click()
    assert shown.title() == "存档页面" and "2026-10-03" in shown.inner_text("#mark")
