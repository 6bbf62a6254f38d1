"""The rules of measuring on small sites of other markup than the replica's."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import yaml
from aiohttp import web

from app.cli import run
from app.context import open_context
from app.night import nightly
from app.progress import Reporter
from app.view import Reader, latest_good
from config.month import Month
from crawler.wire.browser import chromium_path
from tests.sites import Answer, Site, closed, configure, moment, night, page, unit_of

POSTS: list[dict[str, Any]] = [{"name": "工作动态", "url": "gzdt/", "role": "posts", "dynamic": True}]


def row(path: str, title: str, day: str) -> str:
    return f"<li><a href='{path}'>{title}</a><span>{day}</span></li>"


def listing(*rows: str) -> str:
    return page(f"<ul>{''.join(rows)}</ul>", "工作动态-区教育局")


def article(day: str, text: str = "", title: str = "一篇文章", source: str = "") -> str:
    return page(
        f"<h1>{title}</h1><div class='info'>来源：{source} 发布时间：{day}</div><div class='content'><p>{text or '正文内容完整，欢迎阅读。'}</p></div>",
        title,
    )


def posts_of(folder: Path, month: str = "2026-10") -> dict[str, tuple[bool, tuple[str, ...]]]:
    return {
        post["url"].split("/", 3)[3]: (post["counted"], tuple(post["flags"]))
        for post in unit_of(folder, month)["posts"]
    }


def found(folder: Path, check: str) -> dict[str, str]:
    return {
        item["subject"].split("/", 3)[3]: item["outcome"]
        for item in unit_of(folder)["findings"]
        if item["check"] == check
    }


def test_every_kind_of_reference_is_asked_and_the_base_is_honoured(tmp_path: Path) -> None:
    home = """<html><head><base href="/jyj/sub/"><link rel="stylesheet" href="s.css"><link rel="canonical" href="/canonical-is-not-loaded">
    <meta http-equiv="refresh" content="600; url=/refresh-gone"></head><body background="bg-gone.png">
    <a href="a-gone.html">甲</a> <map><area href="area-gone.html"></map> <img src="img-gone.png" srcset="set-gone.png 2x"> <script src="js-gone.js"></script>
    <iframe src="frame-gone.html"></iframe> <video src="video-gone.mp4" poster="poster-gone.png"><source src="source-gone.mp4"></video>
    <object data="object-gone.swf"></object> <form action="form-gone.jsp" method="get"></form> <form action="post-is-not-followed" method="post"></form>
    <div style="background:url(style-gone.png)"></div> <a href="mailto:a@b.cn">信</a> <a href="#">占位</a> <a href="javascript:x()">脚本</a></body></html>"""
    css = (200, {"Content-Type": "text/css"}, b"@import 'import-gone.css'; .a { background: url('css-gone.png') }")
    with Site({"/": page("首页"), "/jyj/": home, "/jyj/sub/s.css": css}) as site:
        folder = configure(tmp_path, site, [])
        night(folder, 27)
    gone = {
        item["subject"].rpartition("/")[2] for item in unit_of(folder)["findings"] if item.get("verdict") == "broken"
    }
    assert gone == {
        "a-gone.html", "area-gone.html", "img-gone.png", "set-gone.png", "js-gone.js", "frame-gone.html", "video-gone.mp4", "poster-gone.png", "source-gone.mp4",
        "object-gone.swf", "form-gone.jsp", "style-gone.png", "refresh-gone", "bg-gone.png", "import-gone.css", "css-gone.png",
    }  # fmt: skip
    assert not [path for path in site.requests if "not" in path]


def test_a_link_of_the_shared_frame_belongs_to_the_site_and_costs_no_unit_points(tmp_path: Path) -> None:
    codes = ("jyj", "mzj", "wjw")
    pages: dict[str, Answer] = {"/": page("首页")}
    for code in codes:
        own = "<a href='/only-here.html'>旧链接</a>" if code == "mzj" else ""
        pages[f"/{code}/"] = page(
            f"<p>{code}专区</p>{own}<div class='footer'><a href='/gone-for-all.html'>友情链接</a></div>"
        )
    with Site(pages) as site:
        folder = configure(tmp_path, site, [])
        units = [{"code": code, "name": code, "portal": {"home": f"/{code}/"}} for code in codes]
        (folder / "units.yaml").write_text(yaml.safe_dump({"units": units}), encoding="utf-8")
        night(folder, 27)
        context = open_context(folder)
        report = Reader(context, latest_good(context)).report()
        context.close()
    broken = {unit.code: [item.subject.rpartition("/")[2] for item in unit.broken()] for unit in report.units}
    assert broken == {"jyj": [], "mzj": ["only-here.html"], "wjw": []}
    shared = [
        item for result in report.site_results for item in result.findings if item.subject.endswith("gone-for-all.html")
    ]
    assert [(item.page_count, item.confirmed) for item in shared] == [(3, True)]


def test_the_day_comes_from_the_most_trusted_place(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": listing(
            row("meta.html", "日期在标记中的文章", "2026-09-30"), row("head.html", "日期在标题下的文章", ""), row("t20261005_9.html", "日期在网址中的文章", ""),
            row("list.html", "日期只在列表中的文章", "10月3日"), row("none.html", "没有日期的文章", "暂无"), row("old.html", "上个月的文章", "2026-09-01"),
        ),
        "/jyj/gzdt/meta.html": "<html><head><meta name='PUBDATE'content='2026-10-02 08:00:00'></head><body><p>2019年12月3日星期二</p><h1>标题</h1></body></html>",
        "/jyj/gzdt/head.html": article("2026年10月4日", "会议于2026年9月1日召开"),
        "/jyj/gzdt/t20261005_9.html": page("<h1>标题</h1><p>正文内容完整，欢迎阅读。</p>"),
        "/jyj/gzdt/list.html": page("<h1>标题</h1><p>正文内容完整，欢迎阅读。</p>"),
        "/jyj/gzdt/none.html": page("<h1>标题</h1><p>页面生成时间：2026-10-26 03:00:00</p>"),
        "/jyj/gzdt/old.html": article("2026-09-01"),
    }  # fmt: skip
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
    posts = posts_of(folder)
    assert posts == {
        "jyj/gzdt/meta.html": (True, ("date_conflict",)),
        "jyj/gzdt/head.html": (True, ()),
        "jyj/gzdt/t20261005_9.html": (True, ()),
        "jyj/gzdt/list.html": (True, ()),
        "jyj/gzdt/none.html": (False, ("post_undated",)),
    }


def test_backdated_removed_and_late_posts_are_told_apart(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {"/": page("首页"), "/jyj/": page("<a href='gzdt/'>工作动态</a>")}
    for name, day in (
        ("a", "2026-10-05"),
        ("b", "2026-10-06"),
        ("c", "2026-10-08"),
        ("d", "2026-10-10"),
        ("e", "2026-10-20"),
    ):
        pages[f"/jyj/gzdt/{name}.html"] = article(day, f"{name}的正文内容完整，欢迎阅读。", f"文章{name}的标题")
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        pages["/jyj/gzdt/"] = listing(
            row("a.html", "文章a的标题", "2026-10-05"), row("b.html", "文章b的标题", "2026-10-06")
        )
        night(folder, 17)
        pages["/jyj/gzdt/"] = listing(
            row("d.html", "文章d的标题", "2026-10-10"),
            row("c.html", "文章c的标题", "2026-10-08"),
            row("a.html", "文章a的标题", "2026-10-05"),
        )
        night(folder, 18)
        assert posts_of(folder) == {
            "jyj/gzdt/a.html": (True, ()),
            "jyj/gzdt/b.html": (False, ("post_removed",)),
            "jyj/gzdt/c.html": (True, ("post_backdated",)),
            "jyj/gzdt/d.html": (True, ()),
        }
        context = open_context(folder)
        night(folder, 5, 11)
        closed(context, Month(2026, 10), moment(5, 11).date())
        context.close()
        pages["/jyj/gzdt/"] = listing(
            row("e.html", "文章e的标题", "2026-10-20"), row("a.html", "文章a的标题", "2026-10-05")
        )
        night(folder, 6, 11)
    unit = unit_of(folder)
    assert unit["measures"]["portal.posts"]["value"] == 3
    assert {post["url"].rpartition("/")[2]: post["flags"] for post in unit["posts"] if not post["counted"]}[
        "e.html"
    ] == ["post_late", "post_backdated"]


def test_basic_information_is_fresh_for_365_days_and_a_seen_change_is_an_update(tmp_path: Path) -> None:
    columns = [
        {"name": "单位简介", "url": "jj/", "role": "introduction"}, {"name": "主要职责", "url": "zz/", "role": "duties"},
        {"name": "内设机构", "url": "jg/", "role": "departments"}, {"name": "联系电话", "url": "dh/", "role": "telephone"},
        {"name": "办公地址", "url": "dz/", "role": "address"}, {"name": "领导信箱", "url": "xx/", "role": "mailbox"},
    ]  # fmt: skip
    text = "区教育局负责全区教育工作的规划、组织、协调和监督管理。"

    def dated(content: str, day: str) -> str:
        return page(f"<p>更新时间：{day}</p><p>{content}</p>")

    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("".join(f"<a href='{column['url']}'>{column['name']}</a>" for column in columns)),
        "/jyj/jj/": dated(text, "2025-10-27"),
        "/jyj/zz/": dated(text, "2025-10-26"),
        "/jyj/jg/": page(f"<p>办公室、{text}</p>"),
        "/jyj/dh/": (
            200,
            {"Content-Type": "text/html; charset=utf-8", "Last-Modified": "Mon, 05 Oct 2026 08:00:00 GMT"},
            page("<p>电话：022-86521234 转 8</p>").encode(),
        ),
        "/jyj/dz/": dated("红桥区勤俭道202号", "2026-01-01"),
        "/jyj/xx/": page("<p>更新时间：2026-01-01</p><p>欢迎来信，请写信。</p>"),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, columns)
        night(folder, 26)
        pages["/jyj/jg/"] = page(f"<p>办公室、业务科、{text}</p>")
        night(folder, 27)
    reasons = {
        item["role"]: (item["outcome"], item["reason"])
        for item in unit_of(folder)["findings"]
        if item["check"] == "profile"
    }
    assert reasons["introduction"] == ("met", "ok")
    assert reasons["duties"] == ("not_met", "stale")
    assert reasons["departments"] == ("met", "ok")
    assert reasons["telephone"] == ("met", "ok")
    assert reasons["address"] == ("met", "ok")
    assert reasons["mailbox"] == ("not_met", "no_mailbox")


def test_twenty_working_days_skip_holidays_and_count_make_up_days(tmp_path: Path) -> None:
    def disclosed(formed: str, published: str) -> str:
        table = f"<table><tr><td>索引号：</td><td>A-1</td><td>成文日期：</td><td>{formed}</td></tr><tr><td>发布日期：</td><td>{published}</td></tr></table>"
        return page(f"<h1>通知</h1>{table}<p>正文内容完整，欢迎阅读，{formed}。</p>")

    cases = {"a": ("2025年9月5日", "2025-10-10"), "b": ("2025年9月5日", "2025-10-11")}
    rows = "".join(
        row(f"/xxgk/jyj/gk/{name}.html", f"关于{name}事项的通知", published) for name, (_, published) in cases.items()
    )
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("区教育局"),
        "/xxgk/": page("平台"),
        "/xxgk/jyj/": page("<a href='gk/'>公开内容</a>"),
        "/xxgk/jyj/gk/": page(f"<ul>{rows}</ul>"),
    }
    pages.update(
        {f"/xxgk/jyj/gk/{name}.html": disclosed(formed, published) for name, (formed, published) in cases.items()}
    )
    with Site(pages) as site:
        unit = {"disclosure": {"home": "/xxgk/jyj/", "columns": [{"name": "公开内容", "url": "gk/", "role": "posts"}]}}
        folder = configure(tmp_path, site, [], unit=unit, assessment_starts="2025-10")
        night(folder, 27)
    overdue = [
        item["subject"].rpartition("/")[2]
        for item in unit_of(folder, "2025-10")["findings"]
        if item["check"] == "post_overdue"
    ]
    assert overdue == ["b.html"]
    assert unit_of(folder, "2025-10")["measures"]["disclosure.posts"]["value"] == 2


def test_a_placeholder_a_script_and_a_parent_are_no_three_empty_columns(tmp_path: Path) -> None:
    columns = [
        {"name": "图片新闻", "url": "tp/"}, {"name": "专题", "url": "zt/"}, {"name": "数据", "url": "sj/"}, {"name": "政策", "url": "zc/"},
        {"name": "解读", "url": "zc/jd/"}, {"name": "公示", "url": "gs/"}, {"name": "地图", "url": "dt/"},
    ]  # fmt: skip
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("".join(f"<a href='{column['url']}'>{column['name']}</a>" for column in columns)),
        "/jyj/tp/": page("<p>栏目建设中……</p>", "图片新闻-区教育局"),
        "/jyj/zt/": page(
            "<div class='path'>当前位置：<a href='/jyj/'>首页</a> &gt; 专题</div><h2>专题</h2><ul></ul>",
            "专题-区教育局",
        ),
        "/jyj/sj/": page(
            "<div id='list'></div><script>$.ajax({url:'/api/list',success:function(d){$('#list').html(d)}})</script>",
            "数据-区教育局",
        ),
        "/jyj/zc/": page("<ul></ul>", "政策-区教育局"),
        "/jyj/zc/jd/": page("<p>就有关政策作如下解读：一、背景依据；二、主要内容；三、保障措施。</p>", "解读-区教育局"),
        "/jyj/gs/": page("<a href='/files/gs.pdf'>公示材料下载</a>", "公示-区教育局"),
        "/jyj/dt/": page("<img src='/images/map-of-district.jpg'>", "地图-区教育局"),
        "/files/gs.pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 x"),
        "/images/map-of-district.jpg": (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff\xe0"),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, columns)
        night(folder, 27)
    assert found(folder, "empty_column") == {"jyj/tp/": "not_met", "jyj/zt/": "not_met", "jyj/sj/": "inconclusive"}
    assert unit_of(folder)["measures"]["portal.empty_columns"]["value"] == 2


def test_clones_are_matched_by_name_alias_and_width(tmp_path: Path) -> None:
    sources = {
        "a": "区教育局",
        "b": "红桥区教育局",
        "c": "天津市红桥区教育局",
        "d": "　区 教 育 局　",
        "e": "区教育局办公室",
        "f": "教育局",
        "g": "",
    }
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("区教育局"),
        "/news/": listing(*(row(f"{name}.html", f"要闻{name}的标题", "2026-10-12") for name in sources)),
    }
    pages.update(
        {
            f"/news/{name}.html": article("2026-10-12", f"{name}的正文内容完整。", f"要闻{name}的标题", source)
            for name, source in sources.items()
        }
    )
    with Site(pages) as site:
        folder = configure(tmp_path, site, [], unit={"aliases": ["红桥区教育局"]})
        sites = yaml.safe_load((folder / "sites.yaml").read_text(encoding="utf-8"))
        sites["sites"][0]["main_columns"] = [{"name": "要闻", "url": "/news/"}]
        (folder / "sites.yaml").write_text(yaml.safe_dump(sites, allow_unicode=True), encoding="utf-8")
        night(folder, 27)
    counted = {post["url"].rpartition("/")[2][0] for post in unit_of(folder)["posts"] if post["counted"]}
    assert {"a", "b", "c", "d"} <= counted and "e" not in counted and "g" not in counted


def test_a_night_over_one_unit_is_laid_over_the_last_whole_night(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {"/": page("首页")}
    for code in ("jyj", "mzj"):
        pages[f"/{code}/"] = page("<a href='gzdt/'>工作动态</a>")
        pages[f"/{code}/gzdt/"] = listing(row(f"/{code}/gzdt/a.html", "第一篇文章的标题", "2026-10-12"))
        pages[f"/{code}/gzdt/a.html"] = article("2026-10-12", f"{code}的正文内容完整，欢迎阅读。")
    with Site(pages) as site:
        folder = configure(tmp_path, site, [])
        units = [
            {"code": code, "name": code, "portal": {"home": f"/{code}/", "columns": POSTS}} for code in ("jyj", "mzj")
        ]
        (folder / "units.yaml").write_text(yaml.safe_dump({"units": units}, allow_unicode=True), encoding="utf-8")
        night(folder, 27)
        for code in ("jyj", "mzj"):
            pages[f"/{code}/gzdt/"] = listing(
                row(f"/{code}/gzdt/a.html", "第一篇文章的标题", "2026-10-12"),
                row(f"/{code}/gzdt/b.html", "第二篇文章的标题", "2026-10-13"),
            )
            pages[f"/{code}/gzdt/b.html"] = article("2026-10-13", f"{code}的另一篇正文内容完整，欢迎阅读。")
        context = open_context(folder)
        done = nightly(context, moment(28), ("mzj",), Reporter(quiet=True))
        report = Reader(context, latest_good(context)).report()
        context.close()
    assert done.is_good and done.units == ("mzj",)
    counts = {
        unit.code: next(item.value for item in unit.result.measures if item.name == "portal.posts")
        for unit in report.units
    }
    assert counts == {"jyj": 1, "mzj": 2}
    assert [
        measure.outcome.value
        for unit in report.units
        for measure in unit.result.measures
        if measure.name == "portal.clones"
    ] == ["inconclusive"] * 2


def posts_measure(folder: Path) -> dict[str, Any]:
    measure: dict[str, Any] = unit_of(folder)["measures"]["portal.posts"]
    return measure


def test_a_pager_that_posts_a_form_is_followed(tmp_path: Path) -> None:
    """ASP.NET: the page's state goes along, and the server answers the next page at the same address."""

    def grid(number: int) -> str:
        items = "".join(
            row(f"/jyj/gzdt/p{number}-{index}.html", f"第{number}页第{index}篇文章的标题", "2026-10-12")
            for index in range(5)
        )
        following = (
            f"<a href=\"javascript:__doPostBack('pager','{number + 1}')\">下一页</a>"
            if number < 4
            else "<span>下一页</span>"
        )
        return page(
            f"<form method='post' action='/jyj/gzdt/'><input type='hidden' name='__VIEWSTATE' value='{'x' * 3000}{number}'/><ul>{items}</ul>{following}</form>"
        )

    class Posted(Site):
        async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
            if request.method == "POST":
                fields = parse_qs((await request.read()).decode())
                assert fields["__EVENTTARGET"] == ["pager"] and fields["__VIEWSTATE"][0].startswith("xxx")
                self.requests[f"POST {fields['__EVENTARGUMENT'][0]}"] += 1
                return web.Response(text=grid(int(fields["__EVENTARGUMENT"][0])), content_type="text/html")
            return await super()._handle(request)

    def pages(path: str) -> Answer:
        if path == "/jyj/gzdt/":
            return grid(1)
        if path.startswith("/jyj/gzdt/p"):
            return article("2026-10-12", f"{path}的正文内容完整，欢迎阅读。")
        return page("<a href='gzdt/'>工作动态</a>")

    with Posted(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
        first = dict(site.requests)
        night(folder, 28)
    assert posts_measure(folder)["value"] == 20
    assert {key: count for key, count in first.items() if key.startswith("POST")} == {
        "POST 2": 1,
        "POST 3": 1,
        "POST 4": 1,
    }


def test_a_json_interface_is_a_list(tmp_path: Path) -> None:
    def pages(path: str) -> Answer:
        if path.startswith("/api/list"):
            number = int(path.rpartition("=")[2])
            found = [
                {
                    "docTitle": f"第{number}页第{index}篇文章的标题",
                    "docPubUrl": f"/jyj/gzdt/p{number}-{index}.html",
                    "docRelTime": "2026-10-12 09:00:00",
                }
                for index in range(5)
            ]
            body = json.dumps({"code": 0, "data": {"rows": found if number < 4 else [], "total": 15}}).encode()
            return 200, {"Content-Type": "application/json"}, body
        if path.startswith("/jyj/gzdt/p"):
            return article("2026-10-12", f"{path}的正文内容完整，欢迎阅读。")
        return page("区教育局")

    with Site(pages) as site:
        folder = configure(
            tmp_path, site, [{"name": "动态", "url": "/api/list?pageNo=1", "role": "posts", "template": "json"}]
        )
        night(folder, 27)
    assert posts_measure(folder)["value"] == 15


SCRIPTED = """<html><head><title>工作动态</title></head><body><div id="list"></div><a href="javascript:void(0)" id="n">下一页</a><script>
var p = 1; function load() { fetch('/api/' + p).then(r => r.json()).then(d => { document.getElementById('list').innerHTML =
'<ul>' + d.map(x => '<li><a href="' + x.u + '">' + x.t + '</a><span>' + x.d + '</span></li>').join('') + '</ul>'; }); }
document.getElementById('n').onclick = function () { if (p < 3) { p++; load(); } }; load();
</script></body></html>"""


@pytest.mark.parametrize("browser", [False, True])
def test_a_list_that_only_a_browser_can_load_is_unknown_or_read_by_a_browser(tmp_path: Path, browser: bool) -> None:
    if browser:
        pytest.importorskip("playwright", reason="the extra `browser` is not installed")
        if not chromium_path():
            pytest.skip("no Chromium on this machine")

    def pages(path: str) -> Answer:
        if path.startswith("/api/"):
            number = int(path[5:])
            found = [
                {"u": f"/jyj/gzdt/p{number}-{index}.html", "t": f"第{number}页第{index}篇文章的标题", "d": "2026-10-12"}
                for index in range(4)
            ]
            return 200, {"Content-Type": "application/json"}, json.dumps(found).encode()
        if path == "/jyj/gzdt/":
            return SCRIPTED
        if path.startswith("/jyj/gzdt/p"):
            return article("2026-10-12", f"{path}的正文内容完整，欢迎阅读。")
        return page("<a href='gzdt/'>工作动态</a>")

    with Site(pages) as site:
        folder = configure(tmp_path, site, [{**POSTS[0], "browser": browser}])
        night(folder, 27)
    measure = posts_measure(folder)
    if browser:
        assert (measure["value"], measure["outcome"]) == (12, "met")
    else:
        assert (measure["value"], measure["outcome"], measure["reason"]) == (None, "inconclusive", "pager_by_script")


def test_nearly_the_same_body_is_listed_for_a_person_and_costs_nothing(tmp_path: Path) -> None:
    body = "".join(
        f"第{index}条，各单位要切实提高思想认识，压实工作责任，细化工作措施，确保各项任务落到实处。"
        for index in range(12)
    )
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": listing(
            row("a.html", "第一篇文章的标题", "2026-10-12"),
            row("b.html", "第二篇文章的标题", "2026-10-13"),
            row("c.html", "第三篇文章的标题", "2026-10-14"),
        ),
        "/jyj/gzdt/a.html": article("2026-10-12", body),
        "/jyj/gzdt/b.html": article("2026-10-13", body + "特此通知。"),
        "/jyj/gzdt/c.html": article(
            "2026-10-14",
            "今日，我区召开重点项目推进会，听取各街道和部门汇报，研究解决存在的困难，对四季度工作作出安排部署。" * 3,
        ),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
    assert posts_measure(folder)["value"] == 3
    assert found(folder, "post_similar") == {"jyj/gzdt/b.html": "inconclusive"}


