"""Single messages as rows of a standing job: operations that accept and end them, reads that find them.

Message `seq` of a standing job is its chunk `seq - 1`, so that claims, epochs and crashes work as in any job.
A request with an idempotency key is answered once: its repetition gets the first answer for a day.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, and_, or_, select

from flong.errors import LedgerError
from flong.jobs import states
from flong.jobs.cast import Head
from flong.jobs.planning import Planned, plan
from flong.jobs.schema import attempt, event, idempotency, job, message, recipient

REMEMBERED: Final = 86400.0
"""Seconds an idempotency key is kept."""

MOST_EVENTS: Final = 100
"""Of one kind for one message: whoever holds a link can't fill the disk."""

_INSERT = """INSERT INTO message (id, job, seq, owner, template, key, record, created, deadline)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""

_EXPIRE = """SELECT r.seq FROM message m JOIN recipient r ON r.job = m.job AND r.seq = m.seq
WHERE m.job = ? AND m.record IS NOT NULL AND m.deadline <= ? AND r.state IN ('planned', 'deferred')"""

_FORGET = """UPDATE message SET record = NULL WHERE job = ?1 AND record IS NOT NULL
AND (SELECT state FROM recipient r WHERE r.job = ?1 AND r.seq = message.seq)
  NOT IN ('planned', 'in_flight', 'deferred')"""

_DEFER = """UPDATE recipient SET state = 'deferred', until = ?
WHERE job = ? AND seq = ? AND state IN ('planned', 'deferred')"""

_EVENT = """INSERT INTO event (job, seq, at, kind, detail) SELECT ?1, ?2, ?3, ?4, ?5
WHERE (SELECT count(*) FROM event WHERE job = ?1 AND seq = ?2 AND kind = ?4) < ?6"""


_WORDS: Final = ("enhanced", "reply", "kind", "bounce", "host")
_FLYING: Final = {"state": states.IN_FLIGHT, "code": 0, "ended": None, **dict.fromkeys(_WORDS, "")}
"""An attempt that has no answer yet."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message about to be accepted. `record` is sealed; times are seconds since the epoch."""

    id: str
    job: int
    owner: str
    template: str
    head: Head
    record: bytes = field(repr=False)
    created: float
    deadline: float


