"""What nights find for a person: numbers in attachments, hosts that changed hands; nothing of it ends a night."""

from pathlib import Path

from crawler.reading.attached import kind_of
from tests.app.small_sites import POSTS, article, listing, row
from tests.attachments import NUMBER, cycle, word
from tests.sites import Answer, Site, configure, night, page, unit_of


def test_attachments_are_read_once_and_a_hostile_one_ends_nothing(tmp_path: Path) -> None:
    kind = {"Content-Type": "application/octet-stream", "ETag": '"1"'}
    pages: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": listing(row("a.html", "拟补贴人员名单公示", "2026-10-12")),
        "/jyj/gzdt/a.html": article("2026-10-12", "<a href='/files/a.docx'>名单</a><a href='/files/b.pdf'>附件</a>"),
        "/files/a.docx": (200, kind, word(f"身份证号 {NUMBER}")),
        "/files/b.pdf": (200, kind, cycle()),
    }
    with Site(pages) as site:
        folder = configure(tmp_path, site, POSTS)
        assert night(folder, 26).is_good
        first = site.requests["/files/a.docx"]
        assert night(folder, 27).is_good
        second = site.requests["/files/a.docx"] - first
    found = [item for item in unit_of(folder)["findings"] if item["check"] == "personal_information"]
    assert [(kind_of(item["subject"]), item["quotes"]) for item in found] == [("docx", ["110***********4413"])]
    assert found[0]["message"].startswith("附件")
    assert (first, second) == (2, 1), "a link is asked every night, a file is read once"


def test_a_host_whose_page_bears_another_title_is_told(tmp_path: Path) -> None:
    other: dict[str, Answer] = {"/": page("欢迎", "社区服务中心")}
    with Site(other) as away:
        pages: dict[str, Answer] = {
            "/": page("首页"),
            "/jyj/": page(f"<a href='gzdt/'>工作动态</a><a href='http://{away.name}/'>社区服务中心</a>"),
            "/jyj/gzdt/": listing(row("a.html", "关于召开会议的通知", "2026-10-12")),
            "/jyj/gzdt/a.html": article("2026-10-12"),
        }
        with Site(pages) as site:
            folder = configure(tmp_path, site, POSTS, probe={"allow_private_hosts": [away.name]})
            night(folder, 26)
            other["/"] = page("欢迎", "澳门线上娱乐")
            night(folder, 27)
    found = [item for item in unit_of(folder)["findings"] if item["check"] == "changed_host"]
    assert [(item["quotes"], item["published"]) for item in found] == [(["社区服务中心", "澳门线上娱乐"], "2026-10-27")]
