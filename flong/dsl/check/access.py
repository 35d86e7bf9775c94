"""Literals, names, fields, indexes and slices."""

from __future__ import annotations

from datetime import timedelta

from flong.dsl import syntax
from flong.dsl.check.convert import settled
from flong.dsl.check.env import Env
from flong.dsl.check.narrow import path_of
from flong.dsl.check.relate import bare, named, optional
from flong.dsl.check.scope import Loop, Variable
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import (
    Clock,
    Const,
    Data,
    Expr,
    Field,
    Index,
    Let,
    LoopValue,
    Months,
    OptField,
    Slice,
    Unwrap,
    Var,
)
from flong.dsl.types import (
    BOOL,
    DATE,
    DATETIME,
    DECIMAL,
    DURATION,
    ERROR,
    INT,
    NONE,
    PERIOD,
    TEXT,
    List,
    Optional,
    Record,
    Type,
)
from flong.errors import Span

_UNITS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_LOOP: dict[str, Type] = {"index": INT, "index0": INT, "first": BOOL, "last": BOOL, "length": INT}
_NEIGHBOURS = ("previous", "next")


def literal(env: Env, node: syntax.Literal_) -> Expr:
    match node.value:
        case None:
            type_: Type = NONE
        case bool():
            type_ = BOOL
        case str():
            type_ = TEXT
        case int():
            type_ = INT
        case _:
            type_ = DECIMAL
    return Const(type_, node.span, node.value)


def time_literal(env: Env, node: syntax.TimeLiteral) -> Expr:
    if node.unit in ("month", "year"):
        return Const(PERIOD, node.span, Months(node.count * (12 if node.unit == "year" else 1)))
    return Const(DURATION, node.span, timedelta(seconds=node.count * _UNITS[node.unit]))


def missing(env: Env, node: syntax.Missing) -> Expr:
    return Const(ERROR, node.span, None)


def name(env: Env, node: syntax.Name) -> Expr:
    variable = env.scope.find(node.name)
    if variable is not None:
        return _present(env, node, _variable(variable, node.span))
    found = _data(env, node) if env.scope.sees_data() else None
    return found or _predefined(node) or _unknown(env, node)


def _variable(variable: Variable, span: Span) -> Expr:
    return Var(variable.type, span, variable.slot, variable.name)


def _data(env: Env, node: syntax.Name) -> Expr | None:
    data = env.session.data
    declared = data.field(node.name) if data else None
    if data and declared:
        return _present(env, node, Field(declared.type, node.span, Data(data, node.span), node.name))
    if node.name in env.session.computed:
        return _present(env, node, _computed(env, node))
    return None


def _computed(env: Env, node: syntax.Name) -> Expr:
    entry = env.session.computed[node.name]
    if entry.busy:
        return _cycle(env, node)
    let = entry.let or compute(env, node.name)
    return Var(let.value.type, node.span, let.slot, let.name)


def compute(env: Env, name: str) -> Let:
    """The computed field `name`, checked the first time it is asked for, after those it uses."""
    session, entry = env.session, env.session.computed[name]
    entry.busy = True
    value = entry.env.expr(entry.source.value)
    entry.busy = False
    entry.let = Let(session.fresh(), name, value, entry.source.span)
    session.order.append(entry.let)
    return entry.let


def _cycle(env: Env, node: syntax.Name) -> Expr:
    busy = [name for name, entry in env.session.computed.items() if entry.busy]
    around = busy[busy.index(node.name) :]
    drawn = " → ".join([*around, node.name])
    return env.error("F0206", f"`{node.name}` is computed from itself", node.span, drawn)


def _predefined(node: syntax.Name) -> Expr | None:
    if node.name == "now":
        return Clock(DATETIME, node.span, "now")
    return Clock(DATE, node.span, "today") if node.name == "today" else None


