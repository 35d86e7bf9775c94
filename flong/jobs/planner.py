"""From an audience to a planned job: every record is rendered once before anything is sent.

So bad records, repeated keys, suppressed addresses and wrong control totals are known before the first mail
leaves. The records that can be sent are frozen in the snapshot, the others are in the ledger with the reason.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flong.jobs import planning, reads, states
from flong.jobs.amounts import Amount, Control, check_control
from flong.jobs.audience import Audience, Slice, picked
from flong.jobs.cast import Caster, Head, Misfit
from flong.jobs.ledger import Ledger
from flong.jobs.lock import locked
from flong.jobs.planning import NewJob, Planned, Unfit
from flong.jobs.snapshot import SEQ, Snapshot, keep_record


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be planned: `new` is the job's row, `key` its data key."""

    new: NewJob
    key: bytes
    audience: Audience
    amount: Amount
    control: Control


def snapshot_of(ledger: Ledger, job: int, key: bytes) -> Snapshot:
    """Where the snapshot of a job lies."""
    return Snapshot(ledger.home.job(job) / "snapshot", key)


def make(ledger: Ledger, plan: Plan, caster: Caster, tell: Callable[[int], None] = lambda _: None) -> int:
    """Plan the job; gives its number. `tell` hears how many records were read.

    If the input can't be read or its totals disagree, no job is left behind. Raises Busy while another
    process plans it.
    """
    _check_free(ledger, plan.new.name)
    job = ledger.do(planning.create(plan.new))
    with locked(ledger, job, plan.new.name):
        try:
            keep_record(ledger.home.job(job), plan.audience.record)
            count, total = _fill(ledger, job, plan, caster, tell)
            check_control(plan.control, count, total, plan.amount)
            ledger.do(planning.ready(job, count, total))
        except BaseException:
            ledger.do(planning.discard(job))
            shutil.rmtree(ledger.home.job(job))
            raise
    return job


def _check_free(ledger: Ledger, name: str) -> None:
    """Raise Busy when a job of this name is not left over from a crash but being planned."""
    with ledger.read() as db:
        found = reads.find(db, name) if reads.exists(db, name) else None
    if found is not None and found.state == "planning":
        with locked(ledger, found.id, name):
            return


def _fill(ledger: Ledger, job: int, plan: Plan, caster: Caster, tell: Callable[[int], None]) -> tuple[int, int]:
    """Read, render and plan slice by slice; gives the input's count and (scaled) sum."""
    snapshot, count, total = snapshot_of(ledger, job, plan.key), 0, 0
    for n, part in enumerate(plan.audience.slices(plan.new.chunk_size, plan.amount, _work(ledger, job))):
        heads = caster.heads(part.table) if part.table.num_rows else ()
        fit, unfit = _sorted(part, heads)
        snapshot.write(n, picked(part.table, [i for i, head in enumerate(heads) if isinstance(head, Head)]))
        ledger.do(planning.plan(job, fit, unfit, time.time()))
        count += part.count
        total += sum(part.amounts) + sum(one.amount for one in part.unfit)
        tell(count)
    return count, total


def _sorted(part: Slice, heads: Sequence[Head | Misfit]) -> tuple[list[Planned], list[Unfit]]:
    fit: list[Planned] = []
    unfit = list(part.unfit)
    for seq, amount, head in zip(part.table[SEQ].to_pylist(), part.amounts, heads, strict=True):
        if isinstance(head, Head):
            fit.append(Planned(seq, head.key, head.document, head.address, amount, head.typo))
        else:
            state = states.SUPPRESSED if head.skipped else states.REJECTED
            unfit.append(Unfit(seq, amount, head.reason, head.key, head.field, head.place, state))
    return fit, unfit


def _work(ledger: Ledger, job: int) -> Path:
    """DuckDB's spill folder, inside the job's private one."""
    return ledger.home.job(job) / "work"
