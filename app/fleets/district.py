"""One district of a fleet, opened like any configuration: with the fleet's store, engine and leases."""

from pathlib import Path

from sqlalchemy import text

from app.context import Context, context_of
from app.errors import WrongUse
from config.fleet import EngineKind, Fleet, load_fleet
from config.settings import Configuration
from crawler.engines.base import Engine
from crawler.engines.local import LocalEngine, crawls_at_once
from crawler.engines.slots import Slots
from db.session import open_engine


def read_district(path: Path, name: str) -> Configuration:
    """A district's configuration by its folder's name. Raises ConfigError, WrongUse."""
    fleet = load_fleet(path)
    require_district(fleet, path, name)
    return fleet.district(name)


def open_district(path: Path, name: str, *, current: bool = True) -> Context:
    """A district by its folder's name. Raises ConfigError, WrongUse."""
    fleet = load_fleet(path)
    require_district(fleet, path, name)
    return district_of(fleet, name, current=current)


def require_district(fleet: Fleet, path: Path, name: str) -> None:
    """Raise WrongUse where a fleet has no district of that name."""
    if name not in fleet.districts:
        raise WrongUse(f"{path.name} 中没有区县“{name}”，有：{'、'.join(fleet.districts)}")


def district_of(fleet: Fleet, name: str, *, current: bool = True) -> Context:
    """A district of a fleet; its schema is made where it is not there. Raises ConfigError."""
    configuration = fleet.district(name)
    engine = open_engine(fleet.database)
    with engine.begin() as connection:
        connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{name}"'))
    engine.dispose()
    return context_of(configuration, current=current, crawls=engine_of(fleet), leases=fleet.database, district=name)


def engine_of(fleet: Fleet) -> Engine:
    """The engine that a fleet's file names; on one machine all districts share its slots."""
    settings = fleet.settings.engine
    if settings.kind is EngineKind.DASK:
        from crawler.engines.dask import DaskEngine

        return DaskEngine(settings.scheduler)
    count = settings.workers or crawls_at_once()
    return LocalEngine(count, Slots(fleet.storage / ".slots", count))
