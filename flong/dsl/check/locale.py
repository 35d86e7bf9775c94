"""The choice of a record's locale: `Locale: {{ expr }} of en, ja`, evaluated once, before all that depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from flong.dsl import syntax
from flong.dsl.check.convert import adapt
from flong.dsl.check.env import Env
from flong.dsl.check.relate import named
from flong.dsl.typed import Call, Expr, Let, Locale, Var
from flong.dsl.types import ERROR, INT, TEXT


def choose_locale(env: Env, template: syntax.Template) -> int | None:
    """The variable with the index of the record's locale, set among the computed fields; None for a constant one.

    It comes behind the computed fields it reads and before all others; those it reads are written in the first locale.
    """
    field = next((f for f in template.head if f.name == "Locale"), None)
    hole = next((part for part in field.value if isinstance(part, syntax.Output)), None) if field else None
    if hole is None:
        return None
    value = env.expr(hole.value)
    text = adapt(value, TEXT, env.session.fresh)
    if text is None:
        if value.type != ERROR:
            env.error(
                "F0437", "a locale is chosen by a text or an enum", hole.value.span, f"this is {named(value.type)}"
            )
        return None
    chosen = Locale(INT, hole.value.span, text, env.session.settings.locales)
    let = Let(env.session.fresh(), "locale", chosen, hole.span)
    order = env.session.order
    before = _read(order, value)
    _refuse_circle(env, before, hole)
    order[:] = [*before, let, *(other for other in order if other not in before)]
    return let.slot


def _read(order: list[Let], value: Expr) -> list[Let]:
    """Those of `order` that `value` reads, and those that these read."""
    slots = set(_slots(value))
    for other in reversed(order):
        if other.slot in slots:
            slots.update(_slots(other.value))
    return [other for other in order if other.slot in slots]


def _refuse_circle(env: Env, before: list[Let], hole: syntax.Output) -> None:
    """A variant is chosen by the key, so the key can't be written in a locale that a variant chooses."""
    key, varies = env.session.key, env.session.varies
    if key is None or key.let is None or key.let not in before:
        return
    calls = (node for node in _nodes(key.let.value) if isinstance(node, Call) and node.function.static)
    settings = env.session.settings
    wrong = next((c for c in calls if not varies or varies(c.function, dict(c.static), settings)), None)
    if wrong is not None:
        related = ((hole.value.span, "the locale is chosen by the key, here"),)
        message = "`Key` is written in the locale that it chooses"
        env.error("F0206", message, wrong.span, "this depends on the locale", related=related)


def _slots(value: Expr) -> Iterator[int]:
    """The variables that an expression reads."""
    return (node.slot for node in _nodes(value) if isinstance(node, Var))


def _nodes(node: object) -> Iterator[Expr]:
    """Every expression in `node`, an expression or a tuple of them."""
    if isinstance(node, tuple):
        for item in node:
            yield from _nodes(item)
    elif is_dataclass(node) and isinstance(node, Expr):
        yield node
        for field in fields(node):
            yield from _nodes(getattr(node, field.name))
