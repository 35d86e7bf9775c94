"""Decimal and integer arithmetic against Python's decimal module (libmpdec) and plain integers."""

from __future__ import annotations

import decimal
import re
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flong.runtime import decimal as fl
from flong.runtime.core import Reject
from flong.runtime.decimal import Mode

CONTEXT = decimal.Context(prec=34, rounding=decimal.ROUND_HALF_EVEN, Emin=-6143, Emax=6144, clamp=0)
MODES = {
    Mode.HALF_EVEN: decimal.ROUND_HALF_EVEN,
    Mode.HALF_UP: decimal.ROUND_HALF_UP,
    Mode.HALF_DOWN: decimal.ROUND_HALF_DOWN,
    Mode.UP: decimal.ROUND_UP,
    Mode.DOWN: decimal.ROUND_DOWN,
    Mode.CEIL: decimal.ROUND_CEILING,
    Mode.FLOOR: decimal.ROUND_FLOOR,
}
OVERFLOW, BY_ZERO = "a decimal is too large (exponent beyond 6144)", "division by zero"
DIGITS = "a decimal needs more than 34 digits"
ARGUMENT, NOT_WHOLE, ZERO_POWER = "an argument is out of its range", "not a whole number", "0 ** 0 has no value"
TOO_BIG = "an integer does not fit 64 bits"


def coefficients() -> st.SearchStrategy[int]:
    few = st.integers(0, 999)
    near = st.builds(lambda n, d: min(max(10**n + d, 0), 10**34 - 1), st.integers(0, 34), st.integers(-2, 2))
    return few | near | st.integers(0, 2**64) | st.integers(0, 10**34 - 1)


def exponents() -> st.SearchStrategy[int]:
    return st.integers(-8, 4) | st.integers(-80, 80) | st.integers(-6176, 6111) | st.sampled_from([-6176, 6111])


def decimals() -> st.SearchStrategy[Decimal]:
    build = lambda c, e, neg: Decimal((int(neg), tuple(map(int, str(c))), e))  # noqa: E731
    return st.builds(build, coefficients(), exponents(), st.booleans())


def reason(call, args, error: decimal.DecimalException) -> str:
    """The rejection that libmpdec's signal stands for."""
    divides = call in (CONTEXT.divide, CONTEXT.divide_int, CONTEXT.remainder)
    if isinstance(error, decimal.DivisionByZero) or (divides and args[1] == 0):
        return BY_ZERO
    if call == CONTEXT.power and args[0] == 0:
        return ZERO_POWER
    return DIGITS if isinstance(error, decimal.InvalidOperation) else OVERFLOW


def outcome(call, *args) -> tuple[str, str]:
    try:
        value = str(call(*args))
        return ("reject", BY_ZERO) if "Infinity" in value else ("value", value)  # libmpdec has 0 ** -1 so
    except Reject as reject:
        return "reject", reject.reason
    except decimal.DecimalException as error:
        return "reject", reason(call, args, error)
    except ZeroDivisionError:
        return "reject", BY_ZERO


def same(ours, theirs, *args) -> None:
    assert outcome(ours, *args) == outcome(theirs, *args)


BINARY = [
    (fl.py_dec_add, CONTEXT.add),
    (fl.py_dec_add_wide, CONTEXT.add),
    (fl.py_dec_sub, CONTEXT.subtract),
    (fl.py_dec_mul, CONTEXT.multiply),
    (fl.py_dec_mul_wide, CONTEXT.multiply),
    (fl.py_dec_div, CONTEXT.divide),
    (fl.py_dec_floordiv, CONTEXT.divide_int),
    (fl.py_dec_mod, CONTEXT.remainder),
]


@pytest.mark.parametrize(("ours", "theirs"), BINARY)
@settings(max_examples=400)
@given(decimals(), decimals())
@example(Decimal("-0"), Decimal("0.00"))
@example(Decimal("1E+6111"), Decimal("-1E-6176"))
def test_binary_operations_are_those_of_the_specification(ours, theirs, a, b):
    same(ours, theirs, a, b)


@settings(max_examples=400)
@given(decimals(), decimals())
def test_compare(a, b):
    assert fl.py_dec_compare(a, b) == CONTEXT.compare(a, b)


@settings(max_examples=100)
@given(decimals())
def test_minus_and_abs(a):
    assert str(fl.py_dec_neg(a)) == str(CONTEXT.minus(a))
    assert str(fl.py_dec_abs(a)) == str(CONTEXT.abs(a))


@settings(max_examples=600)
@given(decimals(), st.integers(-64, 64))
@example(Decimal("1.00"), 3)
@example(Decimal("1.00"), -3)
@example(Decimal("-1.0"), 63)
@example(Decimal("0"), 0)
@example(Decimal("0"), -1)
@example(Decimal("-0.0"), 3)
def test_power(a, n):
    same(fl.py_dec_pow, CONTEXT.power, a, n)


def test_a_power_beyond_64_is_refused():
    with pytest.raises(Reject, match=ARGUMENT):
        fl.py_dec_pow(Decimal(2), 65)


