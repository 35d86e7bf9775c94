"""Records of a file for a person to look at: numbered, no snapshot, no ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flong.dsl.types import Record
from flong.errors import RecordError
from flong.jobs.amounts import Amount
from flong.jobs.audience import Audience, Slice
from flong.jobs.jsonrows import parse
from flong.jobs.snapshot import JSON, SEQ


@dataclass(frozen=True, slots=True)
class Records:
    """Some records: a `table` (Arrow, or dicts), their `numbers` in the file from 0, and the unreadable."""

    table: Any
    numbers: Sequence[int]
    errors: Sequence[RecordError]


def own_record(path: Path | None, query: str = "") -> Record | None:
    """The type that the records of a Parquet file or a query have by themselves; None where they have none."""
    with TemporaryDirectory(prefix="flong-") as work:
        return Audience(Record(()), path, query).own_record(Path(work))


def read(record: Record, path: Path, limit: int, size: int = 500) -> Iterator[Records]:
    """The first `limit` records of CSV, JSON, JSON Lines or Parquet, for templates that take `record`.

    Raises DataError when the file can't be read as a whole.
    """
    with TemporaryDirectory(prefix="flong-") as work:
        slices = Audience(record, path).slices(min(size, limit), Amount(), Path(work))
        for one in islice(slices, -(-limit // min(size, limit))):
            yield _records(one, limit)


def _records(one: Slice, limit: int) -> Records:
    numbers = [seq - 1 for seq in one.table[SEQ].to_pylist() if seq <= limit]
    table = one.table.slice(0, len(numbers))
    errors = [RecordError(u.reason, index=u.seq - 1, field=u.field) for u in one.unfit if u.seq <= limit]
    if JSON in table.column_names:
        return Records([parse(text) for text in table[JSON].to_pylist()], numbers, errors)
    return Records(table.drop_columns([SEQ]), numbers, errors)
