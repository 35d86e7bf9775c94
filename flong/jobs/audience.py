"""Who a job is for: records from CSV, JSON Lines, JSON, Parquet, or an SQL query over such files.

An audience is a stream of `Slice`s of exactly `size` input records (the last may be smaller), numbered
from 1 in the order of the input. Memory does not grow with the input. A record that can't be read is
`Unfit`, and keeps its number; an input that can't be read as a whole is a DataError.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from flong.arrow_schema import read_batches
from flong.dsl import types
from flong.errors import DataError, MissingExtra
from flong.jobs import csvcells, jsonrows
from flong.jobs.amounts import Amount
from flong.jobs.fitting import check_columns
from flong.jobs.planning import Unfit
from flong.jobs.snapshot import JSON, SEQ

try:
    import duckdb
    import pyarrow as pa
except ImportError as error:
    raise MissingExtra("data", error.name or "duckdb") from error

MEMORY: Final = "1GB"
"""DuckDB's buffers; what exceeds them is spilled to the work folder."""

BATCH: Final = 10_000
"""Rows looked at together."""

SUFFIXES: Final = (".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet")


@dataclass(frozen=True, slots=True)
class Slice:
    """Some records of the input. `table` carries their numbers in SEQ, and either the typed columns or
    the records' texts in JSON; `amounts` are theirs, in order. `unfit` are the ones that can't be read."""

    table: pa.Table
    amounts: Sequence[int]
    unfit: Sequence[Unfit]

    @property
    def count(self) -> int:
        """How many input records this slice stands for."""
        return int(self.table.num_rows) + len(self.unfit)


@dataclass(frozen=True, slots=True)
class Audience:
    """Where the records are: a file, a query, or a query over the file (then called `data` in it)."""

    record: types.Record
    path: Path | None = None
    query: str = ""

    def slices(self, size: int, amount: Amount, work: Path) -> Iterator[Slice]:
        """The records in slices of `size`; `work` is a private folder for what exceeds memory."""
        if self.path is not None:
            _check_file(self.path)
            if not self.query and self.path.suffix in (".jsonl", ".ndjson", ".json"):
                return _json_slices(self.path, size, amount)
        return self._table_slices(size, amount, work)

    def _table_slices(self, size: int, amount: Amount, work: Path) -> Iterator[Slice]:
        with self._reader(size, work) as reader:
            check_columns(self.record, reader.schema)
            first = 1
            for table in _regroup(reader, size):
                yield _table_slice(table, first, self.record, amount)
                first += table.num_rows

    @contextmanager
    def _reader(self, size: int, work: Path) -> Iterator[pa.RecordBatchReader]:
        with duckdb.connect(config=_settings(work)) as con:
            con.execute("SET enable_progress_bar = false")  # it goes to standard output, among messages and JSON
            try:
                yield self._relation(con).to_arrow_reader(size)
            except duckdb.Error as error:
                raise DataError(_explained(error, self.path)) from None

    def own_record(self, work: Path) -> types.Record | None:
        """The type that the records have by themselves, optional what holds a null: all of them are read.

        None for CSV and JSON, whose types are what a template says. Raises DataError as `slices` does.
        """
        if self.path is not None:
            _check_file(self.path)
            if self.path.suffix != ".parquet":
                return None
        with self._reader(BATCH, work) as reader:
            return read_batches(reader)

    def _relation(self, con: Any) -> Any:
        if self.path is not None:
            data = con.sql(_file_query(self.path, self.record))
            if not self.query:
                return data
            data.create_view("data")
        kinds = [statement.type for statement in con.extract_statements(self.query)]
        if kinds != [duckdb.StatementType.SELECT]:
            raise DataError("the SQL text is not one query")
        return con.sql(self.query)


def _check_file(path: Path) -> None:
    if path.suffix not in SUFFIXES:
        raise DataError(f"{path}: the suffix of a data file is one of {' '.join(SUFFIXES)}")
    if not path.is_file():
        raise DataError(f"there is no file {path}")


def _settings(work: Path) -> dict[str, str | bool | int | float | list[str]]:
    """DuckDB must neither fetch extensions nor fill the memory."""
    return {
        "memory_limit": MEMORY,
        "temp_directory": str(work),
        "autoinstall_known_extensions": "false",
        "preserve_insertion_order": "true",
        "TimeZone": "UTC",
    }


