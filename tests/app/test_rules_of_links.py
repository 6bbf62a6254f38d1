"""What a night asks and whose link it is, on small sites of other markup than the replica's."""

from pathlib import Path

import yaml

from app.context import open_context
from app.looking.view import Reader, latest_good
from tests.sites import Answer, Site, configure, night, page, unit_of


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
