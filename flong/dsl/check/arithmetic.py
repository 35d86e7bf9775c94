"""Signs, arithmetic and `~`. Operators take no optionals; a mistake is reported once, at its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, cast

from flong.dsl import syntax
from flong.dsl.check.convert import as_decimal, number_pair
from flong.dsl.check.env import Env
from flong.dsl.check.names import spelled
from flong.dsl.check.narrow import path_of
from flong.dsl.check.printing import joinable
from flong.dsl.check.relate import is_number, named
from flong.dsl.typed import Arith, Concat, Const, Days, Expr, Negate
from flong.dsl.types import (
    BOOL,
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    ERROR,
    FLOAT,
    INT,
    NONE,
    PERIOD,
    TEXT,
    List,
    Optional,
    Type,
)

ArithOp = Literal["+", "-", "*", "/", "//", "%", "**"]
POWER_LIMIT = 64
_TIMES: dict[tuple[str, Type, Type], Type] = {
    ("+", DATE, DURATION): DATE,
    ("-", DATE, DURATION): DATE,
    ("+", DATE, PERIOD): DATE,
    ("-", DATE, PERIOD): DATE,
    ("-", DATE, DATE): DURATION,
    ("+", DATETIME, DURATION): DATETIME,
    ("-", DATETIME, DURATION): DATETIME,
    ("+", DATETIME, PERIOD): DATETIME,
    ("-", DATETIME, PERIOD): DATETIME,
    ("-", DATETIME, DATETIME): DURATION,
    ("+", DURATION, DURATION): DURATION,
    ("-", DURATION, DURATION): DURATION,
    ("*", DURATION, INT): DURATION,
}
_ADD_HINT = 'with a computed number write `add(d, n, "days")`'


_DEFAULTS: dict[Type, str] = {TEXT: '""', INT: "0", DECIMAL: "0", BOOL: "false", DATE: "today", DATETIME: "now"}


def operand(env: Env, node: syntax.Expr) -> Expr:
    """`node`, which must not be missing."""
    value = env.expr(node)
    if isinstance(value.type, Optional):
        return refuse_optional(env, node, value.type)
    if value.type == NONE:
        return env.error("F0211", "`none` is no operand", node.span, "test with `is present` or `is not present`")
    return value


def default_for(type_: Optional) -> str:
    """What a message proposes in place of a missing value."""
    return "[]" if isinstance(type_.inner, List) else _DEFAULTS.get(type_.inner, "…")


def refuse_optional(env: Env, node: syntax.Expr, type_: Optional) -> Expr:
    """Report that `node`, a `type_`, may be missing where it must not."""
    what = spelled(env, node)
    test = f", or test `{what} is present` first" if path_of(env, node) else ""
    label = f"give a default with `?? {default_for(type_)}`{test}"
    return env.error("F0211", f"`{what}` may be missing", node.span, label)


def poisoned(node: syntax.Expr, *values: Expr) -> Expr | None:
    """The poison for `node` when one of its operands has it."""
    return Const(ERROR, node.span, None) if any(v.type == ERROR for v in values) else None


def unary(env: Env, node: syntax.Unary) -> Expr:
    """`-x` and `+x`."""
    value = operand(env, node.value)
    if value.type == ERROR:
        return Const(ERROR, node.span, None)
    if not is_number(value.type) and value.type not in (DURATION, PERIOD):
        return env.error("F0210", f"`{node.op}` does not fit {named(value.type)}", node.span, _float_hint(value.type))
    return value if node.op == "+" else Negate(value.type, node.span, value)


def arithmetic(env: Env, node: syntax.Binary) -> Expr:
    left, right = operand(env, node.left), operand(env, node.right)
    poison = poisoned(node, left, right)
    if poison:
        return poison
    if node.op == "**":
        return _power(env, node, left, right)
    op = cast(ArithOp, node.op)
    if left.type == DATETIME and isinstance(node.right, syntax.TimeLiteral):
        right = _calendar(node.right, right)
    if is_number(left.type) and is_number(right.type):
        a, b = number_pair(left, right)
        return Arith(DECIMAL if op == "/" else a.type, node.span, op, a, b)
    result = _TIMES.get((op, left.type, right.type))
    if result is None:
        return _unfit(env, node, left.type, right.type)
    if result == DATE and _splits_a_day(right):
        label = "a date has no hours; use a datetime"
        return env.error("F0210", "only whole days can be added to a date", node.right.span, label)
    return Arith(result, node.span, op, left, right)


def _calendar(node: syntax.TimeLiteral, value: Expr) -> Expr:
    """Written days and weeks as days of the calendar, other units as they are."""
    days = {"day": 1, "week": 7}.get(node.unit)
    return Const(PERIOD, node.span, Days(days * node.count)) if days else value


def _splits_a_day(value: Expr) -> bool:
    constant = value.value if isinstance(value, Const) else None
    return isinstance(constant, timedelta) and bool(constant % timedelta(days=1))


def _power(env: Env, node: syntax.Binary, base: Expr, exponent: Expr) -> Expr:
    value = exponent.value if isinstance(exponent, Const) and exponent.type == INT else None
    if not isinstance(value, int) or abs(value) > POWER_LIMIT:
        label = f"a whole number from -{POWER_LIMIT} to {POWER_LIMIT} is needed, as a literal"
        return env.error("F0223", "the exponent of `**` is not allowed", node.right.span, label)
    if not is_number(base.type):
        return _unfit(env, node, base.type, exponent.type)
    if value < 0:
        base = as_decimal(base)
    return Arith(base.type, node.span, "**", base, exponent)


def _unfit(env: Env, node: syntax.Binary, left: Type, right: Type) -> Expr:
    message = f"`{node.op}` does not fit {named(left)} and {named(right)}"
    return env.error("F0210", message, node.op_span, _unfit_hint(node.op, left, right))


def _unfit_hint(op: str, left: Type, right: Type) -> str:
    if FLOAT in (left, right):
        return _float_hint(FLOAT)
    if op == "+" and TEXT in (left, right):
        return "texts are joined with `~`"
    if op in "+-" and INT in (left, right) and (DATE in (left, right) or DATETIME in (left, right)):
        return f"write a unit, as in `{op} 5 days`; {_ADD_HINT}"
    if op == "+" and left in (DURATION, PERIOD) and right in (DATE, DATETIME):
        return "write the date first"
    return ""


def _float_hint(type_: Type) -> str:
    return "a float is only compared or rounded; make it exact with `decimal(x, 2)`" if type_ == FLOAT else ""


def concat(env: Env, node: syntax.Binary) -> Expr:
    """`a ~ b ~ c` as one node."""
    parts: list[Expr] = []
    for side in (node.left, node.right):
        value = operand(env, side)
        if isinstance(value, Concat):
            parts += value.parts
        else:
            parts.append(joinable(env, value))
    return poisoned(node, *parts) or Concat(TEXT, node.span, tuple(parts))
