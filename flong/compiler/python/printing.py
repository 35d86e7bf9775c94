"""How values print where no format was asked for, and how they become the arguments of functions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any


def printed(value: Any) -> str:
    """A bare `{{ value }}`: plain notation with all digits, a zero without sign; ISO dates; texts as they are."""
    if isinstance(value, Decimal):
        return format(value or value.copy_abs(), "f")
    return value.isoformat() if isinstance(value, date) else str(value)
