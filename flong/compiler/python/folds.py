"""Aggregates as folds: a start, a step per value, an end. A failing step names the aggregate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from flong.compiler.python.arith import checked, decimals, duration
from flong.dsl import types

_NOTHING = object()


def _zero(kind: types.Type) -> Any:
    if isinstance(kind, types.Decimal):
        return Decimal(0)
    return timedelta(0) if kind == types.DURATION else 0


def _add(total: Any, value: Any) -> Any:
    if isinstance(total, Decimal):
        return decimals("+", total, value)
    return duration(total + value) if isinstance(total, timedelta) else checked(total + value)


def _average(state: tuple[Decimal, int], value: Any) -> tuple[Decimal, int]:
    return decimals("+", state[0], Decimal(value)), state[1] + 1


STARTS: dict[str, Callable[[types.Type], Any]] = {
    "sum": _zero,
    "avg": lambda kind: (Decimal(0), 0),
    "min": lambda kind: _NOTHING,
    "max": lambda kind: _NOTHING,
    "count": lambda kind: 0,
    "any": lambda kind: False,
    "all": lambda kind: True,
    "first": lambda kind: _NOTHING,
    "last": lambda kind: _NOTHING,
    "join": lambda kind: [],
}

FOLDS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": _add,
    "avg": _average,
    "min": lambda best, value: value if best is _NOTHING or value < best else best,
    "max": lambda best, value: value if best is _NOTHING or value > best else best,
    "count": lambda state, value: state + 1,
    "any": lambda state, value: value,
    "all": lambda state, value: value,
    "first": lambda state, value: value,
    "last": lambda state, value: value,
    "join": lambda texts, value: [*texts, value],
}


def decided(kind: str, value: Any) -> bool:
    """True when no later value can change the result."""
    return kind == "first" or (kind == "any" and value) or (kind == "all" and not value)


def finished(kind: str, state: Any, separator: str) -> Any:
    """The aggregate's value; None when an optional one saw nothing."""
    if kind == "avg":
        return decimals("/", state[0], Decimal(state[1])) if state[1] else None
    if kind == "join":
        return separator.join(state)
    return None if state is _NOTHING else state
