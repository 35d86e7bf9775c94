"""Functions over lists whose types depend on the items: `where map sort unique take skip reverse slice
length range`."""

from __future__ import annotations

from typing import Literal, cast

from flong.dsl import syntax
from flong.dsl.check.aggregates import list_of
from flong.dsl.check.arguments import Arguments
from flong.dsl.check.arithmetic import operand, refuse_optional
from flong.dsl.check.convert import settled
from flong.dsl.check.env import Env
from flong.dsl.check.logic import condition
from flong.dsl.check.relate import is_comparable, is_ordered, named
from flong.dsl.typed import Const, Expr, Length, ListOp, Range, Slice, Take, Var
from flong.dsl.types import ERROR, INT, NONE, List, Optional

RANGE_LIMIT = 10_000
_PARAMETERS = {
    "where": ("xs", "condition"),
    "map": ("xs", "value"),
    "sort": ("xs", "by", "desc"),
    "unique": ("xs", "by"),
}


def list_op(env: Env, call: syntax.Call, args: Arguments) -> Expr:
    """`where`, `map`, `sort`, `unique`: the item stands as `it` in the second argument."""
    poison = Const(ERROR, call.span, None)
    bound = args.bind(_PARAMETERS[call.name], 2 if call.name in ("where", "map") else 1)
    if bound is None:
        return poison
    source = list_of(env, call.args[bound["xs"]].value, f"`{call.name}`")
    item = source.type.item if isinstance(source.type, List) else ERROR
    inside = env.inner()
    slot = inside.bind("it", item).slot
    body = _body(inside, call, bound, settled(Var(item, call.span, slot, "it")))
    desc = _desc(env, call, bound)
    if ERROR in (source.type, body.type) or desc is None:
        return poison
    kind = cast(Literal["where", "map", "sort", "unique"], call.name)
    return ListOp(List(body.type) if kind == "map" else source.type, call.span, kind, slot, source, body, desc)


def _body(inside: Env, call: syntax.Call, bound: dict[str, int], it: Expr) -> Expr:
    name = _PARAMETERS[call.name][1]
    if name not in bound:
        return _key(inside, call, call.args[bound["xs"]].value, it)
    node = call.args[bound[name]].value
    if call.name == "where":
        return condition(inside, node)
    value = inside.expr(node)
    if call.name != "map":
        return _key(inside, call, node, value)
    return inside.error("F0224", "this value is always none", node.span) if value.type == NONE else value


def _key(env: Env, call: syntax.Call, node: syntax.Expr, value: Expr) -> Expr:
    """What is sorted by, or is unique."""
    if value.type == ERROR:
        return value
    if isinstance(value.type, Optional):
        return refuse_optional(env, node, value.type)
    if is_ordered(value.type) if call.name == "sort" else is_comparable(value.type):
        return value
    label = f"this is {named(value.type)}; name a field with `by=it.…`"
    needed = "a value that has an order" if call.name == "sort" else "a value that can be compared"
    return env.error("F0233", f"`{call.name}` needs {needed}", node.span, label)


def _desc(env: Env, call: syntax.Call, bound: dict[str, int]) -> bool | None:
    if "desc" not in bound:
        return False
    node = call.args[bound["desc"]].value
    value = env.expr(node)
    if isinstance(value, Const) and isinstance(value.value, bool):
        return value.value
    if value.type != ERROR:
        env.error("F0234", "`desc` is settled when the template is compiled", node.span, "write `true` or `false`")
    return None


def take(env: Env, call: syntax.Call, args: Arguments) -> Expr:
    """`take(xs, n)` and `skip(xs, n)`."""
    bound = args.bind(("xs", "n"), 2)
    if bound is None:
        return Const(ERROR, call.span, None)
    source = list_of(env, call.args[bound["xs"]].value, f"`{call.name}`")
    count = _int(env, call, bound["n"])
    if ERROR in (source.type, count.type):
        return Const(ERROR, call.span, None)
    return Take(source.type, call.span, "take" if call.name == "take" else "skip", source, count)


def _int(env: Env, call: syntax.Call, index: int) -> Expr:
    node = call.args[index].value
    value = operand(env, node)
    if value.type in (INT, ERROR):
        return value
    return env.error("F0233", f"`{call.name}` needs an int here", node.span, f"this is {named(value.type)}")


def reverse(env: Env, call: syntax.Call, args: Arguments) -> Expr | None:
    """The list backwards; None for a text, which is a plain function's."""
    source = _list_argument(args, ("xs",))
    return source and Take(source.type, call.span, "reverse", source, None)


def length(env: Env, call: syntax.Call, args: Arguments) -> Expr | None:
    """The number of items; None for a text."""
    value = _list_argument(args, ("xs",))
    return value and Length(INT, call.span, value)


def slice_(env: Env, call: syntax.Call, args: Arguments) -> Expr | None:
    """`slice(xs, start, stop)`; None for a text."""
    source = _list_argument(args, ("xs", "start", "stop"))
    if source is None:
        return None
    bound = args.bind(("xs", "start", "stop"), 2)
    if bound is None:
        return Const(ERROR, call.span, None)
    bounds = [_int(env, call, bound[n]) if n in bound else None for n in ("start", "stop")]
    if any(b and b.type == ERROR for b in bounds):
        return Const(ERROR, call.span, None)
    return Slice(source.type, call.span, source, *bounds)


def _list_argument(args: Arguments, names: tuple[str, ...]) -> Expr | None:
    """The first argument when it is a list."""
    usable = len(args) and not isinstance(args.call.args[0].value, syntax.Generator) and len(args) <= len(names)
    value = args.value(0) if usable else None
    return value if value and isinstance(value.type, List) else None


def range_(env: Env, call: syntax.Call, args: Arguments) -> Expr:
    """`range(stop)`, `range(start, stop, step)`."""
    names = ("stop",) if len(args) < 2 else ("start", "stop", "step")
    bound = args.bind(names, min(len(names), 2))
    if bound is None:
        return Const(ERROR, call.span, None)
    values = {name: _int(env, call, index) for name, index in bound.items()}
    if any(v.type == ERROR for v in values.values()):
        return Const(ERROR, call.span, None)
    start, step = values.get("start", Const(INT, call.span, 0)), values.get("step", Const(INT, call.span, 1))
    return _limited(env, Range(List(INT), call.span, start, values["stop"], step))


def _limited(env: Env, made: Range) -> Expr:
    values = [v.value if isinstance(v, Const) else None for v in (made.start, made.stop, made.step)]
    if values[2] == 0:
        return env.error("F0222", "this always fails: the step of a range is 0", made.step.span)
    numbers = [v for v in values if isinstance(v, int)]
    if len(numbers) == 3 and len(range(*numbers)) > RANGE_LIMIT:
        return env.error("F0222", f"this always fails: a range has at most {RANGE_LIMIT:,} items", made.span)
    return made
