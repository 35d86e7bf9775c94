"""The narrowest type that sample values fit.

Values are joined two at a time. What was seen of numbers is kept until all were seen: 1, then 12345.678, is a
decimal(12, 3). A join raises DataError with the path at which values have no type in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal as Exact
from typing import Any, cast

from flong.dsl import types
from flong.dsl.types import Decimal, Field, List, Optional, Record, Type
from flong.errors import DataError
from flong.runtime.values import parse_date, parse_datetime

MAX_DEPTH = 30
"""Lists and records within each other; a data block may hold twice as many."""
_DIGITS = 34
_EXPONENTS = 6000


@dataclass(frozen=True, slots=True)
class Number(Type):
    """Numbers: the most digits before the point and behind it, and whether all are 64-bit integers, or none has a
    point."""

    whole: int
    scale: int
    int64: bool
    integral: bool

    def __str__(self) -> str:
        return "int" if self.integral else "decimal"


def guess(records: Iterable[dict[str, Any]]) -> Record:
    """The record that all `records` (JSON, read exactly) fit; fields of which nothing is known are left out."""
    return cast(Record, settled(joined([_type_of(record, "", 0) for record in records], "")) or Record(()))


def _type_of(value: Any, path: str, depth: int) -> Type:
    if depth > MAX_DEPTH:
        raise DataError(f"{path}: nested more than {MAX_DEPTH} deep")
    match value:
        case None:
            return types.NONE
        case bool():
            return types.BOOL
        case int() | Exact():
            return number(Exact(value), path, integral=isinstance(value, int))
        case str():
            return _text(value, path)
        case list():
            return List(joined([_type_of(item, f"{path}[]", depth + 1) for item in value], f"{path}[]"))
    fields = [Field(name, _type_of(one, _inside(path, name), depth + 1)) for name, one in value.items()]
    return Record(tuple(fields))


def number(value: Exact, path: str, *, integral: bool) -> Number:
    """What is known of a type after one number."""
    digits, exponent = value.as_tuple().digits, cast(int, value.as_tuple().exponent)
    if len(digits) > _DIGITS:
        raise DataError(f"{path}: a number of {len(digits)} digits; a decimal has {_DIGITS} at most")
    if max(abs(exponent), abs(value.adjusted())) > _EXPONENTS:
        raise DataError(f"{path}: a number beyond all bounds")
    int64 = integral and -(1 << 63) <= value < 1 << 63
    return Number(max(1, len(digits) + exponent), max(0, -exponent), int64, integral)


def _text(value: str, path: str) -> Type:
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise DataError(f"{path}: half of a surrogate pair is no text")
    if parse_date(value):
        return types.DATE
    return types.DATETIME if _is_datetime(value) else types.TEXT


def _is_datetime(value: str) -> bool:
    found = parse_datetime(value)
    try:
        return found is not None and bool(found.astimezone(UTC) if found.tzinfo else found)
    except OverflowError:
        return False


def joined(kinds: Iterable[Type], path: str) -> Type:
    """The narrowest type that all of `kinds` fit; `error` when there is none to look at."""
    found: Type = types.ERROR
    for kind in kinds:
        found = _join(found, kind, path)
    return found


def settled(kind: Type) -> Type | None:
    """The type to declare: `text?` where nothing but nulls was seen, lists of `text` where all were empty; None where
    records had no fields."""
    match kind:
        case Record():
            fields = [Field(f.name, found) for f in kind.fields if (found := settled(f.type))]
            return Record(tuple(fields)) if fields else None
        case List():
            item = types.TEXT if kind.item == types.ERROR else settled(kind.item)
            return List(item) if item else None
        case Optional():
            inner = settled(kind.inner)
            return Optional(inner) if inner else None
        case Number():
            return _settled_number(kind)
    return Optional(types.TEXT) if kind == types.NONE else kind


def _settled_number(seen: Number) -> Type:
    """With room: a sample of 18.5 means neither one digit behind the point nor two before it."""
    if seen.int64:
        return types.INT
    if seen.integral:
        return Decimal(_DIGITS, 0)
    scale = max(2, seen.scale)
    if seen.whole + scale > _DIGITS:
        return types.DECIMAL
    return Decimal(min(_DIGITS, max(12, seen.whole + scale + 4)), scale)


def _join(left: Type, right: Type, path: str) -> Type:
    if right in (left, types.ERROR):
        return left
    if left == types.ERROR:
        return right
    if types.NONE in (left, right) or isinstance(left, Optional) or isinstance(right, Optional):
        return _join_optionals(left, right, path)
    if isinstance(left, Record) and isinstance(right, Record):
        return _join_records(left, right, path)
    if isinstance(left, List) and isinstance(right, List):
        return List(_join(left.item, right.item, f"{path}[]"))
    if isinstance(left, Number) and isinstance(right, Number):
        return _join_numbers(left, right)
    if {left, right} <= {types.TEXT, types.DATE, types.DATETIME}:
        return types.TEXT
    raise DataError(f"{path or 'the records'}: {_named(left)} here and {_named(right)} there")


def _join_numbers(left: Number, right: Number) -> Number:
    whole, scale = max(left.whole, right.whole), max(left.scale, right.scale)
    return Number(whole, scale, left.int64 and right.int64, left.integral and right.integral)


def _join_optionals(left: Type, right: Type, path: str) -> Type:
    plain = [k.inner if isinstance(k, Optional) else k for k in (left, right) if k != types.NONE]
    inner = plain[0] if len(plain) == 1 else _join(plain[0], plain[1], path)
    return inner if isinstance(inner, Optional) else Optional(inner)


def _join_records(left: Record, right: Record, path: str) -> Record:
    fields = []
    for name in dict.fromkeys([f.name for f in (*left.fields, *right.fields)]):
        here, there = (f.type if f else types.NONE for f in (left.field(name), right.field(name)))
        fields.append(Field(name, _join(here, there, _inside(path, name))))
    return Record(tuple(fields))


def _inside(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _named(kind: Type) -> str:
    """A kind for people."""
    return {Record: "a record", List: "a list"}.get(type(kind), str(kind))
