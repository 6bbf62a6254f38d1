"""Empty columns (MEASURING 4): what is content, what is only the page's trail, and which pages are columns at all."""

from dataclasses import replace
from typing import Any

import pytest

from checks.empty_columns import check_empty_columns
from checks.findings import Check
from checks.own_content import PLACEHOLDER
from config.schema import Role
from crawler.records.items import ListEntry
from tests.builders import HOST, NIGHT, TEXT, column, entry, fault, link, page, reading, reference, section, unread_page

URL = f"{HOST}/portal/jyj/zl/"


def judged(own: Any, *others: Any, name: str = "专栏", **changes: Any) -> list[tuple[str, str]]:
    shown = section(columns=[column(name, Role.OTHER, page=own), *others], **changes)
    found = check_empty_columns(NIGHT, shown, 20)
    return [(item.outcome.value, item.reason.value) for item in found if item.subject == own.url]


def shown(*texts: str, **changes: Any) -> Any:
    return page(URL, *texts, **changes)


EMPTY, PLACEHELD = [("not_met", "no_content")], [("not_met", "placeholder")]


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (shown(), EMPTY),
        (shown("一二三四五六七八九十一二三四五六七八九"), EMPTY),
        (shown("一二三四五六七八九十一二三四五六七八九十"), []),
        (shown("一二三四五 六七八九十", "一二三四五六七八九"), EMPTY),
        (shown("暂无内容"), PLACEHELD),
        (shown("栏目建设中……"), PLACEHELD),
        (shown("暂无内容", TEXT), []),
        (shown("当前位置：首页 > 政务公开 > 一个名称很长的栏目的位置"), EMPTY),
        (shown("政务公开 > 政策文件 > 专栏"), EMPTY),
        (shown("天津市红桥区人民政府 > 政务信息公开目录 > 政策文件 > 专栏"), EMPTY),
        (shown("天津市红桥区人民政府 > 政务信息公开目录 > 政策文件 > 解读"), []),
        (shown("专栏"), EMPTY),
        (shown("关于进一步优化全区营商环境的若干措施专题", title="关于进一步优化全区营商环境的若干措施专题-政务网"), EMPTY),
        (shown("专题：关于进一步优化全区营商环境的若干措施", title="专题：关于进一步优化全区营商环境的若干措施-政务网"), EMPTY),
        (shown("首页" + "字" * 57), EMPTY),
        (shown("首页" + "字" * 58), []),
        (shown("暂无内容" + "！" * 36), PLACEHELD),
        (shown("暂无内容" + "！" * 37), EMPTY),
        (shown(title="很长很长很长很长很长很长的标题-区教育局-政务网站群的名称"), EMPTY),
        (shown(entries=(ListEntry(None, "一条", reading("2026-10-01"), "", 0),)), []),
        (shown(entries=(ListEntry(None, "一条", None, "", 0),)), EMPTY),
        (shown(links=(reference(f"{URL}a.html"),)), []),
        (shown(links=(reference(f"{URL}a.html", kind="img"),)), EMPTY),
        (shown(links=(reference(f"{URL}a.html", kind="area"),)), []),
        (shown(links=(reference("#", problem="placeholder"),)), EMPTY),
        (shown(links=(reference(f"{HOST}/portal/"),)), EMPTY),
        (shown(links=(reference(f"{HOST}/portal/index.html"),)), EMPTY),
        (shown(links=(reference(URL),)), EMPTY),
        (shown(links=(reference("http://o.example/"),)), []),
        (shown(links=(reference("http://o.example/", kind="refresh"),)), []),
        (shown(media=("img:/a/map.jpg",)), []),
        (shown(media=("img:/a/logo.png",)), EMPTY),
        (shown(media=("iframe:/a/",)), []),
        (shown(media=("iframe:",)), EMPTY),
        (shown(media=("video:v",)), []),
        (shown(media=("background:/a/map.jpg",)), EMPTY),
        (shown(media=("canvas:",)), []),
        (shown(by_script=True), [("inconclusive", "script_list")]),
        (shown("暂无内容", by_script=True), PLACEHELD),
        (shown("数据加载中..."), [("inconclusive", "script_list")]),
        (shown("正在加载，请稍候"), [("inconclusive", "script_list")]),
        (shown(media=("img:/images/nodata.png",)), EMPTY),
        (unread_page(URL, status=404), []),
    ],
)  # fmt: skip
def test_a_column_is_empty_without_rows_links_pictures_and_twenty_characters(own: Any, found: Any) -> None:
    assert judged(own) == found


