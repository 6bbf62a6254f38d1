"""Engines and sessions for both databases, with the settings that keep nothing lost."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import make_url

from config.legible import legible, washed


def open_engine(url: str) -> Engine:
    """An engine for an address; an SQLite file's folder is made, WAL and a patient lock are set."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        return _with_door(create_engine(address, pool_pre_ping=True, json_serializer=_json))
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = _with_door(create_engine(address, connect_args={"timeout": 60}, json_serializer=_json))

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA busy_timeout=60000")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    return engine


def _with_door(engine: Engine) -> Engine:
    """The one door of the store: a text that goes in, or that is asked for, is one that every database can hold."""

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _wash(_c: Any, _k: Any, statement: str, parameters: Any, _x: Any, _many: bool) -> tuple[str, Any]:
        return statement, _clean(parameters)

    return engine


def _clean(parameters: Any) -> Any:
    """A statement's parameters, or a list of many."""
    if isinstance(parameters, dict):
        return {name: legible(value) if type(value) is str else value for name, value in parameters.items()}
    if isinstance(parameters, list):
        return [_clean(item) for item in parameters]
    if isinstance(parameters, tuple):
        return tuple(
            _clean(value) if isinstance(value, (tuple, dict)) else legible(value) if type(value) is str else value
            for value in parameters
        )
    return parameters


def _json(value: object) -> str:
    return json.dumps(washed(value))
