"""The constant fields of the head that formats depend on: Locale, Currency, Timezone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib import resources

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Settings
from flong.errors import Span

LOCALES = ("en", "zh-TW", "zh-CN", "ja", "ko")
NAMES = ("Locale", "Currency", "Timezone")
_OF = re.compile(r"\s+of\s+")
_CURRENCY = re.compile(r"([A-Z]{3})(?:\s+digits=([0-8]))?")


def settings(env: Env, template: syntax.Template) -> Settings:
    """What the head says, defaults for the rest. Mistakes are reported."""
    made = Settings()
    for field in template.head:
        if field.name == "Locale" and is_chosen(field):
            made = _locales(env, made, field)
        elif field.name in NAMES:
            made = _READERS[field.name](env, made, field.raw.strip(), value_span(field))
    return made


def is_chosen(field: syntax.HeadField) -> bool:
    """Whether the field's value comes from data."""
    return any(isinstance(part, syntax.Output) for part in field.value)


def value_span(field: syntax.HeadField) -> Span:
    """The place of a field's value."""
    return field.value[0].span if field.value else field.span


def _locale(env: Env, made: Settings, raw: str, span: Span) -> Settings:
    if raw in LOCALES:
        return replace(made, locale=raw)
    near = did_you_mean(raw.replace("_", "-"), LOCALES)
    label = f"did you mean `{near}`?" if near else ""
    env.error("F0430", f'"{raw}" is not a known locale', span, label, f"the locales are: {', '.join(LOCALES)}")
    return made


def _locales(env: Env, made: Settings, field: syntax.HeadField) -> Settings:
    """The locales behind `{{ expr }} of`."""
    match field.value:
        case (syntax.Output(), syntax.Text(value=text, span=span)) if _OF.match(text):
            names = tuple(dict.fromkeys(name.strip() for name in _OF.sub("", text, count=1).split(",")))
        case _:
            label = "the form is `Locale: {{ language }} of en, ja, zh-TW`"
            env.error("F0437", "this does not say which locales there are", field.span, label)
            return made
    for name in names:
        _locale(env, made, name, span)
    known = tuple(name for name in names if name in LOCALES)
    return replace(made, locale=known[0], locales=known) if known else made


def _currency(env: Env, made: Settings, raw: str, span: Span) -> Settings:
    found = _CURRENCY.fullmatch(raw)
    if found:
        digits = None if found[2] is None else int(found[2])
        return replace(made, currency=found[1], currency_digits=digits)
    env.error("F0431", f'"{raw}" is not a currency', span, "write three capital letters, as in `TWD` or `TWD digits=0`")
    return replace(made, currency="USD")  # so that nothing is said to lack one


def _timezone(env: Env, made: Settings, raw: str, span: Span) -> Settings:
    if raw not in _zones():
        near = did_you_mean(raw, _zones())
        label = f"did you mean `{near}`?" if near else "write a name of the time zone database, as in `Asia/Taipei`"
        env.error("F0432", f'"{raw}" is not a time zone', span, label)
        return made
    return replace(made, timezone=raw)


@cache
def _zones() -> frozenset[str]:
    """The zones of the tzdata package, which is what renderers read."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text().split())


_READERS = {"Locale": _locale, "Currency": _currency, "Timezone": _timezone}