@pytest.mark.parametrize(
    ("role", "text", "found"),
    [
        (Role.TELEPHONE, "022-86521234", []),
        (Role.TELEPHONE, "电话待定", EMPTY),
        (Role.ADDRESS, "勤俭道202号", []),
        (Role.MAILBOX, "jyj@tjhq.gov.cn", []),
        (Role.LEADERS, "局长：王某甲", []),
        (Role.LEADERS, "待任命", EMPTY),
        (Role.LEADERS, "暂无内容", PLACEHELD),
        (Role.INTRODUCTION, "022-86521234", EMPTY),
    ],
)
def test_a_short_page_that_holds_what_its_role_asks_for_is_not_empty(role: Role, text: str, found: Any) -> None:
    own = section(columns=[column("专栏", role, page=shown(text))])
    assert [(item.outcome.value, item.reason.value) for item in check_empty_columns(NIGHT, own, 20)] == found


def test_an_empty_column_with_a_few_characters_says_how_many() -> None:
    def told(*texts: str) -> str:
        return check_empty_columns(NIGHT, section(columns=[column("专栏", Role.OTHER, page=shown(*texts))]), 20)[
            0
        ].message

    assert "只有 5 个字" in told("一二三四五")
    assert told() == "栏目打开后没有任何内容"


@pytest.mark.parametrize("text", ["暂无内容", "暂无信息", "正在建设中", "栏目建设中", "内容更新中…", "本栏目正在建设中，敬请期待", "暂无数据！", "No data"])  # fmt: skip
def test_a_placeholder_is_told_by_its_words(text: str) -> None:
    assert PLACEHOLDER.match(text)


@pytest.mark.parametrize("text", ["暂无内容，电话 022-86521234", "建设中的地铁", "内容"])
def test_a_sentence_is_no_placeholder(text: str) -> None:
    assert not PLACEHOLDER.match(text)


def test_what_the_sections_pages_share_is_no_content() -> None:
    frame = {"links": (reference(f"{HOST}/foot.html"),), "media": ("img:/banner-of-all.jpg",)}
    others = [column(f"c{n}", Role.OTHER, key=f"{n}", page=page(f"{URL[:-3]}c{n}/", TEXT, f"{n}" * 20, **frame)) for n in range(3)]  # fmt: skip
    assert judged(shown(TEXT, **frame), *others) == EMPTY
    assert judged(shown(TEXT, **frame)) == []


def test_a_block_of_rows_that_most_lists_show_is_a_side_block() -> None:
    rows = tuple(ListEntry(f"{HOST}/n/{n}.html", f"最新{n}", reading("2026-10-01"), "", 0) for n in range(3))
    others = [column(f"c{n}", Role.OTHER, key=f"{n}", page=page(f"{URL[:-3]}c{n}/", f"{n}" * 30, entries=rows)) for n in range(3)]  # fmt: skip
    assert judged(shown(entries=rows), *others) == EMPTY
    assert judged(shown(entries=rows)) == []


@pytest.mark.parametrize(
    ("parent", "child", "found"),
    [
        ("zc/", "zc/jd/", []), ("zc/index.html", "zc/jd/", []), ("zc.htm", "zc/jd.htm", []), ("zc", "zc/jd/", []), ("zc/", "zw/jd/", EMPTY), ("zc?id=1", "zc/jd/", EMPTY),
    ],
)  # fmt: skip
def test_a_parent_with_a_child_that_is_not_empty_is_not_empty(parent: str, child: str, found: Any) -> None:
    base = f"{HOST}/portal/jyj/"
    own, other = page(base + parent), column("解读", Role.OTHER, key="9", page=page(base + child, TEXT))
    assert judged(own, other) == found
    bare = column("解读", Role.OTHER, key="9", page=page(base + child))
    assert judged(own, bare) == EMPTY


