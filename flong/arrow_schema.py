"""An Arrow schema as the type of the records that a template takes."""

from __future__ import annotations

from typing import Any

from flong.dsl import types as t
from flong.errors import DataError, MissingExtra


def read_arrow(source: Any) -> t.Record:
    """The record of anything with `__arrow_c_schema__`; what Arrow calls nullable is optional.

    Raises DataError with the path of a column that no type covers.
    """
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtra("data", "pyarrow") from None
    return _record(pa.schema(source), "")


def _record(fields: Any, above: str) -> t.Record:
    return t.Record(tuple(t.Field(field.name, _field(field, f"{above}{field.name}")) for field in fields))


def _field(field: Any, path: str) -> t.Type:
    found = _type(field.type, path)
    return t.Optional(found) if field.nullable else found


def _type(kind: Any, path: str) -> t.Type:
    import pyarrow.types as pat

    if pat.is_dictionary(kind):
        return _type(kind.value_type, path)
    if pat.is_struct(kind):
        return _record(kind.fields, f"{path}.")
    if pat.is_list(kind) or pat.is_large_list(kind):
        return t.List(_type(kind.value_type, f"{path}[]"))  # the items of a list are there
    if pat.is_decimal(kind) and 0 <= kind.scale <= kind.precision <= 34:
        return t.Decimal(kind.precision, kind.scale)
    return _scalar(kind, path)


def _scalar(kind: Any, path: str) -> t.Type:
    import pyarrow.types as pat

    for found, matches in (
        (t.TEXT, (pat.is_string, pat.is_large_string, pat.is_string_view)),
        (t.INT, (pat.is_integer,)),
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
