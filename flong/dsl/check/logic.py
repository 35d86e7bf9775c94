"""Conditions, `and or not`, tests, conditionals and `??`."""

from __future__ import annotations

from typing import Literal

from flong.dsl import syntax
from flong.dsl.check.arithmetic import poisoned
from flong.dsl.check.convert import unify
from flong.dsl.check.env import Env
from flong.dsl.check.names import spelled
from flong.dsl.check.narrow import facts
from flong.dsl.check.relate import is_number, named
from flong.dsl.typed import (
    Blank,
    Coalesce,
    Cond,
    Const,
    Convert,
    Expr,
    Logic,
    Not,
    Present,
)
from flong.dsl.types import (
    BOOL,
    ERROR,
    NONE,
    TEXT,
    List,
    Optional,
    Record,
    Type,
)
from flong.errors import Span


def condition(env: Env, node: syntax.Expr) -> Expr:
    """`node`, which must be a bool."""
    value = env.expr(node)
    if value.type in (BOOL, ERROR):
        return value
    written = env.session.sources.get(node.span.file, "")[node.span.start : node.span.end]
    what = "…" if "`" in written else spelled(env, node)  # code within code can't be read
    label = _condition_hint(value.type).replace("x", what, 1)
    return env.error("F0212", f"a condition is a bool, this is {named(value.type)}", node.span, label)


def _condition_hint(type_: Type) -> str:
    if type_ == Optional(BOOL):
        return "write `x ?? false`"
    if isinstance(type_, Optional | Record):
        return "write `x is present`" if isinstance(type_, Optional) else ""
    if type_ == TEXT or isinstance(type_, List):
        return "write `x is not blank`"
    return "write `x != 0`" if is_number(type_) else ""


def not_(env: Env, node: syntax.Unary) -> Expr:
    value = condition(env, node.value)
    return poisoned(node, value) or Not(BOOL, node.span, value)


def logic(env: Env, node: syntax.Binary) -> Expr:
    """`and`, `or`: the right side knows what the left one proved."""
    left = condition(env, node.left)
    holds, fails = facts(env, node.left, left)
    right = condition(env.knowing(holds if node.op == "and" else fails), node.right)
    op: Literal["and", "or"] = "and" if node.op == "and" else "or"
    return poisoned(node, left, right) or Logic(BOOL, node.span, op, left, right)


def cond(env: Env, node: syntax.Cond) -> Expr:
    test = condition(env, node.test)
    holds, fails = facts(env, node.test, test)
    yes, no = env.knowing(holds).expr(node.yes), env.knowing(fails).expr(node.no)
    poison = poisoned(node, test, yes, no)
    if poison:
        return poison
    both = unify(yes, no, env.session.fresh)
    if both is None:
        label = f"one arm is {named(yes.type)}, the other {named(no.type)}"
        return env.error("F0219", "both arms of a conditional need one type", node.span, label)
    return Cond(both[2], node.span, test, both[0], both[1])


def coalesce(env: Env, node: syntax.Binary) -> Expr:
    left, right = env.expr(node.left), env.expr(node.right)
    return coalesced(env, node, left, right, node.right.span)


def coalesced(env: Env, node: syntax.Expr, left: Expr, right: Expr, where: Span) -> Expr:
    """`left ?? right` as `node`; `where` is the default's place."""
    poison = poisoned(node, left, right)
    if poison:
        return poison
    if left.type == NONE:
        return right
    if not isinstance(left.type, Optional):
        env.warn("F0611", "this default is never used", where, "what stands before is never missing")
        return left
    return _coalesced(env, node, left, left.type.inner, right)


def _coalesced(env: Env, node: syntax.Expr, left: Expr, inner: Type, right: Expr) -> Expr:
    slot = Const(inner, left.span, None)
    both = unify(slot, right, env.session.fresh)
    if both is None:
        label = f"{named(inner)} is needed"
        return env.error("F0219", f"the default is {named(right.type)}", right.span, label)
    result = both[2]
    if result not in (inner, left.type):
        left = Convert(result if isinstance(result, Optional) else Optional(result), left.span, left)
    return Coalesce(result, node.span, left, both[1])


def test(env: Env, node: syntax.Test) -> Expr:
    value = env.expr(node.value)
    if value.type == ERROR:
        return Const(ERROR, node.span, None)
    made = _present(node, value) if node.test == "present" else _blank(env, node, value)
    return Not(BOOL, node.span, made) if node.negated and made.type == BOOL else made


def _present(node: syntax.Test, value: Expr) -> Expr:
    if isinstance(value.type, Optional):
        return Present(BOOL, node.span, value)
    return Const(BOOL, node.span, value.type != NONE)


def _blank(env: Env, node: syntax.Test, value: Expr) -> Expr:
    inner = value.type.inner if isinstance(value.type, Optional) else value.type
    if isinstance(value.type, Optional) or inner == TEXT or isinstance(inner, List):
        return Blank(BOOL, node.span, value)
    if inner == NONE:
        return Const(BOOL, node.span, True)
    label = "only a text, a list or an optional can be blank"
    return env.error("F0210", f"{named(inner)} is never blank", node.span, label)
