"""The choice of a record's locale: `Locale: {{ expr }} of en, ja`, evaluated once, before all that depends on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from flong.dsl import syntax
from flong.dsl.check.convert import adapt
from flong.dsl.check.env import Env
from flong.dsl.check.relate import named
from flong.dsl.typed import Expr, Let, Locale, Var
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
    read = set(_slots(value))
    order.insert(max((i + 1 for i, other in enumerate(order) if other.slot in read), default=0), let)
    return let.slot


def _slots(node: object) -> Iterator[int]:
    """The variables that an expression reads."""
    if isinstance(node, Var):
        yield node.slot
    elif isinstance(node, tuple):
        for item in node:
            yield from _slots(item)
    elif is_dataclass(node) and isinstance(node, Expr):
        for field in fields(node):
            yield from _slots(getattr(node, field.name))
