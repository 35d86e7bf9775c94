"""The bounds of a JSON Schema, enforced when a record is bound."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from flong.patterns import searcher
from flong.runtime.layout import Rules

Check = Callable[[Any], str | None]


def checker(rules: Rules) -> Check | None:
    """A function that gives the reason why a value breaks `rules`, or None; None without rules."""
    checks = [_MAKERS[keyword](value) for keyword, value in rules]
    if not checks:
        return None
    return lambda value: next((reason for check in checks if (reason := check(value))), None)


def _bound(word: str, breaks: Callable[[Any, Any], bool]) -> Callable[[int | str], Check]:
    def make(limit: int | str) -> Check:
        bound = Decimal(limit)
        reason = f"must be {word} {limit}"
        return lambda value: reason if breaks(_number(value), bound) else None

    return make


def _size(word: str, unit: str, breaks: Callable[[int, int], bool]) -> Callable[[int | str], Check]:
    def make(limit: int | str) -> Check:
        bound = int(limit)
        reason = f"must have {word} {bound} {unit}"
        return lambda value: reason if breaks(len(value), bound) else None

    return make


def _pattern(pattern: int | str) -> Check:
    """As JSON Schema has it, the pattern may match anywhere."""
    search = searcher(str(pattern))
    reason = f"does not match the pattern {pattern}"
    return lambda value: None if search(value) else reason


def _number(value: float | Decimal) -> Decimal:
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


_MAKERS: dict[str, Callable[[int | str], Check]] = {
    "minimum": _bound("at least", lambda value, bound: value < bound),
    "maximum": _bound("at most", lambda value, bound: value > bound),
    "exclusiveMinimum": _bound("more than", lambda value, bound: value <= bound),
    "exclusiveMaximum": _bound("less than", lambda value, bound: value >= bound),
    "minLength": _size("at least", "characters", lambda size, bound: size < bound),
    "maxLength": _size("at most", "characters", lambda size, bound: size > bound),
    "minItems": _size("at least", "items", lambda size, bound: size < bound),
    "maxItems": _size("at most", "items", lambda size, bound: size > bound),
    "pattern": _pattern,
}
