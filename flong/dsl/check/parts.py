"""The parts of a message: head fields, bodies, attachments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from flong.dsl import syntax
from flong.dsl.check.companions import Companion, is_template
from flong.dsl.check.convert import settled
from flong.dsl.check.env import Env
from flong.dsl.check.files import relative
from flong.dsl.check.inherit import Levels, body, merged, written
from flong.dsl.check.logic import condition
from flong.dsl.check.narrow import facts
from flong.dsl.check.printing import printable, printed
from flong.dsl.check.scope import Scope
from flong.dsl.check.statements import block
from flong.dsl.html.assign import assign_contexts
from flong.dsl.html.head import assign_head
from flong.dsl.html.images import place_pictures
from flong.dsl.html.lints import lint
from flong.dsl.typed import (
    Attachment,
    Block,
    Concat,
    Const,
    Expr,
    Fail,
    If,
    Let,
    Output,
    Part,
    Present,
    Text,
    Unwrap,
)
from flong.dsl.types import BOOL, TEXT, Optional
from flong.errors import Diagnostic

CONSTANT_FIELDS = ("Data", "Locale", "Currency", "Timezone", "Text", "Sms", "Extends", "Assets")
ROUNDS = 24
"""How often a part is checked for the types of its lets; twice is common."""


def settle(env: Env, make: Callable[[Env], Block]) -> Block:
    """What `make` gives in a fresh scope, made again until the type of no `let` grows."""
    session = env.session
    start = session.slots, session.loops, session.includes, session.undeclared, len(session.found)
    for left in reversed(range(ROUNDS)):
        session.lets.again()
        made = make(replace(env, scope=Scope()))
        if not session.lets.moved:
            break
        if not left:
            label = "begin with a value of the type it is to have"
            env.error("F0275", "the type of this `let` follows from too many others", session.lets.latest[-1], label)
            break
        session.slots, session.loops, session.includes, session.undeclared, found = start
        session.slots = max(session.slots, session.kept_slots)
        del session.found[found:]
    return made


def head_parts(env: Env, template: syntax.Template) -> list[Part]:
    """A part for each template-valued field."""
    return [_head_part(env, f) for f in template.head if f.name not in CONSTANT_FIELDS]


def _head_part(env: Env, field: syntax.HeadField) -> Part:
    return headed(env, field.name.lower(), settle(env, lambda inside: block(inside, field.value)))


def headed(env: Env, name: str, made: Block) -> Part:
    """The part of a head field, or of an attachment's name or password, with its contexts."""
    done, found = assign_head(name, made)
    report(env, found)
    return Part(name, done)


def body_part(env: Env, name: str, levels: Levels, start: Literal["html", "plain"]) -> Part:
    """The part `name` that the body of a template renders."""
    own = env.chain != ()  # a companion's computed fields are its own

    def make(inside: Env) -> Block:
        return (*(_computed(inside, levels) if own else ()), *body(inside, levels, block))

    settled = settle(env, make)
    shown = _pictured(env, levels, settled) if name == "html" else settled
    made, found = assign_contexts(shown, start)
    report(env, found)
    if not own:
        report(env, lint(merged(levels), settled, made))
    return Part(name, made)


def _pictured(env: Env, levels: Levels, made: Block) -> Block:
    """The body with its pictures placed; those of the template's folder must be there."""
    assets = next((f.raw.strip() for f in merged(levels).head if f.name == "Assets"), None)
    placed, exists = place_pictures(made, assets), env.session.exists
    env.session.pictures = placed.pictures
    report(env, placed.found)
    for picture in placed.pictures:
        if exists and not exists(picture.file):
            message, label = f'there is no file "{picture.file}" in the template\'s folder', "a picture of the mail"
            report(env, [Diagnostic("F0240", message, picture.span, label)])
    return placed.body


