"""Powers whose value does not exist: both engines name the same reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flong.compiler.python.arith import Wrong, decimals
from flong.runtime import decimal
from flong.runtime.core import Reject


@pytest.mark.parametrize("base", ["0", "-0", "0.00", "2", "-1.5", "9E+6144", "1E-6000"])
@pytest.mark.parametrize("exponent", [-64, -2, -1, 0, 1, 3, 64])
def test_the_same_power_or_reason(base: str, exponent: int) -> None:
    """The oracle and the compiled routine agree on value, digits and code."""
    try:
        expected: object = decimals("**", Decimal(base), Decimal(exponent)).as_tuple()
    except Wrong as wrong:
        expected = int(wrong.code)
    try:
        found: object = decimal.py_dec_pow(Decimal(base), exponent).as_tuple()
    except Reject as reject:
        found = reject.code
    assert found == expected
