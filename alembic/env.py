"""Alembic's entry: runs the migrations on the engine it is handed."""

from typing import Any, Literal

from alembic import context

from db.tables import Base, Moment


def render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Migrations stand on their own: our column type is written as what it is in the database."""
    return "sa.String(length=32)" if kind == "type" and isinstance(item, Moment) else False


with context.config.attributes["engine"].connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()
