"""A message in flight is one row, that of its recipient, and the states it may have are compared one by one.

For a list of states SQLite builds a table whenever a row is written. The rows stay as they are, so the constraint's
text is edited where it stands (https://sqlite.org/lang_altertable.html, on changes that do not touch content).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_BEFORE = (
    "state IN ('planned', 'in_flight', 'deferred', 'delivered', 'bounced', 'rejected', 'suppressed', "
    "'held', 'ambiguous', 'cancelled')"
)
_AFTER = (
    "state = 'planned' OR state = 'in_flight' OR state = 'deferred' OR state = 'delivered' OR state = 'bounced' "
    "OR state = 'rejected' OR state = 'suppressed' OR state = 'held' OR state = 'ambiguous' OR state = 'cancelled'"
)
_MOVE = """UPDATE recipient SET begun = (SELECT started FROM attempt a
WHERE a.job = recipient.job AND a.seq = recipient.seq AND a.attempt = recipient.attempt)
WHERE state = 'in_flight'"""


def upgrade() -> None:
    op.add_column("recipient", sa.Column("begun", sa.Float(), nullable=True))
    _edit_check()
    op.execute(_MOVE)
    op.execute("DELETE FROM attempt WHERE state = 'in_flight'")


def _edit_check() -> None:
    connection = op.get_bind()
    (version,) = connection.exec_driver_sql("PRAGMA schema_version").one()
    connection.exec_driver_sql("PRAGMA writable_schema = ON")
    edited = connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'recipient' AND instr(sql, ?)",
        (_BEFORE, _AFTER, _BEFORE),
    )
    connection.exec_driver_sql(f"PRAGMA schema_version = {version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema = OFF")
    if edited.rowcount != 1:
        raise RuntimeError("the table of recipients is not what earlier migrations made")
