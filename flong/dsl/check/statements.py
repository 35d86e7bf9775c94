"""Blocks and statements. A block has its own scope; what a guard or a condition proved holds in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flong.dsl import syntax
from flong.dsl.check import components, inherit
from flong.dsl.check.aggregates import list_of
from flong.dsl.check.convert import adapt
from flong.dsl.check.env import Env
from flong.dsl.check.group import group
from flong.dsl.check.include import include
from flong.dsl.check.logic import condition
from flong.dsl.check.match import match_
from flong.dsl.check.narrow import after, facts
from flong.dsl.check.printing import printable
from flong.dsl.check.relate import named
from flong.dsl.check.scope import OPEN, Loop
from flong.dsl.check.variant import variant
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Block, Expr, Fail, For, If, Let, Only, Output, Set, Text
from flong.dsl.types import ERROR, NONE, List, Type

Handler = Callable[[Env, Any], Block]


def block(env: Env, nodes: syntax.Block) -> Block:
    """The typed statements of `nodes`, in the scope of `env`."""
    made: list[Any] = []
    for node in nodes:
        made += HANDLERS[type(node)](env, node)
        if isinstance(node, syntax.If):
            env = env.knowing(after(env, node, made[-1]))
    return tuple(made)


def _text(env: Env, node: syntax.Text) -> Block:
    return (Text(node.value, node.span),)


def _output(env: Env, node: syntax.Output) -> Block:
    if inherit.is_super(node.value):
        return inherit.super_(env, node, block)
    return (Output(printable(env, node.value), node.span),)


def _fail(env: Env, node: syntax.Fail) -> Block:
    return (Fail(node.kind, printable(env, node.reason), node.span),)


def _if(env: Env, node: syntax.If) -> Block:
    arms: list[tuple[Expr, Block]] = []
    doubts = {OPEN} - env.facts
    for test, body in node.arms:
        path = isinstance(test, syntax.Name | syntax.Field)  # as a whole condition an optional is wrong anyway
        checked = condition(replace(env, facts=env.facts - doubts) if path else env, test)
        holds, fails = facts(env, test, checked)
        arms.append((checked, block(env.knowing(holds).inner(), body)))
        env = env.knowing(fails)
    return (If(tuple(arms), block(env.inner(), node.orelse), node.span),)


def _for(env: Env, node: syntax.For) -> Block:
    source = list_of(env, node.source, "`for`")
    item: Type = source.type.item if isinstance(source.type, List) else ERROR
    env.session.loops += 1
    number = env.session.loops - 1
    guarded = env.inner()
    guarded.hides(node.var, node.var_span)
    slot = guarded.bind(node.var, item).slot
    guard = condition(guarded, node.guard) if node.guard else None
    inside = guarded.knowing(facts(guarded, node.guard, guard)[0]) if node.guard and guard else guarded
    body = block(inside.inner(Loop(number, item)), node.body)
    return (For(slot, number, source, guard, body, block(env.inner(), node.orelse), node.span),)


def _let(env: Env, node: syntax.Let) -> Block:
    value = env.expr(node.value)
    if node.name in env.scope.names:
        env.error("F0204", f"`{node.name}` is declared twice here", node.name_span, "change it with `set`")
        return ()
    env.hides(node.name, node.name_span)
    key = (*env.chain, node.name_span)
    type_ = env.session.lets.widen(key, value.type) or value.type
    if type_ == NONE:
        env.error("F0224", f"`{node.name}` is always none", node.name_span)
        type_ = ERROR
    variable = env.bind(node.name, type_, key)
    return (Let(variable.slot, node.name, adapt(value, type_, env.session.fresh) or value, node.span),)


def _set(env: Env, node: syntax.Set) -> Block:
    value = env.expr(node.value)
    variable = env.scope.find_let(node.name)
    if variable is None or variable.key is None:
        _not_settable(env, node)
        return ()
    env.session.lets.change(variable.key)
    source = env.scope.find(node.value.name) if isinstance(node.value, syntax.Name) else None
    if source is not None and source.key and source.changing:
        env.session.lets.copy(source.key, variable.key)
    type_ = env.session.lets.widen(variable.key, value.type)
    if type_ is None:
        label = f"this is {named(value.type)}"
        env.error("F0219", f"`{node.name}` holds {named(variable.type)}", node.value.span, label)
        return ()
    return (Set(variable.slot, node.name, adapt(value, type_, env.session.fresh) or value, node.span),)


def _not_settable(env: Env, node: syntax.Set) -> None:
    message = f"`{node.name}` can't be set"
    outside = env.scope.find(node.name)
    if outside is not None and outside.key:
        label = "`set` in an included file reaches only what is declared in it"
        env.error("F0205", message, node.name_span, label)
        return
    data = env.session.data
    fixed = outside is not None or (data and data.field(node.name)) or node.name in env.session.computed
    near = did_you_mean(node.name, env.scope.settable())
    label = f"did you mean `{near}`?" if near else "declare it with `let` first"
    if fixed or not isinstance(node.value, syntax.Missing):  # which the parser has reported
        env.error("F0205", message, node.name_span, "only what `let` declares can be set" if fixed else label)
    if not fixed:
        _known_from_here(env, node)


def _known_from_here(env: Env, node: syntax.Set) -> None:
    """The name that `set` meant to declare, so that its uses are no mistakes."""
    key = (*env.chain, node.name_span)
    env.session.lets.widen(key, ERROR)
    outermost = replace(env, scope=env.scope.outermost())
    outermost.bind(node.name, ERROR, key)


def _match(env: Env, node: syntax.Match) -> Block:
    return match_(env, node, block)


def _group(env: Env, node: syntax.Group) -> Block:
    return group(env, node, block)


def _variant(env: Env, node: syntax.Variant) -> Block:
    return variant(env, node, block)


def _only(env: Env, node: syntax.Only) -> Block:
    return (Only(node.part or "html", block(env.inner(), node.body), node.span),)


def _include(env: Env, node: syntax.Include) -> Block:
    return include(env, node, block)


def _invoke(env: Env, node: syntax.Invoke) -> Block:
    return components.invoke(env, node, block)


def _slot(env: Env, node: syntax.Slot) -> Block:
    return components.slot(env, node, block)


def _fill(env: Env, node: syntax.Fill) -> Block:
    return components.stray_fill(env, node, block)


def _region(env: Env, node: syntax.Region) -> Block:
    return inherit.region(env, node, block)


HANDLERS: dict[type, Handler] = {
    syntax.Text: _text,
    syntax.Output: _output,
    syntax.Fail: _fail,
    syntax.If: _if,
    syntax.For: _for,
    syntax.Group: _group,
    syntax.Let: _let,
    syntax.Set: _set,
    syntax.Match: _match,
    syntax.Variant: _variant,
    syntax.Only: _only,
    syntax.Include: _include,
    syntax.Invoke: _invoke,
    syntax.Slot: _slot,
    syntax.Fill: _fill,
    syntax.Region: _region,
}
