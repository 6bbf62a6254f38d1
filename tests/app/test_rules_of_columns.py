"""Columns and pages of text that nights judge."""

from pathlib import Path

from tests.app.small_sites import found
from tests.sites import Answer, Site, configure, night, page, unit_of


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
