"""Guesses the declaration of a template's data from samples: CSV, JSON, JSON Lines, Parquet.

A guess is read by a person, so it is careful: a number with leading zeros or a thousands separator is text, a
column with one empty cell is optional, values that no type covers are an error that names their path.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal as Exact
from itertools import islice
from pathlib import Path
from typing import Any

from flong.dsl import types
from flong.dsl.types import Field, Optional, Record, Type
from flong.errors import DataError, MissingExtra
from flong.jobs import csvcells, jsonrows
from flong.jobs.declaring import text_paths
from flong.jobs.guessing import guess, joined, number, settled

SAMPLES = 10_000
"""Records read at most."""
FEW = 8
"""So many different texts, each five times on average, may be an enum."""
_ONE = 1 << 24  # bytes of a file that may be a single record

_INT = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Guess:
    """What samples look like: their type, and by path the texts of which there are `few`."""

    record: Record
    few: Mapping[str, tuple[str, ...]]


def infer(path: Path) -> Guess:
    """The type of the data in `path`. Raises DataError when it can't be read or has no type."""
    readers = {".json": _from_json, ".jsonl": _from_json, ".ndjson": _from_json, ".parquet": _from_parquet}
    reader = {".csv": _from_csv, ".tsv": _from_csv, **readers}.get(path.suffix)
    if reader is None:
        raise DataError(f"{path.name}: not a .csv, .tsv, .json, .jsonl or .parquet file")
    record, samples = reader(path)
    if not samples:
        raise DataError(f"{path.name}: no record to look at")
    return Guess(record, _few(samples, set(text_paths(record, ""))))


_Sampled = tuple[Record, list[dict[str, Any]]]


# CSV


def _from_csv(path: Path) -> _Sampled:
    names, delimiter = csvcells.header(path)
    try:
        rows = list(islice(_rows(path, len(names), delimiter), SAMPLES))
    except (csv.Error, UnicodeDecodeError) as error:
        raise DataError(f"{path.name}: not CSV in UTF-8: {error}") from None
    columns = {name: _column([row[i] for row in rows]) for i, name in enumerate(names)}
    samples = [dict(zip(names, row, strict=True)) for row in rows]
    return _nested(columns), samples


def _rows(path: Path, width: int, delimiter: str) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        file.readline()
        for row in csv.reader(file, delimiter=delimiter):
            if row and len(row) != width:
                raise DataError(f"{path.name}: a record has {len(row)} cells, and the first line has {width}")
            if row or width == 1:
                yield row or [""]


def _column(cells: list[str]) -> Type:
    """The type of a column; where its cells agree on nothing it is text."""
    text = Optional(types.TEXT) if "" in cells else types.TEXT
    try:
        found = settled(joined([_cell(cell) for cell in cells], "")) or text
    except DataError:
        return text
    no_scale = found in (types.DECIMAL, Optional(types.DECIMAL))
    return text if no_scale else found


def _cell(text: str) -> Type:
    """What a cell looks like: only what `csvcells` reads."""
    if text == "":
        return types.NONE
    if _INT.fullmatch(text):
        return number(Exact(text), "", integral=True)
    if _DECIMAL.fullmatch(text):
        return number(Exact(text), "", integral=False)
    if text in ("true", "false"):
        return types.BOOL
    for name, parse in (("date", date.fromisoformat), ("datetime", datetime.fromisoformat)):
        if csvcells.looks(text, name) and _parses(parse, text):
            return types.DATE if name == "date" else types.DATETIME
    return types.TEXT


def _parses(parse: Any, text: str) -> bool:
    try:
        return bool(parse(text))
    except ValueError:
        return False


def _nested(columns: Mapping[str, Type]) -> Record:
    """Columns called `customer.name` are fields of a record, if none is called `customer`."""
    fields: dict[str, Type | dict[str, Type]] = {}
    for name, kind in columns.items():
        head, dot, rest = name.partition(".")
        inner = fields.setdefault(head, {}) if dot and head and rest and head not in columns else None
        if isinstance(inner, dict):
            inner[rest] = kind
        else:
            fields[name] = kind
    return Record(tuple(Field(n, _nested(kind) if isinstance(kind, dict) else kind) for n, kind in fields.items()))


# JSON


def _from_json(path: Path) -> _Sampled:
    records = list(islice(_records(path), SAMPLES))
    return guess(records), records


def _records(path: Path) -> Iterator[Any]:
    for place, text in enumerate(_json_texts(path), 1):
        try:
            yield jsonrows.parse(text)
        except ValueError as error:
            raise DataError(f"{path.name}: record {place}: {error}") from None


def _json_texts(path: Path) -> Iterable[bytes]:
    """The records of a file, or the one that it is."""
    text = path.read_bytes() if path.suffix == ".json" and path.stat().st_size <= _ONE else b""
    try:
        jsonrows.parse(text)
    except ValueError:
        return jsonrows.texts(path)
    return [text]


# Parquet


def _from_parquet(path: Path) -> _Sampled:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("data", "pyarrow") from None
    from flong.arrow_schema import read_batches

    try:
        batch = next(pq.ParquetFile(path).iter_batches(batch_size=SAMPLES))
    except (OSError, ValueError, StopIteration) as error:
        raise DataError(f"{path.name}: not a Parquet file with records: {error}") from None
    record = read_batches(pa.RecordBatchReader.from_batches(batch.schema, [batch]))
    return record, batch.to_pylist()


# few texts


def _few(samples: list[dict[str, Any]], paths: set[str]) -> dict[str, tuple[str, ...]]:
    """The texts at those of `paths` that have only a few, as often as that is no accident."""
    counts: dict[str, int] = {}
    found: dict[str, dict[str, None]] = {}
    for path, text in (pair for sample in samples for pair in _texts(sample, "")):
        if path in paths and text:
            counts[path] = counts.get(path, 0) + 1
            seen = found.setdefault(path, {})
            if len(seen) <= FEW:
                seen[text] = None
    return {path: tuple(seen) for path, seen in found.items() if _is_few(seen, counts[path])}


def _is_few(texts: Iterable[str], count: int) -> bool:
    kinds = list(texts)
    plain = all(len(text) <= 30 and text.isprintable() and not set(text) & set('"\\{}') for text in kinds)
    return plain and 2 <= len(kinds) <= FEW and count >= 5 * len(kinds)


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield path, value
        case list():
            for item in value:
                yield from _texts(item, f"{path}[]")
        case dict():
            for name, inner in value.items():
                yield from _texts(inner, f"{path}.{name}" if path else name)
