"""`fleet.yaml`: many districts, each a whole configuration in a folder beside it, on one engine and in one store."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import Field, field_validator, model_validator

from config.errors import ConfigError, Problem
from config.loader import load_configuration, load_file
from config.model import Model
from config.monitor import Notify
from config.settings import Configuration
from config.surroundings import surrounding_problems
from config.yaml_lines import Lines, dotted, line_of

FILE = "fleet.yaml"
_OWN = ("city", "district")
"""What each district's `monitor.yaml` should say itself: the defaults are one office's."""
_LONGEST = 60
"""Bytes of a district's name: PostgreSQL cuts the names of schemas after 63."""


class EngineKind(StrEnum):
    """What runs the crawls."""

    LOCAL = "local"
    DASK = "dask"


class FleetEngine(Model):
    """The engine: this machine with so many crawls at a time (by memory where nothing is said), or a scheduler's workers."""

    kind: EngineKind = EngineKind.LOCAL
    workers: int | None = Field(None, ge=1, le=1000)
    scheduler: str = ""

    @model_validator(mode="after")
    def _dask_has_a_scheduler(self) -> "FleetEngine":
        if self.kind is EngineKind.DASK and not re.fullmatch(r"(tcp|tls|ucx)://\S+:\d+", self.scheduler):
            raise ValueError("kind 为 dask 时须写 scheduler，如 tcp://10.0.0.1:8786")
        return self


class FleetFile(Model):
    """The file as it is written."""

    database: str
    storage: str = "var"
    engine: FleetEngine = FleetEngine()
    districts: tuple[str, ...] = Field(min_length=1)

    @field_validator("database")
    @classmethod
    def _database_has_schemas(cls, value: str) -> str:
        if value.startswith("sqlite"):
            raise ValueError("PostgreSQL 的地址（各区县各用一个 schema），如 postgresql+psycopg://用户:密码@主机/库名")
        return value

    @field_validator("storage")
    @classmethod
    def _storage_has_a_place(cls, value: str) -> str:
        """A folder, or the address of a store with the name of its bucket."""
        if not value.strip() or ("://" in value and not value.partition("://")[2].strip("/ ")):
            raise ValueError("共用的文件夹，或带桶名的地址，如 s3://桶/前缀")
        return value

    @field_validator("districts")
    @classmethod
    def _districts_are_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            is_name = re.fullmatch(r"\w[\w-]*", name) and len(name.encode()) <= _LONGEST
            if not is_name or name.startswith("pg_") or name in ("public", "information_schema"):
                raise ValueError(
                    "fleet.yaml 旁的文件夹名：字母、数字、汉字、下划线和连字符，也是数据库中 schema 的名称"
                )
        if len(set(value)) < len(value):
            raise ValueError("各不相同的区县文件夹")
        return value


@dataclass(frozen=True, slots=True)
class Fleet:
    """A fleet whose file is right; its districts are loaded one by one."""

    folder: Path
    settings: FleetFile

    @property
    def districts(self) -> tuple[str, ...]:
        """The names of all districts."""
        return self.settings.districts

    @property
    def database(self) -> str:
        """The address of the fleet's own schema, with secrets filled in."""
        return Notify.resolved(self.settings.database)

    @property
    def objects(self) -> str:
        """The address of the object store for copies of pages; empty where they lie in a folder."""
        storage = Notify.resolved(self.settings.storage)
        return storage.rstrip("/") if "://" in storage else ""

    @property
    def storage(self) -> Path:
        """The folder of the province's pages and of the districts' reports; beside an object store it is `var`."""
        return (self.folder / ("var" if self.objects else self.settings.storage)).resolve()

    def database_of(self, district: str) -> str:
        """The address of a district's own schema."""
        path = quote(f'-csearch_path="{district}"', safe="")
        return f"{self.database}{'&' if '?' in self.database else '?'}options={path}"

    def district(self, name: str) -> Configuration:
        """A district's configuration, with the fleet's store. Raises ConfigError."""
        configuration = load_configuration(self.folder / name)
        update = {"database": self.database_of(name), "storage": str(self.storage / name)}
        objects = f"{self.objects}/{name}/evidence" if self.objects else ""
        return replace(configuration, monitor=configuration.monitor.model_copy(update=update), objects=objects)


def load_fleet(path: Path) -> Fleet:
    """Read `fleet.yaml`. Raises ConfigError with every wrong place of this file."""
    problems: list[Problem] = []
    settings, lines = load_file(path.parent, path.name, FleetFile, problems)
    if settings is not None:
        problems += _around(path, settings, lines)
    if problems or settings is None:
        raise ConfigError(problems)
    return Fleet(path.parent.resolve(), settings)


def _around(path: Path, settings: FleetFile, lines: Lines) -> Iterator[Problem]:
    for place, found, expected in surrounding_problems(settings.model_dump(mode="python")):
        yield Problem(path.name, line_of(lines, place), dotted(place), found, expected)
    for index, name in enumerate(settings.districts):
        if not (path.parent / name).is_dir():
            at: tuple[Any, ...] = ("districts", index)
            yield Problem(path.name, line_of(lines, at), dotted(at), name, f"{path.name} 旁已有的文件夹")


def load_districts(fleet: Fleet, names: Sequence[str] = ()) -> dict[str, Configuration]:
    """The configurations of districts, all where none is named. Raises ConfigError with the wrong places of all of them."""
    found: dict[str, Configuration] = {}
    problems: list[Problem] = []
    for name in names or fleet.districts:
        try:
            found[name] = fleet.district(name)
        except ConfigError as error:
            problems += [replace(problem, file=f"{name}/{problem.file}") for problem in error.problems]
    if problems:
        raise ConfigError(problems)
    return found


def unsaid(configuration: Configuration) -> tuple[str, ...]:
    """Which of its own names a district does not say, so that its pages and its sources' beginnings go by the defaults."""
    return tuple(field for field in _OWN if field not in configuration.monitor.model_fields_set)
