"""The types of the template language (docs/language.md, "Types"). Values, compared by value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Type:
    """Base of all types."""


@dataclass(frozen=True, slots=True)
class Scalar(Type):
    """A type without parameters. `none` types the literal, `error` silences follow-up mistakes."""

    name: Literal["text", "int", "float", "bool", "date", "time", "datetime", "duration", "period", "none", "error"]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Decimal(Type):
    """`decimal(p, s)` constrains data; every computed decimal is plain `decimal` (both None)."""

    precision: int | None = None
    scale: int | None = None

    def __str__(self) -> str:
        return "decimal" if self.precision is None else f"decimal({self.precision}, {self.scale})"


@dataclass(frozen=True, slots=True)
class Enum(Type):
    """One of a fixed list of texts."""

    values: tuple[str, ...]

    def __str__(self) -> str:
        return "enum(" + ", ".join(f'"{v}"' for v in self.values) + ")"


@dataclass(frozen=True, slots=True)
class Safe(Type):
    """A value only functions make, trusted in one kind of place."""

    kind: Literal["html", "url", "css", "image"]

    def __str__(self) -> str:
        return self.kind


@dataclass(frozen=True, slots=True)
class List(Type):
    item: Type

    def __str__(self) -> str:
        return f"[{self.item}]"


@dataclass(frozen=True, slots=True)
class Rule:
    """A bound of JSON Schema, enforced when a record is bound."""

    keyword: Literal[
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
        "minLength", "maxLength", "minItems", "maxItems", "pattern",
    ]  # fmt: skip
    value: int | str


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: Type
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Record(Type):
    fields: tuple[Field, ...]
    _by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {f.name: f for f in reversed(self.fields)})

    def field(self, name: str) -> Field | None:
        """The field called `name` (of several the first), or None."""
        return self._by_name.get(name)

    def __str__(self) -> str:
        return "{" + ", ".join(f"{f.name}: {f.type}" for f in self.fields) + "}"


@dataclass(frozen=True, slots=True)
class Optional(Type):
    """`T?`; never nested."""

    inner: Type

    def __str__(self) -> str:
        return f"{self.inner}?"


TEXT, INT, FLOAT, BOOL = Scalar("text"), Scalar("int"), Scalar("float"), Scalar("bool")
DATE, TIME, DATETIME = Scalar("date"), Scalar("time"), Scalar("datetime")
DURATION, PERIOD = Scalar("duration"), Scalar("period")
NONE, ERROR = Scalar("none"), Scalar("error")
DECIMAL = Decimal()
HTML, URL, CSS, IMAGE = Safe("html"), Safe("url"), Safe("css"), Safe("image")
