"""One record as JSON, read without losing a digit: numbers with a point become Decimal."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def parse(text: str | bytes) -> dict[str, Any]:
    """One record. Raises ValueError, with a reason that quotes nothing of the record."""
    try:
        value = json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} at character {error.pos + 1}") from None
    except UnicodeDecodeError:
        raise ValueError("not valid UTF-8") from None
    except ArithmeticError:
        raise ValueError("not valid JSON: a number beyond all bounds") from None
    except RecursionError:
        raise ValueError("not valid JSON: nested too deeply") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _no_constant(name: str) -> Any:
    raise ValueError(f"not valid JSON: {name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's fields. A field that stands there twice is refused: which one was meant?"""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("not a record: a field is given twice")
    return fields