def _file_query(path: Path, record: types.Record) -> str:
    name = csvcells.literal(str(path))
    if path.suffix == ".parquet":
        return f"SELECT * FROM read_parquet({name})"
    if path.suffix in (".csv", ".tsv"):
        return _csv_query(path, record)
    raise DataError("a query over JSON would lose digits; use Parquet or CSV for it")


def _csv_query(path: Path, record: types.Record) -> str:
    """The typed columns of a CSV file, quoted as RFC 4180 has it."""
    header, delimiter = csvcells.header(path)
    columns = ", ".join(f"{csvcells.literal(name)}: 'VARCHAR'" for name in header)
    return (
        f"SELECT {csvcells.select(record, header)} FROM read_csv({csvcells.literal(str(path))}, auto_detect=false, "
        f"header=true, delim={csvcells.literal(delimiter)}, quote='\"', escape='\"', columns={{{columns}}})"
    )


def _regroup(reader: pa.RecordBatchReader, size: int) -> Iterator[pa.Table]:
    """Tables of exactly `size` rows, and the rest."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in reader:
        held.append(batch)
        rows += batch.num_rows
        if rows >= size:
            table = pa.Table.from_batches(held)
            for start in range(0, rows - rows % size, size):
                yield table.slice(start, size)
            held, rows = table.slice(rows - rows % size).to_batches(), rows % size
    if rows:
        yield pa.Table.from_batches(held)


def _table_slice(table: pa.Table, first: int, record: types.Record, amount: Amount) -> Slice:
    """Number the rows, keep the template's fields, take out the rows that can't be read."""
    count = table.num_rows
    bad = table[csvcells.BAD].to_pylist() if csvcells.BAD in table.column_names else [None] * count
    amounts, unfit, good = _amounts(table, amount), [], []
    for i, (field, found) in enumerate(zip(bad, amounts, strict=True)):
        if field is not None:
            unfit.append(_misfit(first + i, 0 if field == ".".join(amount.path) else found, field, record))
        elif isinstance(found, str):
            unfit.append(Unfit(first + i, 0, found, field=".".join(amount.path)))
        else:
            good.append((i, found))
    columns = [f.name for f in record.fields if f.name in table.column_names]
    kept = picked(table.select(columns), [i for i, _ in good])
    numbers = pa.array([first + i for i, _ in good], pa.int64())
    return Slice(kept.add_column(0, SEQ, numbers), [found for _, found in good], unfit)


def picked(table: pa.Table, rows: Sequence[int]) -> pa.Table:
    """The rows with these indexes, of which there may be none."""
    return table.take(pa.array(rows, pa.int64()))


def _amounts(table: pa.Table, amount: Amount) -> list[int | str]:
    """The amount of every row, or why it has none."""
    if not amount.path:
        return [0] * table.num_rows
    return [_amount(row, amount) for row in table.select([amount.path[0]]).to_pylist()]


def _amount(row: dict[str, Any], amount: Amount) -> int | str:
    try:
        return amount.of(row)
    except DataError as error:
        return str(error)


def _misfit(seq: int, amount: int | str, field: str, record: types.Record) -> Unfit:
    type_: types.Type = record
    for name in field.split("."):
        found = type_.field(name) if isinstance(type_, types.Record) else None
        type_ = found.type if found else type_
    return Unfit(seq, amount if isinstance(amount, int) else 0, f"is not {_article(str(type_))} {type_}", field=field)


def _article(word: str) -> str:
    return "an" if word[0] in "aeio" else "a"


def _json_slices(path: Path, size: int, amount: Amount) -> Iterator[Slice]:
    numbered = enumerate(jsonrows.texts(path), 1)
    while group := list(islice(numbered, size)):
        yield _json_slice(group, amount)


def _json_slice(group: Sequence[tuple[int, bytes]], amount: Amount) -> Slice:
    good: list[tuple[int, bytes, int]] = []
    unfit: list[Unfit] = []
    for seq, text in group:
        try:
            good.append((seq, text, amount.of(jsonrows.parse(text))))
        except ValueError as error:
            unfit.append(Unfit(seq, 0, str(error)))
    columns = {SEQ: pa.array([g[0] for g in good], pa.int64()), JSON: pa.array([g[1] for g in good], pa.binary())}
    return Slice(pa.table(columns), [g[2] for g in good], unfit)


def _explained(error: Exception, path: Path | None) -> str:
    """DuckDB's first line; what follows may quote the data."""
    line = str(error).splitlines()[0]
    return f"{path}: {line}" if path else line
