"""Which posts nights count, on small sites of other markup than the replica's."""

from pathlib import Path

import yaml

from app.context import open_context
from app.looking.view import Reader, latest_good
from app.progress import Reporter
from app.stages.night import nightly
from config.month import Month
from tests.app.small_sites import POSTS, article, found, listing, posts_measure, posts_of, row
from tests.sites import Answer, Site, closed, configure, moment, night, page, unit_of


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
        done, _ = nightly(context, moment(28), ("mzj",), Reporter(quiet=True))
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
