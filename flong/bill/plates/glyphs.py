"""Glyphs in the operands of `TJ`: hexadecimal numbers of four digits between angle brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEX = re.compile(r"<([0-9a-f]+)>")


def glyphs_of(operands: str) -> list[int]:
    """The glyphs, in order."""
    return [int(digits[i : i + 4], 16) for digits in _HEX.findall(operands) for i in range(0, len(digits), 4)]


def recoded(operands: str, codes: Mapping[int, int]) -> str:
    """The operands with a code for each glyph."""
    return _HEX.sub(lambda found: f"<{_recoded(found[1], codes)}>", operands)


def _recoded(digits: str, codes: Mapping[int, int]) -> str:
    return "".join(f"{codes[int(digits[i : i + 4], 16)]:04x}" for i in range(0, len(digits), 4))
