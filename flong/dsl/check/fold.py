"""Constant folding of typed expressions: `fold(expr)` is a constant where all operands are.

One level deep: operands are expected to be folded already. What would reject every record raises
`FoldError`; what can't be folded comes back as it is. Arithmetic is that of the engines: integers of
64 bits, decimals of 34 digits (General Decimal Arithmetic), `//` and `%` truncating toward zero.
"""

from __future__ import annotations

import calendar
import decimal
import operator
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flong.dsl.typed import Arith, Compare, Concat, Cond, Const, Convert, Expr, Logic, Months, Negate, Not
from flong.dsl.types import DECIMAL, INT, TEXT, Enum

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    clamp=0,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
INT_MIN, INT_MAX = -(2**63), 2**63 - 1
_MICROSECOND = timedelta(microseconds=1)
_ZERO_POWER = "0 ** 0 has no value"
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_DECIMAL: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "//": CONTEXT.divide_int,
    "%": CONTEXT.remainder,
    "**": CONTEXT.power,
}


class FoldError(ArithmeticError):
    """A constant expression has no value; the message is the reason."""


def fold(expr: Expr) -> Expr:
    """`expr`, or the constant it always is. FoldError when it always fails."""
    match expr:
        case Arith(left=Const(), right=Const()):
            return _constant(expr, _arith(expr))
        case Negate(value=Const() as value):
            return _constant(expr, _negate(value.value))
        case Compare(left=Const() as left, right=Const() as right):
            return _constant(expr, _COMPARE[expr.op](left.value, right.value))
        case Not(value=Const() as value):
            return _constant(expr, not value.value)
        case Logic(left=Const() as left):
            decided = left.value is (expr.op == "or")
            return _constant(expr, left.value) if decided else expr.right
        case Cond(test=Const() as test):
            return expr.yes if test.value else expr.no
        case Concat() if all(isinstance(p, Const) for p in expr.parts):
            return _constant(expr, "".join(printed(p) for p in expr.parts))
        case Convert(value=Const() as value):
            return _widened(expr, value)
    return expr


def printed(expr: Expr) -> str:
    """What a bare `{{ }}` prints for a constant: all digits, no exponent, no sign of a zero; ISO dates."""
    value = expr.value if isinstance(expr, Const) else None
    return format(value or value.copy_abs(), "f") if isinstance(value, Decimal) else str(value)


def _constant(expr: Expr, value: Any) -> Const:
    return Const(expr.type, expr.span, value)


def _widened(expr: Convert, value: Const) -> Expr:
    if expr.type == DECIMAL and value.type == INT and isinstance(value.value, int):
        return _constant(expr, Decimal(value.value))
    named = expr.type == TEXT or isinstance(expr.type, Enum)
    return replace(value, type=expr.type, span=expr.span) if named else expr


def _negate(value: Any) -> Any:
    if isinstance(value, Decimal):
        return CONTEXT.minus(value)
    return Months(-value.count) if isinstance(value, Months) else _checked(-value)


def _arith(expr: Arith) -> Any:
    assert isinstance(expr.left, Const)
    assert isinstance(expr.right, Const)
    left: Any = expr.left.value
    right: Any = expr.right.value
    try:
        if isinstance(left, Decimal):
            return _finite(_DECIMAL[expr.op](left, right))
        return _times(expr.op, left, right) if isinstance(left, date | timedelta) else _ints(expr.op, left, right)
    except (decimal.DivisionByZero, ZeroDivisionError):
        raise FoldError("division by zero") from None
    except decimal.Overflow:
        raise FoldError("the number is too large") from None
    except decimal.InvalidOperation:
        raise FoldError(_no_result(expr.op, right)) from None
    except (OverflowError, ValueError):
        raise FoldError("the date lies outside the years 1 to 9999") from None


def _no_result(op: str, right: Any) -> str:
    if op == "**":
        return _ZERO_POWER
    if op not in ("/", "//", "%"):
        return "no result"
    return "the quotient has more than 34 digits" if right else "division by zero"


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():  # a negative power of zero signals nothing
        raise FoldError("division by zero")
    return value


def _ints(op: str, left: int, right: int) -> Any:
    match op:
        case "/":
            return CONTEXT.divide(Decimal(left), Decimal(right))
        case "//":
            return _checked(_truncated(left, right))
        case "%":
            return left - right * _truncated(left, right)
        case "**":
            if left == right == 0:
                raise FoldError(_ZERO_POWER)
            return _checked(left**right)
    return _checked({"+": operator.add, "-": operator.sub, "*": operator.mul}[op](left, right))


def _truncated(left: int, right: int) -> int:
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def _checked(value: Any) -> Any:
    """An int or a duration that fits 64 bits."""
    number = value // _MICROSECOND if isinstance(value, timedelta) else value
    if not INT_MIN <= number <= INT_MAX:
        raise FoldError("the number does not fit 64 bits")
    return value


def _times(op: str, left: date | timedelta, right: Any) -> Any:
    if isinstance(left, timedelta):
        operation: Any = {"+": operator.add, "-": operator.sub, "*": operator.mul}[op]
        try:
            return _checked(operation(left, right))
        except OverflowError:
            raise FoldError("the duration does not fit 64 bits") from None
    if isinstance(right, Months):
        return add_months(left, right.count if op == "+" else -right.count)
    return left + right if op == "+" else left - right


def add_months(day: date, months: int) -> date:
    """`months` later; the end of a shorter month clamps. ValueError outside the years 1 to 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))