@pytest.mark.parametrize("mode", MODES)
@settings(max_examples=150)
@given(decimals(), st.integers(-40, 40))
@example(Decimal("2.5"), 0)
@example(Decimal("-2.5"), 0)
@example(Decimal("0.05"), 1)
@example(Decimal("-0.15"), 1)
def test_rounding(mode, a, places):
    theirs = lambda a, places: a.quantize(Decimal((0, (1,), -places)), MODES[mode], CONTEXT)  # noqa: E731
    same(lambda a, places: fl.py_dec_round(a, places, mode), theirs, a, places)


@pytest.mark.parametrize(
    ("value", "places", "rounded"), [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("1.005", 2, "1.01"), ("1250", -2, "1.3E+3")]
)
def test_rounding_is_half_away_from_zero_unless_told(value, places, rounded):
    assert str(fl.py_dec_round(Decimal(value), places)) == rounded


@settings(max_examples=200)
@given(decimals() | st.integers(-(2**63) - 2, 2**63 + 2).map(Decimal))
@example(Decimal(-(2**63)))
@example(Decimal(2**63))
@example(Decimal("1E+6000"))
@example(Decimal("1E-6000"))
@example(Decimal("7.00"))
def test_to_int(a):
    if a and a.adjusted() > 40:
        with pytest.raises(Reject, match="64 bits"):
            fl.py_dec_to_int(a)
    elif a != a.to_integral_value():
        with pytest.raises(Reject, match=NOT_WHOLE if abs(a) < 2**62 else "64 bits|whole"):
            fl.py_dec_to_int(a)
    elif -(2**63) <= a < 2**63:
        assert fl.py_dec_to_int(a) == int(a)
    else:
        with pytest.raises(Reject, match="64 bits"):
            fl.py_dec_to_int(a)


@settings(max_examples=200)
@given(decimals())
def test_text_is_read_exactly(a):
    assert str(fl.py_dec_parse(str(a))) == str(a)


@pytest.mark.parametrize("text", ["", ".", "-", "1e", "1e+", "NaN", "Infinity", " 1", "1 ", "1_0", "0x1", "1.2.3", "١"])
def test_what_is_not_a_number_is_refused(text):
    with pytest.raises(Reject, match="not a number"):
        fl.py_dec_parse(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1" * 35, DIGITS),
        ("9" * 999, DIGITS),
        ("0." + "1" * 35, DIGITS),
        ("1E6145", OVERFLOW),
        ("1E-6177", OVERFLOW),
        ("1E99999999999999999999", OVERFLOW),
    ],
)
def test_numbers_that_do_not_fit_are_refused(text, why):
    """Too many digits and too large an exponent are told apart."""
    with pytest.raises(Reject, match=re.escape(why)):
        fl.py_dec_parse(text)


INTS = st.integers(-5, 5) | st.integers(-(2**63), 2**63 - 1) | st.sampled_from([-(2**63), 2**63 - 1])


def truncated(a: int, b: int) -> int:
    quotient = abs(a) // abs(b)
    return quotient if (a < 0) == (b < 0) else -quotient


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (fl.py_int_add, lambda a, b: a + b),
        (fl.py_int_sub, lambda a, b: a - b),
        (fl.py_int_mul, lambda a, b: a * b),
        (fl.py_int_div, truncated),
        (fl.py_int_mod, lambda a, b: a - b * truncated(a, b)),
    ],
)
@settings(max_examples=150)
@given(INTS, INTS)
@example(-(2**63), -1)
def test_integers_are_checked(ours, theirs, a, b):
    kind, value = outcome(theirs, a, b)
    if kind == "value" and not -(2**63) <= int(value) < 2**63:
        kind, value = "reject", TOO_BIG
    assert outcome(ours, a, b) == (kind, value)


@settings(max_examples=200)
@given(st.integers(-12, 12) | INTS, st.integers(0, 64))
def test_integer_power(a, n):
    if a == n == 0:
        assert outcome(fl.py_int_pow, a, n) == ("reject", ZERO_POWER)
        return
    exact = a**n
    fits = -(2**63) <= exact < 2**63
    assert outcome(fl.py_int_pow, a, n) == (("value", str(exact)) if fits else ("reject", TOO_BIG))


def test_integer_minus():
    assert fl.py_int_neg(5) == -5
    with pytest.raises(Reject, match="64 bits"):
        fl.py_int_neg(-(2**63))
    with pytest.raises(Reject, match=ARGUMENT):
        fl.py_int_pow(2, -1)


@pytest.mark.deep
@pytest.mark.parametrize(("ours", "theirs"), [*BINARY, (fl.py_dec_pow, CONTEXT.power)])
@settings(max_examples=4_000)
@given(st.data())
def test_long_comparison(ours, theirs, data):
    other = st.integers(-64, 64) if ours is fl.py_dec_pow else decimals()
    same(ours, theirs, data.draw(decimals()), data.draw(other))
