"""The variables and loops of a template, and the types they have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from flong.compiler import ir
from flong.dsl import typed, types
from flong.dsl.types import Type


def slots_of(module: ir.Module) -> dict[int, Type]:
    """The type of each slot. A read knows the whole type; what is never read has its binder's."""
    found: dict[int, Type] = {}
    for node in all_nodes(module):
        if isinstance(node, typed.Var):
            found[node.slot] = node.type
        else:
            for slot, kind in _bound(node):
                found.setdefault(slot, kind)
    return found


def _bound(node: object) -> Iterator[tuple[int, Type]]:
    match node:
        case typed.Let() | typed.Set():
            yield node.slot, node.value.type
        case ir.For() | typed.Aggregate() | typed.ListOp() | typed.Group():
            assert isinstance(node.source.type, types.List)
            yield node.slot, node.source.type.item


def loops_of(module: ir.Module) -> set[int]:
    """The numbers of all `for` loops."""
    return {node.loop for node in all_nodes(module) if isinstance(node, ir.For)}


def all_nodes(module: ir.Module) -> Iterator[object]:
    """Every statement and expression of the template."""
    yield from nodes(module.computed)
    for part in module.parts:
        yield from nodes(part.body)


def nodes(node: object) -> Iterator[object]:
    """Every statement and expression in `node` (one of them, or a tuple)."""
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
    elif is_dataclass(node) and type(node).__module__ in (typed.__name__, ir.__name__):
        yield node
        for field in fields(node):
            yield from nodes(getattr(node, field.name))
