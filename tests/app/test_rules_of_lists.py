"""Lists that nights read behind forms, interfaces and scripts."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from aiohttp import web

from crawler.wire.browser import chromium_path
from tests.app.small_sites import POSTS, article, posts_measure, row
from tests.sites import Answer, Site, configure, night, page

SCRIPTED = """<html><head><title>工作动态</title></head><body><div id="list"></div><a href="javascript:void(0)" id="n">下一页</a><script>
var p = 1; function load() { fetch('/api/' + p).then(r => r.json()).then(d => { document.getElementById('list').innerHTML =
'<ul>' + d.map(x => '<li><a href="' + x.u + '">' + x.t + '</a><span>' + x.d + '</span></li>').join('') + '</ul>'; }); }
document.getElementById('n').onclick = function () { if (p < 3) { p++; load(); } }; load();
</script></body></html>"""


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
