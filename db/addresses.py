"""Addresses as rows of the store, each once."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, select

from crawler.addresses import host_of
from db import tables
from db.intervals import insert_missing
from db.keys import HEAD, LONGEST_HOST, hashed


def address_ids(connection: Connection, urls: Sequence[str]) -> dict[str, int]:
    """The ids of addresses; new ones are inserted."""
    table: Table = tables.table(tables.Address)
    keys = {hashed(url): url for url in urls}
    statement = select(table.c.url_hash, table.c.id).where(table.c.url_hash.in_(list(keys)))
    found = {keys[row.url_hash]: row.id for row in connection.execute(statement)}
    new = [_address_row(key, url) for key, url in keys.items() if url not in found]
    if new:
        insert_missing(connection, table, new, "url_hash")
        found = {keys[row.url_hash]: row.id for row in connection.execute(statement)}
    return found


def _address_row(key: str, url: str) -> dict[str, str]:
    return {"url": url, "url_hash": key, "head": url[:HEAD], "host": host_of(url)[:LONGEST_HOST]}
