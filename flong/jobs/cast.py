"""What turns snapshot rows into signed messages; the job knows no templates, only this.

A `Recipe` travels to the worker processes and makes a `Caster` there. Both are deterministic: the same
rows give the same messages, whichever worker casts them and however often.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from sys import maxsize
from typing import Protocol

import msgspec
import pyarrow as pa

from flong.dsl import types


@dataclass(frozen=True, slots=True)
class Head:
    """Who a row is for: the recipient's key, what is sent (a digest), the address it goes to. `typo` is set when its
    domain looks like a slip: as JSON, the domain as typed, what may be meant, whether `address` was corrected."""

    key: str
    document: bytes
    address: str
    typo: str = ""


class Misfit(msgspec.Struct, frozen=True, gc=False):
    """Why a row has no message; `skipped`: the template dropped it on purpose. `index` is the row's."""

    index: int
    reason: str
    key: str = ""
    field: str = ""
    place: str = ""
    skipped: bool = False


class Prepared(msgspec.Struct, frozen=True, gc=False):
    """One signed message: CRLF only, lines ≤ 998. `render`, `code`, `bill`, `sign` are the digests each
    stage derived from the key in its own input (16 bytes; None: the stage did not run)."""

    index: int
    key: str
    document: bytes
    mail_from: str
    rcpt_to: str
    render: bytes
    sign: bytes
    code: bytes | None = None
    bill: bytes | None = None
    data: tuple[bytes | memoryview, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of the message."""
        return sum(map(len, self.data))

    def __repr__(self) -> str:
        return f"Prepared(index={self.index}, key={self.key!r})"


class Caster(Protocol):
    """Makes messages out of snapshot tables (see `snapshot.py` for their columns)."""

    def heads(self, table: pa.Table) -> Sequence[Head | Misfit]:
        """Who the rows are for, in order: a full rendering, so that bad records are known before the start."""
        ...

    def cast(self, table: pa.Table, resends: Sequence[int], room: int = maxsize) -> Iterator[Prepared | Misfit]:
        """One result for each row, in order; `resends[i]` is the resend number of row i's document. Messages that do
        not fit into `room` bytes are not wanted: they need not be made ahead."""
        ...

    def derive(self, table: pa.Table, threads: int) -> bytes:
        """What the rows' messages need that takes long and can be had ahead, for `recall`; b"" if there is nothing."""
        ...

    def recall(self, derived: bytes) -> None:
        """Take what `derive` gave for the rows that are cast next. The messages are the same without it, only later."""
        ...


@dataclass(frozen=True, slots=True)
class Context:
    """The job that messages are made for. `secret` is the installation's, `clock` the job's fixed `now`
    (seconds since the epoch)."""

    number: int
    name: str
    stream: str
    clock: float
    secret: bytes = field(repr=False)


class Recipe(Protocol):
    """How to make a caster in another process: picklable, without secrets (only references to them)."""

    @property
    def name(self) -> str:
        """What people call it: the template's path."""
        ...

    @property
    def record(self) -> types.Record:
        """The type of the rows."""
        ...

    @property
    def digest(self) -> str:
        """Changes whenever the messages could."""
        ...

    def make(self, context: Context) -> Caster:
        """The caster for one job. Raises LedgerError if the messages would be others than the digest says."""
        ...
