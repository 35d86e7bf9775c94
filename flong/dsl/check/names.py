"""Literals and names: variables, data, computed fields, the clock."""

from __future__ import annotations

from datetime import timedelta

from flong.dsl import syntax
from flong.dsl.check import foreign
from flong.dsl.check.convert import settled
from flong.dsl.check.env import Env
from flong.dsl.check.narrow import path_of
from flong.dsl.check.scope import OPEN, Variable
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import (
    Clock,
    Const,
    Data,
    Expr,
    Field,
    Let,
    Months,
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
    Optional,
    Type,
)
from flong.errors import Span

_UNITS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}


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
        return present(env, node, _variable(variable, node.span))
    found = _data(env, node) if env.scope.sees_data() else None
    return found or _predefined(node) or _unknown(env, node)


def _variable(variable: Variable, span: Span) -> Expr:
    return Var(variable.type, span, variable.slot, variable.name)


def _data(env: Env, node: syntax.Name) -> Expr | None:
    data = env.session.data
    declared = data.field(node.name) if data else None
    if data and declared:
        return present(env, node, Field(declared.type, node.span, Data(data, node.span), node.name))
    if node.name in env.session.computed:
        return present(env, node, _computed(env, node))
    return None


def _computed(env: Env, node: syntax.Name) -> Expr:
    entry = env.session.computed[node.name]
    if node.name in env.session.busy:
        return _cycle(env, node)
    let = entry.let or compute(env, node.name)
    return Var(let.value.type, node.span, let.slot, let.name)


def compute(env: Env, name: str) -> Let:
    """The computed field `name`, checked the first time it is asked for, after those it uses."""
    session, entry = env.session, env.session.computed[name]
    session.busy.append(name)
    value = entry.env.expr(entry.source.value)
    session.busy.pop()
    entry.let = Let(session.fresh(), name, value, entry.source.span)
    session.order.append(entry.let)
    return entry.let


def _cycle(env: Env, node: syntax.Name) -> Expr:
    busy = env.session.busy
    around = busy[busy.index(node.name) :]
    drawn = " → ".join([*around, node.name])
    return env.error("F0206", f"`{node.name}` is computed from itself", node.span, drawn)


def _predefined(node: syntax.Name) -> Expr | None:
    if node.name == "now":
        return Clock(DATETIME, node.span, "now")
    return Clock(DATE, node.span, "today") if node.name == "today" else None


def _unknown(env: Env, node: syntax.Name) -> Expr:
    session, word = env.session, node.name
    if word in ("loop", "group"):
        return _outside(env, node)
    if word in foreign.NAMES:
        return env.error("F0201", f"`{word}` is not a known name", node.span, f"write `{foreign.NAMES[word]}`")
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


def _outside(env: Env, node: syntax.Name) -> Expr:
    label = "it stands inside a `group`" if node.name == "group" else "it stands inside a `for`"
    if node.name == "loop" and env.scope.find_loop():
        label = "name a field: `loop.index`, `loop.first` …"
    return env.error("F0207", f"`{node.name}` is no value here", node.span, label)


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


def present(env: Env, node: syntax.Expr, value: Expr) -> Expr:
    """`value` read at the path `node`: without its optional where it is known to be present."""
    if isinstance(value.type, Optional) and OPEN in env.facts:
        return Const(ERROR, value.span, None)
    if isinstance(value.type, Optional) and path_of(env, node) in env.facts:
        value = Unwrap(value.type.inner, value.span, value)
    return settled(value)


def spelled(env: Env, node: syntax.Expr) -> str:
    """The expression as it is written, for messages; a long one is `…`."""
    if isinstance(node, syntax.Name):
        return node.name
    written = env.session.sources.get(node.span.file, "")[node.span.start : node.span.end]
    return written if 0 < len(written) <= 40 and "\n" not in written else "…"
