"""Neighbouring writes become one, empty ones none; statements between that print nothing stay in order."""

from __future__ import annotations

from dataclasses import replace

from flong.compiler import ir
from flong.compiler.walk import map_blocks


def merge_writes(module: ir.Module) -> ir.Module:
    """`module` without neighbouring or empty writes, and without branches that do nothing."""
    return replace(module, parts=tuple(ir.Part(p.name, map_blocks(p.body, _merge)) for p in module.parts))


def _merge(block: ir.Block) -> ir.Block:
    done: list[ir.Node] = []
    for node in block:
        last = done[-1] if done else None
        if isinstance(node, ir.Write) and isinstance(last, ir.Write):
            done[-1] = ir.Write(last.data + node.data)
        elif not (isinstance(node, ir.Write) and not node.data):
            done.append(node)
    return tuple(done)
