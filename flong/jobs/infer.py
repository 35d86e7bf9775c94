"""Guesses the declaration of a template's data from samples: CSV, JSON, JSON Lines, Parquet.

A guess is read by a person, so it is careful: a number with leading zeros is text, a column with one
empty cell is optional, values that no type covers are an error that names their path.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal as Number
from itertools import islice
from pathlib import Path
from typing import Any, cast

from flong.dsl import types
from flong.dsl.types import Decimal, Field, List, Optional, Record, Type
from flong.errors import DataError, MissingExtra
from flong.jobs import jsonrows

SAMPLES = 10_000
"""Records read at most."""
_ONE = 1 << 24  # bytes of a file that may be a single record

_INT = re.compile(r"-?(0|[1-9]\d{0,17})")
_DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")


def infer(path: Path) -> Record:
    """The record type of the data in `path`. Raises DataError when it can't be read or has no type."""
    reader = {".csv": _from_csv, ".json": _from_json, ".jsonl": _from_json, ".ndjson": _from_json}
    if path.suffix == ".parquet":
        return _from_parquet(path)
    if path.suffix not in reader:
        raise DataError(f"{path.name}: not a .csv, .json, .jsonl or .parquet file")
    records = list(islice(reader[path.suffix](path), SAMPLES))
    if not records:
        raise DataError(f"{path.name}: no record to look at")
    if path.suffix == ".csv":
        return Record(tuple(Field(name, _cells([r.get(name) for r in records])) for name in records[0]))
    kind = _joined([_type_of(record, "") for record in records], "")
    return cast(Record, _settled(kind))


def _from_csv(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: _cell(value or "") for name, value in row.items() if name}


def _cells(values: list[Any]) -> Type:
    """The type of a column; where its cells agree on nothing it is text."""
    try:
        return _settled(_joined([_type_of(value, "") for value in values], ""))
    except DataError:
        return Optional(types.TEXT) if None in values else types.TEXT


def _cell(text: str) -> Any:
    """A cell as the value it looks like."""
    if text == "":
        return None
    if _INT.fullmatch(text):
        return int(text)
    return Number(text) if _DECIMAL.fullmatch(text) else text


def _from_json(path: Path) -> Iterator[Any]:
    for number, text in enumerate(_json_texts(path), 1):
        try:
            yield jsonrows.parse(text)
        except ValueError as error:
            raise DataError(f"{path.name}: record {number}: {error}") from None


def _json_texts(path: Path) -> Iterable[bytes]:
    """The records of a file, or the one that it is."""
    text = path.read_bytes() if path.suffix == ".json" and path.stat().st_size <= _ONE else b""
    try:
        jsonrows.parse(text)
    except ValueError:
        return jsonrows.texts(path)
    return [text]


def _type_of(value: Any, path: str) -> Type:
    match value:
        case None:
            return types.NONE
        case bool():
            return types.BOOL
        case int():
            return types.INT if -(1 << 63) <= value < 1 << 63 else Decimal(34, 0)
        case Number():
            return _decimal(value)
        case str():
            return _text(value)
        case list():
            return List(_joined([_type_of(item, f"{path}[]") for item in value], f"{path}[]"))
        case _:
            return Record(tuple(Field(k, _type_of(v, f"{path}.{k}" if path else k)) for k, v in value.items()))


def _decimal(value: Number) -> Decimal:
    exponent = value.as_tuple().exponent
    scale = max(2, -exponent) if isinstance(exponent, int) else 2  # a sample of 18.5 does not mean one digit
    return Decimal(min(34, max(12, len(value.as_tuple().digits) + 4)), scale)


def _text(value: str) -> Type:
    for parse, kind, length in ((date.fromisoformat, types.DATE, 10), (datetime.fromisoformat, types.DATETIME, 16)):
        try:
            if len(value) >= length and value[4:5] == "-" and parse(value):
                return kind
        except ValueError:
            continue
    return types.TEXT


def _joined(kinds: Iterable[Type], path: str) -> Type:
    """The narrowest type that all of `kinds` fit; `error` when there is none to look at."""
    joined: Type = types.ERROR
    for kind in kinds:
        joined = _join(joined, kind, path)
    return joined


def _settled(kind: Type) -> Type:
    """`kind` where nothing but nulls was seen becomes `text?`, the items of empty lists `text`."""
    match kind:
        case Record():
            return Record(tuple(Field(f.name, _settled(f.type)) for f in kind.fields))
        case List():
            return List(types.TEXT if kind.item == types.ERROR else _settled(kind.item))
        case Optional():
            return Optional(_settled(kind.inner))
    return Optional(types.TEXT) if kind == types.NONE else kind


