"""Calls: the functions the checker knows itself, then the overloads of the runtime's functions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flong.dsl import syntax
from flong.dsl.check import aggregates, foreign, lists
from flong.dsl.check.arguments import Arguments
from flong.dsl.check.env import Env
from flong.dsl.check.library import library
from flong.dsl.check.logic import coalesced
from flong.dsl.check.overloads import choose
from flong.dsl.check.variant import variant_call
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Clock, Const, Expr
from flong.dsl.types import DATE, DATETIME, ERROR, TEXT

Handler = Callable[[Env, syntax.Call, Arguments], Expr | None]


def call(env: Env, node: syntax.Call) -> Expr:
    if (late := _late(node)) is not None:
        label = "name it, or move it before the named ones"
        return env.error("F0231", "a named argument stands before one without name", late.span, label)
    args = Arguments(env, node)
    handler = STRUCTURAL.get(node.name)
    made = handler(env, node, args) if handler else None
    if made is not None:
        return made
    signatures = env.session.functions.get(node.name)
    if signatures is None:
        return _unknown(env, node, args)
    if node.name == "safe_html" and env.session.strict:
        env.warn("F0620", "this text is trusted to be HTML", node.name_span, "nothing escapes or checks it")
    return choose(env, node, args, signatures)


def _late(node: syntax.Call) -> syntax.Argument | None:
    """The first argument without name behind a named one, which could mean any parameter."""
    named = False
    for argument in node.args:
        if named and argument.name is None:
            return argument
        named = named or argument.name is not None
    return None


def generator(env: Env, node: syntax.Generator) -> Expr:
    """A generator that no aggregate took."""
    label = "only `sum avg min max count any all first last join` go over one"
    return env.error("F0236", "a generator can't stand here", node.span, label)


_LATER = frozenset((
    "business_days", "chunk", "compound", "cvs_barcodes", "cycle", "datetime", "debug", "era", "forward_url",
    "full_name", "index_of", "no_track", "normalize", "ordinal", "pick", "pmt", "regex_match", "regex_replace",
    "relative", "roman", "rotate", "salutation", "slug", "t", "track", "unsubscribe_url", "view_online_url", "words",
    "wrap", "zip",
))  # fmt: skip


def _unknown(env: Env, node: syntax.Call, args: Arguments) -> Expr:
    if node.name == "super":
        label = "write `{{ super() }}`"
        return env.error("F0264", "`super()` stands alone in an output", node.span, label)
    if node.name in _LATER:
        return env.error("F0506", f"the function `{node.name}` is not available yet", node.name_span)
    near = did_you_mean(node.name, {*env.session.functions, *STRUCTURAL, *_LATER})
    label = f"did you mean `{near}`?" if near else "there is no function of this name"
    if node.name in (components := library(env)):
        given = "".join(f" {parameter.name}=…" for parameter in components[node.name].component.params)
        label = f"a component; write `{{% {node.name}{given} %}}`"
    if node.name in foreign.FUNCTIONS:
        label = f"write {foreign.FUNCTIONS[node.name]}"
    return env.error("F0230", f"`{node.name}` is not a function", node.name_span, label)


def _date(env: Env, node: syntax.Call, args: Arguments) -> Expr | None:
    """`date("2026-11-21")`; everything else is the plain function's."""
    if len(args) != 1 or isinstance(node.args[0].value, syntax.Generator):
        return None
    value = args.value(0)
    if value.type != TEXT:
        return Const(ERROR, node.span, None) if value.type == ERROR else None
    if not isinstance(value, Const):
        label = 'name its pattern: `parse_date(s, "yyyy-MM-dd")`'
        return env.error("F0225", "`date` reads only a text that is written out", value.span, label)
    try:
        return Const(DATE, node.span, _iso(str(value.value)))
    except ValueError:
        label = 'write a day of the calendar as `date("2026-11-21")`'
        return env.error("F0225", f'"{value.value}" is not a date', value.span, label)


def _iso(text: str) -> date:
    if len(text) != 10:
        raise ValueError(text)
    return date.fromisoformat(text)


def _clock(env: Env, node: syntax.Call, args: Arguments) -> Expr:
    if args.bind((), 0) is None:
        return Const(ERROR, node.span, None)
    return Clock(DATETIME, node.span, "now") if node.name == "now" else Clock(DATE, node.span, "today")


def _coalesce(env: Env, node: syntax.Call, args: Arguments) -> Expr:
    """`default(x, y)` and `coalesce(x, y, …)`: `x ?? y ?? …`, from the right."""
    names = ("x", "y") if node.name == "default" else tuple(f"x{n + 1}" for n in range(max(2, len(args))))
    bound = args.bind(names, 2)
    if bound is None:
        return Const(ERROR, node.span, None)
    values = [args.value(bound[name]) for name in names if name in bound]
    made = values.pop()
    for value in reversed(values):
        made = coalesced(env, node, value, made, made.span)
    return made


STRUCTURAL: dict[str, Handler] = {
    **dict.fromkeys(aggregates.KINDS, aggregates.aggregate),
    **dict.fromkeys(("where", "map", "sort", "unique"), lists.list_op),
    **dict.fromkeys(("take", "skip"), lists.take),
    **dict.fromkeys(("default", "coalesce"), _coalesce),
    **dict.fromkeys(("now", "today"), _clock),
    "reverse": lists.reverse,
    "slice": lists.slice_,
    "length": lists.length,
    "range": lists.range_,
    "date": _date,
    "variant": variant_call,
}