def _computed(env: Env, levels: Levels) -> Block:
    lets = []
    for level in levels:
        for entry in level.template.data.computed if level.template.data else ():
            value = env.expr(entry.value)
            lets.append(Let(env.bind(entry.name, value.type).slot, entry.name, value, entry.span))
    return tuple(lets)


def attachment(env: Env, number: int, attach: syntax.Attach, companion: Companion | None) -> list[Part]:
    """The parts `attach.N.…`; what has a condition is rendered only where it holds."""
    prefix = f"attach.{number}"
    test = condition(env, attach.condition) if attach.condition else None
    if attach.condition and test:
        env = env.knowing(facts(env, attach.condition, test)[0])
    parts = [Part(f"{prefix}.if", (Text("1", attach.span),))] if test else []
    if attach.name:
        parts.append(_name_part(env, f"{prefix}.name", attach, attach.name))
    if attach.password:
        parts.append(_password_part(env, f"{prefix}.password", attach, attach.password))
    if companion:
        inside = companion.levels[0].env.knowing(env.facts)
        parts.append(body_part(inside, f"{prefix}.body", companion.levels, "html"))
    return [_guarded(p, test, attach) for p in parts]


def _name_part(env: Env, name: str, attach: syntax.Attach, node: syntax.Expr) -> Part:
    part = _value_part(env, name, node)
    if is_template(attach.file):
        _check_suffix(env, part.body, attach)
    return part


def _value_part(env: Env, name: str, node: syntax.Expr) -> Part:
    return headed(env, name, (Output(printable(env, node), node.span),))


def _password_part(env: Env, name: str, attach: syntax.Attach, node: syntax.Expr) -> Part:
    """The password; where it is missing the record is rejected."""
    value = env.expr(node)
    if isinstance(value, Const) and value.value is not None:
        message, label = "this password is the same for everybody", "whoever has one bill opens them all"
        report(env, [Diagnostic("F0607", message, value.span, label, severity="warning")])
    if not isinstance(value.type, Optional):
        return headed(env, name, (Output(printed(env, value), node.span),))
    given = settled(Unwrap(value.type.inner, value.span, value))
    part = headed(env, name, (Output(printed(env, given), node.span),))
    why = Const(TEXT, attach.span, "the attachment's password is missing")
    absent = Fail("reject", why, attach.span)
    return Part(name, (If(((Present(BOOL, node.span, value), part.body),), (absent,), node.span),))


def _check_suffix(env: Env, name: Block, attach: syntax.Attach) -> None:
    """A bill is a PDF, or a page with a password, and where its name's end is known it says so."""
    value = next(node.value for node in name if isinstance(node, Output))
    last = value.parts[-1] if isinstance(value, Concat) else value
    text = last.value if isinstance(last, Const) else None
    if not isinstance(text, str) or text.lower().endswith((".pdf", ".html") if attach.password else ".pdf"):
        return
    if text.lower().endswith(".html"):
        env.error("F0436", "a page needs a password", last.span, "as a PDF it needs none: let the name end in `.pdf`")
    else:
        env.error("F0436", "an attached template becomes a PDF", last.span, "let the name end in `.pdf`")


def _guarded(part: Part, test: Expr | None, attach: syntax.Attach) -> Part:
    return part if test is None else Part(part.name, (If(((test, part.body),), (), attach.span),))


def described(levels: Levels, number: int, attach: syntax.Attach) -> Attachment:
    """What the message must know of an attachment."""
    return Attachment(
        number,
        relative(written(levels, attach.span), attach.file),
        template=is_template(attach.file),
        conditional=attach.condition is not None,
        named=attach.name is not None,
        protected=attach.password is not None,
        span=attach.span,
    )


def report(env: Env, found: list[Diagnostic]) -> None:
    """Add what the context machine found, with the include tags that led there."""
    chains = env.session.chains
    env.session.found += (replace(d, chain=d.chain or chains.get(d.span.file, ())) for d in found)
