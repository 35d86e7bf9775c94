"""Leaves, fields, logic and optionals: the nodes without arithmetic, loops or calls."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from flong.compiler.emit.body import Body
from flong.compiler.emit.convert import convert
from flong.compiler.emit.dispatch import emits, expression, expression_as
from flong.compiler.emit.literals import c_decimal, c_int, c_int128, c_text
from flong.compiler.emit.shapes import Value, bare, is_narrow, is_scaled, load
from flong.compiler.failures import unknown_locale
from flong.compiler.layout import layout_of
from flong.dsl import typed, types
from flong.dsl.types import Type

_EPOCH = date(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)


@emits(typed.Const)
def _const(node: typed.Const, body: Body) -> Value:
    if node.value is None:
        return body.fresh(node.type) if isinstance(node.type, types.Optional) else Value(node.type, "0", "0")
    return Value(node.type, constant(node.value, bare(node.type)))


def constant(value: str | int | Decimal | bool | date | timedelta | typed.Months | typed.Days, kind: Type) -> str:
    """A constant of type `kind` as C."""
    match value:
        case str():
            return str(kind.values.index(value)) if isinstance(kind, types.Enum) else c_text(value)
        case Decimal():
            return _decimal(value, kind)
        case bool():
            return str(int(value))
        case int():
            return c_decimal(Decimal(value)) if isinstance(kind, types.Decimal) else c_int(value)
        case date():
            return c_int((value - _EPOCH).days)
        case timedelta():
            return c_int(value // _MICROSECOND)
    return c_int(value.count)


def _decimal(value: Decimal, kind: Type) -> str:
    if not is_scaled(kind):
        return c_decimal(value)
    assert isinstance(kind, types.Decimal) and kind.scale is not None
    scaled = int(value.scaleb(kind.scale))
    return c_int(scaled) if is_narrow(kind) else c_int128(scaled)


@emits(typed.Data)
def _data(node: typed.Data, body: Body) -> Value:
    return Value(node.type, "f->row")


@emits(typed.Var)
def _var(node: typed.Var, body: Body) -> Value:
    value = variable(node, body)
    return convert(value, node.type, body, node.span) if node.slot in body.unit.sums else value


def variable(node: typed.Var, body: Body) -> Value:
    """The variable as it is kept: a running sum is a scaled decimal."""
    return Value(body.unit.sums.get(node.slot, node.type), f"f->v{node.slot}", f"f->h{node.slot}")


@emits(typed.Clock)
def _clock(node: typed.Clock, body: Body) -> Value:
    return Value(node.type, f"c->{node.which}")


@emits(typed.Field)
def _field(node: typed.Field, body: Body) -> Value:
    base = expression(node.base, body)
    assert isinstance(base.type, types.Record)
    return convert(_member(base, base.type, node.name), node.type, body, node.span)


def _member(base: Value, record: types.Record, name: str) -> Value:
    field = record.field(name)
    assert field is not None
    return load(field.type, base.code, layout_of(record).slot(name))


@emits(typed.OptField)
def _optional_field(node: typed.OptField, body: Body) -> Value:
    base = expression(node.base, body)
    record = bare(base.type)
    assert isinstance(record, types.Record)
    target = body.fresh(node.type)
    with body.block(f"if ({base.valid})"):
        member = _member(base, record, node.name)
        body.assign(target, convert(member, node.type, body, node.span))
    return target


@emits(typed.Convert)
def _convert(node: typed.Convert, body: Body) -> Value:
    return expression_as(node.value, node.type, body)


@emits(typed.Unwrap)
def _unwrap(node: typed.Unwrap, body: Body) -> Value:
    value = expression(node.value, body)
    return convert(Value(bare(value.type), value.code), node.type, body, node.span)


@emits(typed.Locale)
def _locale(node: typed.Locale, body: Body) -> Value:
    value = body.keep(expression_as(node.value, types.TEXT, body))
    chosen = body.temporary("int64_t", "-1")
    for index, name in enumerate(node.names):
        body.line(f"if (fl_text_equal({value.code}, {c_text(name)})) {chosen} = {index};")
    with body.block(f"if ({chosen} < 0)"):
        body.line(f"c->reason = {c_text(unknown_locale(node.names))};")
        body.line(body.failure(node.span, "FL_REJECTED"))
    return Value(types.INT, chosen)


@emits(typed.Logic)
def _logic(node: typed.Logic, body: Body) -> Value:
    result = body.temporary("int", expression(node.left, body).code)
    with body.block(f"if ({'!' if node.op == 'or' else ''}{result})"):
        body.line(f"{result} = {expression(node.right, body).code};")
    return Value(types.BOOL, result)


@emits(typed.Not)
def _not(node: typed.Not, body: Body) -> Value:
    return Value(types.BOOL, f"(!{expression(node.value, body).code})")


@emits(typed.Cond)
def _cond(node: typed.Cond, body: Body) -> Value:
    test = expression(node.test, body)
    target = body.fresh(node.type)
    with body.block(f"if ({test.code})"):
        body.assign(target, expression_as(node.yes, node.type, body))
    with body.block("else"):
        body.assign(target, expression_as(node.no, node.type, body))
    return target


@emits(typed.Coalesce)
def _coalesce(node: typed.Coalesce, body: Body) -> Value:
    left = body.keep(expression(node.left, body))
    present = Value(bare(left.type), left.code)
    if present.type == node.type == types.TEXT and isinstance(node.right, typed.Const):
        other = expression(node.right, body)
        return Value(node.type, body.temporary("fl_text", f"fl_text_or({left.valid}, {left.code}, {other.code})"))
    target = body.fresh(node.type)
    with body.block(f"if ({left.valid})"):
        body.assign(target, convert(present, node.type, body, node.span))
    with body.block("else"):
        body.assign(target, expression_as(node.right, node.type, body))
    return target


@emits(typed.Present)
def _present(node: typed.Present, body: Body) -> Value:
    return Value(types.BOOL, f"({expression(node.value, body).valid} != 0)")


@emits(typed.Blank)
def _blank(node: typed.Blank, body: Body) -> Value:
    value = expression(node.value, body)
    kind = bare(value.type)
    tests = [f"!{value.valid}"] if isinstance(value.type, types.Optional) else []
    if isinstance(kind, types.List):
        tests.append(f"{value.code}.n == 0")
    elif kind == types.TEXT:
        tests.append(f"fl_is_blank({value.code})")
    return Value(types.BOOL, f"({' || '.join(tests) or '0'})")
