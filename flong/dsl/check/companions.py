"""The templates a message brings along: its `Text:` and its attached `.html` files."""

from __future__ import annotations

from dataclasses import dataclass

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.dsl.check.files import entered, missing, open_template, relative
from flong.dsl.check.settings import NAMES, value_span
from flong.errors import Span


@dataclass(frozen=True, slots=True)
class Companion:
    """A template that renders a part of its own from the same data. `env` is the place inside it."""

    template: syntax.Template
    env: Env


def text_companion(env: Env, template: syntax.Template) -> Companion | None:
    """The template of the plain-text part."""
    field = next((f for f in template.head if f.name == "Text"), None)
    if field is None:
        return None
    span = value_span(field)
    found = _companion(env, template, field.raw.strip().strip('"'), span)
    if found and found.template.kind != "text":
        env.error("F0433", "the text part needs a template in `.txt`", span)
        return None
    return found


def attached_companion(env: Env, template: syntax.Template, attach: syntax.Attach) -> Companion | None:
    """The template of an attached `.html`; None for other files, which are attached as they are."""
    if is_template(attach.file):
        return _companion(env, template, attach.file, attach.file_span)
    exists = env.session.exists
    if exists and not exists(relative(env, attach.file)):
        missing(env, attach.file, attach.file_span)
    return None


def is_template(file: str) -> bool:
    return file.lower().endswith(".html")


def _companion(env: Env, main: syntax.Template, file: str, span: Span) -> Companion | None:
    template = open_template(env, file, span)
    if template is None:
        return None
    inside = entered(env, file, span)
    said = {f.name: f.raw.strip() for f in main.head}
    for field in template.head:
        if field.name != "Data" and not (field.name in NAMES and said.get(field.name) == field.raw.strip()):
            _refuse(inside, field)
    for attach in template.attach:
        inside.error("F0435", "only the message itself attaches files", attach.span)
    return Companion(template, inside)


def _refuse(env: Env, field: syntax.HeadField) -> None:
    label = "only the message's own head has it"
    if field.name in NAMES:
        label = "it must be the same in the message's head"
    env.error("F0435", f"`{field.name}` has no effect here", field.name_span, label)
