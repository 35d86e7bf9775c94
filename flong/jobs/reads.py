"""What the ledger says, read through SQLAlchemy Core; nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, RowMapping, Select, func, select

from flong.errors import LedgerError
from flong.jobs import states
from flong.jobs.schema import attempt, chunk, event, job, recipient

RETURNED: Final = ("bounce", "complaint")
"""The kinds of events that mails leave which came back to say that something is wrong."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recipients are in one state, and the sum of their amounts (scaled)."""

    count: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job as the ledger has it."""

    id: int
    name: str
    state: str
    wish: str
    policy: str
    stream: str
    resend: int
    template: str
    template_digest: str
    clock: float
    deadline: float
    chunk_size: int
    amount_field: str
    amount_scale: int
    input_count: int
    input_sum: str
    data_key: bytes | None
    created: float
    finished: float | None


def jobs(db: Connection) -> list[JobRow]:
    """All jobs, the newest first."""
    return [_job(row) for row in db.execute(select(job).order_by(job.c.id.desc())).mappings()]


def find(db: Connection, name: str) -> JobRow:
    """The job called `name`. Raises LedgerError when there is none."""
    row = db.execute(select(job).where(job.c.name == name)).mappings().one_or_none()
    if row is None:
        raise LedgerError(f"there is no job called {name}")
    return _job(row)


def exists(db: Connection, name: str) -> bool:
    """Whether a job has this name."""
    return db.scalar(select(job.c.id).where(job.c.name == name)) is not None


def _job(row: RowMapping) -> JobRow:
    return JobRow(**dict(row))


def wished(db: Connection, number: int) -> str:
    """What an operator asks of a running job: "", pause, cancel."""
    return str(db.scalar(select(job.c.wish).where(job.c.id == number)) or "")


def tallies(db: Connection, number: int) -> dict[str, Tally]:
    """Count and sum of every state, zeros included."""
    query = (
        select(recipient.c.state, func.count(), func.coalesce(func.sum(recipient.c.amount), 0))
        .where(recipient.c.job == number)
        .group_by(recipient.c.state)
    )
    found = {state: Tally(count, int(total)) for state, count, total in db.execute(query)}
    return {state: found.get(state, Tally()) for state in states.ALL}


def planned_chunks(db: Connection, number: int) -> list[int]:
    """The chunks not done yet, in order."""
    query = select(chunk.c.n).where(chunk.c.job == number, chunk.c.state != "done").order_by(chunk.c.n)
    return list(db.scalars(query))


def due_chunks(db: Connection, number: int, now: float) -> list[int]:
    """The chunks that hold deferred recipients whose time has come."""
    size = select(job.c.chunk_size).where(job.c.id == number).scalar_subquery()
    place = (recipient.c.seq - 1) // size
    query = (
        select(place)
        .distinct()
        .where(recipient.c.job == number, recipient.c.state == states.DEFERRED, recipient.c.until <= now)
    )
    return sorted(int(n) for n in db.scalars(query))


def next_due(db: Connection, number: int) -> float | None:
    """When the next deferred recipient is due; None when nobody is deferred."""
    query = select(func.min(recipient.c.until)).where(recipient.c.job == number, recipient.c.state == states.DEFERRED)
    until: float | None = db.scalar(query)
    return until


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """One recipient as the ledger has it; `reply` is the server's last word."""

    seq: int
    key: str | None
    state: str
    attempt: int
    until: float | None
    code: int | None
    enhanced: str | None
    reply: str | None


def recipients(
    db: Connection, number: int, state: str | None = None, *, after: int = 0, limit: int = 1000
) -> list[RecipientRow]:
    """A page of recipients in order of `seq`, of one state or all; continue with the last one's seq."""
    last = (attempt.c.job == recipient.c.job) & (attempt.c.seq == recipient.c.seq)
    query = (
        select(
            recipient.c.seq, recipient.c.key, recipient.c.state, recipient.c.attempt, recipient.c.until,
            attempt.c.code, attempt.c.enhanced, attempt.c.reply,
        )
        .outerjoin_from(recipient, attempt, last & (attempt.c.attempt == recipient.c.attempt))
        .where(recipient.c.job == number, recipient.c.seq > after)
        .order_by(recipient.c.seq)
        .limit(limit)
    )  # fmt: skip
    if state is not None:
        query = query.where(recipient.c.state == state)
    return [RecipientRow(*row) for row in db.execute(query)]


def refusals(db: Connection, number: int) -> Iterator[tuple[int, str]]:
    """(seq, detail as JSON) of every rejected or suppressed record, in order of `seq`."""
    query = (
        select(event.c.seq, event.c.detail)
        .where(event.c.job == number, event.c.kind.in_((states.REJECTED, states.SUPPRESSED)))
        .order_by(event.c.seq)
    )
    yield from ((row.seq, row.detail) for row in db.execution_options(yield_per=1000).execute(query))


def bounces(db: Connection, number: int) -> dict[str, dict[str, int]]:
    """How many recipients each class of bounce met: `refused` in the session, by the last attempt, and `returned`
    by a mail that came back later."""
    last = (attempt.c.job == recipient.c.job) & (attempt.c.seq == recipient.c.seq)
    refused = (
        select(attempt.c.bounce, func.count())
        .join_from(recipient, attempt, last & (attempt.c.attempt == recipient.c.attempt))
        .where(recipient.c.job == number, attempt.c.bounce != "")
        .group_by(attempt.c.bounce)
    )
    name = func.json_extract(event.c.detail, "$.class")
    returned = (
        select(name, func.count(event.c.seq.distinct()))
        .where(event.c.job == number, event.c.kind.in_(RETURNED))
        .group_by(name)
    )
    return {
        "refused": _by_name(db, refused.order_by(attempt.c.bounce)),
        "returned": _by_name(db, returned.order_by(name)),
    }


def _by_name(db: Connection, query: Select[str, int]) -> dict[str, int]:
    rows = db.execute(query).all()
    return {row[0]: row[1] for row in rows}


def typos(db: Connection, number: int) -> dict[str, int]:
    """How many addresses have a domain that looks like a slip, by what was typed and what may be meant."""
    query = (
        select(event.c.detail, func.count())
        .where(event.c.job == number, event.c.kind == "typo")
        .group_by(event.c.detail)
        .order_by(event.c.detail)
    )
    found = ((json.loads(detail), count) for detail, count in db.execute(query))
    return {f"{d['typed']} → {d['meant']}{' (corrected)' * d['corrected']}": count for d, count in found}


def ambiguous_attempts(db: Connection, number: int) -> int:
    """How many sendings ended without an answer, whatever was decided on them."""
    return int(db.scalar(select(func.count()).where(attempt.c.job == number, attempt.c.state == states.AMBIGUOUS)) or 0)
