"""Operations that make a job and its recipients, before anything is sent."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flong.errors import LedgerError
from flong.jobs import states
from flong.jobs.identity import address_digest
from flong.jobs.results import Rejection, reject


@dataclass(frozen=True, slots=True)
class NewJob:
    """What a job is when it is made; the columns of the `job` table tell what they mean."""

    name: str
    policy: str
    stream: str
    resend: bool
    template: str
    template_digest: str
    clock: float
    deadline: float
    chunk_size: int
    amount_field: str
    amount_scale: int
    data_key: bytes
    created: float


@dataclass(frozen=True, slots=True)
class Planned:
    """One recipient that can be sent to. `document` is a digest, `address` the one in To, `typo` as in `cast.Head`."""

    seq: int
    key: str
    document: bytes
    address: str
    amount: int
    typo: str = ""


@dataclass(frozen=True, slots=True)
class Unfit:
    """One input record that can't be sent, and what it would have counted."""

    seq: int
    amount: int
    reason: str
    key: str = ""
    field: str = ""
    place: str = ""
    state: str = states.REJECTED


def create(new: NewJob) -> Callable[[sqlite3.Connection], int]:
    """Make the job in state `planning`; gives its number. A name is used once, unless its planning was cut short."""

    def operation(db: sqlite3.Connection) -> int:
        if found := db.execute("SELECT id, state FROM job WHERE name = ?", (new.name,)).fetchone():
            if found[1] != "planning":
                raise LedgerError(f"there is a job called {new.name} already; resume it, or choose another name")
            discard(found[0])(db)
        columns = NewJob.__slots__
        marks = ", ".join("?" for _ in columns)
        values = [getattr(new, column) for column in columns]
        done = db.execute(f"INSERT INTO job ({', '.join(columns)}) VALUES ({marks})", values)
        return int(done.lastrowid or 0)

    return operation


def discard(job: int) -> Callable[[sqlite3.Connection], None]:
    """Forget a job whose planning did not come to its end."""

    def operation(db: sqlite3.Connection) -> None:
        (state,) = db.execute("SELECT state FROM job WHERE id = ?", (job,)).fetchone()
        if state != "planning":
            raise LedgerError("a job that was planned can't be discarded")
        for table, column in (("recipient", "job"), ("chunk", "job"), ("event", "job"), ("job", "id")):
            db.execute(f"DELETE FROM {table} WHERE {column} = ?", (job,))

    return operation


def plan(job: int, fit: Sequence[Planned], unfit: Sequence[Unfit], at: float) -> Callable[[sqlite3.Connection], None]:
    """Add recipients: repeated keys are rejected, suppressed addresses marked so."""

    def operation(db: sqlite3.Connection) -> None:
        (stream,) = db.execute("SELECT stream FROM job WHERE id = ?", (job,)).fetchone()
        for record in unfit:
            _add_unfit(db, job, record, at)
        for recipient in fit:
            _add(db, job, recipient, stream, at)

    return operation


def _add(db: sqlite3.Connection, job: int, r: Planned, stream: str, at: float) -> None:
    insert = """INSERT INTO recipient (job, seq, key, document, amount, state)
    VALUES (?, ?, ?, ?, ?, 'planned') ON CONFLICT (job, key) DO NOTHING"""
    if not db.execute(insert, (job, r.seq, r.key, r.document, r.amount)).rowcount:
        first = db.execute("SELECT seq FROM recipient WHERE job = ? AND key = ?", (job, r.key)).fetchone()[0]
        reason = f"the key of record {first} once more"
        return _add_unfit(db, job, Unfit(r.seq, r.amount, reason, r.key), at)
    if r.typo:
        db.execute(
            "INSERT INTO event (job, seq, at, kind, detail) VALUES (?, ?, ?, 'typo', ?)", (job, r.seq, at, r.typo)
        )
    listed = "SELECT reason FROM suppression WHERE address = ? AND stream IN (?, '*')"
    if found := db.execute(listed, (address_digest(r.address), stream)).fetchone():
        reject(db, [Rejection(job, r.seq, f"on the suppression list: {found[0]}", r.key, state=states.SUPPRESSED)], at)
    return None


def _add_unfit(db: sqlite3.Connection, job: int, record: Unfit, at: float) -> None:
    db.execute(
        "INSERT INTO recipient (job, seq, amount, state) VALUES (?, ?, ?, 'planned')",
        (job, record.seq, record.amount),
    )
    rejection = Rejection(job, record.seq, record.reason, record.key, record.field, record.place, record.state)
    reject(db, [rejection], at)


def ready(job: int, count: int, total: int) -> Callable[[sqlite3.Connection], int]:
    """End the planning: the input held `count` records summing to `total` (scaled); gives the chunks made."""

    def operation(db: sqlite3.Connection) -> int:
        (size,) = db.execute("SELECT chunk_size FROM job WHERE id = ?", (job,)).fetchone()
        chunks = -(-count // int(size))
        db.executemany("INSERT INTO chunk (job, n) VALUES (?, ?)", [(job, n) for n in range(chunks)])
        db.execute(
            "UPDATE job SET state = 'ready', input_count = ?, input_sum = ? WHERE id = ?", (count, str(total), job)
        )
        return chunks

    return operation


def suppress(addresses: Sequence[str], stream: str, reason: str, at: float) -> Callable[[sqlite3.Connection], int]:
    """Put addresses on the suppression list of a stream ("*": all); gives how many were new."""

    def operation(db: sqlite3.Connection) -> int:
        insert = "INSERT INTO suppression (address, stream, reason, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
        rows = [(address_digest(address), stream, reason, at) for address in addresses]
        return int(db.executemany(insert, rows).rowcount)

    return operation
