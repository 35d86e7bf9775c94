"""How a bare {{ }} prints numbers and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flong.runtime.core import Reject
from flong.runtime.printing import py_write_date, py_write_dec, py_write_int, py_write_scaled

EPOCH = date(1970, 1, 1).toordinal()


@settings(max_examples=100)
@given(st.integers(-(2**63), 2**63 - 1))
@example(-(2**63))
@example(0)
def test_integers(value):
    assert py_write_int(value) == str(value).encode()


@settings(max_examples=200)
@given(st.integers(0, 10**34 - 1), st.integers(-60, 60), st.booleans())
@example(0, 5, False)
@example(0, -2, True)
@example(10**34 - 1, -34, True)
@example(1, -6176, False)
@example(1, 6144, False)
def test_decimals_in_plain_notation(coefficient, exponent, negative):
    """As Python's plain notation; a zero has no sign."""
    value = Decimal((int(negative), tuple(map(int, str(coefficient))), exponent))
    assert py_write_dec(value) == format(value if value else abs(value), "f").encode()


@settings(max_examples=100)
@given(st.integers(-(2**63), 2**63 - 1), st.integers(0, 18))
@example(-5, 2)
def test_scaled_integers(value, scale):
    assert py_write_scaled(value, scale) == format(Decimal(value).scaleb(-scale), "f").encode()


@settings(max_examples=200)
@given(st.dates())
@example(date(1, 1, 1))
@example(date(9999, 12, 31))
@example(date(2000, 2, 29))
@example(date(1900, 3, 1))
def test_dates(value):
    assert py_write_date(value.toordinal() - EPOCH) == value.isoformat().encode()


@pytest.mark.parametrize("days", [-719163, 2932897, 2**63 - 1, -(2**63)])
def test_dates_outside_the_calendar_reject(days):
    with pytest.raises(Reject, match="years 1 to 9999"):
        py_write_date(days)
