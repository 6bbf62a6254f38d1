"""Nights that stop before they ask, and sites that do not want to be asked."""

from pathlib import Path

from db.runs import RunStatus
from demo.server import free_port
from tests.sites import Answer, Site, configure, night, page, rows

POSTS = [{"name": "工作动态", "url": "gzdt/", "role": "posts"}]


def pages(path: str) -> Answer:
    if path == "/jyj/gzdt/":
        return rows(["2026-10-12", "2026-10-13"])
    return page("<p>本单位负责有关工作的组织、协调和落实。</p>") if path.startswith("/jyj/") else None


def test_where_all_canaries_fail_no_site_is_asked(tmp_path: Path) -> None:
    closed, port = free_port()
    closed.close()
    with Site(pages) as site:
        folder = configure(
            tmp_path,
            site,
            POSTS,
            canaries=[f"http://127.0.0.1:{port}/"],
            probe={"allow_private_hosts": [f"127.0.0.1:{port}"]},
        )
        run = night(folder, 27)
        assert run.status is RunStatus.INCONCLUSIVE
        assert "canaries_failed" in run.reason
        assert not site.requests


def test_a_site_that_robots_txt_shuts_is_told_as_that_and_not_as_an_outage(tmp_path: Path) -> None:
    shut: Answer = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /\n")
    with Site(lambda path: shut if path == "/robots.txt" else pages(path)) as site:
        folder = configure(tmp_path, site, POSTS)
        run = night(folder, 27)
        assert set(site.requests) == {"/robots.txt"}
    assert run.status is RunStatus.INCONCLUSIVE
    assert run.reason.startswith("closed_by_robots")
