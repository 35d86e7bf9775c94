"""Printing: `~`, and outputs through their escapers."""

from __future__ import annotations

from typing import Final

from flong.compiler import ir
from flong.compiler.emit import fixed
from flong.compiler.emit.body import Body
from flong.compiler.emit.convert import convert
from flong.compiler.emit.dispatch import emits, expression
from flong.compiler.emit.shapes import Value, is_narrow, is_scaled
from flong.compiler.emit.simple import variable
from flong.dsl import typed, types
from flong.errors import Span

_INLINE = {"html": "fl_html", "plain": "fl_plain", "none": "fl_plain"}
"""Escapers that generated code runs itself."""
_PLAIN: Final = 44
"""The bytes of a plain number without the zeros of its exponent (FL_PLAIN_ROOM)."""


@emits(typed.Concat)
def _concat(node: typed.Concat, body: Body) -> Value:
    texts = [as_text(expression(part, body), part.span, body) for part in node.parts]
    array, result = body.name(), body.temporary("fl_text", "{0}")
    body.line(f"const fl_text {array}[] = {{{', '.join(texts)}}};")
    body.check(f"fl_join(c, ((fl_text){{0}}), {array}, {len(texts)}, &{result})", node.span)
    return Value(types.TEXT, result)


def as_text(value: Value, span: Span, body: Body) -> str:
    """The code of `value` as a bare output prints it, an fl_text."""
    value = body.keep(value)
    number = _number(value)
    if number is None:
        return body.keep(convert(value, types.TEXT, body, span)).code
    put, room = number
    _check_day(value, span, body)
    start = body.temporary("char *", f"(char *)fl_alloc(&c->arena, {room})")
    body.line(f"if (!{start}) {body.failure(span, 'FL_MEMORY')}")
    return f"((fl_text){{{start}, {put.format(start)} - {start}}})"


def _number(value: Value) -> tuple[str, int | str] | None:
    """The call that prints at `{}` what needs no escaping, and the bytes it may take (C, where the value decides);
    None for texts."""
    if is_scaled(value.type):
        assert isinstance(value.type, types.Decimal) and value.type.scale is not None
        width = 64 if is_narrow(value.type) else 128
        return f"fl_put_dec{width}({{}}, {value.code}, {value.type.scale})", _PLAIN + value.type.scale
    if isinstance(value.type, types.Decimal):
        return f"fl_put_dec({{}}, {value.code})", f"{_PLAIN} + FL_ABS({value.code}.e)"
    if value.type == types.INT:
        return f"fl_put_int({{}}, {value.code})", _PLAIN
    return (f"fl_put_date({{}}, {value.code})", _PLAIN) if value.type == types.DATE else None


def _check_day(value: Value, span: Span, body: Body) -> None:
    if value.type == types.DATE:
        body.line(f"if (!fl_is_day({value.code})) {body.failure(span, 'FL_BAD_DATE')}")


def output(node: ir.Emit, body: Body) -> None:
    """Print the value of `node` to the column."""
    format_ = fixed.format_of(node, body.unit)
    if format_:
        _formatted(node, format_, body)
        return
    value = body.keep(_printable(node.value, body))
    number = _number(value) if node.escaper == "none" else None
    if number:
        _check_day(value, node.span, body)
        _put(*number, body)
    else:
        _print_text(node, as_text(value, node.span, body), body)
    body.over(node.span)


def _printable(node: typed.Expr, body: Body) -> Value:
    """The value to print; a scaled decimal is printed as it is, without widening."""
    if isinstance(node, typed.Convert) and node.type == types.DECIMAL and is_scaled(node.value.type):
        return expression(node.value, body)
    return _kept(node, body)


def _bare_number(node: typed.Expr, body: Body) -> Value:
    """A number without the widening that its function asks for."""
    return _kept(node.value if isinstance(node, typed.Convert) else node, body)


def _kept(node: typed.Expr, body: Body) -> Value:
    return variable(node, body) if isinstance(node, typed.Var) else expression(node, body)


def _put(put: str, room: int | str, body: Body) -> None:
    if isinstance(room, int):
        body.room(room)
    else:
        body.ask(f"if (FL_RARE(k.end - k.w < {room} + \0)) k = fl_room_at(o, f->limit, k, {room} + \0);")
        body.line("if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);")
    body.line(f"k.w = {put.format('k.w')};")


def _print_text(node: ir.Emit, text: str, body: Body, *, beside: bool = False) -> None:
    """Print `text` through the escaper of `node`."""
    inline = None if node.attribute else _INLINE.get(node.escaper)
    if inline:
        body.ask(f"k = {inline}(o, f->limit, k, {text}, \0);", beside=beside)
        return
    name = f"escape.esc_{node.escaper}{'_attr' if node.attribute else ''}"
    escape = body.unit.linkage.function(name, ("fl_ctx *", "fl_buf *", "fl_text"))
    with body.handed_over():
        body.check(f"{escape}(c, o, {text})", node.span)


def _formatted(node: ir.Emit, format_: fixed.Format, body: Body) -> None:
    """Print a formatted number digit by digit; what its format has no room for goes the general way."""
    assert isinstance(node.value, typed.Call)
    call = node.value
    value = body.keep(_bare_number(call.args[0], body))
    digits = body.temporary("uint64_t", "0")
    body.room(fixed.ROOM)
    test, sign = fixed.whole(value, format_, digits)
    suffixed = int(format_.suffixed)
    with body.block(f"if (FL_USUAL({test}))"):
        body.line(f"k.w = fl_put_fixed(k.w, {digits}, {sign}, {format_.fraction}, {suffixed}, &{format_.table});")
    with body.block("else"):
        result = body.temporary("fl_text", "{0}")
        number = convert(value, types.DECIMAL, body, call.span).code
        blob = body.unit.blob(call.function.name, call.function.symbol, call.static)
        body.check(f"{fixed.function(call, body.unit)}(c, {blob}, {number}, &{result})", call.span)
        _print_text(node, result, body, beside=True)
    body.over(node.span)
