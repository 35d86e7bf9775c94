"""What the compared templates hold: pairs of template and record, counted for every node, function and escaper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import get_args

from flong.compiler import ir
from flong.compiler.emit.dispatch import EMITTERS
from flong.compiler.walk import all_nodes
from flong.dsl import syntax, typed
from flong.dsl.parse import parse
from tests.equivalence import forms
from tests.equivalence.expressions import FUNCTIONS
from tests.equivalence.structure import STATEMENTS

NODES = ("Write", "Emit", "If", "For", "Let", "Set", "Fail")
VARIANTS = {
    "Aggregate": ("sum", "avg", "min", "max", "count", "any", "all", "first", "last", "join"),
    "ListOp": ("where", "map", "sort", "unique"),
    "Take": ("take", "skip", "reverse"),
    "LoopValue": ("index", "index0", "first", "last", "length", "previous", "next"),
    "Arith": ("+", "-", "*", "/", "//", "%", "**"),
    "Compare": ("==", "!=", "<", "<=", ">", ">="),
    "Logic": ("and", "or"),
    "Fail": ("reject", "skip"),
    "Clock": ("now", "today"),
}
NESTED = ("url_link", "url_image", "css_value", "css_string", "css_url")
"""Escapers that templates reach inside attributes."""
WRITTEN = (
    "Text", "Output", "If", "For", "Group", "Let", "Set", "Match", "Variant", "Only", "Fail",
)  # fmt: skip
"""Statements as the parser gives them, sugar among them."""


def wanted() -> set[str]:
    """Everything that must be met."""
    names = {*NODES, *(node.__name__ for node in EMITTERS)}
    names |= {f"{name} {variant}" for name, variants in VARIANTS.items() for variant in variants}
    names |= {f"statement {name}" for name in WRITTEN}
    names |= {f"function {signature.symbol}" for _, signature in FUNCTIONS}
    names |= {f"escaper {escaper}" for escaper in get_args(ir.Escaper)}
    names |= {f"statement {word}" for word in STATEMENTS} | forms.wanted()
    return names | {f"escaper {escaper} in an attribute" for escaper in NESTED}


def held(module: ir.Module) -> set[str]:
    """What `module` holds of it."""
    return {name for node in all_nodes(module) for name in _names(node)}


def written(text: str, name: str) -> set[str]:
    """What the template `text` holds of it, before sugar is taken away."""
    return {f"statement {kind}" for kind in _statements(parse(text, name)[0].body)}


def _statements(node: object) -> Iterator[str]:
    if isinstance(node, tuple):
        for item in node:
            yield from _statements(item)
    elif is_dataclass(node) and type(node).__module__ == syntax.__name__ and not isinstance(node, syntax.Expr):
        yield type(node).__name__
        for field in fields(node):
            yield from _statements(getattr(node, field.name))


def _names(node: object) -> Iterator[str]:
    name = type(node).__name__
    yield name
    yield from forms.held(node)
    for field in ("kind", "which", "op"):
        if hasattr(node, field):
            yield f"{name} {getattr(node, field)}"
    match node:
        case typed.Call():
            yield f"function {node.function.symbol}"
        case ir.Emit():
            yield f"escaper {node.escaper}"
            if node.attribute:
                yield f"escaper {node.escaper} in an attribute"


def table(pairs: Counter[str]) -> str:
    """The counts, a line each."""
    return "\n".join(f"{pairs[name]:6}  {name}" for name in sorted(wanted()))
