"""`only`: each part keeps what is its own. Bills are HTML, and a text message is text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from flong.compiler import ir
from flong.compiler.walk import map_blocks


def only(module: ir.Module) -> ir.Module:
    """`module` without `ir.Only`."""
    return replace(module, parts=tuple(ir.Part(p.name, kept(p.body, _kind(p.name))) for p in module.parts))


def kept(body: ir.Block, part: Literal["html", "text"]) -> ir.Block:
    """What of `body` stands in `part`."""
    return map_blocks(body, lambda block: tuple(_kept(block, part)))


def _kept(block: ir.Block, part: Literal["html", "text"]) -> Iterator[ir.Node]:
    for node in block:
        if not isinstance(node, ir.Only):
            yield node
        elif node.part == part:
            yield from node.body


def _kind(name: str) -> Literal["html", "text"]:
    return "html" if name == "html" or name.endswith((".body", ".fields")) else "text"