def test_a_post_that_moves_changes_its_title_or_its_scheme_stays_one_post(tmp_path: Path) -> None:
    """Moved: the same title and body at a new address. Retitled: the same address. Tracked: only a parameter differs."""
    pages: dict[str, Answer] = {"/": page("首页"), "/jyj/": page("<a href='gzdt/'>工作动态</a>")}
    for name in ("old", "new", "kept", "tracked"):
        text = "moved" if name in ("old", "new") else name
        pages[f"/jyj/gzdt/{name}.html"] = article(
            "2026-10-05", f"{text}的正文内容完整，欢迎阅读。", f"文章{text}的标题"
        )
    pages["/jyj/gzdt/tracked.html?utm_source=wx"] = pages["/jyj/gzdt/tracked.html"]
    first = (
        row("old.html", "文章moved的标题", "2026-10-05"),
        row("kept.html", "原来的标题是这样", "2026-10-05"),
        row("tracked.html", "文章tracked的标题", "2026-10-05"),
    )
    second = (
        row("new.html", "文章moved的标题", "2026-10-05"),
        row("kept.html", "后来的标题是那样", "2026-10-05"),
        row("tracked.html?utm_source=wx", "文章tracked的标题", "2026-10-05"),
    )
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        pages["/jyj/gzdt/"] = listing(*first)
        night(folder, 20)
        assert posts_measure(folder)["value"] == 3
        pages["/jyj/gzdt/"] = listing(*second)
        night(folder, 27)
    posts = posts_of(folder)
    assert posts_measure(folder)["value"] == 3
    assert posts["jyj/gzdt/new.html"] == (True, ())
    assert posts["jyj/gzdt/old.html"][0] is False
    assert posts["jyj/gzdt/kept.html"] == (True, ()) and posts["jyj/gzdt/tracked.html"] == (True, ())


