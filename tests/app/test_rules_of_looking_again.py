"""What people ask of a site, or of a night that was, by command."""

from pathlib import Path

import pytest
import yaml

from app.cli import run
from tests.app.small_sites import POSTS, article, listing, row
from tests.sites import Answer, Site, configure, night, page


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
    assert run(["--config", str(folder), "inspect", f"http://{site.name}/jyj/"]) == 1
    roles = {column["url"]: column["role"] for column in proposed["columns"]}
    assert roles == {
        "dwjj/": "introduction", "ldxx/": "leaders", "lxfs/": ["telephone", "address"], "gzdt/": "posts", "wsbs/": "services", "nb/": "annual_report",
    }  # fmt: skip
    assert "栏目：工作动态（信息列表）" in text and "列表条目：2 条" in text
    assert "2026-10-12（原文“2026-10-12”）" in text and "未读到日期（原文“时间待定”）" in text
    assert "index_1.html" in text and "无效（页面不存在（404））" in text


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
