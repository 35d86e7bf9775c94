"""What refused an attempt, whom a message went to, and which returned mails were taken in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attempt", sa.Column("bounce", sa.Text(), server_default="", nullable=False))
    op.add_column("recipient", sa.Column("address", sa.LargeBinary(), nullable=True))
    op.create_table(
        "returned",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("fate", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
        sqlite_with_rowid=False,
    )
