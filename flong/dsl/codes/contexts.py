"""F03xx: where a value may stand."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {}
