"""Constants in generated C: whatever a template holds, only harmless characters reach the source."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flong.compiler.emit.literals import c_bytes, c_decimal, c_int, c_text, c_u128

NASTY = [b'"', b"\\", b"\n", b"\r\n", b"*/", b"/*", b"//", b"??/", b"??=", b'"""', b"\0", b"\\x41", b"1\x001", b"%s"]


def read_c(literal: str) -> bytes:
    """What a C compiler makes of adjacent string literals whose only escapes are three octal digits."""
    assert re.fullmatch(r'"([^"\\]|\\[0-7]{3})*"( "([^"\\]|\\[0-7]{3})*")*', literal)
    inside = "".join(re.findall(r'"((?:[^"\\]|\\[0-7]{3})*)"', literal))
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), inside).encode("latin-1")


@given(st.one_of(st.binary(), st.lists(st.sampled_from(NASTY)).map(b"".join)))
def test_bytes_come_back(data: bytes) -> None:
    """Every byte string survives the way into C."""
    assert read_c(c_bytes(data)) == data


@given(st.lists(st.sampled_from([*NASTY, b"a", b"7", "對帳單".encode()])).map(b"".join))
def test_nothing_but_harmless_characters(data: bytes) -> None:
    """No quote, comment, trigraph, line end or non-ASCII character of a template stands in the source."""
    inside = c_bytes(data)[1:-1].replace('" "', "")
    assert not re.search(r'["?*/\n\r\x00]|[^\x20-\x7e]|\\(?![0-7]{3})', inside)


@given(st.text())
def test_texts_know_their_length(text: str) -> None:
    """A text is its bytes and their number."""
    literal = re.fullmatch(r"\(\(fl_text\)\{(.*), (\d+)\}\)", c_text(text))
    assert literal and read_c(literal[1]) == text.encode() and int(literal[2]) == len(text.encode())


def test_long_literals_are_cut() -> None:
    """No piece is longer than the C standard promises to accept."""
    assert max(map(len, c_bytes(b"x" * 5000).split(" "))) < 509


@pytest.mark.parametrize("value", [0, 1, -1, 2**63 - 1, -(2**63) + 1])
def test_ints(value: int) -> None:
    """A constant reads as it is written."""
    assert c_int(value) == (f"INT64_C({value})" if value >= 0 else f"(-INT64_C({-value}))")


def test_smallest_int() -> None:
    """C has no literal for it."""
    assert c_int(-(2**63)) == "INT64_MIN"


@given(st.integers(0, 2**128 - 1))
def test_wide_integers_in_halves(value: int) -> None:
    """Both halves stand in their place."""
    high, low = map(int, re.findall(r"UINT64_C\((\d+)\)", c_u128(value)))
    assert high << 64 | low == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**30), max_value=10**30))
def test_decimals(value: Decimal) -> None:
    """Coefficient, exponent and sign."""
    found = re.fullmatch(
        r"\(\(fl_dec\)\{\(\(\(fl_u128\)UINT64_C\((\d+)\) << 64\) \| UINT64_C\((\d+)\)\), (-?\d+), ([01])\}\)",
        c_decimal(value),
    )
    assert found
    high, low, exponent, sign = map(int, found.groups())
    coefficient = tuple(map(int, str(high << 64 | low)))
    assert Decimal((sign, coefficient, exponent)).compare_total(value) == 0
