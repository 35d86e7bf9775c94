"""F06xx: what is allowed and yet unwise in a mail."""

from __future__ import annotations

from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {}
