"""Whole nights on small sites of all sorts: limits, loops, walls, outages, hostile pages."""

import random
from datetime import date, timedelta
from pathlib import Path

from db.runs import RunStatus
from tests.sites import Answer, Site, configure, night, page, rows, unit_of

POSTS = [{"name": "工作动态", "url": "gzdt/", "role": "posts", "dynamic": True}]


def article(path: str) -> Answer:
    return (
        page(f"<h1>文章</h1><p>发布时间：2026-10-12</p><p>正文{path}，内容完整，欢迎阅读。</p>")
        if path.startswith("/jyj/gzdt/p")
        else None
    )


def test_a_limit_of_pages_gives_a_lower_bound_never_a_short_count(tmp_path: Path) -> None:
    def pages(path: str) -> Answer:
        if path == "/jyj/":
            return page("<a href='gzdt/'>工作动态</a>")
        if path.startswith("/jyj/gzdt/?p=") or path == "/jyj/gzdt/":
            number = int(path.partition("=")[2] or 1)
            return rows(["2026-10-12"] * 10, f"p{number}-", f"/jyj/gzdt/?p={number + 1}")
        return article(path)

    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS, crawl={"max_pages_per_site": 40})
        assert night(folder, 27).is_good
    measure = unit_of(folder)["measures"]["portal.posts"]
    assert (measure["value"], measure["outcome"], measure["reason"], measure["upper"]) == (
        None,
        "inconclusive",
        "limit_reached",
        None,
    )
    assert 10 <= measure["lower"] <= 40
    assert sum(site.requests.values()) < 60


def test_a_pagination_loop_ends_at_the_first_repeated_page(tmp_path: Path) -> None:
    def pages(path: str) -> Answer:
        if path == "/jyj/":
            return page("<a href='gzdt/'>工作动态</a>")
        if path.startswith("/jyj/gzdt/?p=") or path == "/jyj/gzdt/":
            number = int(path.partition("=")[2] or 1)
            return rows(["2026-10-12"] * 10, f"p{min(number, 3)}-", f"/jyj/gzdt/?p={number + 1}")
        return article(path)

    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
    assert unit_of(folder)["measures"]["portal.posts"]["value"] == 30
    assert max(int(path.partition("=")[2]) for path in site.requests if "?p=" in path) <= 5


