"""The benchmarks in short: what does not depend on the machine's speed holds on a small generated site."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

pytest.importorskip("psutil", reason="psutil measures the benchmarks")

from benchmarks import at_pace, fleet, nights, stages
from benchmarks.faults import MONITOR, spellings_of
from benchmarks.generated import generate
from benchmarks.many_hosts import POSTS
from crawler.pages.reader import read_page
from crawler.reading.document import Document

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")

ORIGINS = ("http://one.example", "http://two.example")


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_each_address_is_asked_once_and_a_second_night_reads_almost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nights, "STAGES", ("crawl",))  # the others are measured in the next test
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    found = {row.name: row for row in nights.run(tmp_path / "site", 60, 1, only_ours=True)}
    first, second = found[MONITOR], found[nights.SECOND]
    assert first.pages <= first.distinct
    assert first.requests <= first.distinct + 2 + 3 * 2, (
        "canaries, the missing page, robots and home of each host, and nothing else twice"
    )
    assert second.bytes < 0.15 * first.bytes


def test_the_stages_run_on_a_filled_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "UNITS", 10)
    found = stages.run(tmp_path / "store", scale=0.0005)
    assert set(found["seconds"]) == set(stages.STAGES)
    assert f"{stages.UNITS} units" in capsys.readouterr().out


def test_many_hosts_are_asked_at_their_pace_and_each_address_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    night = at_pace.run(tmp_path / "hosts", hosts=3, at_once=3, delay=0.05)
    pages, beside = (
        2 * (POSTS + 3),
        3 * 5,
    )  # the third host has but its home; robots.txt, the missing page, the last beat
    assert pages < night.requests <= pages + beside
    assert night.pace < night.seconds and night.peak <= 4
    assert "3 hosts, 3 at a time" in capsys.readouterr().out


@pytest.mark.soak
def test_a_fleet_of_few_hosts_is_measured(tmp_path: Path, postgres_url: str) -> None:
    pytest.importorskip("distributed", reason="the extra fleet is not installed")
    (row,) = fleet.run(tmp_path / "fleet", postgres_url, workers=(1,), hosts=(3,))
    assert row.requests > 2 * (POSTS + 3) and row.rows_a_second > 0 and row.peak <= 4


def test_a_generated_site_has_the_links_and_the_dead_ones_that_it_says(tmp_path: Path) -> None:
    site = generate(tmp_path, 600, ORIGINS)
    text = (tmp_path / "portal" / "u00" / "c0" / "p00003.html").read_text(encoding="utf-8")
    assert text.count("<a href") >= 50
    assert 15_000 < len(text.encode()) < 25_000
    assert len(site.dead) == 6
    assert not any((tmp_path / "portal" / path.partition("/u")[2]).exists() for path in site.dead)


def test_a_generated_article_has_a_body_that_is_recognised_and_compared(tmp_path: Path) -> None:
    site = generate(tmp_path, 300, ORIGINS)
    document = Document("http://one.example/u00/c0/p00003.html", site.files[3].read_text(encoding="utf-8"))
    article = read_page(document, "generic", datetime(2026, 10, 27, 2, tzinfo=UTC), is_list=False).article
    assert article is not None
    assert article.body_length > 4_000
    assert int(article.simhash, 16)


def test_tools_may_spell_an_address_in_several_ways() -> None:
    assert spellings_of("http:///x.cn/") & spellings_of("http://x.cn/")
    assert spellings_of("http://a/%E4%B8%AD#top") & spellings_of("http://a/中")
    assert not spellings_of("http://a/1") & spellings_of("http://a/2")
