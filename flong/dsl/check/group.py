"""`group x in xs by key` becomes a loop over the groups, which the name `group` stands for."""

from __future__ import annotations

from collections.abc import Callable

from flong.dsl import syntax
from flong.dsl.check.aggregates import list_of
from flong.dsl.check.arithmetic import operand
from flong.dsl.check.env import Env
from flong.dsl.check.logic import condition
from flong.dsl.check.narrow import facts
from flong.dsl.check.relate import is_comparable, named
from flong.dsl.check.scope import Loop
from flong.dsl.typed import Block, Expr, For, Group
from flong.dsl.types import ERROR, FLOAT, Field, List, Record, Type

BlockRule = Callable[[Env, syntax.Block], Block]


def group(env: Env, node: syntax.Group, block: BlockRule) -> Block:
    groups = _groups(env, node)
    item: Type = groups.type.item if isinstance(groups.type, List) else ERROR
    env.session.loops += 1
    number = env.session.loops - 1
    inside = env.inner(Loop(number, item))
    slot = inside.bind("group", item).slot
    return (For(slot, number, groups, None, block(inside.inner(), node.body), (), node.span),)


def _groups(env: Env, node: syntax.Group) -> Expr:
    """The list of groups; the item's name is known in the guard and the key alone."""
    source = list_of(env, node.source, "`group`")
    item: Type = source.type.item if isinstance(source.type, List) else ERROR
    inside = env.inner()
    inside.hides(node.var, node.var_span)
    slot = inside.bind(node.var, item).slot
    guard = condition(inside, node.guard) if node.guard else None
    inside = inside.knowing(facts(inside, node.guard, guard)[0]) if node.guard and guard else inside
    key = _key(inside, node.key)
    type_ = Record((Field("key", key.type), Field("items", List(item))))
    return Group(List(type_) if source.type != ERROR else ERROR, node.span, slot, source, guard, key)


def _key(env: Env, node: syntax.Expr) -> Expr:
    value = operand(env, node)
    if value.type == ERROR or (is_comparable(value.type) and value.type != FLOAT):
        return value
    label = "make it exact with `decimal(x, 2)`" if value.type == FLOAT else f"this is {named(value.type)}"
    return env.error("F0270", "a key of groups is a value that can be equal to another", node.span, label)
