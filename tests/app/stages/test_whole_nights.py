"""A night is believed only when it is whole: whatever the store refuses, and whenever, it is not published."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from app.context import open_context
from app.stages.belief import failed_crawls, judge_crawls, unread
from crawler.engines.crawl import CrawlReport
from crawler.job import CrawlJob, plan_jobs
from crawler.records.observations import ColumnWalk, SectionWalk
from crawler.sink import WatchedStore
from crawler.walking import outbox
from db.bodies import Bodies
from db.runs import RunRecord, RunStatus
from db.session import open_engine
from db.sink import CrawlSink
from tests.sites import Answer, Site, configure, moment, night, page, rows

POSTS = [{"name": "工作动态", "url": "gzdt/", "role": "posts"}]
METHODS = ("known", "tonight", "extract", "holds", "add", "close")
"""What a night asks of its store; bodies are asked for by a replay alone."""
WALKER = "the walk"


class Refusing:
    """A store that refuses one call of one method, in the process that walks; it counts the calls of each in a file."""

    def __init__(self, store: CrawlSink, method: str, call: int, counts: Path) -> None:
        self._store, self._method, self._call, self._counts = store, method, call, counts
        self._calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._store, name)
        return partial(self._told, name, found) if name in METHODS else found

    def _told(self, name: str, method: Callable[..., Any], *arguments: Any) -> Any:
        self._calls[name] += 1
        (self._counts / name).write_text(str(self._calls[name]))
        if name == self._method and self._calls[name] == self._call:
            raise OSError("No space left on device")
        return method(*arguments)


def open_refusing(
    parent: int, database: str, evidence: str, run: int, previous: int, method: str, call: int, counts: Path
) -> Any:
    """The store of a walk refuses; that of the night's own process is whole."""
    sink = CrawlSink(open_engine(database), Bodies(Path(evidence)), run, previous)
    if os.getpid() == parent:
        return sink
    outbox.BATCH = 5
    return Refusing(sink, method, call, counts)


def refusing(monkeypatch: pytest.MonkeyPatch, method: str, call: int, counts: Path) -> None:
    """From now on every walk's store refuses so."""

    def opener(context: Any, run: RunRecord, previous: RunRecord | None) -> Any:
        database, evidence = context.configuration.database, str(context.evidence)
        return partial(
            open_refusing, os.getpid(), database, evidence, run.id, (previous or run).id, method, call, counts
        )

    monkeypatch.setattr("app.stages.crawl.opener_of", opener)


def pages() -> dict[str, Answer]:
    site: dict[str, Answer] = {
        "/": page("首页"),
        "/jyj/": page("<a href='gzdt/'>工作动态</a>"),
        "/jyj/gzdt/": rows(["2026-10-12"] * 25),
    }
    site.update({f"/jyj/gzdt/p{index}.html": page(f"<h1>文章</h1><p>正文{index}。</p>") for index in range(25)})
    return site


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Iterator[Path]:
    """An office whose sites stand, on either database."""
    with Site(pages()) as site:
        yield configure(tmp_path / "office", site, POSTS, database=database_url)


def test_a_night_whose_store_refuses_the_first_or_the_last_call_of_any_method_is_not_good(
    office: Path, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing(monkeypatch, "", 0, tmp_path)
    assert night(office, 5).is_good and night(office, 6).is_good
    latest = (office / "var" / "reports" / "latest").resolve()
    last = {method: int((tmp_path / method).read_text()) for method in METHODS}
    methods = METHODS if database_url.startswith("sqlite") else ("add",)  # who refuses stands before either database
    tries = dict.fromkeys((method, call) for method in methods for call in (1, last[method]))
    for day, (name, call) in enumerate(tries, 7):
        refusing(monkeypatch, name, call, tmp_path)
        run = night(office, day)
        told = (run.status, run.reason.partition("：")[0])
        assert told == (RunStatus.INCONCLUSIVE, "store_failed"), (name, call, told)
    assert (office / "var" / "reports" / "latest").resolve() == latest


@pytest.mark.parametrize("method", [*METHODS, "body"])
def test_a_crawl_remembers_what_its_store_refused(method: str) -> None:
    class Full:
        """A store that has no room, whatever it is asked."""

        def __getattr__(self, name: str) -> Callable[..., Any]:
            return self.refuse

        def refuse(self, *_: object) -> Any:
            raise OSError("No space left on device")

    store = WatchedStore(Full())  # type: ignore[arg-type]
    with pytest.raises(OSError, match="No space left"):
        getattr(store, method)(*([] if method == "close" else [()]))
    assert store.refusal == "OSError: No space left on device"


def test_a_night_that_read_nothing_is_never_published_however_often_it_repeats(tmp_path: Path) -> None:
    with Site(pages()) as site:
        folder = configure(tmp_path, site, POSTS)
        assert night(folder, 25).is_good
        site.pages = dict.fromkeys(pages(), "")
        for day in (26, 27, 28):
            assert night(folder, day).status is RunStatus.INCONCLUSIVE
        assert (folder / "var" / "reports" / "latest").resolve().name.startswith("2026-10-25")


def test_the_first_night_of_all_is_not_published_where_it_read_nothing(tmp_path: Path) -> None:
    with Site(lambda path: (404 if path == "/robots.txt" else 500, {}, b"")) as site:
        assert night(configure(tmp_path, site, POSTS, probe={"attempts": 1}), 25).reason == "nothing_read："


def jobs(tmp_path: Path) -> list[CrawlJob]:
    """Two crawls, as an office with two hosts has them."""
    with Site({}) as site:
        context = open_context(configure(tmp_path, site, POSTS))
    (job,) = plan_jobs(context.configuration, moment(27), moment(27).date())
    context.close()
    return [job, replace(job, name="other", walked=())]


def test_a_section_without_tonights_walk_makes_its_crawl_a_failed_one(tmp_path: Path) -> None:
    one, other = jobs(tmp_path)
    reports = [CrawlReport(one.name, 9, 9, 9), CrawlReport(other.name, 1, 1, 1)]
    assert not failed_crawls([one, other], reports, frozenset(one.walked))
    failures = failed_crawls([one, other], reports, frozenset(one.walked[1:]))
    assert list(failures) == [one.name]


def test_one_crawl_that_failed_costs_its_own_sections_and_all_of_them_the_night(tmp_path: Path) -> None:
    one, other = jobs(tmp_path)
    crashed = CrawlReport(one.name, 0, 0, 0, "BrokenProcessPool")
    assert judge_crawls([one, other], [crashed], {one.name: "…"}) is None
    walks = unread([one, other], {one.name: "…"})
    assert {walk.section for walk in walks} == set(one.walked)
    assert not any(walk.complete for walk in walks if isinstance(walk, (SectionWalk, ColumnWalk)))
    everything = judge_crawls([one, other], [crashed], {one.name: "…", "other": "…"})
    assert everything is not None and everything.reason == "crawl_failed"


def test_what_the_store_refused_is_the_whole_nights_fault(tmp_path: Path) -> None:
    one, other = jobs(tmp_path)
    refused = CrawlReport(one.name, 9, 9, 9, "OSError", refused=True)
    found = judge_crawls([one, other], [refused], {one.name: "OSError"})
    assert found is not None and found.reason == "store_failed"
