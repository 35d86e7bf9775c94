"""Aggregates: a state before the loop, a step for every kept item, a value after it."""

from __future__ import annotations

from flong.compiler.emit.arith import decimal
from flong.compiler.emit.body import Body
from flong.compiler.emit.compare import compared
from flong.compiler.emit.convert import convert
from flong.compiler.emit.dispatch import emits, expression, expression_as
from flong.compiler.emit.lists import each
from flong.compiler.emit.shapes import Value, bare, is_narrow
from flong.dsl import typed, types


@emits(typed.Aggregate)
def _aggregate(node: typed.Aggregate, body: Body) -> Value:
    return {
        "sum": _sum,
        "avg": _average,
        "min": _extreme,
        "max": _extreme,
        "count": _count,
        "any": _decide,
        "all": _decide,
        "first": _pick,
        "last": _pick,
        "join": _join,
    }[node.kind](node, body)


def _source(node: typed.Aggregate, body: Body) -> Value:
    return body.keep(expression(node.source, body))


def _guard(node: typed.Aggregate, body: Body) -> None:
    if node.guard is not None:
        body.line(f"if (!{expression(node.guard, body).code}) continue;")


def _narrow_body(node: typed.Aggregate) -> typed.Expr | None:
    """The addend as a scaled 64-bit integer, if it is one underneath: such sums need no decimals."""
    inner = node.body.value if isinstance(node.body, typed.Convert) else node.body
    return inner if is_narrow(inner.type) and not isinstance(inner.type, types.Optional) else None


def _sum(node: typed.Aggregate, body: Body) -> Value:
    if isinstance(bare(node.type), types.Decimal):
        return _scaled_sum(node, body) if _narrow_body(node) else _decimal_sum(node, body)
    items = _source(node, body)
    total = body.temporary("int64_t", "0")
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        value = expression(node.body, body)
        overflow = f"__builtin_add_overflow({total}, {value.code}, &{total})"
        body.line(f"if ({overflow}) {body.failure(node.span, 'FL_INT_OVERFLOW')}")
    return convert(Value(node.body.type, total), node.type, body, node.span)


def _scaled_sum(node: typed.Aggregate, body: Body) -> Value:
    """At most 10^7 turns of less than 10^18 stay exact in 128 bits and below 34 digits."""
    inner = _narrow_body(node)
    assert inner is not None and isinstance(inner.type, types.Decimal)
    items = _source(node, body)
    total, count = body.temporary("fl_i128", "0"), body.temporary("int64_t", "0")
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        body.line(f"{total} += {expression(inner, body).code};")
        body.line(f"{count}++;")
    scale = f"{count} ? {inner.type.scale} : 0"
    return Value(types.DECIMAL, body.temporary("fl_dec", f"fl_dec_of_dec128({total}, {scale})"))


def _decimal_sum(node: typed.Aggregate, body: Body) -> Value:
    total, _ = _decimal_fold(node, body)
    return Value(types.DECIMAL, total)


def _decimal_fold(node: typed.Aggregate, body: Body) -> tuple[str, str]:
    """The names of the sum as a decimal and of the count."""
    items = _source(node, body)
    total, count = body.temporary("fl_dec", "{0}"), body.temporary("int64_t", "0")
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        value = expression_as(node.body, types.DECIMAL, body)
        body.line(f"{total} = {decimal('+', total, body.keep(value).code, node, body).code};")
        body.line(f"{count}++;")
    return total, count


def _average(node: typed.Aggregate, body: Body) -> Value:
    total, count = _decimal_fold(node, body)
    target = body.fresh(node.type)
    with body.block(f"if ({count})"):
        quotient = decimal("/", total, f"fl_dec_of_int({count})", node, body)
        body.assign(target, Value(node.type, quotient.code))
    return target


def _extreme(node: typed.Aggregate, body: Body) -> Value:
    items = _source(node, body)
    target = body.fresh(node.type)
    inner = Value(bare(node.type), target.code)
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        value = body.keep(expression_as(node.body, inner.type, body))
        better = compared("<" if node.kind == "min" else ">", value, inner, body)
        with body.block(f"if (!{target.valid} || {better})"):
            body.assign(target, Value(node.type, value.code))
    return target


def _count(node: typed.Aggregate, body: Body) -> Value:
    items = _source(node, body)
    count = body.temporary("int64_t", "0")
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        body.line(f"{count}++;")
    return Value(types.INT, count)


def _decide(node: typed.Aggregate, body: Body) -> Value:
    items = _source(node, body)
    result = body.temporary("int", "0" if node.kind == "any" else "1")
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        body.line(f"{result} = {expression(node.body, body).code};")
        body.line(f"if ({'' if node.kind == 'any' else '!'}{result}) break;")
    return Value(types.BOOL, result)


def _pick(node: typed.Aggregate, body: Body) -> Value:
    items = _source(node, body)
    target = body.fresh(node.type)
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        body.assign(target, expression_as(node.body, node.type, body))
        if node.kind == "first":
            body.line("break;")
    return target


def _join(node: typed.Aggregate, body: Body) -> Value:
    separator = "((fl_text){0})"
    if node.separator is not None:
        separator = body.keep(expression_as(node.separator, types.TEXT, body)).code
    items = _source(node, body)
    texts = body.temporary("fl_text *", f"(fl_text *)fl_rows(c, {items.code}.n, sizeof(fl_text))")
    body.line(f"if (!{texts}) {body.failure(node.span, 'FL_MEMORY')}")
    count, result = body.temporary("int64_t", "0"), body.temporary("fl_text", "{0}")
    with each(items, node.slot, node.span, body):
        _guard(node, body)
        body.line(f"{texts}[{count}++] = {expression_as(node.body, types.TEXT, body).code};")
    body.check(f"fl_join(c, {separator}, {texts}, {count}, &{result})", node.span)
    return Value(types.TEXT, result)
