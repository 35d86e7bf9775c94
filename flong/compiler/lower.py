"""Typed tree → IR: contexts become escapers, text becomes bytes, outputs get their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from flong.compiler import ir
from flong.dsl import typed, types
from flong.dsl.context import Context

_ESCAPERS: dict[str, ir.Escaper] = {
    "html": "html",
    "attribute": "html",
    "url_part": "url_part",
    "url_authority": "url_part",
    "css_value": "css_value",
    "css_string": "css_string",
    "css_url": "css_url",
    "json": "json",
    "json_string": "json_string",
    "header": "header",
    "address_name": "address_name",
    "address": "address",
    "plain": "plain",
    "value": "value",
}


def lower(program: typed.Program) -> ir.Module:
    """The IR of a checked template, before any pass."""
    numbers = count(1)
    return ir.Module(
        name=program.name,
        kind=program.kind,
        settings=program.settings,
        data=program.data,
        computed=program.computed,
        parts=tuple(ir.Part(p.name, _block(p.body, numbers)) for p in program.parts),
        attachments=program.attachments,
        slots=program.slots,
        images=program.images,
        sources=program.sources,
        locale=program.locale,
        assets=program.assets,
    )


def _block(block: typed.Block, numbers: Iterator[int]) -> ir.Block:
    return tuple(node for statement in block for node in _nodes(statement, numbers))


def _nodes(node: typed.Statement, numbers: Iterator[int]) -> Iterator[ir.Node]:
    match node:
        case typed.Text():
            yield ir.Write(node.value.encode())
        case typed.Output():
            yield _emit(node, next(numbers))
        case typed.If():
            arms = tuple((test, _block(body, numbers)) for test, body in node.arms)
            yield ir.If(arms, _block(node.orelse, numbers))
        case typed.For():
            body, orelse = _block(node.body, numbers), _block(node.orelse, numbers)
            yield ir.For(node.slot, node.loop, node.source, node.guard, body, orelse, node.span)
        case typed.Fail():
            yield ir.Fail(node.kind, node.reason, node.span)
        case typed.Only():
            yield ir.Only(node.part, _block(node.body, numbers))
        case typed.Included():
            yield from _block(node.body, numbers)
        case typed.Let() | typed.Set():
            yield node


def _emit(node: typed.Output, number: int) -> ir.Emit:
    context = node.context or Context("plain")
    escaper, attribute = _escaper(context, node.value.type)
    return ir.Emit(number, node.value, escaper, attribute, node.span)


def _escaper(context: Context, kind: types.Type) -> tuple[ir.Escaper, bool]:
    """The escaper for a value of type `kind`, and whether HTML escaping follows."""
    plain = kind in (types.INT, types.DATE) or isinstance(kind, types.Decimal)
    if plain and not (kind == types.DATE and context.kind == "json"):
        return "none", False
    if kind == types.HTML and context.kind == "html":
        return "none", False
    if context.kind == "url":
        return ("url_image" if context.image else "url_link"), True
    return _ESCAPERS[context.kind], context.attribute
