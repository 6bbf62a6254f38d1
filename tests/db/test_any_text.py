"""Any text in any field, an address of any length: no row is refused, by either database."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from crawler.records.items import Article, Link, ListEntry, PageExtract
from crawler.records.observations import (
    Answer,
    ColumnWalk,
    EntrySeen,
    HostHealth,
    LinkSample,
    LinkUse,
    PageSeen,
    SectionWalk,
)
from db import tables
from db.bodies import Bodies
from db.decisions import DecisionTable, Kind, NewDecision
from db.migrate import upgrade
from db.questions import NightQuestions
from db.runs import Runs
from db.session import open_engine
from db.sink import CrawlSink
from tests.conftest import fresh_database

AT = datetime(2026, 10, 27, tzinfo=UTC)
ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=12)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """One store for all examples: they are many."""
    if request.param == "sqlite":
        addresses = iter([f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.db'}"])
    else:
        addresses = iter(fresh_database(request.getfixturevalue("postgres_server"), "any_text"))
    engine = open_engine(next(addresses))
    upgrade(engine)
    Runs(engine).begin(AT, (), "", "", "")
    yield engine
    engine.dispose()
    next(addresses, None)


def observed(text: str, url: str) -> list[object]:
    """One observation of every kind, with a text in every field that a page, a header or a file can fill."""
    article = Article(text, (), text, text, None, text, text, (url,), False, (text,), text, 1, text, text, text, text)
    extract = PageExtract(
        url, "generic", text, "utf-8", (ListEntry(url, text, None, text, 0),), article=article,
        links=(Link(url, "a", text, text, 1),), texts=(text,), media=(text,), metas={text: text}, personal=(text,),
    )  # fmt: skip
    answer = Answer(
        url, AT, 200, final_url=url, content_type=text, tls_error=text, etag=text, last_modified=text, body_hash="ab",
        extract_key="k" * 40, detail=text, file_name=text,
    )  # fmt: skip
    return [
        PageSeen(answer, b"x", extract),
        EntrySeen("portal/jyj", f"01-{text}", url, 0, ListEntry(url, text, None, text, 0), "mark"),
        EntrySeen("portal/jyj", f"01-{text}", url, 0, ListEntry(None, text, None, text, 0), "mark"),
        LinkUse("portal/jyj", url, None, 1, (LinkSample(url, text, "a", text, 1),)),
        ColumnWalk("portal/jyj", f"01-{text}", url, False, text, 1, 1),
        SectionWalk("portal/jyj", False, text, 1),
        HostHealth(f"{text}.cn", 1, 1, 0, True, True, False),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY)
def test_any_code_point_in_any_field_is_stored(store: Engine, tmp_path: Path, text: str) -> None:
    sink = CrawlSink(store, Bodies(tmp_path), 1, 1)
    url = f"http://a.cn/{text}"
    sink.add(observed(text, url))  # type: ignore[arg-type]
    assert sink.tonight(["a.cn"])
    assert CrawlSink(store, Bodies(tmp_path), 1, 1).extract("k" * 40) is not None
    DecisionTable(store).write(lambda _: [NewDecision(Kind.LINK, "jyj", url, {text: text}, text, text)])
    assert DecisionTable(store).list(Kind.LINK)


def test_an_address_of_any_length_is_stored_and_found(engine: Engine, tmp_path: Path) -> None:
    sink = CrawlSink(engine, Bodies(tmp_path), 1, 1)
    noise = "".join(chr(0x4E00 + (index * 7919) % 20000) for index in range(100_000))
    urls = [f"http://a.cn/{noise}", f"http://a.cn/{noise}/2", f"http://{noise[:5000]}/x"]
    Runs(engine).begin(AT, (), "", "", "")
    sink.add([LinkUse("portal/jyj", url, None, 1, ()) for url in urls])
    sink.add([HostHealth(noise[:5000], 1, 0, 1, False, False, False)])
    questions = NightQuestions(engine, 1)
    assert sorted(target.url for target in questions.unasked()) == sorted(urls)
    sink.add([Answer(url, AT, 404) for url in urls[:2]])
    assert [target.url for target in questions.unasked()] == urls[2:]
    assert {target for _, target, _ in questions.holders(urls)} == set(urls)


def test_what_another_writer_said_of_its_hosts_stays(engine: Engine, tmp_path: Path) -> None:
    Runs(engine).begin(AT, (), "", "", "")
    one, other = (CrawlSink(engine, Bodies(tmp_path), 1, 1) for _ in range(2))
    one.add([HostHealth("a.cn", 1, 1, 0, True, True, True), HostHealth("c.cn", 1, 1, 0, True, True, False)])
    other.add([HostHealth("b.cn", 1, 1, 0, True, True, True), HostHealth("c.cn", 2, 0, 2, False, True, False)])
    table = tables.table(tables.HostState)
    with engine.connect() as connection:
        found = {row.host: row.reachable for row in connection.execute(select(table.c.host, table.c.reachable))}
    assert found == {"a.cn": True, "b.cn": True, "c.cn": False}
