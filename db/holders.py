"""Which addresses the pages of the sites hold: links that people may decide about."""

from collections.abc import Collection

from sqlalchemy import Engine, func, select

from db import tables
from db.keys import hashed

_USES = tables.table(tables.LinkUseState)


def held_targets(engine: Engine, targets: Collection[str]) -> set[str]:
    """Those of some link targets that a page held when its section was last read."""
    latest = select(_USES.c.section, func.max(_USES.c.last_run).label("last")).group_by(_USES.c.section).subquery()
    statement = (
        select(_USES.c.target)
        .join(latest, (_USES.c.section == latest.c.section) & (_USES.c.last_run == latest.c.last))
        .where(_USES.c.target_hash.in_([hashed(target) for target in targets]))
    )
    with engine.connect() as connection:
        return set(connection.execute(statement).scalars())
