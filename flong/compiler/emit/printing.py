"""Printing: `~`, and outputs through their escapers."""

from __future__ import annotations

from flong.compiler import ir
from flong.compiler.emit.body import Body
from flong.compiler.emit.convert import convert
from flong.compiler.emit.dispatch import emits, expression
from flong.compiler.emit.shapes import Value, is_narrow, is_scaled
from flong.dsl import typed, types
from flong.errors import Span


@emits(typed.Concat)
def _concat(node: typed.Concat, body: Body) -> Value:
    texts = [as_text(expression(part, body), part.span, body) for part in node.parts]
    array, result = body.name(), body.temporary("fl_text", "{0}")
    body.line(f"const fl_text {array}[] = {{{', '.join(texts)}}};")
    body.check(f"fl_join(c, ((fl_text){{0}}), {array}, {len(texts)}, &{result})", node.span)
    return Value(types.TEXT, result)


def as_text(value: Value, span: Span, body: Body) -> str:
    """The code of `value` as a bare output prints it, an fl_text."""
    value, room = body.keep(value), body.name()
    call = _write(value, f"&{room}")
    if call is None:
        return body.keep(convert(value, types.TEXT, body, span)).code
    body.line(f"fl_buf {room};")
    size = f"64 + FL_ABS({value.code}.e)" if value.type == types.DECIMAL else "64"
    body.line(f"if (fl_paper(c, {size}, &{room})) {body.failure(span, 'FL_MEMORY')}")
    body.check(call, span)
    return f"((fl_text){{{room}.p, {room}.n}})"


def _write(value: Value, out: str) -> str | None:
    """A call that prints to `out` what needs no escaping, or None for texts."""
    if is_scaled(value.type):
        assert isinstance(value.type, types.Decimal)
        return f"fl_write_dec{64 if is_narrow(value.type) else 128}({out}, {value.code}, {value.type.scale})"
    if isinstance(value.type, types.Decimal):
        return f"fl_write_dec({out}, {value.code})"
    if value.type == types.INT:
        return f"fl_write_int({out}, {value.code})"
    return f"fl_write_date({out}, {value.code})" if value.type == types.DATE else None


def output(node: ir.Emit, body: Body) -> None:
    """Print the value of `node` to the column."""
    value = body.keep(_printable(node.value, body))
    call = _write(value, "o") if node.escaper == "none" else None
    if call:
        body.check(call, node.span)
    else:
        body.check(_escape(node, as_text(value, node.span, body), body), node.span)
    body.line(f"if (o->n > f->limit) {body.failure(node.span, 'FL_TOO_LONG')}")


def _printable(node: typed.Expr, body: Body) -> Value:
    """The value to print; a scaled decimal is printed as it is, without widening."""
    if isinstance(node, typed.Convert) and node.type == types.DECIMAL and is_scaled(node.value.type):
        return expression(node.value, body)
    return expression(node, body)


def _escape(node: ir.Emit, text: str, body: Body) -> str:
    name = f"esc_{node.escaper}{'_attr' if node.attribute else ''}"
    function = body.unit.linkage.function(f"escape.{name}", ("fl_ctx *", "fl_buf *", "fl_text"))
    return f"{function}(c, o, {text})"
