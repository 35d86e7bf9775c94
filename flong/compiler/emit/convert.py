"""Widening: a value of one type as the value of another that it is assignable to."""

from __future__ import annotations

from flong.compiler.emit.body import Body
from flong.compiler.emit.shapes import Value, bare, c_type, is_narrow, is_scaled, item_layout, load_item, store_item
from flong.dsl import types
from flong.dsl.types import Type
from flong.errors import Span


def convert(value: Value, kind: Type, body: Body, span: Span) -> Value:
    """`value` as a `kind`. Only a list may fail (memory), which is named by `span`."""
    if value.type == types.NONE:
        return body.fresh(kind)
    if isinstance(kind, types.Optional) and not isinstance(value.type, types.Optional):
        return Value(kind, convert(value, kind.inner, body, span).code, "1")
    if _alike(value.type, kind):
        return Value(kind, value.code, value.valid)
    if isinstance(kind, types.Optional):
        return _optional(value, kind, body, span)
    return _widened(value, kind, body, span)


def _alike(source: Type, target: Type) -> bool:
    """True when both types stand the same way in C."""
    source, target = bare(source), bare(target)
    if isinstance(source, types.List) and isinstance(target, types.List):
        return source == target or _same_rows(source.item, target.item)
    if is_scaled(source) and is_scaled(target):
        return _scale(source) == _scale(target) and c_type(source) == c_type(target)
    if isinstance(source, types.Enum) and isinstance(target, types.Enum):
        return source.values == target.values
    return c_type(source) == c_type(target) and not isinstance(source, types.Enum)


def _same_rows(source: Type, target: Type) -> bool:
    optional = isinstance(source, types.Optional), isinstance(target, types.Optional)
    return optional[0] == optional[1] and _alike(source, target)


def _scale(kind: Type) -> int | None:
    return kind.scale if isinstance(kind, types.Decimal) else None


def _optional(value: Value, kind: types.Optional, body: Body, span: Span) -> Value:
    """The widening of what may be null: done only when it is there."""
    target = body.fresh(kind)
    with body.block(f"if ({value.valid})"):
        inner = convert(Value(bare(value.type), value.code), kind.inner, body, span)
        body.assign(target, Value(kind, inner.code))
    return target


def _widened(value: Value, kind: Type, body: Body, span: Span) -> Value:
    source = value.type
    if isinstance(source, types.Enum) and c_type(kind) == "fl_text":
        return Value(kind, f"{body.unit.linkage.table(source.values)}[{value.code}]")
    if isinstance(source, types.Enum) and isinstance(kind, types.Enum):
        places = ", ".join(str(kind.values.index(name)) for name in source.values)
        return Value(kind, f"((const int64_t[]){{{places}}})[{value.code}]")
    if isinstance(source, types.List) and isinstance(kind, types.List):
        return _list(value, source.item, kind, body, span)
    if kind == types.DECIMAL and source == types.INT:
        return Value(kind, f"fl_dec_of_int({value.code})")
    if kind == types.DECIMAL and isinstance(source, types.Decimal):
        width = 64 if is_narrow(source) else 128
        return Value(kind, f"fl_dec_of_dec{width}({value.code}, {source.scale})")
    raise TypeError(f"no widening from {source} to {kind}")


def _list(value: Value, item: Type, kind: types.List, body: Body, span: Span) -> Value:
    """Every item widened, in rows of the arena."""
    source = body.keep(value)
    rows = allocated(f"{source.code}.n", kind.item, body, span)
    index = body.name()
    with body.block(f"for (int64_t {index} = 0; {index} < {source.code}.n; {index}++)"):
        row = body.temporary("const char *", f"{source.code}.p + {index} * {item_layout(item).size}")
        widened = convert(load_item(item, row), kind.item, body, span)
        put(widened, f"{rows} + {index} * {item_layout(kind.item).size}", body)
    return Value(kind, f"((fl_list){{{rows}, {source.code}.n}})")


def allocated(count: str, item: Type, body: Body, span: Span) -> str:
    """A pointer to arena memory for `count` rows of `item`."""
    name = body.temporary("char *", f"(char *)fl_rows(c, {count}, {item_layout(item).size})")
    body.line(f"if (!{name}) {body.failure(span, 'FL_MEMORY')}")
    return name


def put(value: Value, row: str, body: Body) -> None:
    """Store `value` as a list's row."""
    for line in store_item(value, row):
        body.line(line)
