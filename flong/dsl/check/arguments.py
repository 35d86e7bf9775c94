"""The arguments of a call to a function the checker itself knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Expr

Report = Callable[[], object]


class Arguments:
    """The arguments of `call`, each checked once, when its value is first asked for."""

    def __init__(self, env: Env, call: syntax.Call) -> None:
        self.env, self.call = env, call
        self._values: dict[int, Expr] = {}

    def __len__(self) -> int:
        return len(self.call.args)

    def value(self, index: int) -> Expr:
        """The typed argument `index`."""
        if index not in self._values:
            self._values[index] = self.env.expr(self.call.args[index].value)
        return self._values[index]

    def bind(self, names: tuple[str, ...], required: int) -> dict[str, int] | None:
        """Which argument each of the parameters `names` got; None when that is a reported mistake."""
        bound = match_names(self.env, self.call, names, names[:required])
        if isinstance(bound, dict):
            return bound
        bound()
        return None


def match_names(
    env: Env, call: syntax.Call, names: tuple[str, ...], required: tuple[str, ...]
) -> dict[str, int] | Report:
    """Which argument each of the parameters `names` got, or what reports why they don't fit."""
    bound: dict[str, int] = {}
    for index, argument in enumerate(call.args):
        name = argument.name or (names[index] if index < len(names) else None)
        if name is None:
            return partial(_too_many, env, call, index, len(names))
        if name not in names:
            return partial(unknown_parameter, env, call, argument, names)
        if name in bound:
            return partial(_given_twice, env, call, argument, name)
        bound[name] = index
    lacking = next((n for n in required if n not in bound), None)
    return bound if lacking is None else partial(_lacks, env, call, lacking)


def _too_many(env: Env, call: syntax.Call, index: int, most: int) -> None:
    label = f"it takes {most or 'no'} argument{'' if most == 1 else 's'}"
    env.error("F0231", f"`{call.name}` has too many arguments", call.args[index].span, label)


def unknown_parameter(env: Env, call: syntax.Call, argument: syntax.Argument, names: tuple[str, ...]) -> None:
    """Report that `argument` is named as none of the parameters `names`."""
    name = argument.name or ""
    near = did_you_mean(name, names)
    label = f"did you mean `{near}`?" if near else ""
    note = f"{call.name} takes: {', '.join(names)}" if names else f"{call.name} takes no arguments"
    env.error("F0232", f"`{call.name}` has no parameter `{name}`", argument.span, label, note)


def _given_twice(env: Env, call: syntax.Call, argument: syntax.Argument, name: str) -> None:
    env.error("F0231", f"`{call.name}` is given `{name}` twice", argument.span)


def _lacks(env: Env, call: syntax.Call, name: str) -> None:
    env.error("F0231", f"`{call.name}` lacks its argument `{name}`", call.name_span)