def _join(left: Type, right: Type, path: str) -> Type:
    if right in (left, types.ERROR):
        return left
    if left == types.ERROR:
        return right
    if types.NONE in (left, right) or isinstance(left, Optional) or isinstance(right, Optional):
        return _optional(left, right, path)
    if isinstance(left, Record) and isinstance(right, Record):
        return _join_records(left, right, path)
    if isinstance(left, List) and isinstance(right, List):
        return List(_join(left.item, right.item, f"{path}[]"))
    if isinstance(left, Decimal | types.Scalar) and isinstance(right, Decimal | types.Scalar):
        return _join_scalars(left, right, path)
    raise DataError(f"{path or 'the records'}: {left} here and {right} there")


def _optional(left: Type, right: Type, path: str) -> Type:
    plain = [k.inner if isinstance(k, Optional) else k for k in (left, right) if k != types.NONE]
    inner = plain[0] if len(plain) == 1 else _join(plain[0], plain[1], path)
    return inner if isinstance(inner, Optional) else Optional(inner)


def _join_records(left: Record, right: Record, path: str) -> Record:
    names = dict.fromkeys([f.name for f in (*left.fields, *right.fields)])
    fields = []
    for name in names:
        here, there = left.field(name), right.field(name)
        a, b = (f.type if f else types.NONE for f in (here, there))
        fields.append(Field(name, _join(a, b, f"{path}.{name}" if path else name)))
    return Record(tuple(fields))


def _join_scalars(left: Type, right: Type, path: str) -> Type:
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        scale = max(left.scale or 0, right.scale or 0)
        whole = max((k.precision or 0) - (k.scale or 0) for k in (left, right))
        return Decimal(min(34, whole + scale), scale)
    for number, other in ((left, right), (right, left)):
        if isinstance(number, Decimal) and other == types.INT:
            return number
    if {left, right} <= {types.TEXT, types.DATE, types.DATETIME}:
        return types.TEXT
    raise DataError(f"{path or 'the records'}: {left} here and {right} there")


def _from_parquet(path: Path) -> Record:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtra("data", "pyarrow") from None
    try:
        batches = pq.ParquetFile(path).iter_batches(batch_size=SAMPLES)
        batch = next(batches)
    except (OSError, ValueError, StopIteration) as error:
        raise DataError(f"{path.name}: not a Parquet file with records: {error}") from None
    return Record(tuple(Field(n, _column(batch.column(n), n)) for n in batch.schema.names))


def _column(column: Any, path: str) -> Type:
    """The type of an Arrow array; optional when it holds nulls."""
    kind = _arrow_type(column, path)
    return Optional(kind) if column.null_count else kind


def _arrow_type(column: Any, path: str) -> Type:
    import pyarrow.types as pat

    kind = column.type
    if pat.is_struct(kind):
        fields = ((kind.field(i).name, column.field(i)) for i in range(kind.num_fields))
        return Record(tuple(Field(name, _column(array, f"{path}.{name}")) for name, array in fields))
    if pat.is_list(kind) or pat.is_large_list(kind):
        return List(_column(column.flatten(), f"{path}[]"))
    if pat.is_decimal(kind):
        return Decimal(min(34, kind.precision), kind.scale)
    if pat.is_dictionary(kind):
        return _arrow_type(column.dictionary, path)
    return _arrow_scalar(kind, path)


def _arrow_scalar(kind: Any, path: str) -> Type:
    import pyarrow.types as pat

    for matches, type_ in (
        (pat.is_string, types.TEXT),
        (pat.is_large_string, types.TEXT),
        (pat.is_integer, types.INT),
        (pat.is_boolean, types.BOOL),
        (pat.is_floating, types.FLOAT),
        (pat.is_date, types.DATE),
        (pat.is_timestamp, types.DATETIME),
        (pat.is_time, types.TIME),
        (pat.is_duration, types.DURATION),
    ):
        if matches(kind):
            return type_
    raise DataError(f"{path}: no type for Arrow's {kind}")


def declaration(record: Record) -> str:
    """The `{% data %}` block that declares `record`."""
    lines = [f"{_name(f.name)}: {written(f.type)}" for f in record.fields]
    return "{% data %}\n" + "\n".join(lines) + "\n{% enddata %}\n"


def written(kind: Type) -> str:
    """A type as a data block spells it."""
    if isinstance(kind, Record):
        return "{ " + ", ".join(f"{_name(f.name)}: {written(f.type)}" for f in kind.fields) + " }"
    if isinstance(kind, List):
        return f"[{written(kind.item)}]"
    return f"{written(kind.inner)}?" if isinstance(kind, Optional) else str(kind)


def _name(name: str) -> str:
    return name if name.isidentifier() else f"`{name}`"
