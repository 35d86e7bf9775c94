"""Lists: literals, ranges, indexes, slices and the operations with an `it`.

A list is a pointer to rows and their number. Slices, `take` and `skip` are views; what makes new rows
puts them into the arena.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flong.compiler.emit.body import Body
from flong.compiler.emit.compare import comparator
from flong.compiler.emit.convert import allocated, convert, put
from flong.compiler.emit.dispatch import emits, expression, expression_as
from flong.compiler.emit.shapes import Value, item_layout, load_item
from flong.dsl import typed, types
from flong.dsl.types import Type
from flong.errors import Span


def item_of(value: Value) -> Type:
    """The item type of a list."""
    assert isinstance(value.type, types.List)
    return value.type.item


def row_of(items: Value, index: str) -> str:
    """A pointer to row `index`."""
    return f"{items.code}.p + ({index}) * {item_layout(item_of(items)).size}"


def set_slot(slot: int, value: Value, span: Span, body: Body) -> None:
    """Give the variable in `slot` a value of its type."""
    kind = body.unit.slots[slot]
    target = Value(kind, f"f->v{slot}", f"f->h{slot}")
    body.assign(target, convert(value, kind, body, span))


@contextmanager
def each(items: Value, slot: int, span: Span, body: Body) -> Iterator[str]:
    """A loop that counts turns and puts each item into `slot`; yields the item's row."""
    index = body.name()
    with body.block(f"for (int64_t {index} = 0; {index} < {items.code}.n; {index}++)"):
        body.line(f"if (fl_turn(c)) {body.failure(span, 'FL_TOO_MANY_TURNS')}")
        row = body.temporary("const char *", row_of(items, index))
        set_slot(slot, load_item(item_of(items), row), span, body)
        yield row


@emits(typed.ListOf)
def _list_of(node: typed.ListOf, body: Body) -> Value:
    assert isinstance(node.type, types.List)
    kind = node.type.item
    rows = allocated(str(len(node.items)), kind, body, node.span)
    for i, item in enumerate(node.items):
        put(expression_as(item, kind, body), f"({rows} + {i * item_layout(kind).size})", body)
    return Value(node.type, f"((fl_list){{{rows}, {len(node.items)}}})")


@emits(typed.Range)
def _range(node: typed.Range, body: Body) -> Value:
    bounds = [body.keep(expression(bound, body)).code for bound in (node.start, node.stop, node.step)]
    result = body.temporary("fl_list", "{0}")
    body.check(f"fl_range(c, {', '.join(bounds)}, &{result})", node.span)
    return Value(node.type, result)


@emits(typed.Index)
def _index(node: typed.Index, body: Body) -> Value:
    items = body.keep(expression(node.base, body))
    index = body.temporary("int64_t", expression(node.index, body).code)
    target = body.fresh(node.type)
    body.line(f"if ({index} < 0) {index} += {items.code}.n;")
    with body.block(f"if ({index} >= 0 && {index} < {items.code}.n)"):
        _take_item(items, row_of(items, index), target, node.span, body)
    return target


def _take_item(items: Value, row: str, target: Value, span: Span, body: Body) -> None:
    pointer = body.temporary("const char *", row)
    body.assign(target, convert(load_item(item_of(items), pointer), target.type, body, span))


@emits(typed.Slice)
def _slice(node: typed.Slice, body: Body) -> Value:
    base = body.keep(expression(node.base, body))
    start = body.keep(expression(node.start, body)).code if node.start else "0"
    stop = body.keep(expression(node.stop, body)).code if node.stop else "INT64_MAX"
    if isinstance(base.type, types.List):
        return _view(base, node.type, start, stop, body)
    signature = ("fl_ctx *", "fl_text", "int64_t", "int64_t", "fl_text *")
    name = body.unit.linkage.function("text.slice_range", signature)
    part = body.fresh(node.type)
    body.check(f"{name}(c, {base.code}, {start}, {stop}, &{part.code})", node.span)
    return Value(node.type, part.code)


def _view(items: Value, kind: Type, start: str, stop: str, body: Body) -> Value:
    """The rows from `start` to `stop`, as a slice clamps them."""
    size = item_layout(item_of(items)).size
    return Value(kind, body.temporary("fl_list", f"fl_view({items.code}, {size}, {start}, {stop})"))


@emits(typed.Take)
def _take(node: typed.Take, body: Body) -> Value:
    items = body.keep(expression(node.source, body))
    if node.count is None:
        return _reversed(node, items, body)
    count = body.temporary("int64_t", expression(node.count, body).code)
    body.line(f"if ({count} < 0) {count} = 0;")
    bounds = ("0", count) if node.kind == "take" else (count, "INT64_MAX")
    return _view(items, node.type, *bounds, body)


def _reversed(node: typed.Take, items: Value, body: Body) -> Value:
    size = item_layout(item_of(items)).size
    rows = allocated(f"{items.code}.n", item_of(items), body, node.span)
    body.line(f"fl_reverse({rows}, {items.code}, {size});")
    return Value(node.type, f"((fl_list){{{rows}, {items.code}.n}})")


