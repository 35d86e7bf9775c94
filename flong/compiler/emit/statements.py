"""Statements: the nodes of the IR. Long blocks become functions of their own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import fields, is_dataclass
from typing import Any

from flong.compiler import ir
from flong.compiler.emit.body import Body
from flong.compiler.emit.dispatch import expression, expression_as
from flong.compiler.emit.lists import item_of, loop_row, row_of, set_slot
from flong.compiler.emit.literals import c_bytes
from flong.compiler.emit.printing import as_text, output
from flong.compiler.emit.shapes import Value, load_item
from flong.compiler.emit.sums import total
from flong.compiler.emit.unit import Unit
from flong.dsl import typed, types

LIMIT = 200
"""Nodes a C function holds, more or less."""
INLINE = 256
"""Bytes of a literal that the C compiler copies without a call."""


def size(node: object) -> int:
    """The number of nodes in a statement, an expression or a tuple of them."""
    if isinstance(node, tuple):
        return sum(map(size, node))
    if not is_dataclass(node) or isinstance(node, types.Type):
        return 0
    return 1 + sum(size(getattr(node, f.name)) for f in fields(node) if f.name not in ("span", "function", "type"))


def function(block: ir.Block, unit: Unit) -> tuple[str, bool]:
    """The name of a new C function that runs `block`, and whether it prints: if not, it may be called without a
    column."""
    body = Body(unit)
    run(block, body)
    body.settle()
    name = unit.function_name()
    head = f"static int {name}(fl_ctx *c, {unit.frame} *f, fl_buf *o) {{\n    int e = 0;"
    opened, closed = ["    fl_cursor k = fl_open(o, f->limit);"], ["    o->n = k.w - o->p;"]
    lines = [*opened, *body.lines, *closed] if body.prints else body.lines
    unit.functions.append("\n".join([head, *lines, "    return e;", "}"]))
    return name, body.prints


def run(block: ir.Block, body: Body) -> None:
    """Write the statements of `block`, groups of them as functions when they are many."""
    if size(block) <= LIMIT:
        for node in block:
            _WRITERS[type(node)](node, body)
        return
    for group in _groups(block):
        if len(group) == 1:
            _WRITERS[type(group[0])](group[0], body)
        else:
            name, prints = function(group, body.unit)
            with body.handed_over() if prints else nullcontext():
                body.line(f"if ((e = {name}(c, f, o))) return e;")


def _groups(block: ir.Block) -> list[ir.Block]:
    groups: list[ir.Block] = []
    room = 0
    for node in block:
        room -= size(node)
        if room < 0 or not groups:
            groups.append(())
            room = LIMIT - size(node)
        groups[-1] = (*groups[-1], node)
    return groups


def _write(node: ir.Write, body: Body) -> None:
    size = len(node.data)
    body.room(size)
    body.line(f"k.w = {'fl_literal' if size <= INLINE else 'fl_long_literal'}(k.w, {c_bytes(node.data)}, {size});")


def _if(node: ir.If, body: Body) -> None:
    with body.block("do"):
        for test, block in node.arms:
            with body.block(f"if ({expression(test, body).code})"):
                body.settle()
                run(block, body)
                body.line("break;")
                body.settle()
        run(node.orelse, body)
        body.settle()
    body.lines[-1] += " while (0);"


def _for(node: ir.For, body: Body) -> None:
    loop = f"f->l{node.loop}"
    turn, seam = _seam(node.body)
    with body.block(""):
        items = body.keep(expression(node.source, body))
        body.unit.loops[node.loop] = item_of(items)
        _fill(node, items, loop, body)
        if seam:
            with body.block(f"if ({loop}.n)"):
                body.settle()
                _write(ir.Write(seam), body)
        body.settle()
        with body.block(f"for ({loop}.i = 0; {loop}.i < {loop}.n; {loop}.i++)"):
            row = body.temporary("const char *", loop_row(node.loop, item_of(items)))
            set_slot(node.slot, load_item(item_of(items), row), node.span, body)
            run(turn, body)
            body.settle()
            body.over(node.span, len(seam))
        if seam:
            body.line(f"if ({loop}.n) k.w -= {len(seam)};")
        if node.orelse:
            with body.block(f"if (!{loop}.n)"):
                run(node.orelse, body)
                body.settle()


def _seam(block: ir.Block) -> tuple[ir.Block, bytes]:
    """A turn that ends with the literal the next one begins with, and that literal: written once before the loop,
    it is taken back behind it. Two literals are so written as one."""
    at = next((i for i, node in enumerate(block) if not isinstance(node, typed.Let | typed.Set)), len(block))
    first, last = block[at : at + 1], block[-1:]
    if at + 1 >= len(block) or not isinstance(first[0], ir.Write) or not isinstance(last[0], ir.Write):
        return block, b""
    return (*block[:at], *block[at + 1 : -1], ir.Write(last[0].data + first[0].data)), first[0].data


def _fill(node: ir.For, items: Value, loop: str, body: Body) -> None:
    """Set up the loop: all items, or the rows the guard keeps."""
    if node.guard is None:
        body.line(f"{loop} = (fl_loop){{{items.code}.p, NULL, 0, {items.code}.n}};")
        body.line(f"if (fl_turns(c, {loop}.n)) {body.failure(node.span, 'FL_TOO_MANY_TURNS')}")
        return
    kept = body.temporary("const char **", f"(const char **)fl_rows(c, {items.code}.n, sizeof(char *))")
    body.line(f"if (!{kept}) {body.failure(node.span, 'FL_MEMORY')}")
    count, index = body.temporary("int64_t", "0"), body.name()
    with body.block(f"for (int64_t {index} = 0; {index} < {items.code}.n; {index}++)"):
        body.line(f"if (fl_turn(c)) {body.failure(node.span, 'FL_TOO_MANY_TURNS')}")
        row = body.temporary("const char *", row_of(items, index))
        set_slot(node.slot, load_item(item_of(items), row), node.span, body)
        body.line(f"if ({expression(node.guard, body).code}) {kept}[{count}++] = {row};")
    body.line(f"{loop} = (fl_loop){{NULL, {kept}, 0, {count}}};")


def _bind(node: typed.Let | typed.Set, body: Body) -> None:
    with body.block(""):
        kind, summed = body.unit.slots[node.slot], node.slot in body.unit.sums
        value = total(node, body) if summed else expression_as(node.value, kind, body)
        set_slot(node.slot, value, node.span, body)


def _fail(node: ir.Fail, body: Body) -> None:
    with body.block(""):
        reason = as_text(expression(node.reason, body), node.reason.span, body)
        body.line(f"c->reason = {reason};")
        code = "FL_REJECTED" if node.kind == "reject" else "FL_SKIPPED"
        body.line(body.failure(node.span, code))


def _emit(node: ir.Emit, body: Body) -> None:
    with body.block(""):
        output(node, body)


_WRITERS: dict[type, Callable[[Any, Body], None]] = {
    ir.Write: _write,
    ir.Emit: _emit,
    ir.If: _if,
    ir.For: _for,
    ir.Fail: _fail,
    typed.Let: _bind,
    typed.Set: _bind,
}
