"""The rule for every kind of expression."""

from __future__ import annotations

from flong.dsl import syntax
from flong.dsl.check import access, arithmetic, calls, logic
from flong.dsl.check.env import Env, Rule
from flong.dsl.typed import Expr

_BINARY = {
    "~": arithmetic.concat,
    "??": logic.coalesce,
    "and": logic.logic,
    "or": logic.logic,
    **dict.fromkeys(("+", "-", "*", "/", "//", "%", "**"), arithmetic.arithmetic),
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), logic.compare),
}


def _binary(env: Env, node: syntax.Binary) -> Expr:
    return _BINARY[node.op](env, node)


def _unary(env: Env, node: syntax.Unary) -> Expr:
    return logic.not_(env, node) if node.op == "not" else arithmetic.unary(env, node)


RULES: dict[type, Rule] = {
    syntax.Literal_: access.literal,
    syntax.TimeLiteral: access.time_literal,
    syntax.Name: access.name,
    syntax.Field: access.field,
    syntax.Index: access.index,
    syntax.Slice: access.slice_,
    syntax.Generator: calls.generator,
    syntax.Call: calls.call,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.In: logic.in_,
    syntax.Test: logic.test,
    syntax.Cond: logic.cond,
    syntax.ListLiteral: logic.list_literal,
    syntax.Missing: access.missing,
}
