"""Leases of hosts, nights of a fleet, and observations numbered by what they are"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "host_leases",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("heartbeat_at", sa.String(length=32), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host_leases")),
    )
    op.create_table(
        "fleet_nights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("night", sa.String(length=10), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.String(length=32), nullable=False),
        sa.Column("finished_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fleet_nights")),
        sa.UniqueConstraint("night", "district", name=op.f("uq_fleet_nights_night_district")),
    )
    _number_by(large=True)


def downgrade() -> None:
    """Numbers that an older table cannot hold are counted anew; findings of nights that are kept then name no evidence."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "UPDATE answer_states SET id = -counted.place FROM "
            "(SELECT id, row_number() OVER (ORDER BY id) AS place FROM answer_states) AS counted "
            "WHERE answer_states.id = counted.id"
        )
        op.execute("UPDATE answer_states SET id = -id")
    _number_by(large=False)
    op.drop_table("fleet_nights")
    op.drop_table("host_leases")


def _number_by(*, large: bool) -> None:
    """SQLite's integers are large as they are."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column(
            "answer_states", "id", type_=sa.BigInteger() if large else sa.Integer(), existing_nullable=False
        )
        op.execute(f"ALTER SEQUENCE answer_states_id_seq AS {'bigint' if large else 'integer'}")
