"""The syntax tree: what the parser makes of a template's text. Nothing is resolved or typed here."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from flong.dsl.types import Record, Type
from flong.errors import Span

# --- expressions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expr:
    span: Span


@dataclass(frozen=True, slots=True)
class Literal_(Expr):
    """text, int, decimal (`3.14`), true, false, none."""

    value: str | int | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class TimeLiteral(Expr):
    """`5 days`: a duration for weeks to seconds, a period for months and years."""

    count: int
    unit: Literal["week", "day", "hour", "minute", "second", "month", "year"]


@dataclass(frozen=True, slots=True)
class Name(Expr):
    name: str


@dataclass(frozen=True, slots=True)
class Field(Expr):
    """`base.name`, or `base?.name` when `optional`. `name_span` covers the name alone."""

    base: Expr
    name: str
    name_span: Span
    optional: bool


@dataclass(frozen=True, slots=True)
class Index(Expr):
    base: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Slice(Expr):
    base: Expr
    start: Expr | None
    stop: Expr | None


@dataclass(frozen=True, slots=True)
class Argument:
    """`value`, or `name=value`."""

    value: Expr
    name: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Generator(Expr):
    """`body for var in source [if guard]`, only as the first argument of an aggregate."""

    body: Expr
    var: str
    var_span: Span
    source: Expr
    guard: Expr | None


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """`f(…)`, or `x | f(…)` with x as the first argument and `piped`."""

    name: str
    name_span: Span
    args: tuple[Argument, ...]
    piped: bool


@dataclass(frozen=True, slots=True)
class Unary(Expr):
    op: Literal["-", "+", "not"]
    value: Expr


@dataclass(frozen=True, slots=True)
class Binary(Expr):
    op: Literal["+", "-", "*", "/", "//", "%", "**", "~", "??", "==", "!=", "<", "<=", ">", ">=", "and", "or"]
    left: Expr
    right: Expr
    op_span: Span


@dataclass(frozen=True, slots=True)
class In(Expr):
    item: Expr
    items: Expr
    negated: bool


@dataclass(frozen=True, slots=True)
class Test(Expr):
    """`value is [not] present|blank`."""

    value: Expr
    test: Literal["present", "blank"]
    negated: bool


@dataclass(frozen=True, slots=True)
class Cond(Expr):
    """`yes if test else no`."""

    yes: Expr
    test: Expr
    no: Expr


@dataclass(frozen=True, slots=True)
class ListLiteral(Expr):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Missing(Expr):
    """Stands where an expression could not be read; the parser has reported it."""


# --- statements ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Static text after the white-space rule; `span` covers what is left of it in the source."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Output:
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class If:
    arms: tuple[tuple[Expr, Block], ...]
    orelse: Block
    span: Span


@dataclass(frozen=True, slots=True)
class For:
    var: str
    var_span: Span
    source: Expr
    guard: Expr | None
    body: Block
    orelse: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Group:
    """`{% group var in source [if guard] by key %}`."""

    var: str
    var_span: Span
    source: Expr
    guard: Expr | None
    key: Expr
    body: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Let:
    name: str
    name_span: Span
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Set:
    name: str
    name_span: Span
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class When:
    """`{% when "a", "b" %}`: literals only."""

    values: tuple[Expr, ...]
    body: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Match:
    value: Expr
    arms: tuple[When, ...]
    orelse: Block | None
    span: Span


@dataclass(frozen=True, slots=True)
class Share:
    """`{% when "a" 70 %}` of a variant."""

    name: str
    name_span: Span
    weight: int
    body: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Variant:
    """`{% variant "hero" %}…{% endvariant %}`; `name` is None where it, or an arm, could not be read."""

    name: str | None
    name_span: Span
    arms: tuple[Share, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Only:
    """`{% only html %}` or `{% only text %}`; `part` is None where it could not be read."""

    part: Literal["html", "text"] | None
    body: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Include:
    """`{% include "part.html" with a=…, b=… %}`."""

    file: str
    file_span: Span
    bindings: tuple[Argument, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Fail:
    kind: Literal["reject", "skip"]
    reason: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Invoke:
    """`{% card title="x" %}…{% endcard %}`: a use of a component. `body` is None without an end tag; what is given to
    one that is `broken` can't be read."""

    name: str
    name_span: Span
    args: tuple[Argument, ...]
    body: Block | None
    span: Span
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """`{% fill footer %}…{% endfill %}`, only directly in the body of an `Invoke`."""

    name: str
    name_span: Span
    body: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Slot:
    """`{% slot footer %}`, only in a component; the default slot's name is empty."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Region:
    """`{% block name %}…{% endblock %}`: what a template that extends this one may replace."""

    name: str
    name_span: Span
    body: Block
    span: Span


Statement = (
    Text
    | Output
    | If
    | For
    | Group
    | Let
    | Set
    | Match
    | Variant
    | Only
    | Include
    | Fail
    | Invoke
    | Fill
    | Slot
    | Region
)
Block = tuple[Statement, ...]


# --- components ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """`name: type [= default]`."""

    name: str
    name_span: Span
    type: Type
    default: Expr | None


@dataclass(frozen=True, slots=True)
class Component:
    """`{% component name(parameters) %}…{% endcomponent %}`. `slots` are the names of its slots, one for each tag.
    Of one that is `broken` only the name could be read."""

    name: str
    name_span: Span
    params: tuple[Parameter, ...]
    body: Block
    slots: tuple[str, ...]
    span: Span
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """`{% use "cards.html" %}`."""

    file: str
    file_span: Span
    span: Span


# --- head and data -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Computed:
    """`total = sum(…)` of a data block."""

    name: str
    name_span: Span
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class DataBlock:
    record: Record
    computed: tuple[Computed, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class HeadField:
    """One field of the head. `value` is its text with holes (template-valued fields) or one Text
    (constant fields); `raw` is the text as written, unfolded; `name` is spelled as in the design."""

    name: str
    name_span: Span
    raw: str
    value: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Attach:
    """`Attach: "file" [as EXPR] [if EXPR] [password EXPR]`."""

    file: str
    file_span: Span
    name: Expr | None
    condition: Expr | None
    password: Expr | None
    span: Span


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed file. `text` is the source with CRLF read as LF and without BOM; `made` holds the texts that a
    translation made of it, by the names that spans have for them."""

    name: str
    kind: Literal["html", "text"]
    text: str
    head: tuple[HeadField, ...]
    attach: tuple[Attach, ...]
    data: DataBlock | None
    body: Block
    made: dict[str, str] = field(default_factory=dict)
    components: tuple[Component, ...] = ()
    uses: tuple[Use, ...] = ()
