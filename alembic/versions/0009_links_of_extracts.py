"""The links of an extract beside the whole: unchanged pages need no more"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("extracts", sa.Column("links", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("extracts", "links")