@dataclass(frozen=True, slots=True)
class Once:
    """An idempotency key of `owner`, and the digest of the request it stands for."""

    owner: str
    key: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer to a request: the message, and its state at that time. `seq` is 0 for a repetition."""

    id: str
    state: str
    created: float
    seq: int = 0


class Reused(Exception):
    """The idempotency key belongs to another request."""


def accept(new: NewMessage, once: Once | None) -> Callable[[sqlite3.Connection], Accepted | Reused]:
    """Append a message to its standing job, unless its idempotency key says that this was done before."""

    def operation(db: sqlite3.Connection) -> Accepted | Reused:
        if once and (found := _repeated(db, once, new.created)):
            return found
        (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM recipient WHERE job = ?", (new.job,)).fetchone()
        accepted = _append(db, new, int(last) + 1)
        if once:
            row = (once.owner, once.key, once.body, new.id, accepted.state, new.created)
            db.execute("INSERT OR REPLACE INTO idempotency VALUES (?, ?, ?, ?, ?, ?)", row)
        return accepted

    return operation


def _repeated(db: sqlite3.Connection, once: Once, now: float) -> Accepted | Reused | None:
    query = """SELECT i.body, i.message, i.state, m.created FROM idempotency i JOIN message m ON m.id = i.message
    WHERE i.owner = ? AND i.key = ? AND i.at > ?"""
    return _answer(once, db.execute(query, (once.owner, once.key, now - REMEMBERED)).fetchone())


def _answer(once: Once, row: Any) -> Accepted | Reused | None:
    if row is None:
        return None
    return Accepted(row[1], row[2], row[3]) if row[0] == once.body else Reused()


def _append(db: sqlite3.Connection, new: NewMessage, seq: int) -> Accepted:
    head = new.head
    db.execute("INSERT INTO chunk (job, n) VALUES (?, ?)", (new.job, seq - 1))
    plan(new.job, [Planned(seq, new.id, head.document, head.address, 0, head.typo)], [], new.created)(db)
    row = (new.id, new.job, seq, new.owner, new.template, head.key, new.record, new.created, new.deadline)
    db.execute(_INSERT, row)
    db.execute("UPDATE job SET input_count = input_count + 1 WHERE id = ?", (new.job,))
    (state,) = db.execute("SELECT state FROM recipient WHERE job = ? AND seq = ?", (new.job, seq)).fetchone()
    return Accepted(new.id, state, new.created, seq)


def repeated(db: Connection, once: Once, now: float) -> Accepted | Reused | None:
    """What the request was answered with before; `accept` is the authority, this saves the rendering."""
    query = (
        select(idempotency.c.body, idempotency.c.message, idempotency.c.state, message.c.created)
        .join(message, message.c.id == idempotency.c.message)
        .where(idempotency.c.owner == once.owner, idempotency.c.key == once.key, idempotency.c.at > now - REMEMBERED)
    )
    return _answer(once, db.execute(query).one_or_none())


def sweep(job: int, now: float) -> Callable[[sqlite3.Connection], None]:
    """End what is past its deadline as bounced (expired); forget the records of all that has ended, and old keys."""

    def operation(db: sqlite3.Connection) -> None:
        for (seq,) in db.execute(_EXPIRE, (job, now)).fetchall():
            _expire(db, job, seq, now)
        db.execute(_FORGET, (job,))
        db.execute("DELETE FROM idempotency WHERE at <= ?", (now - REMEMBERED,))

    return operation


def _expire(db: sqlite3.Connection, job: int, seq: int, now: float) -> None:
    db.execute("UPDATE recipient SET state = 'bounced', until = NULL WHERE job = ? AND seq = ?", (job, seq))
    happened(job, seq, "expired", {}, now)(db)


def defer(job: int, seq: int, until: float) -> Callable[[sqlite3.Connection], None]:
    """Put off a message of which nothing has begun."""

    def operation(db: sqlite3.Connection) -> None:
        db.execute(_DEFER, (until, job, seq))

    return operation


def happened(job: int, seq: int, kind: str, detail: dict[str, str], at: float) -> Callable[[sqlite3.Connection], None]:
    """Append an event, if there are not too many of its kind already."""

    def operation(db: sqlite3.Connection) -> None:
        db.execute(_EVENT, (job, seq, at, kind, json.dumps(detail, ensure_ascii=False), MOST_EVENTS))

    return operation


def waiting(db: Connection, number: int, now: float, limit: int) -> list[int]:
    """The messages of a standing job that are to be sent now, the oldest first."""
    due = and_(recipient.c.state == states.DEFERRED, recipient.c.until <= now)
    query = (
        select(message.c.seq)
        .join(recipient, and_(recipient.c.job == message.c.job, recipient.c.seq == message.c.seq))
        .where(message.c.job == number, message.c.record.is_not(None))
        .where(or_(recipient.c.state == states.PLANNED, due))
        .order_by(message.c.seq)
        .limit(limit)
    )
    return list(db.scalars(query))


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message as the ledger has it, and the job it is a row of."""

    id: str
    job: int
    seq: int
    owner: str
    template: str
    key: str
    record: bytes | None = field(repr=False)
    created: float
    deadline: float
    state: str
    until: float | None
    job_name: str
    stream: str


def find(db: Connection, id: str) -> MessageRow | None:
    """The message called `id`."""
    return _found(db, message.c.id == id)


def at(db: Connection, number: int, seq: int) -> MessageRow:
    """Message `seq` of the standing job `number`. Raises LedgerError when there is none."""
    row = _found(db, and_(message.c.job == number, message.c.seq == seq))
    if row is None:
        raise LedgerError(f"the standing job {number} has no message {seq}")
    return row


def _found(db: Connection, condition: Any) -> MessageRow | None:
    query = (
        select(*message.c, recipient.c.state, recipient.c.until, job.c.name, job.c.stream)
        .join(recipient, and_(recipient.c.job == message.c.job, recipient.c.seq == message.c.seq))
        .join(job, job.c.id == message.c.job)
        .where(condition)
    )
    row = db.execute(query).one_or_none()
    return None if row is None else MessageRow(*tuple(row))


def attempts(db: Connection, row: MessageRow) -> list[dict[str, Any]]:
    """The attempts of a message, the first one first."""
    query = select(attempt).where(attempt.c.job == row.job, attempt.c.seq == row.seq).order_by(attempt.c.attempt)
    flying = select(recipient.c.attempt, recipient.c.begun.label("started")).where(
        recipient.c.job == row.job, recipient.c.seq == row.seq, recipient.c.state == states.IN_FLIGHT
    )
    ended = [dict(found) for found in db.execute(query).mappings()]
    return ended + [{**_FLYING, **found} for found in db.execute(flying).mappings()]


def events(db: Connection, row: MessageRow) -> list[dict[str, Any]]:
    """What happened to a message, the first first."""
    query = (
        select(event.c.at, event.c.kind, event.c.detail)
        .where(event.c.job == row.job, event.c.seq == row.seq)
        .order_by(event.c.id)
    )
    return [dict(found) for found in db.execute(query).mappings()]
