"""Arrow data as the type of the records that a template takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from flong.dsl import types as t
from flong.errors import DataError, MissingExtra

_Missing = Callable[[Any, str], bool]
"""Whether the Arrow field at a path may be null."""


def read_arrow(source: Any) -> t.Record:
    """The record of anything with `__arrow_c_schema__`; what Arrow calls nullable is optional.

    Raises DataError with the path of a column that no type covers.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("data", "pyarrow") from None
    # the items of a list are there: hardly anything that writes Arrow says so
    return _record(pa.schema(source), "", lambda field, path: field.nullable and not path.endswith("[]"))


def read_batches(reader: Any) -> t.Record:
    """The record of all batches of a pyarrow.RecordBatchReader: optional is what holds a null, since nearly every
    column is called nullable. Raises DataError as `read_arrow` does."""
    nulls: set[str] = set()
    _record(reader.schema, "", lambda _, path: path in nulls)  # a type that is not ours is told before all is read
    for batch in reader:
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            nulls.update(_nulls(column, name))
    return _record(reader.schema, "", lambda _, path: path in nulls)


def _nulls(column: Any, path: str) -> Iterator[str]:
    """The paths in an array at which something is null, where what holds it is not."""
    import pyarrow.types as pat

    if column.null_count:
        yield path
    if pat.is_struct(column.type):
        for field, inner in zip(column.type.fields, column.drop_null().flatten(), strict=True):
            yield from _nulls(inner, f"{path}.{field.name}")
    elif pat.is_list(column.type) or pat.is_large_list(column.type):
        yield from _nulls(column.flatten(), f"{path}[]")


def _record(fields: Any, above: str, missing: _Missing) -> t.Record:
    found = [t.Field(field.name, _field(field, f"{above}{field.name}", missing)) for field in fields]
    names = [field.name for field in found]
    if repeated := [name for name in names if names.count(name) > 1]:
        raise DataError(f"{above}{repeated[0]}: there are {names.count(repeated[0])} columns of this name")
    return t.Record(tuple(found))


def _field(field: Any, path: str, missing: _Missing) -> t.Type:
    found = _type(field.type, path, missing)
    return t.Optional(found) if missing(field, path) else found


def _type(kind: Any, path: str, missing: _Missing) -> t.Type:
    import pyarrow.types as pat

    if pat.is_dictionary(kind):
        return _type(kind.value_type, path, missing)
    if pat.is_struct(kind):
        return _record(kind.fields, f"{path}.", missing)
    if pat.is_list(kind) or pat.is_large_list(kind):
        return t.List(_field(kind.value_field, f"{path}[]", missing))
    if pat.is_decimal(kind) and 0 <= kind.scale <= 34 and (kind.precision <= 34 or pat.is_decimal128(kind)):
        return t.Decimal(min(kind.precision, 34), kind.scale)  # sums of SQL have 38 digits, and use few
    return _scalar(kind, path)


def _scalar(kind: Any, path: str) -> t.Type:
    import pyarrow.types as pat

    for found, matches in (
        (t.TEXT, (pat.is_string, pat.is_large_string, pat.is_string_view)),
        (t.INT, (pat.is_integer, pat.is_null)),  # DuckDB reads columns of nothing but nulls so
        (t.FLOAT, (pat.is_floating,)),
        (t.BOOL, (pat.is_boolean,)),
        (t.DATE, (pat.is_date,)),
        (t.TIME, (pat.is_time,)),
        (t.DATETIME, (pat.is_timestamp,)),
        (t.DURATION, (pat.is_duration,)),
    ):
        if any(match(kind) for match in matches):
            return found
    raise DataError(f"{path}: no type for Arrow's {kind}; CAST it, or leave the column out")
