"""Which overload of a runtime function a call means, and what is wrong when none fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal as DecimalValue
from functools import partial

from flong.dsl import syntax
from flong.dsl.check.arguments import Arguments, Report, match_names, unknown_parameter
from flong.dsl.check.arithmetic import refuse_optional
from flong.dsl.check.convert import adapt
from flong.dsl.check.env import Env, Resolve
from flong.dsl.check.relate import named
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.signature import Parameter, Required, Signature
from flong.dsl.typed import Call, Const, Convert, Expr, Settings
from flong.dsl.types import BOOL, DECIMAL, ERROR, INT, NONE, TEXT, Enum, Optional, Type
from flong.errors import Span

Value = str | int | DecimalValue | bool | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a signature does not fit. The one that gets furthest (`rank`) is reported.

    Where an argument does not fit, `parameter` is what it was given for and `index` its place.
    """

    rank: int
    report: Report
    parameter: Parameter | None = None
    index: int | None = None


def choose(env: Env, call: syntax.Call, args: Arguments, signatures: tuple[Signature, ...]) -> Expr:
    """The call of the first signature that fits."""
    values = [args.value(i) for i in range(len(args))]
    if any(v.type == ERROR for v in values):
        return Const(ERROR, call.span, None)
    misfits: list[Misfit] = []
    for signature in signatures:
        made = _fit(env, call, signature, values)
        if isinstance(made, Expr):
            return made
        misfits.append(made)
    _report(env, call, values, signatures, misfits)
    return Const(ERROR, call.span, None)


def _report(
    env: Env, call: syntax.Call, values: list[Expr], signatures: tuple[Signature, ...], misfits: list[Misfit]
) -> None:
    best = max(m.rank for m in misfits)
    tied = [m for m in misfits if m.rank == best]
    report = tied[0].report if len(tied) == 1 else _stray(env, call, signatures) or _member(env, call, values, tied)
    if report:
        report()
        return
    types = ", ".join(named(v.type) for v in values)
    notes = [f"{call.name}({_written(s)})" for s in signatures]
    env.error("F0233", f"`{call.name}` does not take {types or 'no arguments'}", call.name_span, "", *notes)


def _stray(env: Env, call: syntax.Call, signatures: tuple[Signature, ...]) -> Report | None:
    """The report of a named argument that no signature has."""
    names = tuple(dict.fromkeys(p.name for s in signatures for p in s.parameters))
    stray = next((a for a in call.args if a.name and a.name not in names), None)
    return partial(unknown_parameter, env, call, stray, names) if stray else None


def _member(env: Env, call: syntax.Call, values: list[Expr], misfits: list[Misfit]) -> Report | None:
    """The report of one argument that is none of the values that the signatures together know for it."""
    parameters = [m.parameter for m in misfits if m.parameter]
    enums = [p.type for p in parameters if isinstance(p.type, Enum)]
    places = {(m.index, m.parameter and m.parameter.name) for m in misfits}
    index = misfits[0].index
    if index is None or len(enums) < len(misfits) or len(places) > 1:
        return None
    every = Enum(tuple(dict.fromkeys(value for enum in enums for value in enum.values)))
    parameter = replace(parameters[0], type=every)
    return partial(_wrong_type, env, call, parameter, call.args[index].value, values[index])


def _written(signature: Signature) -> str:
    return ", ".join(f"{p.name}: {p.type}" for p in signature.parameters)


def _fit(env: Env, call: syntax.Call, signature: Signature, values: list[Expr]) -> Expr | Misfit:
    names = tuple(p.name for p in signature.parameters)
    required = tuple(p.name for p in signature.parameters if isinstance(p.default, Required))
    bound = match_names(env, call, names, required)
    if not isinstance(bound, dict):
        return Misfit(0, bound)
    run: list[Expr] = []
    static: list[tuple[str, Value]] = []
    for rank, parameter in enumerate(signature.parameters):
        index = bound.get(parameter.name)
        made = _default(env, call, parameter) if index is None else _argument(env, call, parameter, index, values)
        if callable(made):
            return Misfit(rank + 1, made, parameter, index)
        if parameter.constant:
            static.append((parameter.name, _constant(made)))
        else:
            run.append(made)
    given = {name: call.args[index].value.span for name, index in bound.items()}
    return _resolved(env, Call(signature.result, call.span, signature, tuple(run), tuple(static)), given)


