"""What holds in every typed tree that has no errors: `broken(program)` lists where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from flong.dsl import typed as t
from flong.dsl.types import BOOL, DATE, DECIMAL, ERROR, INT, NONE, TEXT, Decimal, Enum, List, Optional, Record, Safe


def nodes(value: Any) -> Iterator[Any]:
    """Every dataclass in a tree but types and spans."""
    if isinstance(value, tuple):
        for item in value:
            yield from nodes(item)
    elif is_dataclass(value) and type(value).__module__ == t.__name__:
        yield value
        for field in fields(value):
            if field.name not in ("type", "span", "function"):
                yield from nodes(getattr(value, field.name))


def broken(program: t.Program) -> list[str]:
    found = [*nodes(program.computed), *nodes(tuple(p.body for p in program.parts))]
    slots = {n.slot for n in found if isinstance(n, t.Let | t.For | t.Aggregate | t.ListOp | t.Group)}
    return [f"{type(n).__name__}: {n}" for n in found if not _holds(n, slots, program)]


def _holds(node: Any, slots: set[int], program: t.Program) -> bool:
    if isinstance(node, t.Expr) and node.type in (ERROR, List(ERROR), Optional(NONE), Optional(ERROR)):
        return False
    if isinstance(node, t.Expr) and isinstance(node.type, Optional) and isinstance(node.type.inner, Optional):
        return False
    rule = _RULES.get(type(node))
    if isinstance(node, t.Var | t.Let | t.Set | t.For) and not (node.slot in slots and node.slot < program.slots):
        return False
    return rule is None or rule(node)


def _arith(n: t.Arith) -> bool:
    number = n.left.type in (INT, DECIMAL) and n.right.type in (INT, DECIMAL)
    if n.op == "**":
        return isinstance(n.right, t.Const) and n.left.type == n.type
    return not number or (n.left.type == n.right.type and n.type == (DECIMAL if n.op == "/" else n.left.type))


def _call(n: t.Call) -> bool:
    run = [p for p in n.function.parameters if not p.constant]
    static = tuple(p.name for p in n.function.parameters if p.constant)
    return [a.type for a in n.args] == [p.type for p in run] and tuple(k for k, _ in n.static) == static


def _coalesce(n: t.Coalesce) -> bool:
    if not isinstance(n.left.type, Optional) or n.right.type != n.type:
        return False
    return n.type in (n.left.type, n.left.type.inner)


def _printable(n: t.Output) -> bool:
    kind = n.value.type
    return n.context is not None and (kind in (TEXT, INT, DATE) or isinstance(kind, Decimal | Enum | Safe))


def _field(n: t.Field | t.OptField) -> bool:
    base = n.base.type
    if isinstance(n, t.OptField):
        base = base.inner if isinstance(base, Optional) else base
        return isinstance(n.base.type, Optional) and isinstance(base, Record) and base.field(n.name) is not None
    return isinstance(base, Record) and (declared := base.field(n.name)) is not None and declared.type == n.type


def _guard(n: t.For | t.Aggregate | t.Group) -> bool:
    return isinstance(n.source.type, List) and (n.guard is None or n.guard.type == BOOL)


_RULES: dict[type, Any] = {
    t.Arith: _arith,
    t.Compare: lambda n: n.left.type == n.right.type and n.type == BOOL,
    t.In: lambda n: n.items.type == List(n.item.type),
    t.Logic: lambda n: n.left.type == n.right.type == BOOL,
    t.Not: lambda n: n.value.type == BOOL,
    t.Cond: lambda n: n.test.type == BOOL and n.yes.type == n.no.type == n.type,
    t.Coalesce: _coalesce,
    t.Call: _call,
    t.Field: _field,
    t.OptField: _field,
    t.Unwrap: lambda n: n.value.type == Optional(n.type),
    t.Convert: lambda n: n.value.type != n.type,
    t.ListOf: lambda n: all(item.type == n.type.item for item in n.items),
    t.For: _guard,
    t.Aggregate: _guard,
    t.Group: _guard,
    t.ListOp: lambda n: isinstance(n.source.type, List) and (n.kind != "where" or n.body.type == BOOL),
    t.If: lambda n: all(test.type == BOOL for test, _ in n.arms),
    t.Output: _printable,
    t.Concat: lambda n: all(p.type in (TEXT, INT, DATE, DECIMAL) or isinstance(p.type, Enum) for p in n.parts),
}
