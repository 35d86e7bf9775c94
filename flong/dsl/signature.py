"""Function signatures, written as text so that the runtime can declare them without knowing `dsl`:
`money(x: decimal, currency: const text = none, symbol: const text = none) -> text`.

`const` parameters must be literals and are resolved when the template is compiled. Types are `text int
decimal float bool date time datetime duration html url css image enum("a", "b")`, `[T]` and `T?`. Overloads are
separate signatures of one name, tried in order; an int is accepted for a decimal, an enum for a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal as DecimalValue
from typing import TypeVar

from flong.dsl import types
from flong.dsl.types import Enum, List, Optional, Type

T = TypeVar("T")

SIGNATURE_TYPES: dict[str, Type] = {
    str(t): t
    for t in (
        types.TEXT, types.INT, types.DECIMAL, types.FLOAT, types.BOOL, types.DATE, types.TIME, types.DATETIME,
        types.DURATION, types.HTML, types.URL, types.CSS, types.IMAGE,
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Required:
    """Marks a parameter without default."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    type: Type
    constant: bool
    default: str | int | DecimalValue | bool | Required | None


@dataclass(frozen=True, slots=True)
class Signature:
    """`symbol` is `module.function` in flong.runtime; `static` says that constants are resolved into
    a byte string handed to the function before its other arguments."""

    name: str
    parameters: tuple[Parameter, ...]
    result: Type
    symbol: str
    static: bool


_TOKEN = re.compile(r'\s*(?:(->)|(\w+(?:\.\w+)?)|("(?:[^"\\]|\\.)*")|(.))', re.DOTALL)
_WORDS = {"true": True, "false": False, "none": None}
_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}


def parse_signature(text: str, symbol: str, static: bool) -> Signature:
    """Read `name(p: type = default, …) -> type`; ValueError when the text is not a signature."""
    return _Reader(text).signature(symbol, static)


class _Reader:
    """A recursive-descent reader over the tokens of one signature."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = ["".join(t) for t in _TOKEN.findall(text.strip())]

    def signature(self, symbol: str, static: bool) -> Signature:
        name = self.take()
        self.expect("(")
        parameters = tuple(self.separated(self.parameter, ")"))
        self.expect("->")
        result = self.type()
        if self.tokens:
            raise self.wrong(self.tokens[0])
        return Signature(name, parameters, result, symbol, static)

    def separated(self, read: Callable[[], T], close: str) -> Iterator[T]:
        """`read` until `close`, between commas."""
        while not self.accept(close):
            yield read()
            if not self.accept(","):
                self.expect(close)
                return

    def parameter(self) -> Parameter:
        name = self.take()
        self.expect(":")
        constant = self.accept("const")
        type_ = self.type()
        default = self.default() if self.accept("=") else Required()
        return Parameter(name, type_, constant, default)

    def type(self) -> Type:
        type_ = self.plain_type()
        return Optional(type_) if self.accept("?") else type_

    def plain_type(self) -> Type:
        if self.accept("["):
            item = self.type()
            self.expect("]")
            return List(item)
        word = self.take()
        if word == "enum":
            self.expect("(")
            return Enum(tuple(_unquoted(v) for v in self.separated(self.take, ")")))
        if word not in SIGNATURE_TYPES:
            raise self.wrong(word)
        return SIGNATURE_TYPES[word]

    def default(self) -> str | int | DecimalValue | bool | None:
        word = self.take()
        if word in _WORDS:
            return _WORDS[word]
        if word.startswith('"'):
            return _unquoted(word)
        number = "-" + self.take() if word == "-" else word
        try:
            return DecimalValue(number) if "." in number else int(number)
        except (ValueError, ArithmeticError):
            raise self.wrong(number) from None

    def take(self) -> str:
        if not self.tokens:
            raise ValueError(f"signature ends too early: {self.text}")
        return self.tokens.pop(0)

    def accept(self, token: str) -> bool:
        found = bool(self.tokens) and self.tokens[0] == token
        if found:
            self.tokens.pop(0)
        return found

    def expect(self, token: str) -> None:
        if not self.accept(token):
            raise self.wrong(self.tokens[0] if self.tokens else "the end", token)

    def wrong(self, found: str, expected: str = "") -> ValueError:
        hint = f", expected {expected!r}" if expected else ""
        return ValueError(f"unexpected {found!r}{hint} in signature: {self.text}")


def _unquoted(token: str) -> str:
    if not token.startswith('"'):
        raise ValueError(f"expected a quoted text, found {token!r}")
    return re.sub(r"\\.", lambda m: _ESCAPES.get(m[0], m[0][1:]), token[1:-1])
