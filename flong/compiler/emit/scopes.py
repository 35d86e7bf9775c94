"""The variables and loops of a template, and the types they have."""

from __future__ import annotations

from collections.abc import Iterator

from flong.compiler import ir
from flong.compiler.walk import all_nodes
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
