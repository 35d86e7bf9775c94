"""Constants as C source. Nothing of a template reaches the source but through these functions."""

from __future__ import annotations

from decimal import Decimal

_CHUNK = 96
_PLAIN = frozenset(b" !#$%&'()+,-.:;<=>@[]^_`{|}~" + bytes(range(0x61, 0x7B)) + bytes(range(0x41, 0x5B)))


def c_bytes(data: bytes) -> str:
    r"""`data` as a C string literal: printable ASCII as it is, the rest as three octal digits.

    Digits, quotes, backslashes, `?`, `*` and `/` are escaped, so that no escape runs on and neither a
    trigraph, a comment's end nor the end of the surrounding text can arise.

    >>> c_bytes(b'<b>"1" ??/ */')
    '"<b>\\042\\061\\042 \\077\\077\\057 \\052\\057"'
    """
    pieces = ["".join(map(_c_byte, data[i : i + _CHUNK])) for i in range(0, len(data), _CHUNK)]
    return '"' + '" "'.join(pieces) + '"'


def _c_byte(byte: int) -> str:
    return chr(byte) if byte in _PLAIN else f"\\{byte:03o}"


def c_text(text: str) -> str:
    """A text constant as an fl_text."""
    data = text.encode()
    return f"((fl_text){{{c_bytes(data)}, {len(data)}}})"


def c_int(value: int) -> str:
    """A signed 64-bit constant; C has no literal for the smallest."""
    if value == -(1 << 63):
        return "INT64_MIN"
    return f"INT64_C({value})" if value >= 0 else f"(-INT64_C({-value}))"


def c_int128(value: int) -> str:
    """A signed 128-bit constant, put together from its halves."""
    return f"((fl_i128){c_u128(value & (1 << 128) - 1)})"


def c_u128(value: int) -> str:
    """An unsigned 128-bit constant, put together from its halves."""
    return f"(((fl_u128)UINT64_C({value >> 64}) << 64) | UINT64_C({value & (1 << 64) - 1}))"


def c_decimal(value: Decimal) -> str:
    """A decimal constant of at most 34 digits as an fl_dec."""
    sign, digits, exponent = value.as_tuple()
    coefficient = int("".join(map(str, digits)))
    return f"((fl_dec){{{c_u128(coefficient)}, {exponent}, {sign}}})"
