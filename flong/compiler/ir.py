"""The intermediate representation: what is left of a template once everything that can be decided is.

Expressions are those of `dsl.typed`. A `Node` tuple is a block. Passes are functions `Module -> Module`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flong.dsl.typed import Attachment, Expr, Let, Set, Settings
from flong.dsl.types import Record
from flong.errors import Span

Escaper = Literal[
    "none",  # already safe here (safe values, numbers, dates)
    "html", "url_link", "url_image", "url_part", "css_value", "css_string", "css_url",
    "json", "json_string", "header", "address_name", "address", "plain", "value",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Write:
    data: bytes


@dataclass(frozen=True, slots=True)
class Emit:
    """Prints `value`, formatted by its type, through `escaper`. `attribute`: HTML escaping follows.
    `number` is stable: the n-th output of the template."""

    number: int
    value: Expr
    escaper: Escaper
    attribute: bool
    span: Span


@dataclass(frozen=True, slots=True)
class If:
    arms: tuple[tuple[Expr, Block], ...]
    orelse: Block


@dataclass(frozen=True, slots=True)
class For:
    slot: int
    loop: int
    source: Expr
    guard: Expr | None
    body: Block
    orelse: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Fail:
    kind: Literal["reject", "skip"]
    reason: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Only:
    """What one of the parts alone has; the pass `only` leaves none."""

    part: Literal["html", "text"]
    body: Block


Node = Write | Emit | If | For | Let | Set | Fail | Only
Block = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    body: Block


@dataclass(frozen=True, slots=True)
class Module:
    """A whole template, ready for an engine. `size_hint` is the bytes a record's parts need at least;
    `locale` the variable with the index of the record's locale, where data chooses it."""

    name: str
    kind: Literal["html", "text"]
    settings: Settings
    data: Record
    computed: tuple[Let, ...]
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...]
    slots: int
    sources: dict[str, str]
    locale: int | None = None
    size_hint: int = 0
