"""The name under which a host gives a file"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("answer_states", sa.Column("file_name", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("answer_states", "file_name")
