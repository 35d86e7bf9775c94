"""Fields, positions and slices."""

from __future__ import annotations

from flong.dsl import syntax
from flong.dsl.check.convert import settled
from flong.dsl.check.env import Env
from flong.dsl.check.names import present, spelled
from flong.dsl.check.narrow import path_of
from flong.dsl.check.relate import bare, named, optional
from flong.dsl.check.scope import Loop
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import (
    Const,
    Expr,
    Field,
    Index,
    LoopValue,
    OptField,
    Slice,
)
from flong.dsl.types import (
    BOOL,
    ERROR,
    INT,
    TEXT,
    List,
    Optional,
    Record,
    Type,
)

_LOOP: dict[str, Type] = {"index": INT, "index0": INT, "first": BOOL, "last": BOOL, "length": INT}
_NEIGHBOURS = ("previous", "next")


def field(env: Env, node: syntax.Field) -> Expr:
    loop = env.scope.find_loop()
    if isinstance(node.base, syntax.Name) and node.base.name == "loop" and loop and not env.scope.find("loop"):
        return _loop_value(env, node, loop)
    base = env.expr(node.base)
    if base.type == ERROR:
        return Const(ERROR, node.span, None)
    if isinstance(base.type, Optional) and not node.optional:
        return _optional_base(env, node)
    record = bare(base.type)
    if not isinstance(record, Record):
        return _no_fields(env, node, record)
    declared = record.field(node.name)
    return _read(env, node, base, declared.type) if declared else _no_field(env, node, record)


def _read(env: Env, node: syntax.Field, base: Expr, type_: Type) -> Expr:
    if isinstance(base.type, Optional):
        return present(env, node, OptField(optional(type_), node.span, base, node.name))
    return present(env, node, Field(type_, node.span, base, node.name))


def _loop_value(env: Env, node: syntax.Field, loop: Loop) -> Expr:
    if node.name in _NEIGHBOURS:
        value = LoopValue(optional(loop.item), node.span, loop.number, node.name)  # type: ignore[arg-type]
        return present(env, node, value)
    if node.name in _LOOP:
        return LoopValue(_LOOP[node.name], node.span, loop.number, node.name)  # type: ignore[arg-type]
    known = [*_LOOP, *_NEIGHBOURS]
    return _not_a_field(env, node, "loop", known)


def _optional_base(env: Env, node: syntax.Field) -> Expr:
    base = spelled(env, node.base)
    test = f", or test `{base} is present` first" if path_of(env, node.base) else ""
    label = f"write `{base}?.{node.name}`{test}"
    return env.error("F0211", f"`{base}` may be missing", node.base.span, label)


def _no_fields(env: Env, node: syntax.Field, type_: Type) -> Expr:
    label = f"{named(type_)} has no fields"
    if isinstance(type_, List):
        label += "; loop over it, or take one with `first(…)` or `[0]`"
    elif any(s.parameters[:1] and s.parameters[0].type == type_ for s in env.session.functions.get(node.name, ())):
        label += f"; write `{node.name}({spelled(env, node.base)})`"
    return env.error("F0203", f"`{spelled(env, node)}` is not a field", node.span, label)


def _no_field(env: Env, node: syntax.Field, record: Record) -> Expr:
    return _not_a_field(env, node, spelled(env, node.base), [f.name for f in record.fields])


def _not_a_field(env: Env, node: syntax.Field, base: str, known: list[str]) -> Expr:
    near = did_you_mean(node.name, known)
    mark = "?." if node.optional else "."
    label = f"did you mean `{base}{mark}{near}`?" if near else ""
    note = f"{base} has: {', '.join(sorted(known))}"
    return env.error("F0203", f"`{base}{mark}{node.name}` is not a field of {base}", node.span, label, note)


def index(env: Env, node: syntax.Index) -> Expr:
    base, position = env.expr(node.base), env.expr(node.index)
    if ERROR in (base.type, position.type):
        return Const(ERROR, node.span, None)
    if not isinstance(base.type, List):
        return _not_indexed(env, node.base, base.type)
    if position.type != INT:
        label = f"an int is needed, this is {named(position.type)}"
        return env.error("F0210", "a list is indexed by position", node.index.span, label)
    return settled(Index(optional(base.type.item), node.span, base, position))


def _not_indexed(env: Env, node: syntax.Expr, type_: Type) -> Expr:
    if isinstance(type_, Optional):
        return env.error("F0211", f"`{spelled(env, node)}` may be missing", node.span, "give a default with `?? []`")
    label = "a field is read with `.name`" if isinstance(type_, Record) else ""
    if type_ == TEXT:
        label = "one character is `slice(text, i, i + 1)`"
    return env.error("F0220", f"{named(type_)} has no positions", node.span, label)


def slice_(env: Env, node: syntax.Slice) -> Expr:
    base = env.expr(node.base)
    bounds = [None if b is None else env.expr(b) for b in (node.start, node.stop)]
    if base.type == ERROR or any(b and b.type == ERROR for b in bounds):
        return Const(ERROR, node.span, None)
    if not isinstance(base.type, List) and base.type != TEXT:
        return _not_indexed(env, node.base, base.type)
    for bound in bounds:
        if bound and bound.type != INT:
            label = f"an int is needed, this is {named(bound.type)}"
            return env.error("F0210", "a slice goes from position to position", bound.span, label)
    return Slice(base.type, node.span, base, *bounds)
