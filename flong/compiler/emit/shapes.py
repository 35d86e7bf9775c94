"""How values of the language's types stand in C: as temporaries, and as rows of the shared layout.

| type | temporary |
| --- | --- |
| text, safe values | `fl_text` |
| int, date, time, datetime, duration, period; enum (index) | `int64_t` |
| bool | `int` |
| float | `double` |
| decimal(p, s) | the scaled `int64_t` when p ≤ 18, otherwise `fl_i128` |
| decimal | `fl_dec` |
| list | `fl_list` |
| record | `const char *`, its row |

An optional is such a value and a flag that says whether it is there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from flong.compiler.layout import layout_of
from flong.dsl import types
from flong.dsl.types import Type
from flong.runtime.layout import Layout, Slot

_SCALARS = {"text": "fl_text", "bool": "int", "float": "double"}


@dataclass(frozen=True, slots=True)
class Value:
    """An evaluated expression: C code without side effects. `valid` matters for optionals alone."""

    type: Type
    code: str
    valid: str = "1"


def bare(kind: Type) -> Type:
    """`kind` without its optionality."""
    return kind.inner if isinstance(kind, types.Optional) else kind


def is_scaled(kind: Type) -> bool:
    """True for a decimal that is kept as a scaled integer."""
    return isinstance(kind, types.Decimal) and kind.precision is not None


def is_narrow(kind: Type) -> bool:
    """True for a scaled decimal that fits 64 bits."""
    return isinstance(kind, types.Decimal) and kind.precision is not None and kind.precision <= 18


def c_type(kind: Type) -> str:
    """The C type of a temporary that holds a `kind` (of an optional: its value)."""
    kind = bare(kind)
    match kind:
        case types.Safe():
            return "fl_text"
        case types.Decimal():
            return "fl_dec" if kind.precision is None else "int64_t" if is_narrow(kind) else "fl_i128"
        case types.List():
            return "fl_list"
        case types.Record():
            return "const char *"
        case types.Scalar():
            return _SCALARS.get(kind.name, "int64_t")
    return "int64_t"


def row_type(kind: Type) -> str:
    """The C type of a `kind` inside a row (a record is inlined, so it has none)."""
    return "int64_t" if bare(kind) == types.BOOL else c_type(kind)


@cache
def item_layout(kind: Type) -> Layout:
    """The layout of one row of a list of `kind`."""
    slot = layout_of(types.Record((types.Field("", types.List(_stored(kind))),))).fields[0]
    assert slot.item is not None
    return slot.item


def _stored(kind: Type) -> Type:
    """The data type with the same rows as `kind`, which data may not have."""
    match kind:
        case types.Optional():
            return types.Optional(_stored(kind.inner))
        case types.List():
            return types.List(_stored(kind.item))
        case types.Record():
            return types.Record(tuple(replace(field, type=_stored(field.type)) for field in kind.fields))
        case types.Safe():
            return types.TEXT
        case types.Scalar(name="period" | "none"):
            return types.INT
    return kind


def item_slot(kind: Type) -> Slot | None:
    """Where the item stands in its row; None when the row is the record itself."""
    return None if isinstance(kind, types.Record) else item_layout(kind).fields[0]


def load(kind: Type, row: str, slot: Slot) -> Value:
    """The value in `slot` of the row that `row` points to."""
    valid = f"FL_AT(int64_t, {row}, {slot.valid_offset})" if slot.optional else "1"
    if isinstance(bare(kind), types.Record):
        return Value(kind, f"({row} + {slot.offset})", valid)
    return Value(kind, f"FL_AT({row_type(kind)}, {row}, {slot.offset})", valid)


def load_item(kind: Type, row: str) -> Value:
    """The item of type `kind` that a list's row holds."""
    slot = item_slot(kind)
    return Value(kind, row) if slot is None else load(kind, row, slot)


def store_item(value: Value, row: str) -> list[str]:
    """Statements that write `value` as a list's row."""
    slot = item_slot(value.type)
    if slot is None:
        return [f"memcpy({row}, {value.code}, {item_layout(value.type).size});"]
    lines = [f"FL_PUT(int64_t, {row}, {slot.valid_offset}) = {value.valid};"] if slot.optional else []
    if isinstance(bare(value.type), types.Record):
        assert slot.record is not None
        return [*lines, f"if ({value.valid}) memcpy({row} + {slot.offset}, {value.code}, {slot.record.size});"]
    return [*lines, f"FL_PUT({row_type(value.type)}, {row}, {slot.offset}) = {value.code};"]


def nothing(kind: Type) -> str:
    """A C initialiser for a temporary of `kind` that holds nothing yet."""
    return "{0}" if c_type(kind) in ("fl_text", "fl_list", "fl_dec") else "0"
