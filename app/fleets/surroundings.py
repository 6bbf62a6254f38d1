"""Whether what a fleet needs around it is there: its database, its storage, its engine."""

import shutil
import uuid
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from config.fleet import EngineKind, Fleet
from crawler.engines.errors import EngineError
from db.bodies import open_bodies
from db.session import open_engine


def problems(fleet: Fleet) -> Iterator[str]:
    """A sentence for each part that cannot be used."""
    yield from _database(fleet)
    yield from _storage(fleet)
    yield from _engine(fleet)


def _database(fleet: Fleet) -> Iterator[str]:
    engine = open_engine(fleet.database)
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        yield f"数据库无法使用：{str(getattr(error, 'orig', None) or error).strip().splitlines()[0]}"
    finally:
        engine.dispose()


def _storage(fleet: Fleet) -> Iterator[str]:
    """A body is put, read and removed where copies of pages will lie."""
    name = f"check-{uuid.uuid4().hex}"
    try:
        fleet.storage.mkdir(parents=True, exist_ok=True)
        bodies = open_bodies(fleet.objects or str(fleet.storage / ".check"))
        bodies.put_all({name: b"1"})
        if bodies.get(name) != b"1":
            yield "存储写入后读不到"
        bodies.remove(name)
        shutil.rmtree(fleet.storage / ".check", ignore_errors=True)
    except Exception as error:  # whatever a driver of a store says
        yield f"存储无法使用：{type(error).__name__}：{error}"


def _engine(fleet: Fleet) -> Iterator[str]:
    if fleet.settings.engine.kind is EngineKind.LOCAL:
        return
    try:
        from crawler.engines.dask import connected

        with connected(fleet.settings.engine.scheduler):
            return
    except ModuleNotFoundError:
        yield "引擎 dask 需要另装组件：pip install 'hongqiao-monitor[dask]'"
    except EngineError as error:
        yield f"引擎无法使用：{error}"
