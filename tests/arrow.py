"""Arrow tables from Python records, by a template's own types."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from flong.dsl import types

_SCALARS = {
    "text": pa.string(),
    "int": pa.int64(),
    "float": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "time": pa.time64("us"),
    "datetime": pa.timestamp("us", "UTC"),
    "duration": pa.duration("us"),
}


def arrow_type(kind: types.Type) -> pa.DataType:
    """The Arrow type that binds to `kind`."""
    match kind:
        case types.Optional():
            return arrow_type(kind.inner)
        case types.Decimal():
            return pa.decimal128(kind.precision or 34, kind.scale or 0)
        case types.Enum():
            return pa.string()
        case types.List():
            return pa.list_(arrow_type(kind.item))
        case types.Record():
            return pa.struct([(f.name, arrow_type(f.type)) for f in kind.fields])
        case types.Scalar():
            return _SCALARS[kind.name]
    raise TypeError(kind)


def arrow_table(record: types.Record, rows: list[dict[str, Any]]) -> pa.Table:
    """`rows` as a table; raises pa.ArrowInvalid for rows that Arrow itself can't hold."""
    return pa.Table.from_pylist(rows, schema=pa.schema([(f.name, arrow_type(f.type)) for f in record.fields]))
