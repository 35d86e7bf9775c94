"""Comparison, membership, and the order that `sort` and `unique` go by."""

from __future__ import annotations

from flong.compiler.emit.body import Body
from flong.compiler.emit.convert import convert
from flong.compiler.emit.dispatch import emits, expression
from flong.compiler.emit.shapes import Value, bare, c_type, is_scaled, item_layout, load_item
from flong.dsl import typed, types
from flong.dsl.types import Type
from flong.errors import Span


@emits(typed.Compare)
def _compare(node: typed.Compare, body: Body) -> Value:
    left = expression(node.left, body)
    right = expression(node.right, body)
    return Value(types.BOOL, compared(node.op, *_one_type(left, right, body, node.span), body))


@emits(typed.In)
def _in(node: typed.In, body: Body) -> Value:
    item = body.keep(expression(node.item, body))
    items = body.keep(expression(node.items, body))
    assert isinstance(items.type, types.List)
    kind, index, found = items.type.item, body.name(), body.temporary("int", "0")
    with body.block(f"for (int64_t {index} = 0; {index} < {items.code}.n && !{found}; {index}++)"):
        row = body.temporary("const char *", f"{items.code}.p + {index} * {item_layout(kind).size}")
        pair = _one_type(item, body.keep(load_item(kind, row)), body, node.span)
        body.line(f"{found} = {compared('==', *pair, body)};")
    return Value(types.BOOL, found)


def _one_type(left: Value, right: Value, body: Body, span: Span) -> tuple[Value, Value]:
    """Both operands as one type: decimals of different scales meet as plain decimals, enums as texts."""
    kinds = bare(left.type), bare(right.type)
    if all(isinstance(k, types.Decimal) for k in kinds) and (kinds[0] != kinds[1] or not is_scaled(kinds[0])):
        return convert(left, types.DECIMAL, body, span), convert(right, types.DECIMAL, body, span)
    if any(isinstance(k, types.Enum) for k in kinds) and kinds[0] != kinds[1]:
        return convert(left, types.TEXT, body, span), convert(right, types.TEXT, body, span)
    return left, right


def compared(op: str, left: Value, right: Value, body: Body) -> str:
    """The truth of `left op right`, both of one type without nulls."""
    kind = c_type(left.type)
    if kind == "fl_text" and op in ("==", "!="):
        return f"({'!' if op == '!=' else ''}fl_text_equal({left.code}, {right.code}))"
    if kind in ("fl_text", "fl_dec"):
        return f"({order(left, right, body)} {op} 0)"
    if kind in ("fl_list", "const char *"):
        raise TypeError(f"{left.type} has no order")
    return f"({left.code} {op} {right.code})"


def order(left: Value, right: Value, body: Body) -> str:
    """Negative, zero or positive as `left` stands before, with or after `right`."""
    kind = c_type(left.type)
    if kind == "fl_text":
        return f"fl_text_order({left.code}, {right.code})"
    if kind == "fl_dec":
        wide = body.unit.linkage.function("decimal.dec_compare_wide", ("fl_dec", "fl_dec"))
        return f"fl_dec_order({wide}, {left.code}, {right.code})"
    return f"(({left.code} > {right.code}) - ({left.code} < {right.code}))"


def comparator(kind: Type, body: Body) -> str:
    """The C name of a function that orders two rows of `kind`; nulls stand first."""
    known = body.unit.linkage.comparators
    if kind not in known:
        known[kind] = _comparator(kind, f"k{len(known)}", body)
    return known[kind].partition("(")[0].rpartition(" ")[2]


def _comparator(kind: Type, name: str, body: Body) -> str:
    left, right = load_item(kind, "a"), load_item(kind, "b")
    lines = [f"static int {name}(const char *a, const char *b) {{"]
    if isinstance(kind, types.Optional):
        lines.append(f"    if (!{left.valid} || !{right.valid}) return (int)({left.valid} - {right.valid});")
    return "\n".join([*lines, f"    return {order(left, right, body)};", "}"])
