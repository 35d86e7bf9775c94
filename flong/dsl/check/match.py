"""`match` over enum, text, int or bool becomes an `if` over a value computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

from flong.dsl import syntax
from flong.dsl.check.arithmetic import operand
from flong.dsl.check.compare import is_literal, member
from flong.dsl.check.env import Env
from flong.dsl.check.relate import named
from flong.dsl.typed import Block, Compare, Const, Expr, If, Let, Logic, Var
from flong.dsl.types import BOOL, ERROR, INT, TEXT, Enum, Type
from flong.errors import Span

BlockRule = Callable[[Env, syntax.Block], Block]


def match_(env: Env, node: syntax.Match, block: BlockRule) -> Block:
    value = operand(env, node.value)
    if value.type not in (TEXT, INT, BOOL, ERROR) and not isinstance(value.type, Enum):
        label = f"this is {named(value.type)}"
        value = env.error("F0217", "`match` goes over an enum, text, int or bool", node.value.span, label)
    slot = env.session.fresh()
    seen: dict[object, Span] = {}
    arms = [(_test(env, when, slot, value.type, seen), block(env.inner(), when.body)) for when in node.arms]
    orelse = block(env.inner(), node.orelse or ())
    _complete(env, node, value.type, seen)
    return (Let(slot, "match", value, node.value.span), If(tuple(arms), orelse, node.span))


def _test(env: Env, when: syntax.When, slot: int, type_: Type, seen: dict[object, Span]) -> Expr:
    tests: list[Expr] = []
    for node in when.values:
        value = _value(env, node, type_)
        if isinstance(value, Const) and value.type != ERROR:
            _once(env, value, seen)
        tests.append(Compare(BOOL, node.span, "==", Var(type_, node.span, slot, "match"), value))
    if not tests:  # the parser has reported what stands there
        return Const(ERROR, when.span, None)
    return reduce(lambda a, b: Logic(BOOL, when.span, "or", a, b), tests)


def _value(env: Env, node: syntax.Expr, type_: Type) -> Expr:
    value = env.expr(node)
    if isinstance(type_, Enum) and is_literal(value):
        return member(env, value, type_)
    if ERROR in (value.type, type_) or value.type == type_:
        return value
    return env.error("F0213", f"{named(type_)} is never {named(value.type)}", node.span)


def _once(env: Env, value: Const, seen: dict[object, Span]) -> None:
    if value.value in seen:
        related = ((seen[value.value], "first here"),)
        env.error("F0216", "this value has a branch already", value.span, related=related)
    seen.setdefault(value.value, value.span)


def _complete(env: Env, node: syntax.Match, type_: Type, seen: dict[object, Span]) -> None:
    """An enum or bool needs every value or an `else`; with both, the `else` is dead."""
    values: tuple[object, ...] = (True, False) if type_ == BOOL else type_.values if isinstance(type_, Enum) else ()
    lacking = [_spelled(v) for v in values if v not in seen]
    if node.orelse is not None and values and not lacking:
        env.warn("F0612", "this `match` is complete without its `else`", node.value.span, "the `else` never runs")
    if isinstance(type_, Enum) and lacking and node.orelse is None and not _mistaken(env, node):
        label = f"no branch for {', '.join(lacking)}"
        env.error("F0215", "this `match` is not complete", node.value.span, label, "add the values or an `{% else %}`")


def _mistaken(env: Env, node: syntax.Match) -> bool:
    """Whether one of the values was reported: the lacking one may be meant by it."""
    values = [v for when in node.arms for v in when.values]
    spans = {v.span for v in values}
    unread = any(isinstance(v, syntax.Missing) for v in values)
    return unread or any(d.span in spans and d.code == "F0214" for d in env.session.found)


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'
