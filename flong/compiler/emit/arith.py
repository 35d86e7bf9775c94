"""Arithmetic: checked 64-bit integers, decimals of 34 digits, dates and durations.

Fast decimal paths are inline; what they can't do goes to the runtime's wide routines.
"""

from __future__ import annotations

from flong.compiler.emit.body import Body
from flong.compiler.emit.convert import convert
from flong.compiler.emit.dispatch import emits, expression, expression_as
from flong.compiler.emit.shapes import Value
from flong.dsl import typed, types
from flong.errors import Span

_INT = {"+": "fl_int_add", "-": "fl_int_sub", "*": "fl_int_mul", "//": "fl_int_div", "%": "fl_int_mod"}
_DECIMAL = {
    "+": ("dec_add_wide", "fl_dec_add"),
    "-": ("dec_add_wide", "fl_dec_sub"),
    "*": ("dec_mul_wide", "fl_dec_mul"),
    "/": ("dec_div", ""),
    "//": ("dec_floordiv", ""),
    "%": ("dec_mod", ""),
}
"""The runtime's routine and the inline one that tries the 128-bit path first, if there is one."""
_PAIR = ("fl_dec", "fl_dec", "fl_dec *")


@emits(typed.Arith)
def _arith(node: typed.Arith, body: Body) -> Value:
    left = body.keep(expression(node.left, body))
    right = body.keep(expression(node.right, body))
    if isinstance(node.type, types.Decimal):
        return _decimal(node, left, right, body)
    if node.op == "**":
        return _int("fl_int_pow", left, right, node, body)
    if left.type in (types.DATE, types.DATETIME):
        return _TIMES[left.type == types.DATETIME, str(right.type)](node, left, right, body)
    return _int(_INT[node.op], left, right, node, body)


def _int(function: str, left: Value, right: Value, node: typed.Expr, body: Body) -> Value:
    """A checked operation of ints or durations."""
    result = body.temporary("int64_t", "0")
    body.check(f"{function}({left.code}, {right.code}, &{result})", node.span)
    return Value(node.type, result)


def _decimal(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    first = body.keep(convert(left, types.DECIMAL, body, node.span)).code
    if node.op == "**":
        power = body.unit.linkage.function("decimal.dec_pow", ("fl_dec", "int64_t", "fl_dec *"))
        return _checked_decimal(f"{power}({first}, {right.code}, ", node, body)
    second = body.keep(convert(right, types.DECIMAL, body, node.span)).code
    return decimal(node.op, first, second, node, body)


def decimal(op: str, left: str, right: str, node: typed.Expr, body: Body) -> Value:
    """`left op right` of plain decimals."""
    wide, fast = _DECIMAL[op]
    function = body.unit.linkage.function(f"decimal.{wide}", _PAIR)
    call = f"{fast}({function}, " if fast else f"{function}("
    return _checked_decimal(f"{call}{left}, {right}, ", node, body)


def _checked_decimal(call: str, node: typed.Expr, body: Body) -> Value:
    out = body.temporary("fl_dec", "{0}")
    body.check(f"{call}&{out})", node.span)
    return Value(types.DECIMAL, out)


@emits(typed.Negate)
def _negate(node: typed.Negate, body: Body) -> Value:
    if isinstance(node.type, types.Decimal):
        value = expression_as(node.value, types.DECIMAL, body)
        return Value(types.DECIMAL, f"fl_dec_neg({value.code})")
    value = expression(node.value, body)
    result = body.temporary("int64_t", "0")
    body.check(f"fl_int_neg({value.code}, &{result})", node.span)
    return Value(node.type, result)


def _step(node: typed.Arith, right: Value, body: Body) -> str:
    """The duration or period to add: the right operand, negated for `-`."""
    if node.op == "+":
        return right.code
    step = body.temporary("int64_t", "0")
    body.check(f"fl_int_neg({right.code}, &{step})", node.span)
    return step


def _shift(node: typed.Arith, left: Value, call: str, body: Body) -> Value:
    result = body.temporary("int64_t", "0")
    body.check(f"{call}, &{result})", node.span)
    return Value(left.type, result)


def _date_days(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    return _shift(node, left, f"fl_date_plus({left.code}, {_step(node, right, body)}", body)


def _date_months(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    return _shift(node, left, f"fl_date_months({left.code}, {_step(node, right, body)}", body)


def _date_difference(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    return Value(node.type, f"(({left.code} - {right.code}) * FL_DAY)")


def _difference(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    return _int("fl_int_sub", left, right, node, body)


def _moment(left: str, count: str, unit: str, span: Span, body: Body) -> str:
    """An instant moved by days or months of the template's zone, which keep the wall time."""
    symbol = "dates.add_datetime"
    blob = body.unit.blob("add", symbol, (("unit", unit),))
    name = body.unit.linkage.function(symbol, ("fl_ctx *", "fl_text", "int64_t", "int64_t", "int64_t *"))
    result = body.temporary("int64_t", left)
    call = f"{name}(c, {blob}, {left}, {count}, &{result})"
    body.line(f"if ({count} && (e = {call})) {body.failure(span, 'e')}")
    return result


def _moment_period(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    days = isinstance(node.right, typed.Const) and isinstance(node.right.value, typed.Days)
    unit = "days" if days else "months"
    return Value(left.type, _moment(left.code, _step(node, right, body), unit, node.span, body))


def _moment_duration(node: typed.Arith, left: Value, right: Value, body: Body) -> Value:
    return _shift(node, left, f"fl_instant_plus({left.code}, {_step(node, right, body)}", body)


_TIMES = {
    (False, "duration"): _date_days,
    (False, "period"): _date_months,
    (False, "date"): _date_difference,
    (True, "duration"): _moment_duration,
    (True, "period"): _moment_period,
    (True, "datetime"): _difference,
}
