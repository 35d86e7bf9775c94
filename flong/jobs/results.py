"""The hot operations of the ledger: a message begins, a message has an outcome.

Each is a function of the writer's connection (see `writer.py`): a few statements for many messages.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from flong.backends.base import RECIPIENT, SENDER, Receipt
from flong.bounces.classes import BounceClass
from flong.bounces.classify import Stage, Verdict, classify
from flong.jobs import states

_SELECT = """SELECT r.state, c.epoch, (
  SELECT reason FROM suppression WHERE address = ?4 AND stream IN ((SELECT stream FROM job WHERE id = ?1), '*')
) FROM recipient r, chunk c WHERE r.job = ?1 AND r.seq = ?2 AND c.job = ?1 AND c.n = ?3"""

_CLAIM = f"""INSERT INTO document (hash, job, seq, resend) VALUES (?, ?, ?, ?)
ON CONFLICT (hash) DO UPDATE SET job = excluded.job, seq = excluded.seq, resend = excluded.resend
WHERE (job = excluded.job AND seq = excluded.seq) OR excluded.resend > resend
   OR (SELECT state FROM recipient r WHERE r.job = document.job AND r.seq = document.seq)
      IN ({", ".join(f"'{state}'" for state in states.RELEASED)})"""

_FLY = """UPDATE recipient SET state = 'in_flight', attempt = ?3, begun = ?4, until = NULL, address = ?5
WHERE job = ?1 AND seq = ?2"""

_FLY_IF = f"""{_FLY} AND (state = 'planned' OR state = 'deferred')
AND NOT EXISTS (SELECT 1 FROM suppression WHERE address = ?5 AND (+stream = ?6 OR +stream = '*'))"""

_CLAIMED = "SELECT c.epoch, j.stream FROM chunk c, job j WHERE c.job = ?1 AND c.n = ?2 AND j.id = ?1"

_OUTCOME = """INSERT INTO attempt
(job, seq, attempt, state, code, enhanced, reply, kind, host, source, started, ended, bounce)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (job, seq, attempt) DO UPDATE SET state = excluded.state, code = excluded.code,
  enhanced = excluded.enhanced, reply = excluded.reply, kind = excluded.kind, host = excluded.host,
  source = excluded.source, started = excluded.started, ended = excluded.ended, bounce = excluded.bounce"""

_LAND = """UPDATE recipient SET state = ?, until = ?, attempt = ?
WHERE job = ? AND seq = ? AND (state = 'in_flight' OR state = 'planned' OR state = 'deferred')"""

_REJECT = """UPDATE recipient SET state = ?, until = NULL
WHERE job = ? AND seq = ? AND state IN ('planned', 'deferred')"""

_SUPPRESS = """INSERT INTO suppression (address, stream, reason, at)
SELECT r.address, j.stream, ?3, ?4 FROM recipient r JOIN job j ON j.id = r.job
WHERE r.job = ?1 AND r.seq = ?2 AND length(r.address) > 0 ON CONFLICT DO NOTHING"""

_EVENT = "INSERT INTO event (job, seq, at, kind, detail) VALUES (?, ?, ?, ?, ?)"


class Start(msgspec.Struct, frozen=True, gc=False):
    """A message about to leave: the claim of chunk `n` at `epoch` that it belongs to, its document, the digest
    of the address it goes to."""

    job: int
    n: int
    epoch: int
    seq: int
    attempt: int
    document: bytes
    resend: int
    address: bytes = b""


class Result(msgspec.Struct, frozen=True, gc=False):
    """What a receipt means for its recipient: the new state, and until when a deferred one waits. `mail`: its code
    and text are those of an SMTP server."""

    job: int
    state: str
    until: float | None
    receipt: Receipt
    mail: bool = True


def start(begun: Start, at: float) -> Callable[[sqlite3.Connection], str]:
    """Make one recipient in flight and claim its document; gives "" or why it must not leave."""

    def operation(db: sqlite3.Connection) -> str:
        state, epoch, listed = db.execute(_SELECT, (begun.job, begun.seq, begun.n, begun.address)).fetchone()
        if epoch != begun.epoch:
            return "fenced: another sender took this chunk over"
        if state not in (states.PLANNED, states.DEFERRED):
            return f"already {state}"
        if listed is not None:
            return _suppress(db, begun, listed, at)
        if not db.execute(_CLAIM, (begun.document, begun.job, begun.seq, begun.resend)).rowcount:
            return refuse(db, begun.job, begun.seq, begun.document, at)
        db.execute(_FLY, (begun.job, begun.seq, begun.attempt, at, begun.address))
        return ""

    return operation


def start_all(begun: Sequence[Start], at: float) -> Callable[[sqlite3.Connection], list[str]]:
    """What `start` does with each of them in turn, and gives for each."""

    def operation(db: sqlite3.Connection) -> list[str]:
        if _all_started(db, begun, at):
            return [""] * len(begun)
        return [start(one, at)(db) for one in begun]

    return operation


def _all_started(db: sqlite3.Connection, begun: Sequence[Start], at: float) -> bool:
    """The same at once, if nothing speaks against any of them; nothing is done otherwise."""
    streams: dict[int, str] = {}
    for job, n, epoch in {(one.job, one.n, one.epoch) for one in begun}:
        now, streams[job] = db.execute(_CLAIMED, (job, n)).fetchone()
        if now != epoch:
            return False
    flights = [(one.job, one.seq, one.attempt, at, one.address, streams[one.job]) for one in begun]
    claims = [(one.document, one.job, one.seq, one.resend) for one in begun]
    db.execute("SAVEPOINT starting")
    done = all(db.executemany(sql, rows).rowcount == len(begun) for sql, rows in ((_FLY_IF, flights), (_CLAIM, claims)))
    if not done:
        db.execute("ROLLBACK TO starting")
    db.execute("RELEASE starting")
    return done


def refuse(db: sqlite3.Connection, job: int, seq: int, document: bytes, at: float) -> str:
    """Reject a recipient whose document another one holds; gives the reason."""
    row = db.execute("SELECT j.name, d.seq FROM document d JOIN job j ON j.id = d.job WHERE hash = ?", (document,))
    name, other = row.fetchone()
    (key,) = db.execute("SELECT key FROM recipient WHERE job = ? AND seq = ?", (job, seq)).fetchone()
    reason = f"its document was sent by job {name}, record {other}; only a marked resend may repeat it"
    reject(db, [Rejection(job, seq, reason, key)], at)
    return reason


def _suppress(db: sqlite3.Connection, begun: Start, listed: str, at: float) -> str:
    """End a recipient whose address was put on the list after the planning; gives the reason."""
    reason = f"on the suppression list: {listed}"
    reject(db, [Rejection(begun.job, begun.seq, reason, state=states.SUPPRESSED)], at)
    return reason


def append(results: Sequence[Result]) -> Callable[[sqlite3.Connection], None]:
    """Record outcomes. What was never begun (`unsent`) is planned again, or waits, and leaves no attempt. Addresses
    that are dead, as the reply says, are suppressed in the job's stream."""

    def operation(db: sqlite3.Connection) -> None:
        db.executemany(_OUTCOME, [_attempt(r) for r in results if r.receipt.state != "unsent"])
        db.executemany(_LAND, [_landing(r) for r in results])
        for result in results:
            if (found := _judged(result)) and _is_dead(result, found):
                suppress(db, result.job, result.receipt.seq, found.bounce, result.receipt.end)
        db.executemany(_EVENT, [_put_off(r) for r in results if r.until and r.receipt.state == "unsent"])

    return operation


