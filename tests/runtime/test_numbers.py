"""Functions on numbers, against Python's decimal."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
    InvalidOperation,
)
from decimal import Context as DecimalContext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flong.dsl.typed import Settings
from flong.runtime import numbers
from flong.runtime.core import Context, Reject
from flong.runtime.resolve.numbers import rounding

MODES = {
    "half_even": ROUND_HALF_EVEN, "half_up": ROUND_HALF_UP, "half_down": ROUND_HALF_DOWN, "up": ROUND_UP,
    "down": ROUND_DOWN, "ceiling": ROUND_CEILING, "floor": ROUND_FLOOR,
}  # fmt: skip
WIDE = DecimalContext(prec=34, Emin=-6143, Emax=6144)
INTS = st.one_of(st.integers(-(2**63), 2**63 - 1), st.integers(-300, 300))
DECIMALS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10000, max_value=10000),
    st.builds(lambda c, e: Decimal(c).scaleb(e, WIDE), st.integers(-(10**34) + 1, 10**34 - 1), st.integers(-40, 8)),
    st.builds(lambda c: Decimal(c) / 1000, st.integers(-3000, 3000)),
)


@pytest.fixture(scope="module")
def ctx():
    return Context()


def mode(name):
    return rounding(Settings(), {"mode": name})


def rounded(x, digits, how):
    """`x` with exactly `digits` decimals and no sign on zero; None when that takes more than 34 digits."""
    try:
        result = x.quantize(Decimal((0, (1,), -digits)), how, WIDE)
    except InvalidOperation:
        return None
    return result or result.copy_abs()


def same(a, b):
    return str(a) == str(b)


@given(DECIMALS, st.integers(-10, 33), st.sampled_from(sorted(MODES)))
def test_rounding_is_that_of_decimal(ctx, x, digits, name):
    expected = rounded(x, digits, MODES[name])
    if expected is None:
        with pytest.raises(Reject, match=r"large|34 digits"):
            numbers.py_round_decimal(ctx, mode(name), x, digits)
    else:
        assert same(numbers.py_round_decimal(ctx, mode(name), x, digits), expected)


@given(DECIMALS, st.integers(-3, 3))
def test_ceil_floor_and_trunc(ctx, x, digits):
    for function, how in (
        (numbers.py_ceil, ROUND_CEILING), (numbers.py_floor, ROUND_FLOOR), (numbers.py_trunc, ROUND_DOWN),
    ):  # fmt: skip
        expected = rounded(x, digits, how)
        if expected is not None:
            assert same(function(ctx, x, digits), expected)


@given(INTS, st.integers(-20, 3), st.sampled_from(sorted(MODES)))
def test_ints_are_rounded_as_decimals_are(ctx, x, digits, name):
    expected = x if digits >= 0 else int(rounded(Decimal(x), digits, MODES[name]))
    if -(2**63) <= expected < 2**63:
        assert numbers.py_round_int(ctx, mode(name), x, digits) == expected
    else:
        with pytest.raises(Reject, match="64 bits"):
            numbers.py_round_int(ctx, mode(name), x, digits)


def test_round_is_half_away_from_zero_and_pads(ctx):
    for x, expected in (("2.345", "2.35"), ("-2.345", "-2.35"), ("5", "5.00"), ("-0.001", "0.00")):
        assert str(numbers.py_round_decimal(ctx, mode("half_up"), Decimal(x), 2)) == expected


@pytest.mark.parametrize("digits", [-35, 35, 2**62, -(2**62)])
def test_no_more_than_34_digits_can_be_asked_for(ctx, digits):
    with pytest.raises(Reject, match="argument"):
        numbers.py_round_decimal(ctx, mode("half_up"), Decimal(1), digits)


@given(DECIMALS)
def test_signs(ctx, x):
    assert same(numbers.py_abs_decimal(ctx, x), x.copy_abs())
    assert numbers.py_sign(ctx, x) == (x > 0) - (x < 0)


@given(INTS)
def test_abs_of_ints_is_checked(ctx, x):
    if x == -(2**63):
        with pytest.raises(Reject, match="64 bits"):
            numbers.py_abs_int(ctx, x)
    else:
        assert numbers.py_abs_int(ctx, x) == abs(x)


def test_the_smallest_int_has_no_absolute_value(ctx):
    with pytest.raises(Reject, match="64 bits"):
        numbers.py_abs_int(ctx, -(2**63))


@given(st.lists(INTS, min_size=2, max_size=4))
def test_min_and_max_of_ints(ctx, xs):
    assert getattr(numbers, f"py_min_int{len(xs)}")(ctx, *xs) == min(xs)
    assert getattr(numbers, f"py_max_int{len(xs)}")(ctx, *xs) == max(xs)


@given(st.lists(st.one_of(DECIMALS, st.sampled_from([Decimal("1.0"), Decimal("1.00")])), min_size=2, max_size=4))
def test_min_and_max_of_decimals_keep_the_first_of_equals(ctx, xs):
    assert same(getattr(numbers, f"py_min_decimal{len(xs)}")(ctx, *xs), min(xs))
    assert same(getattr(numbers, f"py_max_decimal{len(xs)}")(ctx, *xs), max(xs))


@given(DECIMALS, DECIMALS, DECIMALS, INTS, INTS, INTS)
def test_clamp(ctx, x, a, b, i, j, k):
    low, high = min(a, b), max(a, b)
    assert same(numbers.py_clamp_decimal(ctx, x, low, high), low if x < low else high if x > high else x)
    assert numbers.py_clamp_int(ctx, i, min(j, k), max(j, k)) == min(max(i, min(j, k)), max(j, k))


def test_clamp_refuses_an_empty_range(ctx):
    for call in (
        lambda: numbers.py_clamp_int(ctx, 5, 2, 1),
        lambda: numbers.py_clamp_decimal(ctx, 5, 2, Decimal("1.9")),
    ):
        with pytest.raises(Reject, match="argument"):
            call()


@pytest.mark.parametrize(
    ("x", "reason"), [("1.5", "whole"), ("1E+19", "64 bits"), ("9223372036854775808", "64 bits"), ("1E-9", "whole")]
)
def test_what_is_not_a_whole_64_bit_number_is_no_int(ctx, x, reason):
    with pytest.raises(Reject, match=reason):
        numbers.py_int_decimal(ctx, Decimal(x))


@given(INTS)
def test_ints_come_back_from_decimals_and_texts(ctx, x):
    assert numbers.py_int_decimal(ctx, Decimal(x)) == x
    assert numbers.py_int_decimal(ctx, Decimal(f"{x}.000")) == x
    assert numbers.py_int_text(ctx, str(x)) == x
    assert numbers.py_decimal_decimal(ctx, x) == x


@pytest.mark.parametrize("s", ["", "+", "-", "1.0", " 1", "1 ", "1e3", "１", "--1", "1-", "0x1", "壹", "1_000", "\0"])
def test_only_digits_are_an_int(ctx, s):
    with pytest.raises(Reject, match="not a number"):
        numbers.py_int_text(ctx, s)


@pytest.mark.parametrize("s", ["9223372036854775808", "1" * 40, "-9223372036854775809"])
def test_a_long_int_is_out_of_range(ctx, s):
    with pytest.raises(Reject, match="64 bits"):
        numbers.py_int_text(ctx, s)


@given(DECIMALS)
def test_decimals_come_back_from_texts(ctx, x):
    assert same(numbers.py_decimal_text(ctx, str(x)), x)


@pytest.mark.parametrize("s", ["", ".", "1,5", "１", "NaN", "Infinity", "1 ", "1e", "0x1", "1_0"])
def test_other_texts_are_no_decimals(ctx, s):
    with pytest.raises(Reject, match="not a number"):
        numbers.py_decimal_text(ctx, s)


@given(st.one_of(st.floats(-1e12, 1e12), st.integers(-100, 60).map(lambda n: 2.0**n)), st.integers(0, 15))
def test_floats_are_rounded_from_their_shortest_form(ctx, x, scale):
    expected = rounded(Decimal(repr(x)), scale, ROUND_HALF_UP)
    if expected is None:
        with pytest.raises(Reject, match="large"):
            numbers.py_decimal_float(ctx, x, scale)
    else:
        assert same(numbers.py_decimal_float(ctx, x, scale), expected)


def test_powers_of_two_read_as_repr_prints_them(ctx):
    for n in range(-56, 1):
        assert numbers.py_decimal_float(ctx, 2.0**n, 33) == Decimal(repr(2.0**n))


@pytest.mark.parametrize("x", [float("nan"), float("inf"), float("-inf")])
def test_floats_that_are_no_numbers(ctx, x):
    with pytest.raises(Reject, match="not a number"):
        numbers.py_decimal_float(ctx, x, 2)
