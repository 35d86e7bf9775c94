"""What a bare `{{ }}` and `~` can print, and what to write instead where they can't."""

from __future__ import annotations

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.dsl.check.relate import is_number, named
from flong.dsl.typed import Expr
from flong.dsl.types import (
    BOOL,
    DATE,
    DATETIME,
    DURATION,
    ERROR,
    FLOAT,
    NONE,
    TEXT,
    TIME,
    Enum,
    List,
    Optional,
    Record,
    Safe,
    Type,
)
from flong.errors import Span

_CURES: dict[Type, str] = {
    BOOL: '`{{ "yes" if x else "no" }}`',
    FLOAT: "`round(x, 2)` or `decimal(x, 2)` makes it exact",
    DATETIME: '`date(x, "yyyy-MM-dd HH:mm")` formats it',
    TIME: "`hour(x)` and `minute(x)` are its parts",
    DURATION: "compare it, or add it to a date",
    NONE: "nothing would ever stand here",
}


def is_joinable(type_: Type) -> bool:
    return type_ in (TEXT, DATE, ERROR) or is_number(type_) or isinstance(type_, Enum)


def joinable(env: Env, value: Expr) -> Expr:
    """`value` if `~` takes it, otherwise a reported mistake."""
    if is_joinable(value.type):
        return value
    if isinstance(value.type, Safe):
        label = "`~` joins texts; print the two one after the other"
        return env.error("F0218", f"{named(value.type)} can't be joined with `~`", value.span, label)
    return _unprintable(env, value, value.span)


def printable(env: Env, node: syntax.Expr) -> Expr:
    """`node` if a bare `{{ }}` prints it, otherwise a reported mistake."""
    return printed(env, env.expr(node))


def printed(env: Env, value: Expr) -> Expr:
    """`value` if a bare `{{ }}` prints it, otherwise a reported mistake."""
    if is_joinable(value.type) or isinstance(value.type, Safe):
        return value
    return _unprintable(env, value, value.span)


def _unprintable(env: Env, value: Expr, span: Span) -> Expr:
    return env.error("F0218", f"{named(value.type)} can't be printed as it is", span, _cure(value.type))


def _cure(type_: Type) -> str:
    match type_:
        case Optional(inner=inner):
            plain = inner == TEXT or isinstance(inner, Enum)
            return 'give a default with `?? ""`' if plain else "test it with `is present` first"
        case List(item=item):
            return '`join(x, ", ")` prints its items' if is_joinable(item) else "loop over it with `{% for %}`"
        case Record():
            return f"print one of its fields: {', '.join(f.name for f in type_.fields)}"
    return _CURES.get(type_, "")
