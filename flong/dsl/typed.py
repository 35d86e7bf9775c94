"""The checked tree: what `check` makes of the syntax tree and what the compiler lowers.

Every expression knows its type; sugar is gone: filters are calls, arguments stand in parameter order
with defaults filled in, widenings are `Convert`, names are numbered slots, includes hold what the file prints.
Evaluation is left to right; the first failing node, named by its span, rejects the record.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from flong.dsl.context import Context
from flong.dsl.signature import Signature
from flong.dsl.types import Record, Type
from flong.errors import Span


@dataclass(frozen=True, slots=True)
class Months:
    """A period: whole months (a year is twelve)."""

    count: int


@dataclass(frozen=True, slots=True)
class Days:
    """A period: whole days of the calendar, which need not have 24 hours. Only ever the right side of a datetime's
    `+` or `-`; everywhere else days are a duration."""

    count: int


# --- expressions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Expr:
    type: Type
    span: Span


@dataclass(frozen=True, slots=True)
class Const(Expr):
    """A literal. A constant of enum type holds its text."""

    value: str | int | Decimal | bool | date | timedelta | Months | Days | None


@dataclass(frozen=True, slots=True)
class Data(Expr):
    """The record itself."""


@dataclass(frozen=True, slots=True)
class Var(Expr):
    """The variable in `slot`."""

    slot: int
    name: str


@dataclass(frozen=True, slots=True)
class Clock(Expr):
    """`now` (datetime) or `today` (date) of this rendering."""

    which: Literal["now", "today"]


@dataclass(frozen=True, slots=True)
class Field(Expr):
    """`base.name` of a record."""

    base: Expr
    name: str


@dataclass(frozen=True, slots=True)
class OptField(Expr):
    """`base?.name`: null when the base is; an optional field does not nest."""

    base: Expr
    name: str


@dataclass(frozen=True, slots=True)
class Index(Expr):
    """`base[i]` of a list, from the end when negative; null outside. Type `T?`."""

    base: Expr
    index: Expr


@dataclass(frozen=True, slots=True)
class Slice(Expr):
    """`base[a:b]` of a list or a text (code points); clamps, negative counts from the end."""

    base: Expr
    start: Expr | None
    stop: Expr | None


@dataclass(frozen=True, slots=True)
class ListOf(Expr):
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Convert(Expr):
    """A widening to `type`: int→decimal, decimal(p,s)→decimal, enum→text, T→T?, none→T?."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Unwrap(Expr):
    """The value of an optional that narrowing proved present."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Negate(Expr):
    """Arithmetic minus of int, decimal, duration or period."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Arith(Expr):
    """Both operands have one type (int or decimal), but for `**` (int exponent literal) and time
    sums: date ± duration/period, datetime ± duration/period, date - date, datetime - datetime,
    duration ± duration, duration * int. `/` is always decimal. `//`, `%` truncate toward zero."""

    op: Literal["+", "-", "*", "/", "//", "%", "**"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Compare(Expr):
    """Both operands have one type."""

    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class In(Expr):
    """`item in list`; both sides have one item type."""

    item: Expr
    items: Expr


@dataclass(frozen=True, slots=True)
class Logic(Expr):
    """Short-circuit `and`, `or`."""

    op: Literal["and", "or"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Not(Expr):
    value: Expr


@dataclass(frozen=True, slots=True)
class Cond(Expr):
    test: Expr
    yes: Expr
    no: Expr


@dataclass(frozen=True, slots=True)
class Coalesce(Expr):
    """`left ?? right`; left is optional; right is evaluated only when left is null."""

    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Present(Expr):
    """True when the optional is not null."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Blank(Expr):
    """True for null, empty or white text, empty list."""

    value: Expr


@dataclass(frozen=True, slots=True)
class Concat(Expr):
    """`~`: the texts of its parts (text, int, decimal, date, enum: as a bare `{{ }}` prints them)."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call(Expr):
    """A runtime function. `args` are the run-time arguments in parameter order; `static` holds the
    constant ones by name."""

    function: Signature
    args: tuple[Expr, ...]
    static: tuple[tuple[str, str | int | Decimal | bool | None], ...]


@dataclass(frozen=True, slots=True)
class Range(Expr):
    """`range(stop)`, `range(start, stop[, step])`: ints, at most 10,000."""

    start: Expr
    stop: Expr
    step: Expr


@dataclass(frozen=True, slots=True)
class Aggregate(Expr):
    """`kind(body for slot in source if guard)`; a list alone has `body = Var(slot)`.

    sum of nothing is 0; count counts turns (`body` is ignored); min max avg first last are optional;
    avg is decimal; any/all stop early; join puts `separator` (text) between texts."""

    kind: Literal["sum", "avg", "min", "max", "count", "any", "all", "first", "last", "join"]
    slot: int
    source: Expr
    guard: Expr | None
    body: Expr
    separator: Expr | None = None


@dataclass(frozen=True, slots=True)
class ListOp(Expr):
    """`where` keeps items whose body is true, `map` yields bodies, `sort` is stable by body (`desc`
    reverses the order but keeps ties in place), `unique` keeps the first of equal bodies.
    The item stands in `slot`."""

    kind: Literal["where", "map", "sort", "unique"]
    slot: int
    source: Expr
    body: Expr
    desc: bool = False


@dataclass(frozen=True, slots=True)
class Group(Expr):
    """The items of `source` that pass `guard`, by equal `key`: a list of `{key, items}`, keys and items in
    the order in which they come. The item stands in `slot`."""

    slot: int
    source: Expr
    guard: Expr | None
    key: Expr


@dataclass(frozen=True, slots=True)
class Take(Expr):
    """`take(xs, n)`, `skip(xs, n)`, `reverse(xs)` (`count` None)."""

    kind: Literal["take", "skip", "reverse"]
    source: Expr
    count: Expr | None


@dataclass(frozen=True, slots=True)
class Length(Expr):
    """The number of items of a list (of a text it is a `Call`)."""

    value: Expr


@dataclass(frozen=True, slots=True)
class LoopValue(Expr):
    """`loop.index index0 first last length` and, optional items, `previous next` of loop `loop`."""

    loop: int
    which: Literal["index", "index0", "first", "last", "length", "previous", "next"]


@dataclass(frozen=True, slots=True)
class Variant(Expr):
    """The arm that the record's `key` falls to: one of the values of its enum type, each as often as its
    weight says. `salt` tells variants apart."""

    key: Expr
    salt: str
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Locale(Expr):
    """The place of a text in `names`; any other text rejects the record."""

    value: Expr
    names: tuple[str, ...]


# --- statements ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """Static text, white space rule applied. `span` is its place in the source."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Output:
    """`{{ value }}`: text, enum, int, decimal, date or safe. `context` is None until the context
    machine has set it."""

    value: Expr
    span: Span
    context: Context | None = None


@dataclass(frozen=True, slots=True)
class If:
    arms: tuple[tuple[Expr, Block], ...]
    orelse: Block
    span: Span


@dataclass(frozen=True, slots=True)
class For:
    """`body` once per item of `source` (guard applied first, so `loop.length` counts kept items);
    `orelse` when there was none."""

    slot: int
    loop: int
    source: Expr
    guard: Expr | None
    body: Block
    orelse: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Let:
    slot: int
    name: str
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Set:
    slot: int
    name: str
    value: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Fail:
    """`{% reject reason %}` or `{% skip reason %}`."""

    kind: Literal["reject", "skip"]
    reason: Expr
    span: Span


@dataclass(frozen=True, slots=True)
class Only:
    """What stands in the HTML part alone, or in the text part alone."""

    part: Literal["html", "text"]
    body: Block
    span: Span


@dataclass(frozen=True, slots=True)
class Included:
    """What a file, component, slot or replaced block prints, in its place. `what` is how messages name it, `span`
    the tag it stands for; one that is `closed` has to close the elements it opens."""

    what: str
    body: Block
    span: Span
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The address of a picture that lies in the template's folder, in the attribute that shows it."""

    file: str
    span: Span


Statement = Text | Output | If | For | Let | Set | Fail | Only | Included | Picture
Block = tuple[Statement, ...]


# --- the whole -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settings:
    """What formats depend on. `currency_digits` None means the house table or CLDR. `locales`: those
    that the data chooses from; `locale` is the first of them."""

    locale: str = "en"
    currency: str | None = None
    currency_digits: int | None = None
    timezone: str = "UTC"
    locales: tuple[str, ...] = ()

    def each(self) -> tuple[Settings, ...]:
        """The settings in each locale that a record may have."""
        return tuple(replace(self, locale=name, locales=()) for name in self.locales) or (self,)


@dataclass(frozen=True, slots=True)
class Part:
    """One output column. Names: `key document subject preheader from reply-to to cc bcc sms-to x-…`, `html`,
    `text`, `sms`, and `attach.N.name`, `attach.N.password`, `attach.N.body` (absent or guarded by the
    attachment's condition, `attach.N.if`, which prints `1` or nothing)."""

    name: str
    body: Block


@dataclass(frozen=True, slots=True)
class Attachment:
    """`file` as written. A `template` is rendered by part `attach.N.body`; other files go as they are."""

    number: int
    file: str
    template: bool
    conditional: bool
    named: bool
    protected: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Program:
    """A checked template with all its files. `computed` runs once per record, before the parts; among it
    the choice of a locale, whose index is in the variable `locale`."""

    name: str
    kind: Literal["html", "text"]
    settings: Settings
    data: Record
    computed: tuple[Let, ...]
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...]
    slots: int
    locale: int | None = None
    images: tuple[str, ...] = ()  # the pictures that html shows from the template's folder, to become related parts
    sources: dict[str, str] = field(default_factory=dict)
