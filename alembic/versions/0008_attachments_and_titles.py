"""What was read of attachments, and the titles of pages on other hosts"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.String(length=40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("problem", sa.String(length=40), nullable=False),
        sa.Column("read_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_reads")),
        sa.UniqueConstraint("url_hash", "mark", name=op.f("uq_attachment_reads_url_hash_mark")),
    )
    op.create_table(
        "page_titles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url_hash", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("first_run", sa.Integer(), nullable=False),
        sa.Column("last_run", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_titles")),
        sa.UniqueConstraint("url_hash", "first_run", name=op.f("uq_page_titles_url_hash_first_run")),
    )


def downgrade() -> None:
    op.drop_table("page_titles")
    op.drop_table("attachment_reads")
