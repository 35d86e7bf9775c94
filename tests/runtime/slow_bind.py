"""The slow twin of binding Python records, in plain Python: what a row holds, or where and why a record is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Any

from flong.runtime import values
from flong.runtime.layout import Spec

ABSENT = object()
MANY = Context(prec=100)


class Refused(Exception):
    """Path and reason."""


def bind(fields: tuple[Spec, ...], record: Any) -> dict[str, Any]:
    """The row of a dict or of an object with attributes. Raises Refused."""
    if isinstance(record, (str, int, float, Decimal, list, date, type(None))):
        raise Refused("", values.wanted("record", record))
    row = {}
    for spec in fields:
        by_key = isinstance(record, Mapping)
        value = record.get(spec.name, ABSENT) if by_key else getattr(record, spec.name, ABSENT)
        try:
            row[spec.name] = _field(spec, value)
        except Refused as refused:
            path, reason = refused.args
            dot = "." if path and path[0] != "[" else ""
            raise Refused(f"{spec.name}{dot}{path}", reason) from None
    return row


def _field(spec: Spec, value: Any) -> Any:
    if value is None or value is ABSENT:
        if spec.optional:
            return None
        raise Refused("", values.NULL if value is None else values.MISSING)
    if spec.kind == "record":
        return bind(spec.fields, value)
    return _items(spec.item, value) if spec.item else _READ[spec.kind](spec, value)


def _items(item: Spec, value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        raise Refused("", values.wanted("list", value))
    found = []
    for i, one in enumerate(value):
        try:
            found.append(bind(item.fields, one) if item.kind == "record" else _field(item, one))
        except Refused as refused:
            path, reason = refused.args
            dot = "." if path and path[0] != "[" else ""
            raise Refused(f"[{i}]{dot}{path}", reason) from None
    return found


def _text(spec: Spec, value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("", values.wanted("text", value))
    if any("\ud800" <= c <= "\udfff" for c in value):
        raise Refused("", values.SURROGATE)
    return value


def _enum(spec: Spec, value: Any) -> str:
    if not isinstance(value, str):
        raise Refused("", values.wanted("text", value))
    if value not in spec.values:
        raise Refused("", values.not_listed(spec.values))
    return value


def _int(spec: Spec, value: Any) -> int:
    value = values.whole(value) if isinstance(value, Decimal) else value
    if type(value) is not int:
        raise Refused("", values.wanted("int", value))
    if not -(2**63) <= value < 2**63:
        raise Refused("", values.INT_RANGE)
    return value


def _bool(spec: Spec, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused("", values.wanted("bool", value))
    return value


def _float(spec: Spec, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        raise Refused("", values.wanted("float", value))
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if abs(number) == float("inf") or number != number:
        raise Refused("", values.NOT_FINITE)
    return number


def _decimal(spec: Spec, value: Any) -> str:
    """As text, since 1.0 and 1.00 are not one value to a template."""
    if isinstance(value, float):
        raise Refused("", values.FLOAT_FOR_DECIMAL)
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise Refused("", values.wanted("decimal", value))
    number = Decimal(value)
    if not number.is_finite():
        raise Refused("", values.NOT_FINITE)
    if len(number.as_tuple().digits) > 34:
        raise Refused("", values.too_long(34))
    return str(number) if spec.scale is None else _scaled(spec, number)


def _scaled(spec: Spec, number: Decimal) -> str:
    unit = Decimal(1).scaleb(-spec.scale)
    if MANY.remainder(number, unit):
        raise Refused("", values.too_precise(spec.scale))
    if abs(number) >= Decimal(10) ** (spec.precision - spec.scale):
        raise Refused("", values.too_long(spec.precision))
    fitted = MANY.quantize(number, unit)
    return str(fitted if fitted else abs(fitted))


def _moment(kind: str, type_: type, parse: Any) -> Any:
    def read(spec: Spec, value: Any) -> Any:
        found = parse(value) if isinstance(value, str) else value
        if type(found) is not type_ or (type_ is time and found.tzinfo):
            raise Refused("", values.wanted(kind, value))
        return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC) if type_ is datetime else found

    return read


_READ = {
    "text": _text, "enum": _enum, "int": _int, "bool": _bool, "float": _float, "decimal": _decimal,
    "date": _moment("date", date, values.parse_date), "time": _moment("time", time, values.parse_time),
    "datetime": _moment("datetime", datetime, values.parse_datetime),
    "duration": _moment("duration", timedelta, values.parse_duration),
}  # fmt: skip
