"""`discover --confirm`: what the crawler saw is shown, the answers are written, and every comment stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.looking.confirming import confirm_all
from config.loader import load_configuration
from config.open_points import grouped, open_points
from config.schema import SiteKind
from tests.sites import Site, page, rows

UNITS = """# 各单位
units:
  - code: jyj   # 教育
    name: 区教育局
    portal:
      home: /jyj/
      to_confirm: true
      columns:
        # 简介常年不变
        - {name: 单位简介, url: dwjj/, role: introduction}
        - {name: 工作动态, url: old/, role: posts, dynamic: true}   # 每月都要有
        - {name: 信箱, url: xx/, role: mailbox}
  - code: mzj
    name: 区民政局   # 不要改动
    portal:
      home: /mzj/
      columns:
        - {name: 简介, url: jj/, role: other, to_confirm: true}
"""
PAGES = {
    "/": page("首页"),
    "/xxgk/": page("公开"),
    "/jyj/": page(
        "<a href='/jyj/dwjj/'>单位简介</a><a href='/jyj/gzdt/'>工作动态</a><a href='/jyj/zcfg/'>政策法规</a>",
        "教育局专区",
    ),
    "/jyj/dwjj/": page("<p>" + "简介。" * 30 + "</p>"),
    "/jyj/gzdt/": rows(["2026-10-12", "2026-10-11"]),
    "/mzj/": page("<a href='/mzj/jj/'>简介</a>"),
    "/mzj/jj/": page("<p>" + "简介。" * 30 + "</p>"),
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    """Two units, one with an unconfirmed section of which a column has moved and one is gone."""
    with Site(dict(PAGES)) as site:
        (tmp_path / "monitor.yaml").write_text("assessment_starts: 2026-10\ncrawl: {delay: 0}\n", encoding="utf-8")
        (tmp_path / "units.yaml").write_text(UNITS, encoding="utf-8")
        sites = f"""# 网站
sites:
  - {{id: portal, kind: portal, name: 政务网, home: "http://{site.name}/", hosts: ["{site.name}"], to_confirm: true}} # 待核
  - {{id: disclosure, kind: disclosure, name: 公开平台, home: "http://{site.name}/xxgk/", hosts: ["{site.name}"]}}
"""
        (tmp_path / "sites.yaml").write_text(sites, encoding="utf-8")
        yield tmp_path


def walked(office: Path, answers: list[str], wanted: str = "") -> list[str]:
    """Walk with these answers, `` for the usual one; what was said and asked."""
    said: list[str] = []
    waiting = iter(answers)

    def ask(question: str, usual: str) -> str:
        said.append(f"{question}［{usual}］")
        return next(waiting, "q") or usual

    confirm_all(load_configuration(office), wanted, said.append, ask)
    return said


def test_points_are_grouped_by_unit(office: Path) -> None:
    lines = list(grouped(list(open_points(load_configuration(office)))))
    assert len(lines) == 3
    assert lines[1].startswith("区教育局（jyj）：政务网专区")


def test_answers_are_written_and_comments_stay(office: Path) -> None:
    said = walked(office, ["", "e", "", "", "", "d"], "")
    text = "\n".join(said)
    assert "2 条信息，最近 2026-10-12" in text and "导航中还有：工作动态、政策法规" in text
    written = (office / "units.yaml").read_text(encoding="utf-8")
    for comment in ("# 各单位", "# 教育", "# 简介常年不变", "# 每月都要有", "# 不要改动"):
        assert comment in written
    unit = load_configuration(office).unit("jyj")
    assert unit.portal is not None and not unit.portal.to_confirm
    assert [column.url for column in unit.portal.columns] == ["dwjj/", "gzdt/"]
    assert "# 待核" in (office / "sites.yaml").read_text(encoding="utf-8")
    assert not load_configuration(office).site(SiteKind.PORTAL).to_confirm


def test_what_was_left_for_later_stays_open(office: Path) -> None:
    walked(office, ["e", "y", "s", "s"], "jyj")
    unit = load_configuration(office).unit("jyj")
    assert unit.portal is not None
    assert [column.to_confirm for column in unit.portal.columns] == [False, True, True]
    assert not unit.portal.to_confirm


def test_stopping_keeps_what_was_answered(office: Path) -> None:
    said = walked(office, ["y", "q"])
    assert "已停下" in said[-1]
    found = load_configuration(office)
    assert not found.site(SiteKind.PORTAL).to_confirm
    assert found.unit("jyj").portal is not None and found.unit("jyj").portal.to_confirm  # type: ignore[union-attr]


def test_stopping_inside_a_section_keeps_what_was_answered_there(office: Path) -> None:
    said = walked(office, ["e", "y", "gzdt/", "y", "q"], "jyj")
    assert "已停下" in said[-1]
    unit = load_configuration(office).unit("jyj")
    assert unit.portal is not None and not unit.portal.to_confirm
    assert [(column.url, column.to_confirm) for column in unit.portal.columns] == [
        ("dwjj/", False), ("gzdt/", False), ("xx/", True),
    ]  # fmt: skip


def test_an_address_elsewhere_is_refused(office: Path) -> None:
    said = walked(office, ["e", "y", "http://other.cn/", "s", "s"], "jyj")
    assert any("网址应位于" in line for line in said)


def test_an_address_is_written_only_when_it_is_called_right(office: Path) -> None:
    walked(office, ["e", "y", "wrong/", "s", "s"], "jyj")
    assert "wrong/" not in (office / "units.yaml").read_text(encoding="utf-8")
    walked(office, ["e", "wrong/", "y"], "jyj")
    assert "wrong/" in (office / "units.yaml").read_text(encoding="utf-8")


def test_a_role_may_be_typed_as_the_office_calls_it(office: Path) -> None:
    said = walked(office, ["e", "联系电话", "y", "s", "s"], "jyj")
    assert "role: telephone" in (office / "units.yaml").read_text(encoding="utf-8")
    assert not any("联系电话：状态" in line for line in said)


def test_lines_that_were_not_answered_are_not_touched(office: Path) -> None:
    walked(office, ["y"], "mzj")
    written = (office / "units.yaml").read_text(encoding="utf-8").splitlines()
    changed = [(old, new) for old, new in zip(UNITS.splitlines(), written, strict=True) if old != new]
    assert len(changed) == 1 and "to_confirm" in changed[0][0]


def test_nothing_to_confirm_says_so(office: Path) -> None:
    walked(office, ["y"], "mzj")
    assert walked(office, [], "mzj") == ["没有待确认的网址"]