def test_a_list_with_content_and_without_a_row_is_not_understood() -> None:
    own = column(page=page(URL, TEXT))
    found = check_empty_columns(NIGHT, section(columns=[own]), 20)
    assert [(item.check, item.outcome.value, item.reason.value) for item in found] == [
        (Check.TEMPLATE_MISMATCH, "inconclusive", "template_mismatch")
    ]
    scripted = column(page=page(URL, TEXT, by_script=True))
    assert [item.reason.value for item in check_empty_columns(NIGHT, section(columns=[scripted]), 20)] == [
        "script_list"
    ]
    uncounted = column(page=page(URL, TEXT), is_counted=False)
    assert check_empty_columns(NIGHT, section(columns=[uncounted]), 20) == []


def test_a_known_fault_goes_on_with_its_number_and_is_carried_over_where_the_site_is_down() -> None:
    known = (fault(Check.EMPTY_COLUMN, URL, number="LM-1-007", nights=4),)
    shown_ = section(columns=[column("专栏", Role.OTHER, page=shown())], faults=known)
    (item,) = check_empty_columns(NIGHT, shown_, 20)
    assert (item.number, item.nights, item.first_seen, item.confirmed) == ("LM-1-007", 5, known[0].first_night, True)
    away = unread_page(URL, status=500)
    assert judged(away, faults=known, is_down=True) == [("not_met", "http_404")]
    assert judged(away, faults=known) == []
    assert judged(away, is_down=True) == []


# ---- columns that only navigation names -----------------------------------------------------------------------------------


def found_page(*links: Any, home: Any = None, url: str = URL) -> list[str]:
    changes: dict[str, Any] = {"pages": (page(url),), "links": links}
    if home is not None:
        changes["home"] = home
    return [item.subject for item in check_empty_columns(NIGHT, section(**changes), 20)]


def home(*names: str) -> Any:
    links = tuple(reference(URL if name == "专栏" else f"{HOST}/{name}/", name) for name in names)
    return page(f"{HOST}/portal/jyj/", "欢迎", links=links)


@pytest.mark.parametrize(
    ("pages", "most", "is_column"), [(3, 5, True), (3, 6, False), (2, 2, False), (4, 7, True)]
)  # fmt: skip
def test_a_page_that_most_pages_link_to_is_a_column(pages: int, most: int, is_column: bool) -> None:
    links = (link(URL, pages=pages), link(f"{HOST}/x", pages=most))
    assert found_page(*links) == ([URL] if is_column else [])


def test_a_page_that_the_homes_navigation_names_is_a_column() -> None:
    own = link(URL, pages=1), link(f"{HOST}/x", pages=9)
    assert found_page(*own, home=home("专栏", "甲", "乙")) == [URL]
    assert found_page(*own, home=home("专栏", "甲")) == []
    assert found_page(*own, home=home("甲", "乙", "丙")) == []
    assert found_page(*own, home=unread_page(f"{HOST}/portal/jyj/")) == []
    assert found_page(link(f"{HOST}/x"), home=home("专栏", "甲", "乙")) == []


def test_a_link_to_the_page_itself_is_no_content() -> None:
    url = f"{HOST}/portal/jyj/zl.html"
    assert judged(page(url, links=(reference(url),))) == EMPTY
    assert judged(page(url, links=(reference(f"{HOST}/portal/jyj/zl2.html"),))) == []


def test_a_long_placeholder_is_told_in_part() -> None:
    (item,) = check_empty_columns(
        NIGHT, section(columns=[column("专栏", Role.OTHER, page=shown("暂无内容" + "！" * 30))]), 20
    )
    assert item.message == f"栏目只有占位文字“暂无内容{'！' * 26}”"


@pytest.mark.parametrize(
    ("own", "name"),
    [
        (page(URL, title="专栏-区教育局"), "专栏"),
        (page(URL, title="区教育局", metas={"columnname": "专栏"}), "专栏"),
        (page(URL, title="区教育局-专栏", metas={"columnname": "专栏"}), "专栏"),
        (page(URL, "暂无内容", by_script=True, title="专栏"), "专栏"),
        (page(URL, by_script=True, title="专栏"), None),
        (page(URL, TEXT, title="专栏"), None),
        (unread_page(URL, status=404), None),
    ],
)  # fmt: skip
def test_a_column_that_only_navigation_names_is_called_as_its_page_says(own: Any, name: str | None) -> None:
    found = check_empty_columns(NIGHT, section(pages=(own,), links=(link(URL, pages=5),)), 20)
    assert [item.column for item in found] == ([name] if name else [])


