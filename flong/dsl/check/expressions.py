"""The rule for every kind of expression."""

from __future__ import annotations

from flong.dsl import syntax
from flong.dsl.check import access, arithmetic, calls, compare, logic, names
from flong.dsl.check.env import Env, Rule
from flong.dsl.typed import Expr

_BINARY = {
    "~": arithmetic.concat,
    "??": logic.coalesce,
    "and": logic.logic,
    "or": logic.logic,
    **dict.fromkeys(("+", "-", "*", "/", "//", "%", "**"), arithmetic.arithmetic),
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), compare.compare),
}


def _binary(env: Env, node: syntax.Binary) -> Expr:
    return _BINARY[node.op](env, node)


def _unary(env: Env, node: syntax.Unary) -> Expr:
    return logic.not_(env, node) if node.op == "not" else arithmetic.unary(env, node)


RULES: dict[type, Rule] = {
    syntax.Literal_: names.literal,
    syntax.TimeLiteral: names.time_literal,
    syntax.Name: names.name,
    syntax.Field: access.field,
    syntax.Index: access.index,
    syntax.Slice: access.slice_,
    syntax.Generator: calls.generator,
    syntax.Call: calls.call,
    syntax.Unary: _unary,
    syntax.Binary: _binary,
    syntax.In: compare.in_,
    syntax.Test: logic.test,
    syntax.Cond: logic.cond,
    syntax.ListLiteral: compare.list_literal,
    syntax.Missing: names.missing,
}
