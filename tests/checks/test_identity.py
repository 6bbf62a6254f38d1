"""A site's identity: each item of its home page's footer is met, not met, or unknown where nothing was read."""

from dataclasses import replace
from typing import Any

import pytest

from checks.findings import Finding
from checks.identity import MARKS, check_identity
from crawler.records.items import Link
from crawler.records.observations import Failure
from tests.builders import column, entry, home_of, link, main_section, page, reference, unread_page

HOME = home_of()
FOOTER = (
    "主办单位：天津市红桥区人民政府办公室　联系电话：022-86516789",
    "政府网站标识码：1201060001　津ICP备05001234号-1　津公网安备 12010602000001号",
)
LINKS = (
    reference("https://bszs.conac.cn/sitename?method=show&id=1", ""),
    reference("https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=1201060001", "政府网站找错"),
    reference("http://h.example/map.html", "网站地图"),
    reference("javascript:void(0)", "无障碍浏览", problem="ignored"),
    reference("https://beian.miit.gov.cn/", "津ICP备05001234号-1"),
)
METAS = {"sitename": "红桥政务网", "sitedomain": "www.h.example", "siteidcode": "1201060001"}


def identity(
    *texts: str, links: tuple[Link, ...] = LINKS, answers: tuple[Any, ...] = (), columns: tuple[Any, ...] = (), **changes: Any
) -> dict[str, Finding]:  # fmt: skip
    """The findings by item of a home page that shows these texts."""
    home = page(HOME, *(texts or FOOTER), links=links, **{"metas": METAS, **changes})
    return {item.title: item for item in check_identity(main_section(columns, home=home), answers)}


def test_a_whole_footer_is_met_in_every_item_and_never_costs() -> None:
    found = identity()
    assert {
        name: item.outcome.value for name, item in found.items() if name not in ("栏目页META标签", "信息页META标签")
    } == {
        **{mark.name: "met" for mark in MARKS},
        "首页META标签": "met",
    }
    assert not any(item.costs for item in found.values())
    assert len({item.key for item in found.values()}) == len(found)


def test_what_the_page_lacks_is_not_met_but_a_mark_that_scripts_draw_is_unknown() -> None:
    found = identity("主办单位：红桥区人民政府", links=(), metas={})
    outcomes = {name: item.outcome.value for name, item in found.items()}
    assert (outcomes.pop("党政机关标识"), outcomes.pop("主办单位")) == ("inconclusive", "met")
    del outcomes["信息页META标签"]
    assert set(outcomes.values()) == {"not_met"}


@pytest.mark.parametrize(("text", "by_script"), [("津ICP备05001234号", True), ("欢迎，区政府主办论坛", False)])
def test_where_a_script_or_a_frame_may_hold_the_footer_nothing_is_missing(text: str, by_script: bool) -> None:
    found = identity(text, links=(), by_script=by_script)
    assert {found[name].outcome.value for name in ("政府网站标识码", "主办单位", "政府网站找错", "站点地图")} == {
        "inconclusive"
    }


@pytest.mark.parametrize(
    ("text", "meta", "item", "outcome"),
    [
        ("网站标识码：1201060001", "1201060001", "政府网站标识码", "met"),
        ("网站标识码 １２０１０６０００１", "", "政府网站标识码", "met"),
        ("网站标识码：1201060001", "1201060002", "政府网站标识码", "not_met"),
        ("网站标识码：120106001", "", "政府网站标识码", "not_met"),
        ("网站标识码：120106000123", "", "政府网站标识码", "not_met"),
        ("网站标识码：bm12010600", "BM12010600", "政府网站标识码", "met"),
        ("网站标识码：bj12010600", "", "政府网站标识码", "not_met"),
        ("津ICP备2021000001号", "", "ICP备案号", "met"),
        ("ICP备案：津ICP备05001234号", "", "ICP备案号", "met"),
        ("津ICP备0500号", "", "ICP备案号", "not_met"),
        ("津公网安备12010602000001号", "", "公安备案号", "met"),
        ("京公网安备 110401200016号", "", "公安备案号", "met"),
        ("津公网安备1201060号", "", "公安备案号", "not_met"),
        ("主办：红桥区人民政府", "", "主办单位", "met"),
        ("主办单位：", "", "主办单位", "not_met"),
        ("电话：（022）86516789", "", "联系方式", "met"),
        ("邮箱：hq@h.example", "", "联系方式", "met"),
        ("联系电话：", "", "联系方式", "not_met"),
    ],
)
def test_a_number_fits_its_pattern_and_the_meta_tag(text: str, meta: str, item: str, outcome: str) -> None:
    found = identity(
        text, "版权所有：津ICP备05001234号" if item != "ICP备案号" else "", links=(), metas={"siteidcode": meta}
    )[item]
    assert found.outcome.value == outcome
    assert outcome == "not_met" or found.quotes


