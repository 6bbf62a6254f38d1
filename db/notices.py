"""Messages to people that were sent: each once, whoever sends it and however often it is tried."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from db import tables

_NOTICES = tables.table(tables.Notice)


class Notices:
    """The table of messages that were sent."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def is_sent(self, key: str) -> bool:
        """Whether a message was sent."""
        with self.engine.connect() as connection:
            return connection.execute(select(_NOTICES.c.key).where(_NOTICES.c.key == key)).first() is not None

    def sent(self, key: str) -> bool:
        """Remember that a message is sent; False where somebody was faster."""
        try:
            with self.engine.begin() as connection:
                connection.execute(insert(_NOTICES).values(key=key, sent_at=datetime.now(UTC)))
        except IntegrityError:
            return False
        return True


def remove_old(connection: Connection, before: datetime) -> int:
    """Forget messages that were sent before a moment."""
    return connection.execute(delete(_NOTICES).where(_NOTICES.c.sent_at < before)).rowcount
