"""Evaluates typed expressions: one small function per node, left to right, short circuit.

Values are Python's: str, int, Decimal, float, bool, date, time, aware datetime, timedelta, Months, list,
dict for records, None for a null optional.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from itertools import accumulate
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from flong.compiler.failures import unknown_locale
from flong.compiler.python.arith import Wrong, arith, negated
from flong.compiler.python.folds import FOLDS, STARTS, decided, finished
from flong.compiler.python.frame import TEXT_LIMIT, Failure, Frame
from flong.compiler.python.printing import printed
from flong.dsl import typed, types
from flong.runtime.codes import py_share
from flong.runtime.core import Reject
from flong.runtime.reasons import Code
from flong.runtime.text import py_slice_range, py_trim

RANGE_LIMIT = 10_000
_COMPARE = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


def evaluate(node: typed.Expr, frame: Frame) -> Any:
    """The value of `node`. Raises Failure with the span of the node that has none."""
    return _EVALUATORS[type(node)](node, frame)


def _const(node: typed.Const, frame: Frame) -> Any:
    return node.value


def _data(node: typed.Data, frame: Frame) -> Any:
    return frame.data


def _var(node: typed.Var, frame: Frame) -> Any:
    return frame.slots[node.slot]


def _clock(node: typed.Clock, frame: Frame) -> datetime | date:
    return frame.now if node.which == "now" else frame.now.astimezone(frame.zone).date()


def _field(node: typed.Field, frame: Frame) -> Any:
    return evaluate(node.base, frame)[node.name]


def _optional_field(node: typed.OptField, frame: Frame) -> Any:
    base = evaluate(node.base, frame)
    return None if base is None else base[node.name]


def _index(node: typed.Index, frame: Frame) -> Any:
    items, index = evaluate(node.base, frame), evaluate(node.index, frame)
    return items[index] if -len(items) <= index < len(items) else None


def _slice(node: typed.Slice, frame: Frame) -> Any:
    base = evaluate(node.base, frame)
    start = evaluate(node.start, frame) if node.start else None
    stop = evaluate(node.stop, frame) if node.stop else None
    if isinstance(base, str):
        return py_slice_range(frame.context, base, start or 0, len(base) if stop is None else stop)
    return base[start:stop]


def _list_of(node: typed.ListOf, frame: Frame) -> list[Any]:
    return [evaluate(item, frame) for item in node.items]


def _convert(node: typed.Convert, frame: Frame) -> Any:
    return widened(evaluate(node.value, frame), node.type)


def widened(value: Any, kind: types.Type) -> Any:
    """`value` as a `kind` it is assignable to."""
    if value is None:
        return None
    if isinstance(kind, types.Optional):
        return widened(value, kind.inner)
    if isinstance(kind, types.List):
        return [widened(item, kind.item) for item in value]
    return Decimal(value) if isinstance(kind, types.Decimal) else value


def _unwrap(node: typed.Unwrap, frame: Frame) -> Any:
    return evaluate(node.value, frame)


def _negate(node: typed.Negate, frame: Frame) -> Any:
    value = evaluate(node.value, frame)
    try:
        return negated(value)
    except Wrong as wrong:
        raise Failure(wrong.code, node.span) from None


def _arith(node: typed.Arith, frame: Frame) -> Any:
    left = evaluate(node.left, frame)
    right = evaluate(node.right, frame)
    try:
        return arith(node.op, left, right, frame.zone)
    except Wrong as wrong:
        raise Failure(wrong.code, node.span) from None


def _compare(node: typed.Compare, frame: Frame) -> bool:
    left = evaluate(node.left, frame)
    return bool(_COMPARE[node.op](left, evaluate(node.right, frame)))


def _in(node: typed.In, frame: Frame) -> bool:
    item = evaluate(node.item, frame)
    return item in evaluate(node.items, frame)


def _logic(node: typed.Logic, frame: Frame) -> bool:
    left = evaluate(node.left, frame)
    return bool(left if left == (node.op == "or") else evaluate(node.right, frame))


def _not(node: typed.Not, frame: Frame) -> bool:
    return not evaluate(node.value, frame)


def _cond(node: typed.Cond, frame: Frame) -> Any:
    return evaluate(node.yes if evaluate(node.test, frame) else node.no, frame)


def _coalesce(node: typed.Coalesce, frame: Frame) -> Any:
    left = evaluate(node.left, frame)
    return evaluate(node.right, frame) if left is None else left


def _present(node: typed.Present, frame: Frame) -> bool:
    return evaluate(node.value, frame) is not None


def _blank(node: typed.Blank, frame: Frame) -> bool:
    value = evaluate(node.value, frame)
    if isinstance(value, str):
        return not py_trim(frame.context, value)
    return value is None or value == []


def _concat(node: typed.Concat, frame: Frame) -> str:
    return limited("".join([printed(evaluate(part, frame)) for part in node.parts]), node)


def limited(text: str, node: typed.Expr) -> str:
    """`text`, unless it is longer than a part may be."""
    if len(text) > TEXT_LIMIT // 4 and len(text.encode()) > TEXT_LIMIT:
        raise Failure(Code.TOO_LONG, node.span)
    return text


def _call(node: typed.Call, frame: Frame) -> Any:
    module, name = node.function.symbol.split(".")
    function = getattr(import_module(f"flong.runtime.{module}"), f"py_{name}")
    args = [evaluate(arg, frame) for arg in node.args]
    blob = [frame.blob((node.function, node.static))] if node.function.static else []
    try:
        return function(frame.context, *blob, *args)
    except Reject as reject:
        raise Failure(reject.code, node.span, reject.reason) from None


def _variant(node: typed.Variant, frame: Frame) -> str:
    assert isinstance(node.type, types.Enum)
    share = py_share(frame.context, node.salt, evaluate(node.key, frame), sum(node.weights))
    return node.type.values[bisect_right(list(accumulate(node.weights)), share)]


def _locale(node: typed.Locale, frame: Frame) -> int:
    name = evaluate(node.value, frame)
    if name not in node.names:
        raise Failure(Code.REJECTED, node.span, unknown_locale(node.names))
    return node.names.index(name)


def _range(node: typed.Range, frame: Frame) -> list[int]:
    start, stop, step = (evaluate(e, frame) for e in (node.start, node.stop, node.step))
    if step == 0:
        raise Failure(Code.BAD_ARGUMENT, node.span)
    numbers = range(start, stop, step)
    if _range_length(start, stop, step) > RANGE_LIMIT:
        raise Failure(Code.TOO_LONG, node.span)
    return list(numbers)


def _range_length(start: int, stop: int, step: int) -> int:
    return max(0, -((start - stop) // step) if step > 0 else -((stop - start) // -step))


def _take(node: typed.Take, frame: Frame) -> list[Any]:
    items = evaluate(node.source, frame)
    if node.count is None:
        return list(reversed(items))
    count = max(0, evaluate(node.count, frame))
    return list(items[:count] if node.kind == "take" else items[count:])


def _length(node: typed.Length, frame: Frame) -> int:
    return len(evaluate(node.value, frame))


def _list_op(node: typed.ListOp, frame: Frame) -> list[Any]:
    items, bodies = [], []
    for item in evaluate(node.source, frame):
        frame.turn(node.span)
        frame.slots[node.slot] = item
        items.append(item)
        bodies.append(evaluate(node.body, frame))
    return _LIST_OPS[node.kind](items, bodies, node.desc)


def _where(items: list[Any], bodies: list[Any], desc: bool) -> list[Any]:
    return [item for item, kept in zip(items, bodies, strict=True) if kept]


def _sort(items: list[Any], bodies: list[Any], desc: bool) -> list[Any]:
    order = sorted(range(len(items)), key=bodies.__getitem__, reverse=desc)
    return [items[i] for i in order]


def _unique(items: list[Any], bodies: list[Any], desc: bool) -> list[Any]:
    first: dict[Any, Any] = {}
    for item, body in zip(items, bodies, strict=True):
        first.setdefault(body, item)
    return list(first.values())


_LIST_OPS: dict[str, Callable[[list[Any], list[Any], bool], list[Any]]] = {
    "where": _where,
    "map": lambda items, bodies, desc: bodies,
    "sort": _sort,
    "unique": _unique,
}


def _group(node: typed.Group, frame: Frame) -> list[dict[str, Any]]:
    groups: dict[Any, list[Any]] = {}
    for item in evaluate(node.source, frame):
        frame.turn(node.span)
        frame.slots[node.slot] = item
        if node.guard is None or evaluate(node.guard, frame):
            groups.setdefault(evaluate(node.key, frame), []).append(item)
    return [{"key": key, "items": items} for key, items in groups.items()]


def _aggregate(node: typed.Aggregate, frame: Frame) -> Any:
    separator = evaluate(node.separator, frame) if node.separator else ""
    state, fold = STARTS[node.kind](node.body.type), FOLDS[node.kind]
    for item in evaluate(node.source, frame):
        frame.turn(node.span)
        frame.slots[node.slot] = item
        if node.guard is not None and not evaluate(node.guard, frame):
            continue
        value = None if node.kind == "count" else evaluate(node.body, frame)
        try:
            state = fold(state, value)
        except Wrong as wrong:
            raise Failure(wrong.code, node.span) from None
        if decided(node.kind, value):
            break
    result = finished(node.kind, state, separator)
    return limited(result, node) if node.kind == "join" else result


def _loop_value(node: typed.LoopValue, frame: Frame) -> Any:
    loop = frame.loops[node.loop]
    index, length = loop.index, len(loop.items)
    match node.which:
        case "index":
            return index + 1
        case "index0":
            return index
        case "first":
            return index == 0
        case "last":
            return index == length - 1
        case "length":
            return length
        case "previous":
            return loop.items[index - 1] if index else None
        case "next":
            return loop.items[index + 1] if index + 1 < length else None


_EVALUATORS: dict[type[typed.Expr], Callable[[Any, Frame], Any]] = {
    typed.Const: _const,
    typed.Data: _data,
    typed.Var: _var,
    typed.Clock: _clock,
    typed.Field: _field,
    typed.OptField: _optional_field,
    typed.Index: _index,
    typed.Slice: _slice,
    typed.ListOf: _list_of,
    typed.Convert: _convert,
    typed.Unwrap: _unwrap,
    typed.Negate: _negate,
    typed.Arith: _arith,
    typed.Compare: _compare,
    typed.In: _in,
    typed.Logic: _logic,
    typed.Not: _not,
    typed.Cond: _cond,
    typed.Coalesce: _coalesce,
    typed.Present: _present,
    typed.Blank: _blank,
    typed.Concat: _concat,
    typed.Call: _call,
    typed.Variant: _variant,
    typed.Locale: _locale,
    typed.Range: _range,
    typed.Aggregate: _aggregate,
    typed.ListOp: _list_op,
    typed.Group: _group,
    typed.Take: _take,
    typed.Length: _length,
    typed.LoopValue: _loop_value,
}
