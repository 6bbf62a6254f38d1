"""Bringing a database to the current tables, and telling whether it is there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from db.errors import StoreMissing

SCRIPTS = Path(__file__).resolve().parent.parent / "alembic"


def alembic_config(engine: Engine) -> Config:
    """Alembic's configuration for an engine; the migrations lie beside the packages."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables forward."""
    command.upgrade(alembic_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back, for tests of the migrations."""
    command.downgrade(alembic_config(engine), revision)


def compare(engine: Engine) -> None:
    """`alembic check`: raise where tables and models differ."""
    command.check(alembic_config(engine))


def is_empty(engine: Engine) -> bool:
    """Whether a database has no table at all."""
    return not inspect(engine).get_table_names()


def require_current(engine: Engine) -> None:
    """Raise StoreMissing where the database lacks the current tables."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    wanted = ScriptDirectory.from_config(alembic_config(engine)).get_current_head()
    if current != wanted:
        raise StoreMissing(
            f"数据库结构{'尚未建立' if current is None else f'为旧版本（{current}）'}，请先运行 hongqiao db upgrade"
        )
