"""F02xx: names and types."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {}
