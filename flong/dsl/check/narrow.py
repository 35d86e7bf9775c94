"""Narrowing: which optional paths a condition proves present.

A path is `name(.field)*` of a variable that is never set, of data or of `loop`.
"""

from __future__ import annotations

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.dsl.check.scope import OPEN, Path
from flong.dsl.typed import Expr, If
from flong.dsl.types import ERROR

Facts = frozenset[Path]
NOTHING: Facts = frozenset()


def path_of(env: Env, node: syntax.Expr) -> Path | None:
    """The path that `node` spells, or None."""
    if isinstance(node, syntax.Field):
        base = path_of(env, node.base)
        return None if base is None else (*base, node.name)
    return _root(env, node.name) if isinstance(node, syntax.Name) else None


def _root(env: Env, name: str) -> Path | None:
    variable = env.scope.find(name)
    if variable is not None:
        return None if variable.changing else (variable.slot,)
    loop = env.scope.find_loop()
    if name == "loop" and loop is not None:
        return (f"loop {loop.number}",)
    return ("", name) if env.scope.sees_data() else None


def facts(env: Env, node: syntax.Expr, checked: Expr) -> tuple[Facts, Facts]:
    """What is present when the condition holds, and what when it does not. A wrong one leaves it open."""
    return (frozenset({OPEN}), frozenset({OPEN})) if checked.type == ERROR else _proved(env, node)


def _proved(env: Env, node: syntax.Expr) -> tuple[Facts, Facts]:
    match node:
        case syntax.Test():
            return _tested(env, node)
        case syntax.Name() | syntax.Field():  # a bool, or a mistake that is reported; not one more in what follows
            return _present(env, node), NOTHING
        case syntax.Unary(op="not"):
            holds, fails = _proved(env, node.value)
            return fails, holds
        case syntax.Binary(op="and"):
            left, right = _proved(env, node.left), _proved(env, node.right)
            return left[0] | right[0], left[1] & right[1]
        case syntax.Binary(op="or"):
            left, right = _proved(env, node.left), _proved(env, node.right)
            return left[0] & right[0], left[1] | right[1]
    return NOTHING, NOTHING


def after(env: Env, node: syntax.If, checked: If) -> Facts:
    """What is present behind an `if`: whatever is in all arms but those that `reject` or `skip`."""
    exits: list[Facts] = []
    failed = NOTHING
    for (test, body), (condition, _) in zip(node.arms, checked.arms, strict=True):
        holds, fails = facts(env, test, condition)
        exits += [] if _ends(body) else [failed | holds]
        failed |= fails
    exits += [] if _ends(node.orelse) else [failed]
    return frozenset.intersection(*exits) if 0 < len(exits) <= len(node.arms) else NOTHING


def _ends(body: syntax.Block) -> bool:
    return any(isinstance(node, syntax.Fail) for node in body)


def _tested(env: Env, node: syntax.Test) -> tuple[Facts, Facts]:
    known = _present(env, node.value)
    return (known, NOTHING) if (node.test == "present") != node.negated else (NOTHING, known)


def _present(env: Env, node: syntax.Expr) -> Facts:
    path = path_of(env, node)
    return NOTHING if path is None else frozenset(path[: n + 1] for n in range(len(path)))
