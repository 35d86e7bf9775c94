"""Typed tree → IR: contexts become escapers, text becomes bytes, outputs get their numbers."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
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


def lower(program: typed.Program, addresses: Mapping[str, str] | None = None) -> ir.Module:
    """The IR of a checked template, before any pass. `addresses` maps the pictures of `program.images` to what shows
    them; others keep their names."""
    lowering = _Lowering(addresses or {})
    return ir.Module(
        name=program.name,
        kind=program.kind,
        settings=program.settings,
        data=program.data,
        computed=program.computed,
        parts=tuple(ir.Part(p.name, lowering.block(p.body)) for p in program.parts),
        attachments=program.attachments,
        slots=program.slots,
        sources=program.sources,
        locale=program.locale,
    )


class _Lowering:
    def __init__(self, addresses: Mapping[str, str]) -> None:
        self.addresses = addresses
        self.numbers = count(1)

    def block(self, block: typed.Block) -> ir.Block:
        return tuple(node for statement in block for node in self._nodes(statement))

    def _nodes(self, node: typed.Statement) -> Iterator[ir.Node]:
        match node:
            case typed.Text():
                yield ir.Write(node.value.encode())
            case typed.Picture():
                yield ir.Write(html.escape(self.addresses.get(node.file, node.file)).encode())
            case typed.Output():
                yield _emit(node, next(self.numbers))
            case typed.If():
                arms = tuple((test, self.block(body)) for test, body in node.arms)
                yield ir.If(arms, self.block(node.orelse))
            case typed.For():
                body, orelse = self.block(node.body), self.block(node.orelse)
                yield ir.For(node.slot, node.loop, node.source, node.guard, body, orelse, node.span)
            case typed.Fail():
                yield ir.Fail(node.kind, node.reason, node.span)
            case typed.Only():
                yield ir.Only(node.part, self.block(node.body))
            case typed.Included():
                yield from self.block(node.body)
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
