"""`sum avg min max count any all first last join` over a generator or a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast

from flong.dsl import syntax
from flong.dsl.check.arguments import Arguments
from flong.dsl.check.arithmetic import default_for, operand, refuse_optional
from flong.dsl.check.convert import as_decimal, settled
from flong.dsl.check.env import Env
from flong.dsl.check.logic import condition
from flong.dsl.check.names import spelled
from flong.dsl.check.narrow import facts
from flong.dsl.check.printing import joinable
from flong.dsl.check.relate import is_number, is_ordered, named, optional
from flong.dsl.typed import Aggregate, Concat, Const, Expr, Var
from flong.dsl.types import BOOL, DECIMAL, ERROR, INT, NONE, TEXT, List, Optional, Record, Type
from flong.errors import Span

Kind = Literal["sum", "avg", "min", "max", "count", "any", "all", "first", "last", "join"]
_WHOLE = ("count", "first", "last")  # take items as they are
KINDS = ("sum", "avg", "min", "max", "count", "any", "all", "first", "last", "join")


@dataclass(frozen=True, slots=True)
class Turns:
    """What an aggregate goes over. `node` is the body as written, for messages."""

    slot: int
    source: Expr
    guard: Expr | None
    body: Expr
    node: syntax.Expr


def aggregate(env: Env, call: syntax.Call, args: Arguments) -> Expr | None:
    """The aggregate, or None for `min` and `max` of several values, which are plain functions."""
    if call.name in ("min", "max") and len(args) > 1:
        return None
    bound = args.bind(("xs", "sep") if call.name == "join" else ("xs",), 1)
    poison = Const(ERROR, call.span, None)
    if bound is None:
        return poison
    turns = _turns(env, call.args[bound["xs"]].value, call.name)
    separator = _separator(env, call, bound) if call.name == "join" else None
    if turns is None or (separator and separator.type == ERROR):
        return poison
    body = _body(env, call, turns)
    if body.type == ERROR:
        return poison
    kind = cast(Kind, call.name)
    return Aggregate(_result(kind, body.type), call.span, kind, turns.slot, turns.source, turns.guard, body, separator)


def _turns(env: Env, node: syntax.Expr, name: str) -> Turns | None:
    if isinstance(node, syntax.Generator):
        return _generated(env, node)
    source = list_of(env, node, f"`{name}`")
    if not isinstance(source.type, List):
        return None
    if isinstance(source.type.item, Optional) and name not in _WHOLE:
        label = f"give each a default: `… | map(it ?? {default_for(source.type.item)})`"
        env.error("F0211", f"an item of `{spelled(env, node)}` may be missing", node.span, label)
        return None
    slot = env.session.fresh()
    return Turns(slot, source, None, settled(Var(source.type.item, node.span, slot, "it")), node)


def _generated(env: Env, node: syntax.Generator) -> Turns | None:
    source = list_of(env, node.source, "`for`")
    inside = env.inner()
    inside.hides(node.var, node.var_span)
    item = source.type.item if isinstance(source.type, List) else ERROR
    slot = inside.bind(node.var, item).slot
    guard = condition(inside, node.guard) if node.guard else None
    inside = inside.knowing(facts(inside, node.guard, guard)[0]) if node.guard and guard else inside
    body = inside.expr(node.body)
    if ERROR in (source.type, body.type) or (guard and guard.type == ERROR):
        return None
    return Turns(slot, source, guard, body, node.body)


def list_of(env: Env, node: syntax.Expr, user: str) -> Expr:
    """`node`, which must be a list that is not always empty; `user` needs it."""
    value = env.expr(node)
    if isinstance(value.type, Optional) and isinstance(value.type.inner, List):
        return refuse_optional(env, node, value.type)
    if value.type == List(NONE):
        return env.error("F0224", "this list is always empty", node.span)
    if isinstance(value.type, List) or value.type == ERROR:
        return value
    label = f"this is {named(value.type)}"
    return env.error("F0220", f"{user} needs a list", node.span, label)


def _separator(env: Env, call: syntax.Call, bound: dict[str, int]) -> Expr:
    if "sep" not in bound:
        return Const(TEXT, call.span, "")
    node = call.args[bound["sep"]].value
    value = operand(env, node)
    if value.type in (TEXT, ERROR):
        return value
    return env.error("F0233", "`join` needs a text between the items", node.span, f"this is {named(value.type)}")


def _body(env: Env, call: syntax.Call, turns: Turns) -> Expr:
    """What is aggregated, with the type the aggregate needs."""
    body, name = turns.body, call.name
    if name in _WHOLE:
        return body
    if isinstance(body.type, Optional):
        return refuse_optional(env, turns.node, body.type)
    if name == "join":
        text = joinable(env, body)
        return text if text.type in (TEXT, ERROR) else Concat(TEXT, body.span, (text,))
    if not _fits(name, body.type):
        return _unfit(env, name, turns.node.span, body.type)
    return as_decimal(body) if name == "avg" else body


def _fits(name: str, type_: Type) -> bool:
    if name in ("sum", "avg"):
        return is_number(type_)
    return type_ == BOOL if name in ("any", "all") else is_ordered(type_)


def _unfit(env: Env, name: str, span: Span, type_: Type) -> Expr:
    needed = {"sum": "numbers", "avg": "numbers", "any": "bools", "all": "bools"}.get(name, "values that have an order")
    label = f"this is {named(type_)}"
    if isinstance(type_, Record):
        label = f"these are records; write `{name}(x.field for x in …)`"
    return env.error("F0233", f"`{name}` needs {needed}", span, label)


def _result(kind: Kind, body: Type) -> Type:
    match kind:
        case "count":
            return INT
        case "any" | "all":
            return BOOL
        case "join":
            return TEXT
        case "sum":
            return body
        case "avg":
            return Optional(DECIMAL)
    return optional(body)
