"""Types to JSON Schema (draft 2020-12): what a system that delivers records must post."""

from __future__ import annotations

from typing import Any

from flong.dsl import types as t

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[t.Type, dict[str, Any]] = {
    t.TEXT: {"type": "string"},
    t.INT: {"type": "integer"},
    t.FLOAT: {"type": "number", "format": "double"},
    t.BOOL: {"type": "boolean"},
    t.DATE: {"type": "string", "format": "date"},
    t.TIME: {"type": "string", "format": "time"},
    t.DATETIME: {"type": "string", "format": "date-time"},
    t.DURATION: {"type": "string", "format": "duration"},
}


def write_schema(record: t.Record) -> dict[str, Any]:
    """The schema as JSON types. Raises ValueError for a type that no data has (safe values, periods)."""
    return {"$schema": DIALECT, **_schema(record)}


def _schema(type_: t.Type, rules: tuple[t.Rule, ...] = ()) -> dict[str, Any]:
    match type_:
        case t.Optional(inner):
            return {"anyOf": [_schema(inner, rules), {"type": "null"}]}
        case t.List(item):
            return {"type": "array", "items": _schema(item), **_rules(rules)}
        case t.Record(fields):
            required = [f.name for f in fields if not isinstance(f.type, t.Optional)]
            properties = {f.name: _schema(f.type, f.rules) for f in fields}
            return {"type": "object", "properties": properties, "required": required}
        case t.Enum(values):
            return {"type": "string", "enum": list(values)}
        case t.Decimal(precision, scale):
            return {"type": "number", **_digits(precision, scale), **_rules(rules)}
    if type_ not in _SCALARS:
        raise ValueError(f"no data has the type {type_}")
    return {**_SCALARS[type_], **_rules(rules)}


def _digits(precision: int | None, scale: int | None) -> dict[str, Any]:
    """Scale as `multipleOf`, precision as bounds; 34 digits are no bound."""
    if precision is None or scale is None:
        return {}
    step: dict[str, Any] = {"multipleOf": float(f"1e-{scale}") if scale else 1}
    if precision == 34:
        return step
    return {**step, "exclusiveMinimum": -(10 ** (precision - scale)), "exclusiveMaximum": 10 ** (precision - scale)}


def _rules(rules: tuple[t.Rule, ...]) -> dict[str, Any]:
    return {rule.keyword: float(rule.value) if _is_fraction(rule) else rule.value for rule in rules}


def _is_fraction(rule: t.Rule) -> bool:
    return isinstance(rule.value, str) and rule.keyword != "pattern"
