"""Single records cast one at a time in this process, for messages that come alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from flong.jobs.cast import Caster, Context, Head, Misfit, Prepared, Recipe
from flong.jobs.slots import Slot
from flong.jobs.snapshot import JSON, SEQ
from flong.jobs.worker import Entry, Reply
from flong.jobs.workers import Filled


@dataclass(frozen=True, slots=True)
class Origin:
    """A message's place: job and stream, its id, the template it names, when it was accepted."""

    job: int
    job_name: str
    stream: str
    id: str
    template: str
    created: float


@dataclass(frozen=True, slots=True)
class Single:
    """Casts single records. `recipes` finds a template by name; its errors are FlongErrors."""

    recipes: Callable[[str], Recipe]
    secret: bytes = field(repr=False)

    def head(self, origin: Origin, record: str) -> Head | Misfit:
        """Render a record (JSON), to know whom it is for or why it has no message."""
        return self._caster(origin).heads(_table(0, record))[0]

    def cast(self, origin: Origin, seq: int, record: str, resend: int) -> Prepared | Misfit:
        """The signed message of a record."""
        return next(iter(self._caster(origin).cast(_table(seq, record), [resend])))

    def _caster(self, origin: Origin) -> Caster:
        """`now` is when the message was accepted. A template that names no document sends each message once:
        so the context's name holds the message's id."""
        name = f"{origin.job_name}/{origin.id}"
        context = Context(origin.job, name, origin.stream, origin.created, self.secret)
        return self.recipes(origin.template).make(context)


class Memory(Slot):
    """A message of this process, where a job has a slot shared with its workers."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def view(self, offset: int, size: int) -> memoryview:
        return memoryview(self._data)[offset : offset + size]

    def hold(self, messages: int) -> None:
        """Nothing is to be freed."""

    def release(self) -> None:
        """Nothing is to be freed."""

    def close(self) -> None:
        """Nothing is to be freed."""


def filled(seq: int, p: Prepared) -> Filled:
    """A message as a worker would have handed it over."""
    data = b"".join(p.data)
    entry = Entry(seq, 0, len(data), p.key, p.document, p.mail_from, p.rcpt_to, p.render, p.sign, p.code, p.bill)
    return Filled(Memory(data), Reply(0, 1, [entry], []))


def _table(seq: int, record: str) -> pa.Table:
    return pa.table({SEQ: pa.array([seq], pa.int64()), JSON: pa.array([record], pa.string())})
