"""How much room a record's parts need: static text, and a guess for each value."""

from __future__ import annotations

from dataclasses import replace

from flong.compiler import ir

_VALUE, _TURNS = 16, 8


def size_hint(module: ir.Module) -> ir.Module:
    """`module` with `size_hint`: the bytes to reserve for one record. A loop counts eight turns."""
    return replace(module, size_hint=sum(_size(part.body) for part in module.parts))


def _size(block: ir.Block) -> int:
    return sum(map(_node_size, block))


def _node_size(node: ir.Node) -> int:
    match node:
        case ir.Write():
            return len(node.data)
        case ir.Emit():
            return _VALUE
        case ir.If():
            return max(_size(node.orelse), *(_size(body) for _, body in node.arms))
        case ir.For():
            return _TURNS * _size(node.body)
        case _:
            return 0
