"""Comparisons, membership and list literals: what can be equal, what has an order."""

from __future__ import annotations

from typing import Literal, cast

from flong.dsl import syntax
from flong.dsl.check.arithmetic import operand, poisoned
from flong.dsl.check.convert import adapt, number_pair
from flong.dsl.check.env import Env
from flong.dsl.check.names import spelled
from flong.dsl.check.relate import is_comparable, is_number, is_ordered, join, named, plural
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import (
    Compare,
    Const,
    Expr,
    In,
    ListOf,
    Not,
)
from flong.dsl.types import (
    BOOL,
    DATE,
    DATETIME,
    ERROR,
    FLOAT,
    NONE,
    TEXT,
    Enum,
    List,
    Record,
    Type,
)

CompareOp = Literal["==", "!=", "<", "<=", ">", ">="]


def compare(env: Env, node: syntax.Binary) -> Expr:
    if _is_none(node.left) or _is_none(node.right):
        other = spelled(env, node.left if _is_none(node.right) else node.right)
        label = f"write `{other} is {'not ' if node.op == '==' else ''}present`"
        return env.error("F0211", "nothing is compared with `none`", node.op_span, label)
    left, right = operand(env, node.left), operand(env, node.right)
    poison = poisoned(node, left, right)
    if poison:
        return poison
    op = cast(CompareOp, node.op)
    pair = _pair(env, left, right)
    if pair is None:
        return _different(env, node, left.type, right.type)
    a, b = pair
    if poisoned(node, a, b):
        return Const(ERROR, node.span, None)
    allowed = is_comparable(a.type) if op in ("==", "!=") else is_ordered(a.type)
    return Compare(BOOL, node.span, op, a, b) if allowed else _unordered(env, node, a.type)


def _is_none(node: syntax.Expr) -> bool:
    return isinstance(node, syntax.Literal_) and node.value is None


def _pair(env: Env, left: Expr, right: Expr) -> tuple[Expr, Expr] | None:
    """Both as one type; a text literal beside an enum is one of its values."""
    if is_number(left.type) and is_number(right.type):
        return number_pair(left, right)
    if isinstance(left.type, Enum) and is_literal(right):
        return left, member(env, right, left.type)
    if isinstance(right.type, Enum) and is_literal(left):
        return member(env, left, right.type), right
    return (left, right) if left.type == right.type else None


def is_literal(value: Expr) -> bool:
    return isinstance(value, Const) and value.type == TEXT


def member(env: Env, value: Expr, enum: Enum) -> Expr:
    """A text literal as a value of `enum`."""
    made = adapt(value, enum, env.session.fresh)
    if made is not None:
        return made
    text = str(value.value) if isinstance(value, Const) else ""
    near = did_you_mean(text, enum.values)
    label = f'did you mean "{near}"?' if near else ""
    note = "the values are: " + ", ".join(f'"{v}"' for v in enum.values)
    return env.error("F0214", f'"{text}" is not a value of this enum', value.span, label, note)


def _different(env: Env, node: syntax.Binary, left: Type, right: Type) -> Expr:
    message = f"{named(left)} can't be compared with {named(right)}"
    return env.error("F0213", message, node.op_span, _difference_hint(left, right))


def _difference_hint(left: Type, right: Type) -> str:
    types = (left, right)
    if DATE in types and DATETIME in types:
        return "`date(t)` gives the day of a datetime"
    if FLOAT in types and any(is_number(t) for t in types):
        return "make the float exact with `decimal(x, 2)`"
    if DATE in types and TEXT in types:
        return 'write a date as `date("2026-11-21")`'
    if all(isinstance(t, Enum) for t in types):
        return "their values differ"
    if TEXT in types and any(is_number(t) for t in types):
        return "`int(s)` and `decimal(s)` read a number from text"
    return ""


def _unordered(env: Env, node: syntax.Binary, type_: Type) -> Expr:
    message = f"`{node.op}` does not compare two {plural(type_)}"
    if type_ == BOOL or isinstance(type_, Enum):
        return env.error("F0213", message, node.op_span, "only `==` and `!=` do")
    return env.error("F0213", message, node.op_span, "compare one of their fields" if isinstance(type_, Record) else "")


def in_(env: Env, node: syntax.In) -> Expr:
    item, items = operand(env, node.item), operand(env, node.items)
    poison = poisoned(node, item, items)
    if poison:
        return poison
    if not isinstance(items.type, List):
        label = "`contains(text, part)` looks into a text" if items.type == TEXT else ""
        return env.error("F0220", f"`in` needs a list, this is {named(items.type)}", node.items.span, label)
    made = _contained(env, node, item, items)
    return Not(BOOL, node.span, made) if node.negated and made.type == BOOL else made


def _contained(env: Env, node: syntax.In, item: Expr, items: Expr) -> Expr:
    if isinstance(item.type, Enum) and isinstance(items, ListOf):
        items = _members(env, items, item.type)
    if not isinstance(items.type, List):
        return items
    if items.type.item == NONE:
        return Const(BOOL, node.span, False)
    inner = _common(item.type, items.type.item)
    if inner is None or not is_comparable(inner):
        return env.error("F0213", f"{named(item.type)} can't be in {named(items.type)}", node.span)
    one, many = adapt(item, inner, env.session.fresh), adapt(items, List(inner), env.session.fresh)
    return In(BOOL, node.span, one or item, many or items)


def _common(left: Type, right: Type) -> Type | None:
    """The type in which two values are compared."""
    return join(left, right) if left == right or (is_number(left) and is_number(right)) else None


def _members(env: Env, items: ListOf, enum: Enum) -> Expr:
    """A list of text literals as values of `enum`."""
    values = tuple(member(env, v, enum) if is_literal(v) else v for v in items.items)
    if any(v.type == ERROR for v in values):
        return Const(ERROR, items.span, None)
    return ListOf(List(enum), items.span, values) if all(v.type == enum for v in values) else items


def list_literal(env: Env, node: syntax.ListLiteral) -> Expr:
    values = [operand(env, item) for item in node.items]
    if any(v.type == ERROR for v in values):
        return Const(ERROR, node.span, None)
    item: Type = NONE
    for value in values:
        joined = value.type if item == NONE else join(item, value.type)
        if joined is None:
            label = f"{named(value.type)} among {plural(item)}"
            return env.error("F0219", "the items of a list need one type", value.span, label)
        item = joined
    made = [adapt(v, item, env.session.fresh) or v for v in values]
    return ListOf(List(item), node.span, tuple(made))
