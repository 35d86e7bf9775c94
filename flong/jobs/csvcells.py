"""CSV cells are text; the template's schema says what they mean. This writes the SQL that reads them.

A cell that does not fit is never changed to fit (DuckDB alone would round 1.005 to DECIMAL(12, 2)): its
record is rejected, and the column `BAD` names the field. Records come from dotted columns, `customer.name`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flong.dsl import types
from flong.errors import DataError

BAD: Final = "__bad"

_INT = "[+-]?[0-9]{1,19}"
_FLOAT = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_SCALARS: Final = {
    "int": (_INT, "BIGINT"),
    "float": (_FLOAT, "DOUBLE"),
    "bool": ("true|false", "BOOLEAN"),
    "date": (_DATE, "DATE"),
    "time": (_TIME, "TIME"),
    "datetime": (f"{_DATE}[T ]{_TIME}", "TIMESTAMP"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One scalar field as SQL: its `value`, and whether the cell is `good`."""

    path: str
    value: str
    good: str


def header(path: Path) -> tuple[list[str], str]:
    """The names in the first line of a file, and what stands between them: a comma, else a semicolon, else a TAB.

    Raises DataError for names that are empty or repeated, and for what is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(1 << 20)
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8") from None
    delimiter = "\t" if path.suffix == ".tsv" else next((sign for sign in ",;\t" if sign in line), ",")
    names = [name.strip() for name in next(csv.reader([line], delimiter=delimiter), [])]
    if not names or "" in names or len(set(names)) < len(names):
        raise DataError(f"{path}: the first line must name every column, each once")
    return names, delimiter


def looks(text: str, kind: str) -> bool:
    """Whether a cell is written as a scalar of this kind is."""
    return re.fullmatch(_SCALARS[kind][0], text) is not None


def select(record: types.Record, columns: Sequence[str]) -> str:
    """The select list that turns text columns into `record`, with BAD last."""
    missing = sorted(path for path in _required(record, "") if path not in columns)
    if missing:
        raise DataError(f"the CSV file has no column {missing[0]}; it has: {', '.join(columns)}")
    cells = list(_cells(record, "", columns))
    fields = [f"{value} AS {quote(f.name)}" for f in record.fields if (value := _value(f.type, f.name, columns))]
    cases = "".join(f" WHEN NOT coalesce({cell.good}, false) THEN {literal(cell.path)}" for cell in cells)
    return ", ".join([*fields, f"CASE{cases} END AS {BAD}" if cells else f"NULL AS {BAD}"])


def quote(name: str) -> str:
    """`name` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """`text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _required(record: types.Record, above: str) -> Iterator[str]:
    """The columns that must be there."""
    for field in record.fields:
        path = above + field.name
        if isinstance(field.type, types.Record):
            yield from _required(field.type, path + ".")
        elif not isinstance(field.type, types.Optional):
            yield path


def _cells(record: types.Record, above: str, columns: Sequence[str]) -> Iterator[Cell]:
    for field in record.fields:
        path = above + field.name
        if isinstance(field.type, types.Record):
            yield from _cells(field.type, path + ".", columns)
        elif path in columns:
            yield _cell(path, field.type)


def _value(type_: types.Type, path: str, columns: Sequence[str]) -> str:
    """The SQL of a field; "" when it is optional and has no column."""
    if isinstance(type_, types.Record):
        pairs = [(f.name, _value(f.type, f"{path}.{f.name}", columns)) for f in type_.fields]
        return "{" + ", ".join(f"{literal(name)}: {value}" for name, value in pairs if value) + "}"
    return _cell(path, type_).value if path in columns else ""


def _cell(path: str, type_: types.Type) -> Cell:
    column = quote(path)
    if isinstance(type_, types.Optional):
        inner = _cell(path, type_.inner)
        return Cell(
            path, f"CASE WHEN {column} IS NULL THEN NULL ELSE {inner.value} END", f"{column} IS NULL OR {inner.good}"
        )
    if type_ == types.TEXT:
        return Cell(path, f"coalesce({column}, '')", "true")
    if isinstance(type_, types.Enum):
        return Cell(path, column, f"{column} IN ({', '.join(literal(value) for value in type_.values)})")
    pattern, kind = _scalar(path, type_)
    value = f"TRY_CAST({column} AS {kind})"
    return Cell(path, value, f"regexp_full_match({column}, {literal(pattern)}) AND {value} IS NOT NULL")


def _scalar(path: str, type_: types.Type) -> tuple[str, str]:
    """The pattern and the SQL type of a cell."""
    if isinstance(type_, types.Decimal):
        if type_.scale is None:
            raise DataError(f"{path}: a CSV file needs a scale; declare it as decimal(p, s), or use JSON Lines")
        return rf"[+-]?[0-9]+(\.[0-9]{{0,{type_.scale}}}0*)?", f"DECIMAL({type_.precision}, {type_.scale})"
    if isinstance(type_, types.Scalar) and type_.name in _SCALARS:
        return _SCALARS[type_.name]
    raise DataError(f"{path}: {type_} can't come from a CSV file; use JSON Lines or Parquet")
