"""Records as JSON Lines, amounts as numbers with all their digits."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from benchmarks.cases import Records


def json_lines(records: Records) -> bytes:
    """One line per record."""
    return b"".join(_text(record).encode() + b"\n" for record in records)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(name)}:{_text(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
