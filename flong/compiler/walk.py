"""Walking over IR: every node of a module, and blocks rewritten bottom-up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

from flong.compiler import ir
from flong.dsl import typed


def module_expressions(module: ir.Module) -> Iterator[typed.Expr]:
    """Every expression node of the module, children after parents."""
    for let in module.computed:
        yield from expressions(let)
    for part in module.parts:
        yield from expressions(part.body)


def expressions(node: object) -> Iterator[typed.Expr]:
    """Every expression in `node` (a node, or a tuple of them)."""
    if isinstance(node, tuple):
        for item in node:
            yield from expressions(item)
    elif isinstance(node, typed.Call):
        yield node
        yield from expressions(node.args)
    elif is_dataclass(node) and node.__class__.__module__ in (typed.__name__, ir.__name__):
        if isinstance(node, typed.Expr):
            yield node
        for f in fields(node):
            yield from expressions(getattr(node, f.name))


def all_nodes(module: ir.Module) -> Iterator[object]:
    """Every statement and expression of the template, parents first."""
    yield from nodes(module.computed)
    for part in module.parts:
        yield from nodes(part.body)


def nodes(node: object) -> Iterator[object]:
    """Every statement and expression in `node` (one of them, or a tuple), parents first."""
    if isinstance(node, tuple):
        for item in node:
            yield from nodes(item)
    elif is_dataclass(node) and type(node).__module__ in (typed.__name__, ir.__name__):
        yield node
        for f in fields(node):
            yield from nodes(getattr(node, f.name))


def map_blocks(block: ir.Block, change: Callable[[ir.Block], ir.Block]) -> ir.Block:
    """`block` with `change` applied to every block in it, innermost first."""
    return change(tuple(_map_node(node, change) for node in block))


def _map_node(node: ir.Node, change: Callable[[ir.Block], ir.Block]) -> ir.Node:
    if isinstance(node, ir.If):
        arms = tuple((test, map_blocks(body, change)) for test, body in node.arms)
        return replace(node, arms=arms, orelse=map_blocks(node.orelse, change))
    if isinstance(node, ir.For):
        return replace(node, body=map_blocks(node.body, change), orelse=map_blocks(node.orelse, change))
    if isinstance(node, ir.Only):
        return replace(node, body=map_blocks(node.body, change))
    return node
