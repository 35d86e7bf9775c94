"""Operations that move a job on: chunks are claimed and closed, crashes cleaned up, jobs ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from flong.errors import LedgerError
from flong.jobs import states
from flong.jobs.results import refuse

_DUE = """SELECT r.seq, r.key, r.document, r.attempt, d.resend, d.job = r.job AND d.seq = r.seq, o.state, o.job IS NULL
FROM recipient r
LEFT JOIN document d ON d.hash = r.document
LEFT JOIN recipient o ON o.job = d.job AND o.seq = d.seq
WHERE r.job = ? AND r.seq BETWEEN ? AND ?
  AND (r.state = 'planned' OR (r.state = 'deferred' AND r.until <= ?))
ORDER BY r.seq"""


_UNANSWERED = """INSERT INTO attempt (job, seq, attempt, state, started, ended)
SELECT job, seq, attempt, 'ambiguous', coalesce(begun, ?2), ?2 FROM recipient WHERE job = ?1 AND state = 'in_flight'
ON CONFLICT (job, seq, attempt) DO UPDATE SET state = excluded.state, ended = excluded.ended"""


class Due(msgspec.Struct, frozen=True, gc=False):
    """A recipient of a claimed chunk that is to be sent to now. `attempt` and `resend` are this sending's numbers."""

    seq: int
    key: str
    document: bytes
    attempt: int
    resend: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A chunk taken for work: whoever claims it later gets a higher epoch and fences this claim."""

    job: int
    n: int
    epoch: int
    due: tuple[Due, ...]


def claim(job: int, n: int, now: float) -> Callable[[sqlite3.Connection], Claim]:
    """Claim chunk `n`, and give its recipients that are planned or whose time has come.

    Documents that another recipient delivered or is delivering are refused here already; `results.start`
    is the authority, this saves the rendering.
    """

    def operation(db: sqlite3.Connection) -> Claim:
        raised = "UPDATE chunk SET epoch = epoch + 1, state = 'open' WHERE job = ? AND n = ? RETURNING epoch"
        row = db.execute(raised, (job, n)).fetchone()
        if row is None:
            raise LedgerError(f"the job has no chunk {n}")
        size, again = db.execute("SELECT chunk_size, resend FROM job WHERE id = ?", (job,)).fetchone()
        rows = db.execute(_DUE, (job, n * size + 1, (n + 1) * size, now)).fetchall()
        due = [due for found in rows if (due := _due(db, job, bool(again), now, found))]
        return Claim(job, n, row[0], tuple(due))

    return operation


def _due(db: sqlite3.Connection, job: int, again: bool, now: float, row: tuple[Any, ...]) -> Due | None:
    seq, key, document, attempt, resend, own, owner, free = row
    if own or free or owner in states.RELEASED:
        return Due(seq, key, document, attempt + 1, resend or 0)
    if again:
        return Due(seq, key, document, attempt + 1, resend + 1)
    refuse(db, job, seq, document, now)
    return None


def close(claim: Claim) -> Callable[[sqlite3.Connection], bool]:
    """End the work on a claimed chunk; gives whether nothing of it is left but deferred recipients."""

    def operation(db: sqlite3.Connection) -> bool:
        (size,) = db.execute("SELECT chunk_size FROM job WHERE id = ?", (claim.job,)).fetchone()
        left = db.execute(
            """SELECT 1 FROM recipient WHERE job = ? AND seq BETWEEN ? AND ?
            AND state IN ('planned', 'in_flight') LIMIT 1""",
            (claim.job, claim.n * size + 1, (claim.n + 1) * size),
        ).fetchone()
        db.execute(
            "UPDATE chunk SET state = ? WHERE job = ? AND n = ? AND epoch = ?",
            ("planned" if left else "done", claim.job, claim.n, claim.epoch),
        )
        return not left

    return operation


def recover(job: int, now: float) -> Callable[[sqlite3.Connection], int]:
    """After a crash: what is in flight without an answer is ambiguous; the job's policy decides on it.

    Gives the number of such recipients. Only the holder of the job's lock may call this.
    """

    def operation(db: sqlite3.Connection) -> int:
        db.execute(_UNANSWERED, (job, now))
        (policy,) = db.execute("SELECT policy FROM job WHERE id = ?", (job,)).fetchone()
        decided = states.PLANNED if policy == "resend" else states.HELD
        found = db.execute(
            "UPDATE recipient SET state = ? WHERE job = ? AND state = 'in_flight'", (decided, job)
        ).rowcount
        db.execute("UPDATE chunk SET state = 'planned' WHERE job = ? AND state = 'open'", (job,))
        return found

    return operation


def set_state(job: int, state: str, finished: float | None = None) -> Callable[[sqlite3.Connection], None]:
    """Set the job's state, and forget what its operator had asked for."""

    def operation(db: sqlite3.Connection) -> None:
        db.execute("UPDATE job SET state = ?, wish = '', finished = ? WHERE id = ?", (state, finished, job))

    return operation


def run(job: int, heard: str) -> Callable[[sqlite3.Connection], None]:
    """The job is running. A wish that was `heard` is done with; one that came since stays."""

    def operation(db: sqlite3.Connection) -> None:
        db.execute("UPDATE job SET state = 'running', finished = NULL WHERE id = ?", (job,))
        db.execute("UPDATE job SET wish = '' WHERE id = ? AND wish = ?", (job, heard))

    return operation


def wish(job: int, what: str) -> Callable[[sqlite3.Connection], None]:
    """Ask the job's sender, wherever it runs, to `pause` or `cancel` (or neither: "")."""

    def operation(db: sqlite3.Connection) -> None:
        db.execute("UPDATE job SET wish = ? WHERE id = ?", (what, job))

    return operation


def cancel_rest(job: int) -> Callable[[sqlite3.Connection], int]:
    """Cancel everything that is not in flight; gives how many recipients that were."""

    def operation(db: sqlite3.Connection) -> int:
        return db.execute(
            "UPDATE recipient SET state = 'cancelled', until = NULL WHERE job = ? AND state IN ('planned', 'deferred')",
            (job,),
        ).rowcount

    return operation


def expire(job: int, now: float) -> Callable[[sqlite3.Connection], int]:
    """Past the job's deadline, deferred recipients have bounced (expired); gives how many."""

    def operation(db: sqlite3.Connection) -> int:
        overdue = "job = ?1 AND state = 'deferred' AND (SELECT deadline FROM job WHERE id = ?1) <= ?2"
        db.execute(
            f"""INSERT INTO event (job, seq, at, kind, detail)
            SELECT job, seq, ?2, 'expired', '{{}}' FROM recipient WHERE {overdue}""",
            (job, now),
        )
        return db.execute(f"UPDATE recipient SET state = 'bounced', until = NULL WHERE {overdue}", (job, now)).rowcount

    return operation


def erase(job: int) -> Callable[[sqlite3.Connection], None]:
    """Destroy the data key: no copy of the snapshot can be read any more."""

    def operation(db: sqlite3.Connection) -> None:
        db.execute("UPDATE job SET data_key = NULL WHERE id = ?", (job,))

    return operation