def test_a_number_in_two_pieces_of_the_page_is_one() -> None:
    assert identity("网站标识码：", "1201060001")["政府网站标识码"].outcome == "met"


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({}, "met", "ok"),
        ({"status": 404}, "not_met", "http_404"),
        ({"status": 412}, "met", "ok"),
        ({"failure": Failure.TIMEOUT, "status": None}, "met", "ok"),
    ],
)
def test_an_entrance_whose_link_is_plainly_broken_is_not_met(
    changes: dict[str, Any], outcome: str, reason: str
) -> None:
    found = identity(answers=(link("http://h.example/map.html", **changes),))["站点地图"]
    assert (found.outcome.value, found.reason.value) == (outcome, reason)


def test_the_entrance_may_be_a_script_of_the_national_platform() -> None:
    script = reference("https://zfwzgl.www.gov.cn/exposure/jiucuo.js", "", kind="script")
    assert identity(links=(script,))["政府网站找错"].outcome == "met"
    other = reference("https://zfwzgl.www.gov.cn.h.example/", "", kind="script")
    assert identity(links=(other,))["政府网站找错"].outcome == "not_met"


def test_a_home_page_that_was_not_read_tells_nothing() -> None:
    away = main_section(home=unread_page(HOME, status=None, failure=Failure.TIMEOUT), is_down=True)
    found = {item.title: item for item in check_identity(away, ())}
    assert {found[mark.name].outcome.value for mark in MARKS} == {"inconclusive"}
    assert found["首页META标签"].outcome == "inconclusive"


def test_the_tags_of_columns_are_counted_and_need_columns() -> None:
    tags = {"columnname": "要闻", "columntype": "工作动态"}
    whole = column("要闻", page=page("http://h.example/a/", metas=tags))
    bare = column("公告", page=page("http://h.example/b/", metas={"columnname": "公告"}))
    unread = column("政策", page=unread_page("http://h.example/c/", status=500))
    counted = [identity(columns=given)["栏目页META标签"] for given in ((whole,), (whole, bare), (whole, unread))]
    assert [item.outcome.value for item in counted] == ["met", "not_met", "inconclusive"]
    assert "主站栏目 2 个，ColumnName、ColumnType 齐全的 1 个" in counted[1].message
    none = replace(main_section(home=page(HOME, *FOOTER)), columns=())
    assert check_identity(none, ())[-1].outcome == "not_applicable"


@pytest.mark.parametrize(
    ("metas", "outcome"),
    [
        ([("articletitle", "contentsource", "pubdate")], "met"),
        ([("articletitle", "contentsource", "pubdate"), ("articletitle", "pubdate")], "not_met"),
        ([("articletitle", "contentsource", "pubdate"), None], "met"),
        ([None], "inconclusive"),
    ],
)
def test_the_tags_of_the_main_columns_articles_are_counted(metas: list[tuple[str, ...] | None], outcome: str) -> None:
    news = column("要闻")
    posts = [entry(f"a{number}", column=news, metas=given) for number, given in enumerate(metas)]
    main = replace(main_section((news,), home=page(HOME, *FOOTER)), entries=tuple(posts))
    found = next(item for item in check_identity(main, ()) if item.title == "信息页META标签")
    assert found.outcome.value == outcome
