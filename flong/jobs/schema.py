"""The ledger's tables, as SQLAlchemy Core sees them; `migrations/` makes them.

Times are seconds since the epoch (UTC). Amounts are integers in units of 10^-job.amount_scale, so
that sums are exact. A document and an address are kept as digests only (`identity.py`).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from flong.jobs import states

REVISION: Final = "0005"
"""The migration these tables correspond to."""

metadata = MetaData()

_known = " OR ".join(f"state = '{state}'" for state in states.ALL)  # for IN, SQLite builds a table for each row

job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="planning"),  # planning ready running finished cancelled
    Column("wish", Text, nullable=False, server_default=""),  # what an operator asks for: pause, cancel
    Column("policy", Text, nullable=False),  # of ambiguous mails: hold, resend
    Column("stream", Text, nullable=False),  # broadcast, transactional, otp: the scope of suppressions
    Column("resend", Integer, nullable=False, server_default="0"),  # 1: documents may be delivered again
    Column("template", Text, nullable=False),
    Column("template_digest", Text, nullable=False, server_default=""),  # a resumed job must cast the same template
    Column("clock", Float, nullable=False),  # `now` of the template, fixed once and kept on resume
    Column("deadline", Float, nullable=False),  # deferred recipients bounce (expired) after it
    Column("chunk_size", Integer, nullable=False),
    Column("amount_field", Text, nullable=False, server_default=""),
    Column("amount_scale", Integer, nullable=False, server_default="0"),
    Column("input_count", Integer, nullable=False, server_default="0"),
    Column("input_sum", Text, nullable=False, server_default="0"),  # scaled; wider than 64 bits
    Column("data_key", LargeBinary),  # of the snapshot, wrapped; NULL once erased
    Column("created", Float, nullable=False),
    Column("finished", Float),
    UniqueConstraint("name", name="job_name"),
)

chunk = Table(
    "chunk",
    metadata,
    Column("job", Integer, nullable=False),
    Column("n", Integer, nullable=False),  # holds the seqs from n * job.chunk_size + 1 on
    Column("state", Text, nullable=False, server_default="planned"),  # planned open done
    Column("epoch", Integer, nullable=False, server_default="0"),  # a claim raises it; an older holder is fenced
    PrimaryKeyConstraint("job", "n"),
    sqlite_with_rowid=False,
)

recipient = Table(
    "recipient",
    metadata,
    Column("job", Integer, nullable=False),
    Column("seq", Integer, nullable=False),  # the record's number in the input, from 1
    Column("key", Text),  # NULL: rejected before a key was known, or a repeated key
    Column("document", LargeBinary),
    Column("amount", BigInteger, nullable=False, server_default="0"),
    Column("state", Text, nullable=False),
    Column("until", Float),  # when a deferred recipient is due
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("address", LargeBinary),  # digest of the address of the last attempt
    Column("begun", Float),  # since when it is in flight, or was last
    PrimaryKeyConstraint("job", "seq"),
    UniqueConstraint("job", "key", name="recipient_key"),
    CheckConstraint(_known, name="recipient_state"),
    sqlite_with_rowid=False,
)

Index("recipient_due", recipient.c.job, recipient.c.until, sqlite_where=text("state = 'deferred'"))

attempt = Table(
    "attempt",
    metadata,
    Column("job", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("state", Text, nullable=False),  # what the receipt said; ambiguous: there is none
    Column("code", Integer, nullable=False, server_default="0"),
    Column("enhanced", Text, nullable=False, server_default=""),
    Column("reply", Text, nullable=False, server_default=""),
    Column("kind", Text, nullable=False, server_default=""),
    Column("host", Text, nullable=False, server_default=""),
    Column("source", Text, nullable=False, server_default=""),
    Column("started", Float, nullable=False),
    Column("ended", Float),
    Column("bounce", Text, nullable=False, server_default=""),  # the class of what refused it, by name
    PrimaryKeyConstraint("job", "seq", "attempt"),
    sqlite_with_rowid=False,
)

Index("attempt_sms", attempt.c.reply, attempt.c.host, sqlite_where=text("kind = 'sms'"))

document = Table(
    "document",
    metadata,
    Column("hash", LargeBinary, primary_key=True),
    Column("job", Integer, nullable=False),  # who holds the claim
    Column("seq", Integer, nullable=False),
    Column("resend", Integer, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Integer, nullable=False),
    Column("seq", Integer),
    Column("at", Float, nullable=False),
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False, server_default="{}"),  # JSON
)

Index("event_job", event.c.job, event.c.kind)

suppression = Table(
    "suppression",
    metadata,
    Column("address", LargeBinary, nullable=False),  # digest of the normalised address
    Column("stream", Text, nullable=False),  # "*": all streams
    Column("reason", Text, nullable=False),
    Column("at", Float, nullable=False),
    PrimaryKeyConstraint("address", "stream"),
    sqlite_with_rowid=False,
)

returned = Table(
    "returned",
    metadata,
    Column("hash", LargeBinary, primary_key=True),  # of a mail that came back: it is taken in once
    Column("at", Float, nullable=False),
    Column("fate", Text, nullable=False),  # taken forged stranger unread
    sqlite_with_rowid=False,
)

message = Table(
    "message",
    metadata,
    Column("id", Text, primary_key=True),
    Column("job", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("owner", Text, nullable=False),  # the API key that sent it, by name
    Column("template", Text, nullable=False),
    Column("key", Text, nullable=False),  # of the record; recipient.key is the message's id
    Column("record", LargeBinary),  # sealed under the job's data key; NULL once the state is final
    Column("created", Float, nullable=False),
    Column("deadline", Float, nullable=False),
    UniqueConstraint("job", "seq", name="message_place"),
    sqlite_with_rowid=False,
)

Index("message_open", message.c.job, message.c.seq, sqlite_where=text("record IS NOT NULL"))
Index("event_place", event.c.job, event.c.seq)

idempotency = Table(
    "idempotency",
    metadata,
    Column("owner", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),  # digest of the request
    Column("message", Text, nullable=False),
    Column("state", Text, nullable=False),  # what was answered
    Column("at", Float, nullable=False),
    PrimaryKeyConstraint("owner", "key"),
    sqlite_with_rowid=False,
)

Index("idempotency_at", idempotency.c.at)
