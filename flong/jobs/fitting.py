"""Whether the columns of an Arrow schema can feed a template's record type.

Only kinds are compared here, once per input; values (length, scale, range) are checked record by record
when they are bound. A binary float is never a decimal: its digits are not the ones that were typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flong.dsl import types
from flong.errors import DataError, MissingExtra

try:
    import pyarrow as pa
    from pyarrow import types as kinds
except ImportError as error:
    raise MissingExtra("data", "pyarrow") from error


def check_columns(record: types.Record, schema: pa.Schema) -> None:
    """Raise DataError with all columns that are missing or of a wrong kind."""
    if problems := list(_record("", record, list(schema))):
        raise DataError("the data does not fit the template: " + "; ".join(problems))


def _record(above: str, record: types.Record, fields: Sequence[pa.Field]) -> Iterator[str]:
    names = [field.name for field in fields]
    found = {field.name: field.type for field in fields}
    for field in record.fields:
        path = above + field.name
        if names.count(field.name) > 1:
            yield f"there are {names.count(field.name)} columns {path}"
        elif field.name in found:
            yield from _value(path, field.type, found[field.name])
        elif not isinstance(field.type, types.Optional):
            yield f"there is no column {path}"


def _value(path: str, type_: types.Type, found: pa.DataType) -> Iterator[str]:
    if isinstance(type_, types.Optional):
        if not kinds.is_null(found):
            yield from _value(path, type_.inner, found)
    elif isinstance(type_, types.Record) and kinds.is_struct(found):
        yield from _record(f"{path}.", type_, found.fields)
    elif isinstance(type_, types.List) and (kinds.is_list(found) or kinds.is_large_list(found)):
        yield from _value(f"{path}[]", type_.item, found.value_type)
    elif isinstance(type_, types.Decimal) and kinds.is_floating(found):
        yield f"{path} is a binary float ({found}), which can't be an exact {type_}: store or CAST it as DECIMAL"
    elif not _fits(type_, found):
        yield f"{path} is {found}, the template declares {type_}"


def _fits(type_: types.Type, found: pa.DataType) -> bool:
    if isinstance(type_, types.Decimal):
        return bool(kinds.is_decimal(found) or kinds.is_integer(found))
    if isinstance(type_, types.Enum) or type_ == types.TEXT:
        return _is_text(found)
    if isinstance(type_, types.Scalar):
        return any(right(found) for right in _SCALARS.get(type_.name, ()))
    return False


def _is_text(found: pa.DataType) -> bool:
    inner = found.value_type if kinds.is_dictionary(found) else found
    return bool(kinds.is_string(inner) or kinds.is_large_string(inner) or kinds.is_string_view(inner))


def _whole(found: pa.DataType) -> bool:
    """Decimals without digits behind the point, as sums of integers are in DuckDB, count as integers."""
    return bool(kinds.is_integer(found) or (kinds.is_decimal(found) and found.scale == 0))


_SCALARS = {
    "int": (_whole,),
    "float": (kinds.is_floating,),
    "bool": (kinds.is_boolean,),
    "date": (kinds.is_date,),
    "time": (kinds.is_time,),
    "datetime": (kinds.is_timestamp,),
    "duration": (kinds.is_duration,),
}
