"""IR modules from short template texts, and what they print: outputs print `value`, conditions and
loops go as a test says."""

from __future__ import annotations

import sys
from pathlib import Path

from flong.compiler import ir
from flong.compiler.lower import lower
from flong.dsl.html.assign import assign_contexts
from flong.dsl.html.head import assign_head
from flong.dsl.typed import Part, Program, Settings
from flong.dsl.types import Record

sys.path.insert(0, str(Path(__file__).parents[2] / "dsl" / "html"))
from templates import block, errors


def module(html: str, **heads: str) -> ir.Module:
    """The IR of an HTML body and head fields, before any pass."""
    body, found = assign_contexts(block(html), "html")
    assert not errors(found), found
    fields = tuple(Part(name, assign_head(name, block(text))[0]) for name, text in heads.items())
    parts = (*fields, Part("html", body))
    return lower(Program("t", "html", Settings(), Record(()), (), parts, (), 1))


def printed(module: ir.Module, part: str, *, taken: bool = True, turns: int = 2, value: str = "value") -> str:
    """The text of a part: every `if` takes its first arm or none, every loop runs `turns` times."""
    body = next(p.body for p in module.parts if p.name == part)
    return "".join(_print(node, taken, turns, value) for node in body)


def _print(node: ir.Node, taken: bool, turns: int, value: str) -> str:
    match node:
        case ir.Write():
            return node.data.decode()
        case ir.Emit():
            return value
        case ir.If():
            body = node.arms[0][1] if taken else node.orelse
        case ir.For():
            body = node.body * turns if turns else node.orelse
        case _:
            return ""
    return "".join(_print(inner, taken, turns, value) for inner in body)
