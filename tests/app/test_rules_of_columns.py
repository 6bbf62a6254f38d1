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


def test_messages_of_a_column_are_read_from_its_list_and_their_pages_a_year_back(tmp_path: Path) -> None:
    head = "<tr><th>信件标题</th><th>来信时间</th><th>办理状态</th></tr>"

    def rows(*told: tuple[str, str, str]) -> str:
        cells = (f"<tr><td><a href='{name}.html'>关于{name}号事项的来信</a></td><td>{day}</td><td>{state}</td></tr>" for name, day, state in told)  # fmt: skip
        return page(f"<table>{head}{''.join(cells)}</table>")

    reply = page("<h1>关于a号事项的来信</h1><p>来信时间：2026-10-12</p><p>来信内容：路灯不亮。</p><p>答复单位：区教育局</p><p>答复时间：2026-10-14</p><p>答复内容：已修复，感谢反映。</p>")  # fmt: skip
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='xx/'>局长信箱</a>"),
        "/jyj/xx/": rows(("a", "2026-10-12", "已办结"), ("b", "2026-10-01", "已办结")) + "<a href='p2.html'>下一页</a>",
        "/jyj/xx/p2.html": rows(("c", "2026-06-12", "办理中"), ("d", "2026-06-01", "不予受理")),
        **{
            f"/jyj/xx/{name}.html": page(f"<h1>关于{name}号事项的来信</h1><p>来信时间：2026-06-12</p>")
            for name in "bcd"
        },
        "/jyj/xx/a.html": reply,
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, [{"name": "局长信箱", "url": "xx/", "role": "other", "content": "replies"}])
        night(folder, 27)
    found = {item["role"]: item for item in unit_of(folder)["findings"] if item["check"] == "messages"}
    assert {role: item["outcome"] for role, item in found.items()} == {"最早未答复留言": "not_met", "按时答复": "not_met", "最近一次答复": "met"}  # fmt: skip
    assert found["最早未答复留言"]["quotes"] == ["关于c号事项的来信：2026-06-12 提出，未答复"]
    assert "有效留言 3 件，已答复 2 件" in found["按时答复"]["message"]