def test_ten_thousand_posts_are_walked_back_to_the_open_month_only(tmp_path: Path) -> None:
    days = [(date(2026, 10, 26) - timedelta(days=index // 2)).isoformat() for index in range(10_000)]

    def pages(path: str) -> Answer:
        if path == "/jyj/":
            return page("<a href='gzdt/'>工作动态</a>")
        if path.startswith("/jyj/gzdt/index") or path == "/jyj/gzdt/":
            number = int(path.rpartition("_")[2].partition(".")[0]) if "_" in path else 0
            call = f'<script>createPageHTML(500, {number}, "index", "html");</script>'
            return rows(days[number * 20 : number * 20 + 20], f"p{number}-").replace("</body>", f"{call}</body>")
        return page(f"<h1>文章</h1><p>{path}的正文内容完整，欢迎阅读。</p>") if path.startswith("/jyj/gzdt/p") else None

    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
    assert unit_of(folder)["measures"]["portal.posts"]["value"] == 52
    assert sum(path.startswith("/jyj/gzdt/index") for path in site.requests) < 8


def test_robots_are_obeyed_and_the_count_is_unknown(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /jyj/gzdt/\n"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": rows(["2026-10-12"]),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
    assert site.requests["/jyj/gzdt/"] == 0
    measure = unit_of(folder)["measures"]["portal.posts"]
    assert (measure["outcome"], measure["reason"]) == ("inconclusive", "robots")


def test_a_site_that_is_down_changes_no_verdict_and_is_named(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a> <a href='/gone.html'>旧链接</a>"),
        "/jyj/gzdt/": rows(["2026-10-12"]),
        "/jyj/gzdt/p0.html": article("/jyj/gzdt/p0.html"),
    }
    with Site({"/": page("外部站点")}) as other:
        with Site(pages) as site:
            folder = configure(
                tmp_path, site, POSTS, canaries=[f"http://{other.name}/"], probe={"allow_private_hosts": [other.name]}
            )
            night(folder, 27)
            before = unit_of(folder)
        run = night(folder, 28)
        assert run.status is RunStatus.GOOD
        after = unit_of(folder)
    assert after["measures"]["portal.posts"]["reason"] == "site_unreachable"
    assert after["measures"]["portal.posts"]["lower"] == 1
    assert [item["subject"] for item in before["findings"] if item.get("verdict") == "broken"] == [
        item["subject"] for item in after["findings"] if item.get("verdict") == "broken"
    ]
    assert any(item["check"] == "site_unreachable" for site_ in after["sites"] for item in site_["findings"])


def test_a_network_that_is_cut_in_the_middle_of_a_night_changes_no_verdict(tmp_path: Path) -> None:
    """Every host falls silent at once, after part of the pages was read: the night is no judge of any link."""
    days = ["2026-10-12"] * 30
    with Site({"/": page("外部站点"), "/x.html": page("外部页面")}) as other, Site({}) as site:
        links = f"<a href='gzdt/'>工作动态</a><a href='/gone.html'>旧</a><a href='http://{other.name}/x.html'>外</a>"
        pages: dict[str, Answer] = {"/": page("首页"), "/jyj/": page(links), "/jyj/gzdt/": rows(days)}
        pages.update({f"/jyj/gzdt/p{index}.html": article(f"/jyj/gzdt/p{index}") for index in range(30)})
        site.pages = pages
        folder = configure(
            tmp_path,
            site,
            POSTS,
            canaries=[f"http://{other.name}/"],
            crawl={"requests_per_host": 1},
            probe={"allow_private_hosts": [other.name]},
        )
        assert night(folder, 26).is_good
        before = unit_of(folder)
        latest = (folder / "var" / "reports" / "latest").resolve()
        asked = site.requests.total()
        site.cut_after, other.cut_after = asked + 15, other.requests.total() + 3  # the canary still answers
        run = night(folder, 27)
        assert run.status is RunStatus.INCONCLUSIVE
        assert asked < site.requests.total()
        assert unit_of(folder) == before
        assert (folder / "var" / "reports" / "latest").resolve() == latest
        site.cut_after = other.cut_after = 0
        assert night(folder, 28).is_good
        after = {
            item["subject"]: item["nights"] for item in unit_of(folder)["findings"] if item.get("verdict") == "broken"
        }
        assert after == {f"http://{site.name}/gone.html": 2}


def test_a_night_that_reads_far_less_is_not_believed_until_it_is_seen_again(tmp_path: Path) -> None:
    days = ["2026-10-12"] * 60
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": rows(days),
    }
    pages.update({f"/jyj/gzdt/p{index}.html": article("/jyj/gzdt/p") for index in range(60)})
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        assert night(folder, 26).is_good
        pages["/jyj/gzdt/"] = rows(days[:5])
        doubted = night(folder, 27)
        assert (doubted.status, doubted.reason.partition("：")[0]) == (RunStatus.INCONCLUSIVE, "sudden_drop")
        assert night(folder, 28).is_good


def test_hostile_pages_neither_hang_nor_crash_nor_spoil_a_count(tmp_path: Path) -> None:
    noise = random.Random(1)
    hostile = {
        "/jyj/a.html": bytes(noise.randrange(256) for _ in range(50_000)),
        "/jyj/b.html": b"<div>" * 200_000 + b"x",
        "/jyj/c.html": ("<table><tr><td>" * 20_000).encode(),
        "/jyj/d.html": b"<html><body><a href='" + b"x" * 100_000 + b"'>y</a></body></html>",
        "/jyj/e.html": (
            "<ul>" + "<li><a href='/jyj/e.html'>同一链接反复出现</a><span>2026-99-99</span></li>" * 5000
        ).encode(),
        "/jyj/f.html": (
            200,
            {"Content-Type": "text/html; charset=gbk", "Content-Encoding": "gzip"},
            b"not gzip at all",
        ),
        "/jyj/g.html": b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00",
    }
    links = "".join(f"<a href='{path}'>{path}</a>" for path in hostile)

    def pages(path: str) -> Answer:
        if path.startswith("/jyj/calendar"):
            number = int(path.rpartition("=")[2] or 0)
            return page(
                f"<a href='/jyj/calendar?m={number + 1}'>下月</a><a href='/jyj/calendar?m={number - 1}'>上月</a>"
            )
        if path == "/jyj/":
            return page(f"<a href='gzdt/'>工作动态</a>{links}<a href='/jyj/calendar?m=0'>日历</a>")
        if path == "/jyj/gzdt/":
            return rows(["2026-10-12"] * 3)
        return hostile.get(path) or article(path)

    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS, crawl={"max_depth": 10, "time_limit": "60s"})
        assert night(folder, 27).is_good
    assert unit_of(folder)["measures"]["portal.posts"]["value"] == 3


def test_the_peak_of_requests_never_exceeds_the_configuration(tmp_path: Path) -> None:
    pages: dict[str, Answer] = {"/jyj/": page("<a href='gzdt/'>工作动态</a>"), "/jyj/gzdt/": rows(["2026-10-12"] * 40)}
    pages.update({f"/jyj/gzdt/p{index}.html": article("/jyj/gzdt/p") for index in range(40)})
    with Site(pages) as site:
        site.pause = 0.02
        folder = configure(tmp_path, site, POSTS, crawl={"requests_per_host": 3})
        night(folder, 27)
        assert 1 <= site.peak <= 3


def test_a_unit_without_a_section_is_unknown_not_zero(tmp_path: Path) -> None:
    with Site({"/": page("首页"), "/jyj/": page("<a href='gzdt/'>动态</a>"), "/jyj/gzdt/": rows([])}) as site:
        folder = configure(tmp_path, site, POSTS)
        night(folder, 27)
    unit = unit_of(folder)
    assert unit["measures"]["disclosure.posts"]["reason"] == "no_section"
    lines = {line["criterion"]: (line["low"], line["high"]) for line in unit["lines"]}
    assert lines["disclosure.posts"] == ("-4", "4")
    assert lines["portal.posts"] == ("-10", "-10")
