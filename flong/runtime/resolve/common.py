"""The types of resolvers, and messages they share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Protocol


class Settings(Protocol):
    """What formats depend on (`dsl.typed.Settings` fits)."""

    @property
    def locale(self) -> str: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def currency_digits(self) -> int | None: ...
    @property
    def timezone(self) -> str: ...


Constant = str | int | Decimal | bool | None
Constants = Mapping[str, Constant]
Resolver = Callable[[Settings, Constants], bytes]


def nearest(word: str, known: Iterable[str]) -> str:
    """`, did you mean "x"?` when something known looks like `word`, else nothing."""
    found = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f', did you mean "{found[0]}"?' if found else ""


def text_of(constants: Constants, name: str) -> str:
    """The text constant `name`; ValueError when it is absent or no text."""
    value = constants[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text")
    return value


def int_of(constants: Constants, name: str, low: int, high: int) -> int:
    """The integer constant `name` within `low` and `high`, or ValueError."""
    value = constants[name]
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError(f"{name} must be a whole number from {low} to {high}")
    return value


def one_of(constants: Constants, name: str, known: tuple[str, ...]) -> int:
    """The place of the text constant `name` in `known`, or ValueError that lists them."""
    value = text_of(constants, name)
    if value not in known:
        choices = ", ".join(f'"{word}"' for word in known)
        raise ValueError(f'{name}="{value}" is not one of {choices}{nearest(value, known)}')
    return known.index(value)
