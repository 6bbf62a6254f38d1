"""What check, score and report ask of the store: by index, and no more questions for more posts."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

pytest.importorskip("psutil", reason="psutil measures the benchmarks, whose filled store is used here")

from app.context import Context, open_context
from app.looking.view import latest_good
from app.progress import Reporter
from app.stages.check import check
from app.stages.publish import publish
from app.stages.score import score
from benchmarks import stages

LARGE = ("addresses", "answer_states", "entry_states", "extracts", "link_uses", "results", "blobs")
"""Tables that grow with pages, links or nights."""
UNITS = 4
Question = tuple[str, Any]


@contextmanager
def heard(engine: Engine) -> Iterator[list[Question]]:
    """Every SELECT that is sent, with its parameters."""
    questions: list[Question] = []

    def listen(_connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            questions.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", listen)
    yield questions
    event.remove(engine, "before_cursor_execute", listen)


def asked(folder: Path, database: str, posts: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Context, list[Question]]:
    """A filled store with so many posts and links for each unit, and what the three stages ask of it."""
    monkeypatch.setattr(stages, "UNITS", UNITS)
    stages.configure(folder, database)
    stages.fill(folder, posts, posts)
    context = open_context(folder)
    run = latest_good(context)
    with heard(context.engine) as questions:
        check(context, run, Reporter(quiet=True))
        score(context, run)
        publish(context, run, Reporter(quiet=True))
    return context, questions


def plans(context: Context, questions: list[Question]) -> dict[str, list[str]]:
    """How the database goes about each distinct question."""
    found: dict[str, list[str]] = {}
    with context.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # a small table is read whole in any case; what is asked here is whether an index would serve
            connection.execute(text("SET enable_seqscan = off"))
        word = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        for statement, parameters in questions:
            if statement not in found:
                rows = connection.exec_driver_sql(f"{word} {statement}", parameters)
                found[statement] = [str(row[-1]).strip() for row in rows]
    return found


def test_no_large_table_is_read_from_end_to_end(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, questions = asked(tmp_path / "config", database_url, 25, monkeypatch)
    with closing(context):
        whole = {
            step: statement
            for statement, steps in plans(context, questions).items()
            for step in steps
            for table in LARGE
            if step.startswith(f"SCAN {table}") or f"Seq Scan on {table}" in step
        }
    assert len(questions) > 20
    assert whole == {}


def test_more_posts_and_links_lead_to_no_more_questions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for posts in (20, 60):
        context, questions = asked(tmp_path / str(posts), "", posts, monkeypatch)
        context.close()
        counts.append(len(questions))
    assert counts[0] == counts[1]
