"""What tests share: both databases, and whole nights on the replica."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

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
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


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
