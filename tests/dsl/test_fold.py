"""Constant folding: values, and what always fails."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.dsl.check.fold import FoldError, add_months, fold, printed
from flong.dsl.typed import Arith, Concat, Cond, Const, Convert, Expr, Logic, Months, Negate, Var
from flong.dsl.types import BOOL, DATE, DECIMAL, DURATION, INT, PERIOD, TEXT, Type
from flong.errors import Span

HERE = Span("t.html", 0, 1)


def const(value: object) -> Const:
    kinds: dict[type, Type] = {
        bool: BOOL, int: INT, Decimal: DECIMAL, str: TEXT, date: DATE, timedelta: DURATION, Months: PERIOD,
    }  # fmt: skip
    return Const(kinds[type(value)], HERE, value)


def arith(op: str, left: object, right: object) -> Arith:
    kind = DECIMAL if op == "/" else const(left).type
    return Arith(kind, HERE, op, const(left), const(right))


def value(expr: Expr) -> object:
    made = fold(expr)
    assert isinstance(made, Const)
    return made.value


@pytest.mark.parametrize(
    ("op", "left", "right", "result"),
    [
        ("+", 2, 3, 5),
        ("//", -7, 2, -3),
        ("%", -7, 2, -1),
        ("/", 1, 8, Decimal("0.125")),
        ("**", 2, 10, 1024),
        ("**", Decimal("0.5"), 2, Decimal("0.25")),
        ("*", Decimal("1.10"), Decimal("2"), Decimal("2.20")),
        ("//", Decimal("-7.5"), Decimal(2), Decimal(-3)),
        ("%", Decimal("-7.5"), Decimal(2), Decimal("-1.5")),
        ("/", Decimal(1), Decimal(3), Decimal("0." + "3" * 34)),
        ("+", date(2026, 1, 31), Months(1), date(2026, 2, 28)),
        ("-", date(2024, 2, 29), Months(12), date(2023, 2, 28)),
        ("+", date(2026, 12, 31), timedelta(days=1), date(2027, 1, 1)),
        ("-", date(2026, 3, 1), date(2026, 2, 1), timedelta(days=28)),
    ],
)
def test_arithmetic(op: str, left: object, right: object, result: object) -> None:
    found = value(arith(op, left, right))
    assert (found, str(found)) == (result, str(result))


@pytest.mark.parametrize(
    ("op", "left", "right", "reason"),
    [
        ("//", Decimal("1E+30"), Decimal("1E-30"), "the quotient has more than 34 digits"),
        ("%", Decimal("1E+30"), Decimal("1E-30"), "the quotient has more than 34 digits"),
        ("/", 1, 0, "division by zero"),
        ("//", 1, 0, "division by zero"),
        ("%", Decimal(1), Decimal(0), "division by zero"),
        ("/", Decimal(0), Decimal(0), "division by zero"),
        ("**", Decimal(0), -1, "division by zero|no result"),
        ("+", 2**63 - 1, 1, "64 bits"),
        ("//", -(2**63), -1, "64 bits"),
        ("*", Decimal("1e6000"), Decimal("1e6000"), "too large"),
        ("+", date(9999, 12, 31), timedelta(days=1), "years 1 to 9999"),
        ("-", date(1, 1, 1), Months(1), "years 1 to 9999"),
    ],
)
def test_what_always_fails(op: str, left: object, right: object, reason: str) -> None:
    with pytest.raises(FoldError, match=reason):
        fold(arith(op, left, right))


def test_the_smallest_int_has_no_opposite() -> None:
    with pytest.raises(FoldError, match="64 bits"):
        fold(Negate(INT, HERE, const(-(2**63))))


def test_logic_keeps_what_is_not_decided() -> None:
    flag = Var(BOOL, HERE, 0, "x")
    assert value(Logic(BOOL, HERE, "and", const(False), flag)) is False
    assert value(Logic(BOOL, HERE, "or", const(True), flag)) is True
    assert fold(Logic(BOOL, HERE, "and", const(True), flag)) is flag
    assert fold(Cond(BOOL, HERE, const(True), flag, const(False))) is flag


def test_variables_are_left_alone() -> None:
    expr = Arith(INT, HERE, "+", Var(INT, HERE, 0, "x"), const(1))
    assert fold(expr) is expr


def test_joined_text_prints_all_digits() -> None:
    parts = tuple(map(const, ("a", 1, Decimal("1E+3"), Decimal("0.10"), date(2026, 11, 21))))
    assert value(Concat(TEXT, HERE, parts)) == "a110000.102026-11-21"
    assert printed(const(Decimal("1E-10"))) == "0.0000000001"


def test_an_int_widens_to_a_decimal() -> None:
    assert value(Convert(DECIMAL, HERE, const(5))) == Decimal(5)


@settings(max_examples=60)
@given(st.integers(-(2**63), 2**63 - 1), st.integers(-(2**63), 2**63 - 1).filter(bool))
def test_division_and_remainder_belong_together(a: int, b: int) -> None:
    if (a, b) == (-(2**63), -1):
        return
    quotient, remainder = value(arith("//", a, b)), value(arith("%", a, b))
    assert isinstance(quotient, int)
    assert isinstance(remainder, int)
    assert quotient * b + remainder == a
    assert remainder == 0 or (remainder < 0) == (a < 0)


@settings(max_examples=60)
@given(st.dates(), st.integers(-1200, 1200))
def test_months_keep_the_day_or_clamp(day: date, months: int) -> None:
    total = day.year * 12 + day.month - 1 + months
    if not 12 <= total < 120_000:
        with pytest.raises(ValueError, match=r"-?\d+"):
            add_months(day, months)
        return
    later = add_months(day, months)
    assert later.year * 12 + later.month - 1 == total
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