def test_discover_and_inspect_show_a_section_as_the_crawler_sees_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {
        "dwjj/": "单位简介",
        "ldxx/": "领导信息",
        "lxfs/": "联系我们",
        "gzdt/": "工作动态",
        "wsbs/": "网上办事",
        "nb/": "政府信息公开年报",
    }
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page(
            "".join(f"<a href='{path}'>{name}</a>" for path, name in names.items())
            + "<a href='http://other.example/'>外部网站</a>"
        ),
        "/jyj/gzdt/": listing(
            row("a.html", "第一篇文章的标题", "2026-10-12"), row("b.html", "第二篇文章的标题", "时间待定")
        ).replace("</ul>", "</ul><a href='index_1.html'>下一页</a>"),
        "/jyj/gzdt/a.html": article("2026-10-12"),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        assert run(["--config", str(folder), "discover", "jyj"]) == 0
        proposed = yaml.safe_load(capsys.readouterr().out)
        assert run(["--config", str(folder), "inspect", f"http://{site.name}/jyj/gzdt/"]) == 0
        text = capsys.readouterr().out
        assert run(["--config", str(folder), "inspect", f"http://{site.name}/jyj/none.html", "--no-links"]) == 0
        capsys.readouterr()
    assert run(["--config", str(folder), "inspect", f"http://{site.name}/jyj/"]) == 2
    roles = {column["url"]: column["role"] for column in proposed["columns"]}
    assert roles == {
        "dwjj/": "introduction", "ldxx/": "leaders", "lxfs/": ["telephone", "address"], "gzdt/": "posts", "wsbs/": "services", "nb/": "annual_report",
    }  # fmt: skip
    assert "栏目：工作动态（信息列表）" in text and "列表条目：2 条" in text
    assert "2026-10-12（原文“2026-10-12”）" in text and "未读到日期（原文“时间待定”）" in text
    assert "index_1.html" in text and "无效（页面不存在（404））" in text