def _argument(env: Env, call: syntax.Call, parameter: Parameter, index: int, values: list[Expr]) -> Expr | Report:
    value, node = values[index], call.args[index].value
    made = adapt(value, parameter.type, env.session.fresh)
    if made is None:
        return partial(_wrong_type, env, call, parameter, node, value)
    if parameter.constant and not _is_constant(made):
        return partial(_not_constant, env, call, parameter, node)
    return made


def _is_constant(value: Expr) -> bool:
    return isinstance(value, Const) or (isinstance(value, Convert) and _is_constant(value.value))


def _constant(value: Expr) -> Value:
    while isinstance(value, Convert):
        value = value.value
    found = value.value if isinstance(value, Const) else None
    return found if isinstance(found, Value) else str(found)


def _wrong_type(env: Env, call: syntax.Call, parameter: Parameter, node: syntax.Expr, value: Expr) -> Expr:
    if isinstance(value.type, Optional) and adapt(Const(value.type.inner, node.span, None), parameter.type, int):
        return refuse_optional(env, node, value.type)
    if isinstance(parameter.type, Enum) and isinstance(value, Const) and value.type == TEXT:
        return _wrong_member(env, call, parameter, parameter.type, value)
    message = f"`{call.name}` needs {named(parameter.type)} for `{parameter.name}`"
    return env.error("F0233", message, node.span, f"this is {named(value.type)}")


def _wrong_member(env: Env, call: syntax.Call, parameter: Parameter, enum: Enum, value: Const) -> Expr:
    near = did_you_mean(str(value.value), enum.values)
    note = "it takes: " + ", ".join(f'"{v}"' for v in enum.values)
    message = f'"{value.value}" is no `{parameter.name}` of `{call.name}`'
    return env.error("F0233", message, value.span, f'did you mean "{near}"?' if near else "", note)


def _not_constant(env: Env, call: syntax.Call, parameter: Parameter, node: syntax.Expr) -> Expr:
    message = f"`{parameter.name}` of `{call.name}` is settled when the template is compiled"
    return env.error("F0234", message, node.span, "write it out as a literal")


def _default(env: Env, call: syntax.Call, parameter: Parameter) -> Expr:
    """The default of a parameter, as if it were written."""
    value = None if isinstance(parameter.default, Required) else parameter.default
    constant = Const(_type_of(value), call.span, value)
    return adapt(constant, parameter.type, env.session.fresh) or constant


def _type_of(value: Value) -> Type:
    match value:
        case None:
            return NONE
        case bool():
            return BOOL
        case int():
            return INT
        case str():
            return TEXT
    return DECIMAL


def _resolved(env: Env, made: Call, given: Mapping[str, Span]) -> Expr:
    """The call, once the runtime accepts its constants. `given` are the places of the arguments written out."""
    resolve = env.session.resolve
    if resolve is None:
        return made
    for settings in env.session.settings.each():
        wrong = resolve(made.function, dict(made.static), settings)
        if wrong is not None:
            return env.error("F0235", wrong, _culprit(resolve, made, given, settings, wrong))
    return made


def _culprit(resolve: Resolve, made: Call, given: Mapping[str, Span], settings: Settings, wrong: str) -> Span:
    """The one constant that is `wrong`: nobody says so without it, or no other is written out."""
    static: dict[str, object] = dict(made.static)
    defaults = {p.name: p.default for p in made.function.parameters if not isinstance(p.default, Required)}
    written = [name for name in static if name in given]
    others = {n: {**static, n: defaults[n]} for n in written if n in defaults}
    cures = [name for name, other in others.items() if resolve(made.function, other, settings) != wrong]
    left = cures or [name for name in written if name not in defaults]
    return given[left[0]] if len(left) == 1 else made.span
