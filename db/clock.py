"""What time it is for everybody who shares a database: the database's own time, for the clocks of machines differ."""

from datetime import UTC, datetime

from sqlalchemy import Connection, text


def database_now(connection: Connection) -> datetime:
    """Now, by the clock of the database; an SQLite file is used on one machine, whose clock it is."""
    if connection.dialect.name != "postgresql":
        return datetime.now(UTC)
    moment: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC)
