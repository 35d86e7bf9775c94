"""Derives ahead what a job's messages need that takes long and depends on no message: the keys of its bills.

It is kept beside the snapshot, sealed with the job's data key, so that erasing the job destroys it. Messages are the
same with and without.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flong.jobs import reads, states
from flong.jobs.cast import Caster
from flong.jobs.ledger import Ledger
from flong.jobs.reads import JobRow
from flong.jobs.runner import Progress
from flong.jobs.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Deriving:
    """The work on one job. The caller holds the job's lock."""

    ledger: Ledger
    job: JobRow
    caster: Caster
    snapshot: Snapshot
    threads: int
    progress: Callable[[Progress], None] | None = None

    def run(self) -> None:
        """Derive for all recipients still planned, chunk by chunk; chunks that are done stay done after a crash.

        Ends early, between two chunks, when the emergency stop is set.
        """
        begun, done = time.monotonic(), 0
        with self.ledger.read() as db:
            chunks, total = reads.planned_chunks(db, self.job.id), reads.tallies(db, self.job.id)[states.PLANNED].count
        for n in chunks:
            if self.ledger.home.stop_flag.exists():
                return
            done += self._chunk(n)
            if self.progress:
                seconds = time.monotonic() - begun
                self.progress(Progress(total, {states.PLANNED: total - done}, seconds, done / max(seconds, 1e-9)))

    def _chunk(self, n: int) -> int:
        """Derive for chunk `n`, unless that was done; gives the number of its recipients."""
        seqs = self._planned(n)
        if seqs and self.snapshot.kept(n) is None:
            self.snapshot.keep(n, self.caster.derive(self.snapshot.read(n, seqs), self.threads))
        return len(seqs)

    def _planned(self, n: int) -> Sequence[int]:
        size = self.job.chunk_size
        with self.ledger.read() as db:
            rows = reads.recipients(db, self.job.id, states.PLANNED, after=n * size, limit=size)
        return [row.seq for row in rows if row.seq <= (n + 1) * size]