def _unknown(env: Env, node: syntax.Name) -> Expr:
    session, word = env.session, node.name
    if word == "loop":
        return env.error("F0207", "`loop` is no value", node.span, "`loop.index`, `loop.first` … stand inside a `for`")
    if session.data is None and env.scope.sees_data():
        return _undeclared(env, node)
    fields = [f.name for f in session.data.fields] if session.data and env.scope.sees_data() else []
    known = {*env.scope.visible(), *fields, *(session.computed if env.scope.sees_data() else ()), "now", "today"}
    near = did_you_mean(word, known)
    label = f"did you mean `{near}`?" if near else "there is no such name here"
    if not near and word in session.functions:
        label = f"a function; write `{word}(…)`"
    if word == "it":
        label = "`it` stands for the item inside `where`, `map`, `sort` and `unique`"
    return env.error("F0201", f"`{word}` is not a known name", node.span, label, *_known_note(known))


def _known_note(known: set[str]) -> list[str]:
    return ["known here: " + ", ".join(sorted(known))] if len(known) <= 40 else []


def _undeclared(env: Env, node: syntax.Name) -> Expr:
    """Reported once: the first name stands for all."""
    if env.session.undeclared:
        return Const(ERROR, node.span, None)
    env.session.undeclared = True
    note = "declare the data with {% data %} or `Data: schema.json`; `flong infer` drafts it from a file of records"
    label = "a data field? None are declared"
    return env.error("F0202", f"`{node.name}` is not a known name: no data is declared", node.span, label, note)


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
        return _present(env, node, OptField(optional(type_), node.span, base, node.name))
    return _present(env, node, Field(type_, node.span, base, node.name))


def _present(env: Env, node: syntax.Expr, value: Expr) -> Expr:
    """`value` read at the path `node`: without its optional where it is known to be present."""
    if isinstance(value.type, Optional) and path_of(env, node) in env.facts:
        value = Unwrap(value.type.inner, value.span, value)
    return settled(value)


def _loop_value(env: Env, node: syntax.Field, loop: Loop) -> Expr:
    if node.name in _NEIGHBOURS:
        value = LoopValue(optional(loop.item), node.span, loop.number, node.name)  # type: ignore[arg-type]
        return _present(env, node, value)
    if node.name in _LOOP:
        return LoopValue(_LOOP[node.name], node.span, loop.number, node.name)  # type: ignore[arg-type]
    known = [*_LOOP, *_NEIGHBOURS]
    return _not_a_field(env, node, "loop", known)


def _optional_base(env: Env, node: syntax.Field) -> Expr:
    base = spelled(node.base)
    label = f"write `{base}?.{node.name}`, or test `{base} is present` first"
    return env.error("F0211", f"`{base}` may be missing", node.base.span, label)


def _no_fields(env: Env, node: syntax.Field, type_: Type) -> Expr:
    label = f"{named(type_)} has no fields"
    if isinstance(type_, List):
        label += "; loop over it, or take one with `first(…)` or `[0]`"
    return env.error("F0203", f"`{spelled(node)}` is not a field", node.span, label)


def _no_field(env: Env, node: syntax.Field, record: Record) -> Expr:
    return _not_a_field(env, node, spelled(node.base), [f.name for f in record.fields])


def _not_a_field(env: Env, node: syntax.Field, base: str, known: list[str]) -> Expr:
    near = did_you_mean(node.name, known)
    mark = "?." if node.optional else "."
    label = f"did you mean `{base}{mark}{near}`?" if near else ""
    note = f"{base} has: {', '.join(sorted(known))}"
    return env.error("F0203", f"`{base}{mark}{node.name}` is not a field of {base}", node.span, label, note)


def spelled(node: syntax.Expr) -> str:
    """A path as written, for messages; other expressions are "this value"."""
    match node:
        case syntax.Name():
            return node.name
        case syntax.Field():
            return f"{spelled(node.base)}{'?.' if node.optional else '.'}{node.name}"
    return "this value"


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
        return env.error("F0211", f"`{spelled(node)}` may be missing", node.span, "give a default with `?? []`")
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