def test_a_configured_column_and_the_home_are_not_found_once_more() -> None:
    own = page(URL)
    twice = section(columns=[column("专栏", Role.OTHER, page=own)], pages=(own,), links=(link(URL, pages=5),))
    assert [item.subject for item in check_empty_columns(NIGHT, twice, 20)] == [URL]
    home_url = f"{HOST}/portal/jyj/"
    empty = page(home_url)
    bare = section(home=empty, pages=(empty,), links=(link(home_url, pages=5),))
    assert check_empty_columns(NIGHT, bare, 20) == []


@pytest.mark.parametrize(
    ("kinds", "is_column"), [(("a",), True), (("iframe", "a"), True), (("area",), True), (("iframe",), False), (("text", "form"), False)]
)  # fmt: skip
def test_a_page_that_readers_cannot_click_to_is_no_column(kinds: tuple[str, ...], is_column: bool) -> None:
    own = link(URL, pages=5)
    own = replace(own, samples=tuple(replace(own.samples[0], kind=kind) for kind in kinds))
    assert found_page(own) == ([URL] if is_column else [])


@pytest.mark.parametrize(
    ("third", "is_navigation"),
    [
        ({}, True),
        ({"text": "字" * 12}, True),
        ({"text": "字" * 13}, False),
        ({"text": ""}, False),
        ({"kind": "area"}, False),
        ({"problem": "placeholder"}, False),
        ({"url": f"{HOST}/news/1.html"}, False),
    ],
)  # fmt: skip
def test_a_homes_navigation_has_three_short_names_that_are_no_posts(third: dict[str, str], is_navigation: bool) -> None:
    rows = (ListEntry(f"{HOST}/news/1.html", "一条", reading("2026-10-01"), "", 0),)
    links = (
        reference(URL, "专栏"),
        reference(f"{HOST}/a/", "甲"),
        reference(**{"url": f"{HOST}/b/", "text": "乙", **third}),
    )  # type: ignore[arg-type]
    shown_ = page(f"{HOST}/portal/jyj/", "欢迎", links=links, entries=rows)
    assert found_page(link(URL, pages=1), link(f"{HOST}/x", pages=9), home=shown_) == ([URL] if is_navigation else [])


def test_a_block_of_rows_on_fewer_than_half_of_the_lists_is_the_columns_own() -> None:
    rows = tuple(ListEntry(f"{HOST}/n/{n}.html", f"最新{n}", reading("2026-10-01"), "", 0) for n in range(3))
    others = [column(f"c{n}", Role.OTHER, key=f"{n}", page=page(f"{URL[:-3]}c{n}/", f"{n}" * 30, entries=rows if n < 2 else ())) for n in range(5)]  # fmt: skip
    assert judged(shown(entries=rows), *others) == []
    assert judged(shown(entries=rows), *others[:1]) == [], "two lists alike have no side block"


def test_only_an_open_fault_of_an_empty_column_goes_on() -> None:
    for other in (fault(subject=URL), fault(Check.EMPTY_COLUMN, URL, is_open=False, fixed_on=NIGHT)):
        own = section(columns=[column("专栏", Role.OTHER, page=shown())], faults=(other,))
        (item,) = check_empty_columns(NIGHT, own, 20)
        assert (item.number, item.nights, item.first_seen) == ("", 1, NIGHT)


def test_a_row_that_the_list_no_longer_shows_makes_it_no_list() -> None:
    own = column(page=page(URL, TEXT))
    found = check_empty_columns(NIGHT, section(columns=[own], entries=[entry(column=own, is_listed=False)]), 20)
    assert [item.reason.value for item in found] == ["template_mismatch"]
    assert check_empty_columns(NIGHT, section(columns=[own], entries=[entry(column=own)]), 20) == []


def test_a_picture_on_two_of_four_pages_is_each_ones_own_though_the_section_names_its_columns_twice() -> None:
    other = page(f"{HOST}/portal/jyj/ld/", media=("img:/a/map.jpg",))
    list_of_posts = page(f"{HOST}/portal/jyj/tz/", TEXT)
    own = shown(media=("img:/a/map.jpg",))
    columns = [column("领导", Role.OTHER, page=other), column("通知", Role.OTHER, page=list_of_posts)]
    assert judged(own, *columns, pages=(own, other, list_of_posts)) == []
