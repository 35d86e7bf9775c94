"""Text messages are found by the id that their delivery receipts name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("attempt_sms", "attempt", ["reply", "host"], unique=False, sqlite_where=sa.text("kind = 'sms'"))
