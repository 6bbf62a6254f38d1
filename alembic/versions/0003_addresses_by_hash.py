"""Addresses are found by their hash, and no interval stands twice"""

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BATCH = 1000
HEAD = 300
HOST = 253
KEYS = {
    "answer_states": ("address_id",),
    "entry_states": ("section", "column_key", "identity"),
    "link_uses": ("section", "target_hash"),
    "column_walks": ("section", "column_key"),
    "section_walks": ("section",),
}
REPLACED = {
    "answer_states": "ix_answer_states_address_last",
    "entry_states": "ix_entry_states_place_identity",
    "link_uses": "ix_link_uses_section_target",
}
HEAD_TYPE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
URL_TYPE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    with op.batch_alter_table("addresses") as batch:
        batch.drop_constraint("uq_addresses_url", type_="unique")
        batch.add_column(sa.Column("url_hash", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("head", HEAD_TYPE, nullable=True))
    with op.batch_alter_table("link_uses") as batch:
        batch.add_column(sa.Column("target_hash", sa.String(length=40), nullable=True))
    _fill("addresses", "url", ("url_hash", "head"))
    _fill("link_uses", "target", ("target_hash",))
    op.execute(sa.text(f"UPDATE addresses SET host = substr(host, 1, {HOST}) WHERE length(host) > {HOST}"))
    for table, keys in KEYS.items():
        _once(table, keys)
    with op.batch_alter_table("addresses") as batch:
        batch.alter_column("url", existing_type=URL_TYPE, type_=sa.Text(), existing_nullable=False)
        batch.alter_column("url_hash", existing_type=sa.String(length=40), nullable=False)
        batch.alter_column("head", existing_type=HEAD_TYPE, nullable=False)
        batch.create_unique_constraint("uq_addresses_url_hash", ["url_hash"])
        batch.create_index("ix_addresses_head", ["head"])
    for table, keys in KEYS.items():
        with op.batch_alter_table(table) as batch:
            if table == "link_uses":
                batch.alter_column("target_hash", existing_type=sa.String(length=40), nullable=False)
            if table in REPLACED:
                batch.drop_index(REPLACED[table])
            batch.create_unique_constraint(_name(table, keys), [*keys, "first_run"])


def downgrade() -> None:
    for table, keys in KEYS.items():
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(_name(table, keys), type_="unique")
            if table == "answer_states":
                batch.create_index(REPLACED[table], ["address_id", "last_run"])
            elif table == "entry_states":
                batch.create_index(REPLACED[table], list(keys))
            elif table == "link_uses":
                batch.create_index(REPLACED[table], ["section", "target"])
                batch.drop_column("target_hash")
    with op.batch_alter_table("addresses") as batch:
        batch.drop_index("ix_addresses_head")
        batch.drop_constraint("uq_addresses_url_hash", type_="unique")
        batch.drop_column("head")
        batch.drop_column("url_hash")
        batch.alter_column("url", existing_type=sa.Text(), type_=URL_TYPE, existing_nullable=False)
        batch.create_unique_constraint("uq_addresses_url", ["url"])


def _name(table: str, keys: Sequence[str]) -> str:
    return f"uq_{table}_{'_'.join(keys)}_first_run"


def _fill(name: str, source: str, columns: Sequence[str]) -> None:
    """Compute what stands for an address in an index, a batch at a time."""
    connection = op.get_bind()
    table = sa.table(name, sa.column("id"), sa.column(source), *(sa.column(column) for column in columns))
    last = 0
    while True:
        asked = sa.select(table.c.id, table.c[source]).where(table.c.id > last).order_by(table.c.id).limit(BATCH)
        rows = connection.execute(asked).all()
        if not rows:
            return
        last = rows[-1][0]
        written = sa.update(table).where(table.c.id == sa.bindparam("row_id"))
        written = written.values({column: sa.bindparam(f"new_{column}") for column in columns})
        connection.execute(written, [_values(number, text, columns) for number, text in rows])


def _values(number: int, text: str, columns: Sequence[str]) -> dict[str, object]:
    values: dict[str, object] = {"row_id": number}
    for column in columns:
        hashed = hashlib.sha256(text.encode()).hexdigest()[:40]
        values[f"new_{column}"] = text[:HEAD] if column == "head" else hashed
    return values


def _once(table: str, keys: Sequence[str]) -> None:
    """Of rows that a repeated writer doubled, the last one stays."""
    group = ", ".join((*keys, "first_run"))
    op.execute(sa.text(f"DELETE FROM {table} WHERE id NOT IN (SELECT MAX(id) FROM {table} GROUP BY {group})"))
