"""The row layout of a record type: what bind fills and renderers read."""

from __future__ import annotations

from flong.dsl import types
from flong.runtime.layout import Kind, Layout, Spec, layout


def layout_of(record: types.Record) -> Layout:
    """The layout of the template's data."""
    return layout(tuple(_spec(f.name, f.type, f.rules) for f in record.fields))


def _spec(name: str, type_: types.Type, rules: tuple[types.Rule, ...] = ()) -> Spec:
    optional = isinstance(type_, types.Optional)
    inner = type_.inner if isinstance(type_, types.Optional) else type_
    bounds = tuple((rule.keyword, rule.value) for rule in rules)
    match inner:
        case types.Decimal():
            return Spec(name, "decimal", optional, inner.precision, inner.scale, rules=bounds)
        case types.Enum():
            return Spec(name, "enum", optional, values=inner.values, rules=bounds)
        case types.List():
            return Spec(name, "list", optional, item=_spec("", inner.item), rules=bounds)
        case types.Record():
            fields = tuple(_spec(f.name, f.type, f.rules) for f in inner.fields)
            return Spec(name, "record", optional, fields=fields, rules=bounds)
        case types.Scalar():
            return Spec(name, _scalar(inner), optional, rules=bounds)
    raise TypeError(f"data can't have the type {type_}")


_SCALARS: dict[str, Kind] = {
    "text": "text",
    "int": "int",
    "float": "float",
    "bool": "bool",
    "date": "date",
    "time": "time",
    "datetime": "datetime",
    "duration": "duration",
}


def _scalar(type_: types.Scalar) -> Kind:
    return _SCALARS[type_.name]
