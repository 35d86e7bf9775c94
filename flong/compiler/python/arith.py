"""Arithmetic as the language defines it, on Python's own numbers and dates.

ints are signed 64-bit; decimals follow the General Decimal Arithmetic specification with 34 digits
(IEEE 754 decimal128). Every function raises `Wrong(code)` where a record must be rejected.
"""

from __future__ import annotations

import decimal
from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from flong.dsl.typed import Days, Months
from flong.runtime.reasons import Code

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    clamp=0,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
_MICROSECOND = timedelta(microseconds=1)
_DAY = timedelta(days=1)


class Wrong(Exception):
    """An operation has no value; `code` is the reason."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def checked(value: int) -> int:
    """`value`, which must fit 64 bits."""
    if not -(1 << 63) <= value < 1 << 63:
        raise Wrong(Code.INT_OVERFLOW)
    return value


def _truncated(left: int, right: int) -> int:
    if right == 0:
        raise Wrong(Code.DIVISION_BY_ZERO)
    quotient = abs(left) // abs(right)
    return checked(-quotient if (left < 0) != (right < 0) else quotient)


def _remainder(left: int, right: int) -> int:
    if right == 0:
        raise Wrong(Code.DIVISION_BY_ZERO)
    return left - right * (abs(left) // abs(right) * (-1 if (left < 0) != (right < 0) else 1))


def _int_power(left: int, right: int) -> int:
    if left == right == 0:
        raise Wrong(Code.ZERO_POWER)
    return checked(left**right)


_INT: dict[str, Callable[[int, int], int]] = {
    "+": lambda a, b: checked(a + b),
    "-": lambda a, b: checked(a - b),
    "*": lambda a, b: checked(a * b),
    "//": _truncated,
    "%": _remainder,
    "**": _int_power,
}

_DECIMAL: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "//": CONTEXT.divide_int,
    "%": CONTEXT.remainder,
    "**": CONTEXT.power,
}


def decimals(op: str, left: Decimal, right: Decimal) -> Decimal:
    """`left op right` of decimals."""
    try:
        result = _DECIMAL[op](left, right)
    except decimal.DivisionByZero:
        raise Wrong(Code.DIVISION_BY_ZERO) from None
    except decimal.Overflow:
        raise Wrong(Code.DECIMAL_OVERFLOW) from None
    except decimal.InvalidOperation:
        if op == "**" and left == right == 0:
            raise Wrong(Code.ZERO_POWER) from None
        zero = op in ("/", "//", "%") and right == 0
        raise Wrong(Code.DIVISION_BY_ZERO if zero else Code.DECIMAL_DIGITS) from None
    if not result.is_finite():  # a negative power of zero signals nothing
        raise Wrong(Code.DIVISION_BY_ZERO)
    return result


def shift_months(day: date, months: int) -> date:
    """`day` moved by whole months; the end of the month clamps."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise Wrong(Code.BAD_DATE)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def _shift_date(day: date, step: timedelta | Months) -> date:
    if isinstance(step, Months):
        return shift_months(day, step.count)
    if step % _DAY:
        raise Wrong(Code.BAD_ARGUMENT)
    try:
        return day + step
    except OverflowError:
        raise Wrong(Code.BAD_DATE) from None


def _shift_moment(moment: datetime, step: timedelta | Months | Days, zone: ZoneInfo) -> datetime:
    """Periods keep local wall time (gaps and folds as fold=0); durations are exact time."""
    try:
        if isinstance(step, timedelta):
            return moment + step
        local = moment.astimezone(zone)
        day = _shift_date(local.date(), step if isinstance(step, Months) else timedelta(step.count))
        wall = datetime.combine(day, local.time().replace(fold=0), zone) if day != local.date() else local
        return wall.astimezone(UTC)
    except (OverflowError, ValueError):
        raise Wrong(Code.BAD_DATE) from None


def duration(value: timedelta) -> timedelta:
    """`value`, which must fit 64 bits of microseconds."""
    checked(value // _MICROSECOND)
    return value


def times(op: str, left: Any, right: Any, zone: ZoneInfo) -> Any:
    """`left op right` where a date, datetime, time or duration takes part."""
    try:
        return _times(op, left, right, zone)
    except OverflowError:
        raise Wrong(Code.INT_OVERFLOW) from None


def _times(op: str, left: Any, right: Any, zone: ZoneInfo) -> Any:
    if isinstance(left, datetime):
        if isinstance(right, datetime):
            return duration(left - right)
        return _shift_moment(left, right if op == "+" else negated(right), zone)
    if isinstance(left, date):
        if isinstance(right, date):
            return left - right
        return _shift_date(left, right if op == "+" else negated(right))
    if op == "*":
        return duration(left * right)
    return duration(left + right if op == "+" else left - right)


def negated(value: Any) -> Any:
    """`-value` of an int, decimal, duration or period."""
    if isinstance(value, Months | Days):
        return type(value)(-value.count)
    if isinstance(value, timedelta):
        return duration(-value)
    return CONTEXT.minus(value) if isinstance(value, Decimal) else checked(-value)


def arith(op: str, left: Any, right: Any, zone: ZoneInfo) -> Any:
    """`left op right` for any operands the checker lets through."""
    if isinstance(left, Decimal):
        return decimals(op, left, Decimal(right))
    if isinstance(left, (date, time, timedelta)):
        return times(op, left, right, zone)
    if isinstance(right, timedelta):
        return times(op, right, left, zone)
    return decimals(op, Decimal(left), Decimal(right)) if op == "/" else _INT[op](left, right)
