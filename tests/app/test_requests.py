"""How often a night asks: each address once; robots.txt, canaries, what learns how a host answers, and what failed apart."""

from collections import Counter
from pathlib import Path

import pytest

from db.runs import RunStatus
from tests.sites import Answer, Site, configure, night, page

POSTS = [{"name": "动态", "url": "gzdt/", "role": "posts"}]
ARTICLES, PICTURES, DEAD = 240, 160, 12
PER_PAGE = 40
PICTURE: Answer = (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n" + b"\0" * 500)


def answers(path: str) -> Answer:
    """A column of pages with articles, each with a picture or two; some articles lead nowhere."""
    if path in ("/", "/jyj/", "/alive"):
        return page("<a href='/jyj/gzdt/'>动态</a>")
    if path.endswith(".png"):
        return PICTURE
    name = path.rpartition("/")[2].removesuffix(".html")
    if path.startswith("/jyj/gzdt/") and (not name or name.startswith("index_")):
        return _list(int(name.removeprefix("index_") or 0))
    if path.startswith("/jyj/gzdt/t") and int(name[1:]) < ARTICLES:
        return _article(int(name[1:]))
    return None


def _list(number: int) -> str:
    first = number * PER_PAGE
    items = "".join(
        f"<li><a href='/jyj/gzdt/t{index}.html'>关于召开第{index}次工作会议的通知</a><span>2026-10-12</span></li>"
        for index in range(first, first + PER_PAGE)
    )
    goes_on = f"<a href='/jyj/gzdt/index_{number + 1}.html'>下一页</a>" if first + PER_PAGE < ARTICLES else ""
    return page(f"<ul>{items}</ul>{goes_on}")


def _article(number: int) -> str:
    dead = f"<a href='/jyj/gone/{number}.html'>旧文件</a>" if number < DEAD else ""
    pictures = "".join(f"<img src='/images/{(number + step) % PICTURES}.png'>" for step in (0, 80))
    text = f"<h1>关于召开第{number}次工作会议的通知</h1><p>发布时间：2026-10-12</p><p>第{number}次会议的正文。</p>"
    return page(f"{text}{pictures}{dead}<a href='/jyj/gzdt/t{(number + 7) % ARTICLES}.html'>相关</a>")


def kind(path: str) -> str:
    """What a request is for."""
    if path == "/robots.txt":
        return "robots.txt"
    if path == "/alive":
        return "canary"
    if "/gone/" in path:
        return "failed"
    return "learning" if answers(path) is None else "address"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site after one night."""
    folder: Path = tmp_path_factory.mktemp("office")
    with Site(answers) as site:
        site.pause = 0.005
        configure(folder, site, POSTS, canaries=[f"http://{site.name}/alive"], crawl={"requests_per_host": 3})
        assert night(folder, 27).status is RunStatus.GOOD
    by_kind = Counter[str]()
    for path, count in site.requests.items():
        by_kind[kind(path)] += count
    print({**by_kind, "distinct": len(addresses(site)), "heads": site.heads.total(), "peak": site.peak})
    return site


def addresses(site: Site) -> dict[str, int]:
    """How often each address was asked, what is counted apart left out."""
    return {path: count for path, count in site.requests.items() if kind(path) == "address"}


def test_an_address_is_asked_once_in_a_night(asked: Site) -> None:
    found = addresses(asked)
    assert len(found) >= ARTICLES + PICTURES
    assert sum(found.values()) / len(found) <= 1.01


def test_robots_canaries_and_what_learns_of_a_host_are_a_handful(asked: Site) -> None:
    others = {path: count for path, count in asked.requests.items() if kind(path) not in ("address", "failed")}
    assert others["/robots.txt"] <= 3, "the canaries', the spider's and the prober's"
    assert others["/alive"] <= 2, "before and after"
    assert sum(others.values()) <= 12


def test_what_failed_is_asked_a_second_time_and_no_oftener(asked: Site) -> None:
    assert {count for path, count in asked.requests.items() if kind(path) == "failed"} == {2}


def test_pictures_are_asked_for_their_header_alone_where_the_host_answers_it_rightly(asked: Site) -> None:
    heads = sum(count for path, count in asked.heads.items() if path.endswith(".png"))
    assert heads >= 0.7 * PICTURES, "those that waited for their turn while that was learned are asked whole"
    assert not any(count for path, count in asked.heads.items() if path.endswith(".html") and kind(path) == "address")


def test_a_host_is_never_asked_more_at_a_time_than_is_configured(asked: Site) -> None:
    assert 1 < asked.peak <= 3