def test_a_post_that_is_published_again_counts_in_the_month_of_its_new_day(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {"/": page("首页"), "/jyj/": page("<a href='gzdt/'>工作动态</a>")}
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS, assessment_starts="2026-09")
        for day, shown in ((20, "2026-09-20"), (27, "2026-10-26")):
            pages["/jyj/gzdt/"] = listing(row("a.html", "第一篇文章的标题", shown))
            pages["/jyj/gzdt/a.html"] = article(shown)
            night(folder, day)
            counts = {
                month: unit_of(folder, month)["measures"]["portal.posts"]["value"] for month in ("2026-09", "2026-10")
            }
            assert counts == ({"2026-09": 1, "2026-10": 0} if day == 20 else {"2026-09": 0, "2026-10": 1})


def test_replay_reads_the_stored_pages_as_the_corrected_configuration_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": listing(
            row("a.html", "第一篇文章的标题", "2026-10-12"), row("b.html", "第二篇文章的标题", "2026-10-13")
        ),
        "/jyj/gzdt/a.html": article("2026-10-12", "甲的正文内容完整，欢迎阅读。"),
        "/jyj/gzdt/b.html": article("2026-10-13", "乙的正文内容完整，欢迎阅读。"),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, [])
        night(folder, 27)
        asked = dict(site.requests)
        units = yaml.safe_load((folder / "units.yaml").read_text(encoding="utf-8"))
        units["units"][0]["portal"]["columns"] = POSTS
        (folder / "units.yaml").write_text(yaml.safe_dump(units, allow_unicode=True), encoding="utf-8")
        assert run(["--config", str(folder), "replay", "--since", "2026-10-27"]) == 0
        assert dict(site.requests) == asked
    text = capsys.readouterr().out
    assert "区教育局　2026-10　政务网信息：未能测定：没有配置相应栏目 → 2 条" in text
    assert run(["--config", str(folder), "replay", "--since", "2026-10-28"]) == 2
