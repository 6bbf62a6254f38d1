"""A site's identity: each item of its home page's footer is met, not met, or unknown where nothing was read."""

from dataclasses import replace
from typing import Any

import pytest

from checks.findings import Finding
from checks.identity import MARKS, check_identity
from config.schema import Content
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


def test_a_mark_is_quoted_with_what_stands_behind_it_and_a_number_alone() -> None:
    found = identity()
    assert found["政府网站标识码"].quotes == ("标识码:1201060001",)
    assert found["主办单位"].quotes == (
        "主办单位:天津市红桥区人民政府办公室 联系电话:022-86516789 政府网站标识码:1201060001 津ICP",
    )
    numbers = " ".join(f"津ICP备0500123{number}号" for number in range(4))
    assert len(identity(numbers)["ICP备案号"].quotes) == 3


@pytest.mark.parametrize(
    ("link_", "item", "outcome"),
    [
        (reference("http://h.example/x", "网站 地图"), "站点地图", "met"),
        (reference("http://h.example/x", "地图"), "站点地图", "not_met"),
        (reference("http://h.example/x", "网站地图", kind="form"), "站点地图", "not_met"),
        (reference("https://a.zfwzgl.www.gov.cn/", ""), "政府网站找错", "met"),
        (reference("https://zfwzgl.www.gov.cn/", ""), "政府网站找错", "met"),
        (reference("https://xzfwzgl.www.gov.cn/", ""), "政府网站找错", "not_met"),
    ],
)
def test_an_entrance_is_told_by_the_words_of_a_link_or_by_its_host(link_: Link, item: str, outcome: str) -> None:
    assert identity(links=(link_,))[item].outcome.value == outcome


def test_words_that_stand_elsewhere_too_do_not_tell_that_a_footer_was_read() -> None:
    found = identity("党政机关标识　联系电话：022-86516789", links=())
    assert (found["联系方式"].outcome.value, found["站点地图"].outcome.value) == ("met", "inconclusive")


def test_of_several_numbers_one_that_fits_is_enough_and_the_first_is_named() -> None:
    wrong = identity("网站标识码：1201 网站标识码：1202", metas={})["政府网站标识码"]
    assert wrong.message.startswith("政府网站标识码“1201”")
    other = identity("网站标识码：1201060001 网站标识码：1201060002", metas={"siteidcode": "1201060003"})[
        "政府网站标识码"
    ]
    assert (other.outcome.value, "标识码“1201060001”" in other.message) == ("not_met", True)
    assert identity("网站标识码：1 网站标识码：1201060001")["政府网站标识码"].outcome == "met"


def test_of_several_links_of_an_entrance_one_that_works_is_enough() -> None:
    targets = "http://h.example/map.html", "http://h.example/map2.html"
    maps = tuple(reference(target, "网站地图") for target in targets)
    gone, broken = link(targets[0], status=404), link(targets[1], status=410)
    one = identity(links=maps, answers=(gone, link(targets[1])))["站点地图"]
    both = identity(links=maps, answers=(gone, broken))["站点地图"]
    assert (one.outcome.value, both.outcome.value, both.reason.value) == ("met", "not_met", "http_404")
    assert both.message == "站点地图的链接打不开：页面不存在（404）"


def test_a_mark_that_does_not_lead_to_its_register_is_met_and_says_so() -> None:
    found = identity("主办单位：红桥区人民政府　公安备案：津公网安备 12010602000001号")["公安备案号"]
    assert (found.outcome.value, found.message) == ("met", "已标明；没有链接到 beian.gov.cn")
    assert identity()["ICP备案号"].message == identity()["站点地图"].message == "已标明"


def test_columns_that_were_not_read_are_counted_apart_and_three_that_lack_tags_are_quoted() -> None:
    tags = {"columnname": "要闻", "columntype": "工作动态"}
    whole = column("要闻", page=page("http://h.example/a/", metas=tags))
    unread = [column(name, page=unread_page(f"http://h.example/{name}/", status=500)) for name in ("乙", "丙")]
    assert identity(columns=(whole, *unread))["栏目页META标签"].message.endswith("，另有 2 个未能读取")
    bare = tuple(column(f"{number}", page=page(f"http://h.example/{number}/")) for number in range(4))
    assert len(identity(columns=bare)["栏目页META标签"].quotes) == 3


def articles(*posts: Any, columns: tuple[Any, ...] = ()) -> Finding:
    main = replace(main_section(columns or (column("要闻"),), home=page(HOME, *FOOTER)), entries=posts)
    return next(item for item in check_identity(main, ()) if item.title == "信息页META标签")


def test_only_articles_that_the_sites_own_lists_show_are_asked_for_tags() -> None:
    news, box = column("要闻"), column("信箱")
    box = replace(box, place=replace(box.place, content=Content.REPLIES))
    whole = entry("whole", column=news, metas=("articletitle", "contentsource", "pubdate"))
    bare = [entry(f"bare{number}", column=news, metas=()) for number in range(4)]
    strange = (
        entry("x", column=news, metas=(), elsewhere=True),
        entry("y", column=news, metas=(), is_listed=False),
        entry("z", column=box, metas=()),
    )
    met = articles(whole, *strange, columns=(news, box))
    assert (met.outcome.value, met.message) == (
        "met",
        "主站栏目的信息页 1 个，ArticleTitle、PubDate、ContentSource 齐全的 1 个",
    )
    lacking = articles(whole, *bare)
    assert (lacking.outcome.value, len(lacking.quotes)) == ("not_met", 3)
    assert lacking.message == "主站栏目的信息页 5 个，ArticleTitle、PubDate、ContentSource 齐全的 1 个"