def suppress(db: sqlite3.Connection, job: int, seq: int, bounce: BounceClass, at: float) -> bool:
    """Put the address that a message went to on the list of its job's stream; gives whether it is new there."""
    return bool(db.execute(_SUPPRESS, (job, seq, f"bounce: {bounce.name}", at)).rowcount)


def _put_off(result: Result) -> tuple[object, ...]:
    """The event of a message that its provider does not get yet, and why."""
    detail = json.dumps({"reason": result.receipt.text}, ensure_ascii=False)
    return (result.job, result.receipt.seq, time.time(), "waiting", detail)


def _attempt(result: Result) -> tuple[object, ...]:
    r, found = result.receipt, _judged(result)
    return (
        result.job, r.seq, r.attempt, r.state, r.code, r.enhanced, r.text, r.kind, r.host, r.source, r.start, r.end,
        found.bounce.name if found else "",
    )  # fmt: skip


_STAGES: Final[Mapping[str, Stage]] = {SENDER: "mail", RECIPIENT: "rcpt"}


def _is_dead(result: Result, found: Verdict) -> bool:
    """Whether the server refused for good, and said why: neither a temporary refusal until the deadline nor words that
    are not understood prove anything."""
    return result.receipt.state == "bounced" and found.bounce.suppresses and found.basis != "stage"


def _judged(result: Result) -> Verdict | None:
    """What a reply that refused means; None for all else."""
    receipt = result.receipt
    if not result.mail or receipt.state not in ("bounced", "deferred") or receipt.code < 400:
        return None
    return classify(receipt.code, receipt.enhanced, receipt.text, receipt.host, _STAGES.get(receipt.kind, ""))


def _landing(result: Result) -> tuple[object, ...]:
    tried = result.receipt.attempt - (result.receipt.state == "unsent")
    return result.state, result.until, tried, result.job, result.receipt.seq


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a record is not sent: `field` is the data field's path, `place` the spot in the template."""

    job: int
    seq: int
    reason: str
    key: str = ""
    field: str = ""
    place: str = ""
    state: str = states.REJECTED

    def detail(self) -> str:
        """The event's JSON: no personal data but the key."""
        return json.dumps(
            {"key": self.key, "field": self.field, "reason": self.reason, "place": self.place}, ensure_ascii=False
        )


def reject(db: sqlite3.Connection, rejections: Sequence[Rejection], at: float) -> None:
    """Make planned or deferred recipients rejected (or suppressed), with the reason as an event."""
    for r in rejections:
        if db.execute(_REJECT, (r.state, r.job, r.seq)).rowcount:
            db.execute(_EVENT, (r.job, r.seq, at, r.state, r.detail()))
