"""Random expressions of numbers, each with its value by Python's `decimal`: nothing of flong takes part.

ints are 64 bits; decimals have 34 digits, rounded half to even (General Decimal Arithmetic, decimal128); `//` and `%`
truncate; evaluation goes from left to right. What has no value raises `Rejected` with the reason.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Number = int | Decimal
Value = Callable[[dict[str, Any]], Any]

CONTEXT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    clamp=0,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
BY_ZERO, ZERO_POWER = "division by zero", "0 ** 0 has no value"
TOO_BIG, TOO_LARGE = "an integer does not fit 64 bits", "a decimal is too large (exponent beyond 6144)"
DIGITS = "a decimal needs more than 34 digits"
MODES = {
    "half_up": decimal.ROUND_HALF_UP,
    "half_even": decimal.ROUND_HALF_EVEN,
    "half_down": decimal.ROUND_HALF_DOWN,
    "up": decimal.ROUND_UP,
    "down": decimal.ROUND_DOWN,
    "ceiling": decimal.ROUND_CEILING,
    "floor": decimal.ROUND_FLOOR,
}
ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Rejected(Exception):
    """A record has no value; the argument is the reason."""


@dataclass(frozen=True)
class Expression:
    """Its text, whether it is an int, its value for a record, and whether it is a literal."""

    text: str
    whole: bool
    value: Value
    literal: bool = False


def fits(value: int) -> int:
    if not -(2**63) <= value < 2**63:
        raise Rejected(TOO_BIG)
    return value


def truncated(a: int, b: int) -> int:
    if b == 0:
        raise Rejected(BY_ZERO)
    return abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)


def whole_power(a: int, n: int) -> int:
    if a == n == 0:
        raise Rejected(ZERO_POWER)
    return a**n


WHOLE: dict[str, Callable[[int, int], int]] = {
    "+": int.__add__,
    "-": int.__sub__,
    "*": int.__mul__,
    "//": truncated,
    "%": lambda a, b: a - b * truncated(a, b),
    "**": whole_power,
}
DECIMAL: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "-": CONTEXT.subtract,
    "*": CONTEXT.multiply,
    "/": CONTEXT.divide,
    "//": CONTEXT.divide_int,
    "%": CONTEXT.remainder,
    "**": CONTEXT.power,
}


def operate(op: str, a: Number, b: Number) -> Number:
    """`a op b`, of two ints as an int where the operator allows."""
    if isinstance(a, int) and isinstance(b, int) and op != "/" and not (op == "**" and b < 0):
        result = WHOLE[op](a, b)
        return result if op == "%" else fits(result)
    return of_decimals(op, Decimal(a), Decimal(b))


def of_decimals(op: str, a: Decimal, b: Decimal) -> Decimal:
    if (b == 0 and op in ("/", "//", "%")) or (op == "**" and a == 0 and b < 0):
        raise Rejected(BY_ZERO)
    if op == "**" and a == b == 0:
        raise Rejected(ZERO_POWER)
    try:
        return DECIMAL[op](a, b)
    except decimal.Overflow:
        raise Rejected(TOO_LARGE) from None
    except decimal.InvalidOperation:
        raise Rejected(DIGITS) from None


def rounded(value: Number, places: int, mode: str) -> Number:
    if isinstance(value, int):
        return value
    try:
        return value.quantize(Decimal((0, (1,), -places)), MODES[mode], CONTEXT)
    except decimal.InvalidOperation:
        raise Rejected(DIGITS) from None


def total(values: list[Number], whole: bool) -> Number:
    result: Number = 0 if whole else Decimal(0)
    for value in values:
        result = operate("+", result, value)
    return result


def printed(value: Number) -> str:
    """Plain notation with all digits, a zero without sign."""
    return format(value or value.copy_abs(), "f") if isinstance(value, Decimal) else str(value)


# --- strategies: leaves, then what is built on them ---------------------------------------------------

FIELDS = {"i": True, "j": True, "a": False, "b": False, "x": False, "y": False}
DATA = """{% data %}
i: int
j: int
a: decimal(30, 4)
b: decimal(8, 2)
x: decimal
y: decimal
ns: [int]
ds: [decimal(30, 4)]
{% enddata %}
"""


def field(name: str) -> Expression:
    return Expression(name, FIELDS[name], lambda record: record[name])


def literal(text: str) -> Expression:
    value: Number = int(text) if text.isdigit() else Decimal(text)
    return Expression(text, isinstance(value, int), lambda record: value, literal=True)


LITERALS = ("0", "1", "2", "3", "10", "100", "9223372036854775807", "0.5", "1.00", "0.07", "33.333", "0.00")
LEAVES = st.sampled_from([field(name) for name in FIELDS]) | st.sampled_from([literal(text) for text in LITERALS])
FIELD = st.sampled_from([field(name) for name in FIELDS])


def binary(op: str, left: Expression, right: Expression) -> Expression:
    if left.literal and right.literal:  # the compiler would compute it
        left = field("i")
    whole = left.whole and right.whole and op != "/"
    return Expression(f"({left.text} {op} {right.text})", whole, lambda r: operate(op, left.value(r), right.value(r)))


def power(base: Expression, exponent: int) -> Expression:
    base = field("x") if base.literal else base
    value: Value = lambda r: operate("**", base.value(r), exponent)  # noqa: E731
    return Expression(f"({base.text} ** {exponent})", base.whole and exponent >= 0, value)


def minus(of: Expression) -> Expression:
    of = field("j") if of.literal else of
    negative: Value = lambda r: fits(-v) if isinstance(v := of.value(r), int) else CONTEXT.minus(v)  # noqa: E731
    return Expression(f"(-{of.text})", of.whole, negative)


def chosen(op: str, left: Expression, right: Expression, other: Expression) -> Expression:
    """`left if left op right else other`."""
    left = field("a") if left.literal else left
    whole = left.whole and other.whole

    def value(r: dict[str, Any]) -> Number:
        result = left.value(r) if ORDER[op](left.value(r), right.value(r)) else other.value(r)
        return result if whole else Decimal(result)

    return Expression(f"({left.text} if {left.text} {op} {right.text} else {other.text})", whole, value)


def rounding(of: Expression, places: int, mode: str) -> Expression:
    of = field("y") if of.literal else of
    text = f'round({of.text}, {places}, mode="{mode}")'
    return Expression(text, of.whole, lambda r: rounded(of.value(r), places, mode))


def folded(kind: str, source: str, factor: Expression, guarded: bool) -> Expression:
    """`sum(v * factor for v in ns if v > i)` and its like; what is empty counts as 0. An average is of decimals."""
    whole = source == "ns" and factor.whole

    def value(r: dict[str, Any]) -> Number:
        values = [operate("*", v, factor.value(r)) for v in r[source] if not guarded or v > r["i"]]
        if kind == "sum":
            return total(values, whole)
        if not values:
            return 0 if whole and kind != "avg" else Decimal(0)
        if kind == "avg":
            return of_decimals("/", Decimal(total(list(map(Decimal, values)), False)), Decimal(len(values)))
        return min(values) if kind == "min" else max(values)

    guard = " if v > i" if guarded else ""
    call = f"{kind}(v * {factor.text} for v in {source}{guard})"
    return Expression(call if kind == "sum" else f"({call} ?? 0)", whole and kind != "avg", value)


def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """One operation more."""
    return st.one_of(
        st.builds(binary, st.sampled_from(("+", "-", "*", "/", "//", "%")), inner, inner),
        st.builds(binary, st.sampled_from(("+", "-", "*", "/")), inner, inner),
        st.builds(power, inner, st.sampled_from((-3, -1, 0, 1, 2, 3, 7, 64))),
        st.builds(minus, inner),
        st.builds(chosen, st.sampled_from(list(ORDER)), inner, inner, inner),
        st.builds(rounding, inner, st.integers(0, 6), st.sampled_from(list(MODES))),
        st.builds(
            folded, st.sampled_from(("sum", "avg", "min", "max")), st.sampled_from(("ns", "ds")), inner, st.booleans()
        ),
    )


EXPRESSIONS = st.recursive(LEAVES, grown, max_leaves=6).filter(lambda e: not e.literal)

# --- records ----------------------------------------------------------------------------------------

EDGES = (0, 1, -1, 2**31, 2**62, 2**63 - 1, -(2**63))
INTS = st.sampled_from(EDGES) | st.integers(-20, 20) | st.integers(-(2**63), 2**63 - 1)


def scaled(precision: int, scale: int) -> st.SearchStrategy[Decimal]:
    most = 10**precision - 1
    return (st.integers(-9999, 9999) | st.integers(-most, most)).map(lambda c: CONTEXT.scaleb(Decimal(c), -scale))


def build(coefficient: int, exponent: int) -> Decimal:
    return Decimal((coefficient < 0, tuple(map(int, str(abs(coefficient)))), exponent))


COEFFICIENTS = st.integers(-999, 999) | st.integers(1 - 10**34, 10**34 - 1) | st.integers(-(2**64), 2**64)
WIDE = st.builds(build, COEFFICIENTS, st.integers(-6, 0) | st.integers(-40, 10) | st.integers(-6176, 6111))
RECORDS = st.fixed_dictionaries(
    {
        "i": INTS,
        "j": INTS,
        "a": scaled(30, 4),
        "b": scaled(8, 2),
        "x": WIDE,
        "y": WIDE,
        "ns": st.lists(INTS, max_size=4),
        "ds": st.lists(scaled(30, 4), max_size=4),
    }
)
