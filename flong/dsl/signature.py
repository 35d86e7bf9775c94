"""Function signatures, written as text so that the runtime can declare them without knowing `dsl`:
`money(x: decimal, currency: const text = none, symbol: const text = none) -> text`.

`const` parameters must be literals and are resolved when the template is compiled. Types are `text int
decimal float bool date time datetime duration html url css image`, `[T]` and `T?`. Overloads are
separate signatures of one name, tried in order; an int is accepted for a decimal, an enum for a text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from flong.dsl.types import Type


@dataclass(frozen=True, slots=True)
class Required:
    """Marks a parameter without default."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type
    constant: bool
    default: str | int | Decimal | bool | Required | None


@dataclass(frozen=True, slots=True)
class Signature:
    """`symbol` is `module.function` in flong.runtime; `static` says that constants are resolved into
    a byte string handed to the function before its other arguments."""

    name: str
    parameters: tuple[Parameter, ...]
    result: Type
    symbol: str
    static: bool
