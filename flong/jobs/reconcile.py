"""Does what came out equal what went in? By count and by control sum, for every job, at its end."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from flong.errors import ReconciliationError
from flong.jobs import reads, states
from flong.jobs.amounts import plain
from flong.jobs.reads import JobRow, Tally
from flong.jobs.schema import attempt


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The input, and every state with its count and sum (scaled by `scale`)."""

    count: int
    total: int
    scale: int
    tallies: dict[str, Tally]

    def __str__(self) -> str:
        """`in 200 (1234.50) = delivered 197 (1200.00) + … `, states that occur only."""
        parts = [f"{state} {self._shown(t.count, t.total)}" for state, t in self.tallies.items() if t.count]
        return f"in {self._shown(self.count, self.total)} = " + (" + ".join(parts) or "nothing")

    def _shown(self, count: int, total: int) -> str:
        return f"{count} ({plain(total, self.scale)})"


def reconcile(db: Connection, job: JobRow) -> Reconciliation:
    """The reconciliation of a job. Raises ReconciliationError if anything is missing or too much, or if a
    finished job left anybody to be sent to."""
    tallies = reads.tallies(db, job.id)
    found = Reconciliation(job.input_count, int(job.input_sum), job.amount_scale, tallies)
    count = sum(tally.count for tally in tallies.values())
    total = sum(tally.total for tally in tallies.values())
    if (count, total) != (found.count, found.total):
        raise ReconciliationError(f"job {job.name} does not add up: {found}")
    if job.state == "finished" and any(tallies[state].count for state in states.OPEN):
        raise ReconciliationError(f"job {job.name} is finished and has recipients left: {found}")
    delivered = _delivered(db, job.id)
    if delivered != tallies[states.DELIVERED].count:
        raise ReconciliationError(
            f"job {job.name} does not add up: {delivered} recipients have a delivery, "
            f"{tallies[states.DELIVERED].count} are delivered"
        )
    return found


def _delivered(db: Connection, job: int) -> int:
    """Recipients for whom a server took the message: the receipts' own count."""
    query = select(func.count(attempt.c.seq.distinct())).where(attempt.c.job == job, attempt.c.state == "delivered")
    return int(db.scalar(query) or 0)
