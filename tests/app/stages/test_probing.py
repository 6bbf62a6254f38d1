"""A night's links asked by many processes: the same night as where one asks them all."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from app.context import open_context
from app.looking.view import Reader, latest_good
from app.stages.probe import ProbeStage
from crawler.engines.probe import ProbeReport
from crawler.records.observations import LinkUse
from db.runs import RunStatus
from reports.export import export_json
from tests.sites import Answer, Site, configure, night, page

POSTS = [{"name": "动态", "url": "gzdt/", "role": "posts"}]
SHEET: Answer = (200, {"Content-Type": "text/css"}, b"@import '/more.css'; a {background: url(/no.png)}")
MORE: Answer = (200, {"Content-Type": "text/css"}, b"a {background: url(/none.png)}")


def own_pages(others: list[Site]) -> dict[str, Answer]:
    """A site with a style sheet that holds another, and links to other hosts, of which some lead nowhere."""
    links = "".join(
        f"<a href='http://{site.name}/{place}'>友情链接</a>" for site in others for place in ("", "gone", "to")
    )
    return {
        "/": page(f"<link rel='stylesheet' href='/s.css'>{links}"),
        "/jyj/": page("<a href='gzdt/'>动态</a>"),
        "/jyj/gzdt/": page("<ul><li><a href='/jyj/gzdt/1.html'>第一次工作会议召开</a><span>2026-10-12</span></li></ul>"),
        "/jyj/gzdt/1.html": page("<h1>第一次工作会议召开</h1><p>正文</p>"),
        "/s.css": SHEET,
        "/more.css": MORE,
    }  # fmt: skip


def test_a_night_whose_links_many_processes_ask_is_the_night_that_one_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    asked: list[Counter[str]] = []
    with ExitStack() as stack:
        others = [stack.enter_context(Site({"/": page("别处")})) for _ in range(4)]
        others[0].pages = {"/": page("别处"), "/to": (302, {"Location": f"http://{others[1].name}/"}, b"")}
        site = stack.enter_context(Site(own_pages(others)))
        for together in (500, 3):
            monkeypatch.setattr("crawler.probing.groups.TOGETHER", together)
            folder = configure(
                tmp_path / str(together), site, POSTS, probe={"allow_private_hosts": ["127.0.0.1"], "attempts": 2}
            )
            for every in (site, *others):
                every.requests.clear()
            assert night(folder, 20).status is RunStatus.GOOD
            context = open_context(folder)
            told.append(export_json(Reader(context, latest_good(context)).report()))
            context.close()
            asked.append(
                Counter({f"{every.name}{path}": n for every in (site, *others) for path, n in every.requests.items()})
            )
    assert told[0] == told[1] and "none.png" in told[0] and "gone" in told[0]
    again = asked[1] - asked[0]
    assert all("/hq" in path for path in again), "only how a host answers that others lead to may be learned twice"


def exported(folder: Path) -> str:
    context = open_context(folder)
    try:
        return export_json(Reader(context, latest_good(context)).report())
    finally:
        context.close()


@pytest.mark.parametrize("round_", [1, 2])
def test_a_night_that_dies_when_style_sheets_have_answered_is_finished_with_what_stands_in_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, round_: int
) -> None:
    """Their answers are stored before the links that stand in them."""
    rounds = []

    def dying(stage: ProbeStage, reports: Sequence[ProbeReport]) -> list[LinkUse]:
        rounds.append(reports)
        if len(rounds) == round_:
            raise MemoryError
        return whole(stage, reports)

    whole = ProbeStage._style_uses
    with Site(own_pages([])) as site:
        calm, killed = (configure(tmp_path / name, site, POSTS, probe={"attempts": 2}) for name in ("calm", "killed"))
        assert night(calm, 20).status is RunStatus.GOOD
        with monkeypatch.context() as patched:
            patched.setattr(ProbeStage, "_style_uses", dying)
            with pytest.raises(MemoryError):
                night(killed, 20)
        assert night(killed, 20).status is RunStatus.GOOD
    assert "no.png" in exported(calm) and "none.png" in exported(calm)
    assert exported(killed) == exported(calm)


def test_style_sheets_are_asked_once_where_nothing_died(tmp_path: Path) -> None:
    with Site(own_pages([])) as site:
        assert night(configure(tmp_path, site, POSTS), 20).status is RunStatus.GOOD
        assert (site.requests["/s.css"], site.requests["/more.css"]) == (1, 1)
