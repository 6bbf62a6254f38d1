"""Bringing a database to the current tables, and telling whether it is there."""

from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, inspect, text

from db.errors import StoreAhead, StoreMissing

if TYPE_CHECKING:
    from alembic.config import Config

_HERE = Path(__file__).resolve().parent
SCRIPTS = next(folder for folder in (_HERE / "migrations", _HERE.parent / "alembic") if (folder / "env.py").is_file())
"""The migrations: `alembic/` of a checkout, which a wheel takes along as `db/migrations` (setup.py)."""


def alembic_config(engine: Engine) -> "Config":
    """Alembic's configuration for an engine; the migrations lie in a folder of their own."""
    from alembic.config import Config

    config = Config(stdout=StringIO())  # what it prints is English, and said by our commands
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["engine"] = engine
    return config


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables forward. Raises StoreAhead where a newer program made them."""
    from alembic import command

    _refuse_newer(current_revision(engine))
    command.upgrade(alembic_config(engine), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back, for tests of the migrations."""
    from alembic import command

    command.downgrade(alembic_config(engine), revision)


def compare(engine: Engine) -> None:
    """`alembic check`: raise where tables and models differ."""
    from alembic import command

    command.check(alembic_config(engine))


def is_empty(engine: Engine) -> bool:
    """Whether a database has no table at all."""
    return not inspect(engine).get_table_names()


def newest_revision() -> str:
    """The revision of the last migration: files are named by their number, so that no command has to load Alembic."""
    return max(path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def current_revision(engine: Engine) -> str | None:
    """The revision of a database's tables, None where it has none."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def require_current(engine: Engine) -> None:
    """Raise StoreMissing where the database lacks the current tables, StoreAhead where a newer program made them."""
    current = current_revision(engine)
    _refuse_newer(current)
    if current != newest_revision():
        raise StoreMissing(
            f"数据库结构{'尚未建立' if current is None else f'为旧版本（{current}）'}，请先运行 hongqiao db upgrade"
        )


def _refuse_newer(current: str | None) -> None:
    """Revisions are numbers of one width."""
    if current is not None and current > newest_revision():
        raise StoreAhead(f"数据库结构（{current}）比本程序（{newest_revision()}）新，请改用新版本的程序")
