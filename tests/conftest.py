"""What tests share: both databases, and whole nights on the replica."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import psutil
import pytest
from hypothesis import settings
from sqlalchemy import Engine, text

from db.migrate import upgrade
from db.session import open_engine

settings.register_profile(
    "steady", deadline=None
)  # how long an example takes says more of the machine than of the code
settings.load_profile("steady")


REAL = Path(__file__).resolve().parent.parent.parent / "shared" / "real"
"""Real pages, read in place; tests that need them say so where they are absent."""


MEMORY = Path("/dev/shm")
ROOM = 4_000_000_000
"""Bytes that must be free, in memory and for such a folder, before tests put their files there: a session needs a few hundred million."""


def in_memory() -> None:
    """Let temporary folders lie in memory where there is room: a night waits for the disk at every page that it keeps,
    and no test pulls the plug."""
    if "TMPDIR" in os.environ or not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        return
    if min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) > ROOM:
        os.environ["TMPDIR"] = str(MEMORY)  # for the programs that tests start as well
        tempfile.tempdir = None


in_memory()

LONG = {"year", "golden", "worlds"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Soak tests run only where they are asked for. The rooms of long tests come first: a worker that begins the longest
    one when all else is done keeps everybody waiting."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)
    if not os.environ.get("HONGQIAO_SOAK"):
        for item in items:
            if item.get_closest_marker("soak"):
                item.add_marker(pytest.mark.skip(reason="long run: make soak"))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes and long texts are named by their argument: a packed body holds the second it was packed in, and processes that
    name one test in two ways cannot share the work."""
    return argname if isinstance(val, bytes) or (isinstance(val, str) and len(val) > 80) else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What a test said can be told between processes whatever texts it holds, passed or failed: lone surrogates are written out."""
    report = yield
    if report.failed:
        report.longrepr = str(report.longrepr).encode("utf-8", "backslashreplace").decode()
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests say of where they ran, passed or failed: `record_property` brings it from any process."""
    reports = [report for outcome in ("passed", "failed") for report in terminalreporter.stats.get(outcome, ())]
    for name, value in dict.fromkeys(item for report in reports for item in report.user_properties):
        terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(scope="session", autouse=True)
def _stores_begin_as_copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Migrations take longer than most tests: an empty SQLite store that is opened becomes a copy of one that was migrated.
    Programs that tests start, PostgreSQL, and all that asks for a migration by itself migrate as in life."""
    made: list[Path] = []

    def set_up(engine: Engine) -> None:
        if engine.dialect.name != "sqlite":
            upgrade(engine)
            return
        if not made:
            made.append(migrated(tmp_path_factory.mktemp("store") / "empty.db"))
        target = engine.raw_connection()
        with closing(sqlite3.connect(made[0])) as source, closing(target):
            source.backup(cast(sqlite3.Connection, target.driver_connection))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.context.upgrade", set_up)
        yield


@pytest.fixture(autouse=True)
def _secrets_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test configures as a secret is none in the next: in life a process has one configuration."""
    monkeypatch.setattr("app.masking._secrets", set())


def migrated(file: Path) -> Path:
    """An SQLite store with the current tables and nothing in them."""
    engine = open_engine(f"sqlite:///{file}")
    upgrade(engine)
    engine.dispose()
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL server: the one named in the environment, else one of our own on loopback."""
    named = os.environ.get("HONGQIAO_TEST_DATABASE_URL")
    if named:
        yield named
        return
    pgserver = pytest.importorskip("pgserver", reason="neither HONGQIAO_TEST_DATABASE_URL nor pgserver is here")
    folder = tempfile.mkdtemp(prefix="hq-pg-")
    try:
        server = pgserver.get_server(folder, cleanup_mode="stop")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"pgserver does not start here: {error}")
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    forgetful(address)
    yield address
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def forgetful(address: str) -> None:
    """The server waits for no disk: its databases need not outlive a crash of the machine, and no test crashes the server."""
    admin = open_engine(address).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    admin.dispose()


@pytest.fixture
def postgres_url(postgres_server: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty database on that server."""
    yield from fresh_database(postgres_server, f"t{os.getpid()}_{abs(hash(request.node.nodeid)) % 10**8}")


def fresh_database(server: str, name: str) -> Iterator[str]:
    """Create a database, hand its address over, drop it."""
    admin = open_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    address = admin.url.set(database=name).render_as_string(hide_password=False)
    yield address
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine on a database with the current tables."""
    made = open_engine(database_url)
    upgrade(made)
    yield made
    made.dispose()
