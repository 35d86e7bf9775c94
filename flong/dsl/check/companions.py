"""The templates a message brings along: its `Text:`, its `Sms:` and its attached `.html` files."""

from __future__ import annotations

from dataclasses import dataclass

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.dsl.check.files import entered, missing, open_template, relative
from flong.dsl.check.inherit import Level, Levels, levels, written
from flong.dsl.check.settings import NAMES, value_span
from flong.errors import Span


@dataclass(frozen=True, slots=True)
class Companion:
    """A template that renders a part of its own from the same data, and what it extends."""

    levels: Levels


def plain_companion(name: str, message: Levels, template: syntax.Template) -> Companion | None:
    """The template that the field `name`, `Text` or `Sms`, of `message` names; `template` has the message's head."""
    field = next((f for f in template.head if f.name == name), None)
    if field is None:
        return None
    span = value_span(field)
    env = written(message, span)
    if name == "Text" and template.kind == "text":
        env.error("F0435", "`Text` has no effect here", field.name_span, "this message is plain text itself")
        return None
    found = _companion(env, template, field.raw.strip().strip('"'), span)
    if found and found.levels[0].template.kind != "text":
        env.error("F0433", f"`{name}` names a template in `.txt`", span)
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
    found = levels(entered(env, file, span), template)
    for level in found:
        _check_head(level, main)
    return Companion(found)


def _check_head(level: Level, main: syntax.Template) -> None:
    said = {f.name: f.raw.strip() for f in main.head}
    for field in level.template.head:
        same = field.name in NAMES and said.get(field.name) == field.raw.strip()
        if field.name not in ("Data", "Extends") and not same:
            _refuse(level.env, field)
    for attach in level.template.attach:
        level.env.error("F0435", "only the message itself attaches files", attach.span)


def _refuse(env: Env, field: syntax.HeadField) -> None:
    label = "only the message's own head has it"
    if field.name in NAMES:
        label = "it must be the same in the message's head"
    env.error("F0435", f"`{field.name}` has no effect here", field.name_span, label)