@emits(typed.Length)
def _length(node: typed.Length, body: Body) -> Value:
    return Value(types.INT, f"({expression(node.value, body).code}).n")


@emits(typed.ListOp)
def _list_op(node: typed.ListOp, body: Body) -> Value:
    items = body.keep(expression(node.source, body))
    if node.kind == "where":
        return _where(node, items, body)
    keys, kind = _bodies(node, items, body)
    if node.kind == "map":
        return Value(node.type, f"((fl_list){{{keys}, {items.code}.n}})")
    return _ordered(node, items, keys, kind, body)


def _where(node: typed.ListOp, items: Value, body: Body) -> Value:
    size = item_layout(item_of(items)).size
    rows = allocated(f"{items.code}.n", item_of(items), body, node.span)
    count = body.temporary("int64_t", "0")
    with each(items, node.slot, node.span, body) as row:
        test = expression(node.body, body)
        body.line(f"if ({test.code}) memcpy({rows} + {count}++ * {size}, {row}, {size});")
    return Value(node.type, f"((fl_list){{{rows}, {count}}})")


def _bodies(node: typed.ListOp, items: Value, body: Body) -> tuple[str, Type]:
    """Rows of the body's value for every item, and their type."""
    kind = node.body.type
    if node.kind == "map":
        assert isinstance(node.type, types.List)
        kind = node.type.item
    rows = allocated(f"{items.code}.n", kind, body, node.span)
    at = body.temporary("char *", rows)
    with each(items, node.slot, node.span, body):
        put(expression_as(node.body, kind, body), at, body)
        body.line(f"{at} += {item_layout(kind).size};")
    return rows, kind


def _ordered(node: typed.ListOp, items: Value, keys: str, kind: Type, body: Body) -> Value:
    """The items sorted by their keys, or the first of each key."""
    result = body.temporary("fl_list", items.code)
    sizes = f"{item_layout(item_of(items)).size}, {keys}, {item_layout(kind).size}, {comparator(kind, body)}"
    call = f"fl_sort(c, &{result}, {sizes}, {int(node.desc)})" if node.kind == "sort" else ""
    body.check(call or f"fl_unique(c, &{result}, {sizes})", node.span)
    return Value(node.type, result)


@emits(typed.Group)
def _group(node: typed.Group, body: Body) -> Value:
    items = body.keep(expression(node.source, body))
    kept, keys = _keyed(node, items, body)
    row, kind = item_layout(item_of(Value(node.type, ""))), node.key.type
    places = ", ".join(str(n) for n in (row.size, row.slot("key").offset, row.slot("items").offset))
    sizes = f"{item_layout(item_of(items)).size}, {keys}, {item_layout(kind).size}, {comparator(kind, body)}"
    result = body.temporary("fl_list", "{0}")
    body.check(f"fl_group(c, {kept}, {sizes}, (fl_group_row){{{places}}}, &{result})", node.span)
    return Value(node.type, result)


def _keyed(node: typed.Group, items: Value, body: Body) -> tuple[str, str]:
    """The items that pass the guard, and rows of their keys."""
    kind, size = node.key.type, item_layout(item_of(items)).size
    rows = allocated(f"{items.code}.n", item_of(items), body, node.span) if node.guard else ""
    keys = allocated(f"{items.code}.n", kind, body, node.span)
    count = body.temporary("int64_t", "0")
    with each(items, node.slot, node.span, body) as row:
        if node.guard is not None:
            body.line(f"if (!{expression(node.guard, body).code}) continue;")
        put(expression_as(node.key, kind, body), f"({keys} + {count} * {item_layout(kind).size})", body)
        if rows:
            body.line(f"memcpy({rows} + {count} * {size}, {row}, {size});")
        body.line(f"{count}++;")
    return (f"((fl_list){{{rows}, {count}}})" if rows else items.code), keys


@emits(typed.LoopValue)
def _loop_value(node: typed.LoopValue, body: Body) -> Value:
    loop = f"f->l{node.loop}"
    codes = {
        "index": f"({loop}.i + 1)",
        "index0": f"{loop}.i",
        "first": f"({loop}.i == 0)",
        "last": f"({loop}.i == {loop}.n - 1)",
        "length": f"{loop}.n",
    }
    if node.which in codes:
        return Value(node.type, codes[node.which])
    return _neighbour(node, loop, body)


def _neighbour(node: typed.LoopValue, loop: str, body: Body) -> Value:
    """The item before or after the current one of a loop, if there is one."""
    step, there = ("- 1", f"{loop}.i > 0") if node.which == "previous" else ("+ 1", f"{loop}.i + 1 < {loop}.n")
    kind, target = body.unit.loops[node.loop], body.fresh(node.type)
    with body.block(f"if ({there})"):
        row = body.temporary("const char *", loop_row(node.loop, kind, step))
        body.assign(target, convert(load_item(kind, row), node.type, body, node.span))
    return target


def loop_row(loop: int, kind: Type, step: str = "") -> str:
    """The row of a `for` loop's current item, or of one `step` away."""
    return f"fl_loop_row(&f->l{loop}, f->l{loop}.i {step}, {item_layout(kind).size})"
