"""Literals: what a text in quotes and a number stand for."""

from __future__ import annotations

import re
from decimal import Decimal

_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "'": "'"}
MIN_INT, MAX_INT = -(2**63), 2**63 - 1
MAX_DIGITS = 34


def unquote(token: str) -> tuple[str, list[tuple[int, int]]]:
    """The text between the quotes of `token`, and the ranges in `token` of escapes that are none."""
    if "\\" not in token:
        return token[1:-1], []
    wrong: list[tuple[int, int]] = []

    def meant(match: re.Match[str]) -> str:
        found = _code_point(match[1]) if match[1] else _PLAIN.get(match[2])
        if found is None:
            wrong.append((match.start() + 1, match.end() + 1))
        return found or ""

    return _ESCAPE.sub(meant, token[1:-1]), wrong


def _code_point(digits: str) -> str | None:
    number = int(digits, 16)
    return None if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF else chr(number)


def whole(digits: str) -> int | None:
    """The int of a token, None when it does not fit 64 bits."""
    kept = digits.lstrip("0") or "0"
    value = int(kept) if len(kept) <= 19 else MAX_INT + 1
    return value if value <= MAX_INT else None


def is_least(digits: str) -> bool:
    """Whether the int of a token fits 64 bits behind a minus sign only."""
    return digits.lstrip("0") == str(-MIN_INT)


def decimal(digits: str) -> Decimal | None:
    """The decimal of a token, None when it has more than 34 digits, in all or after the point."""
    point = digits.index(".")
    coefficient = digits.replace(".", "").lstrip("0")
    fits = len(coefficient) <= MAX_DIGITS and len(digits) - point - 1 <= MAX_DIGITS
    return Decimal(digits) if fits else None
