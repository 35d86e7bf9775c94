"""A whole template: its files, its data, its parts, and everything that is wrong with them."""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Callable, Mapping

from flong.dsl import syntax
from flong.dsl.check.companions import Companion, attached_companion, plain_companion
from flong.dsl.check.data import Fallback, declare
from flong.dsl.check.definitions import check_components
from flong.dsl.check.env import Env, Exists, Key, Resolve, Session, Varies
from flong.dsl.check.expressions import RULES
from flong.dsl.check.inherit import Levels, levels, merged, written
from flong.dsl.check.locale import choose_locale
from flong.dsl.check.parts import attachment, body_part, described, head_parts
from flong.dsl.check.scope import Scope
from flong.dsl.check.settings import settings
from flong.dsl.signature import Signature
from flong.dsl.typed import Part, Program
from flong.dsl.types import Record
from flong.errors import Diagnostic

RECURSION = 5_000


def check(
    template: syntax.Template,
    *,
    functions: Mapping[str, tuple[Signature, ...]],
    load: Callable[[str], str | None],
    schema: Record | None = None,
    fallback: Fallback | None = None,
    resolve: Resolve | None = None,
    exists: Exists | None = None,
    strict: bool = False,
    varies: Varies | None = None,
) -> tuple[Program, list[Diagnostic]]:
    """The typed program of `template`, and everything found in it and in the files it names.

    `load` gives the text of a file named relative to the template's folder, None when there is none.
    `schema` declares the data before anything the template says, `fallback` where nothing does. `resolve` says
    what is wrong with the constants of a call, None when nothing is; `exists` says whether there is a file (not
    asked for templates, which are loaded; by default there always is). `strict` lists what `safe_html` trusts. `varies`
    says whether a call with these constants depends on the locale; by default all with such constants do.
    Never raises for a wrong template; a program with errors must not be compiled.
    """
    # 200 nested expressions within 64 statements; never lowered again, other threads may need it
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
    session = Session(template.name, functions, load, resolve, exists, RULES, strict, varies)
    session.sources |= {template.name: template.text, **template.made}
    name = posixpath.basename(template.name)
    session.files[name] = template
    env = Env(session, Scope(), (name,))
    found = levels(env, template)
    template = merged(found)
    session.settings = settings(env, template)
    session.key = next((Key(f, written(found, f.span)) for f in template.head if f.name == "Key"), None)
    plain = {name.lower(): plain_companion(name, found, template) for name in ("Text", "Sms")}
    attached = [attached_companion(written(found, attach.span), template, attach) for attach in template.attach]
    declare(env, found, schema, [c.levels for c in (*plain.values(), *attached) if c], fallback)
    locale = choose_locale(env, template)
    parts = _parts(env, template, found, plain, attached)
    check_components(env, "plain" if template.kind == "text" else "html")
    return _program(session, template, found, parts, locale), _findings(session)


def _parts(
    env: Env,
    template: syntax.Template,
    found: Levels,
    plain: dict[str, Companion | None],
    attached: list[Companion | None],
) -> tuple[Part, ...]:
    parts = head_parts(env, template)
    if template.kind == "text":
        parts.append(body_part(env, "text", found, "plain"))
    else:
        parts.append(body_part(env, "html", found, "html"))
    for name, own in plain.items():
        if own:
            parts.append(body_part(own.levels[0].env, name, own.levels, "plain"))
    for number, (attach, companion) in enumerate(zip(template.attach, attached, strict=True), 1):
        parts += attachment(env, number, attach, companion)
    return tuple(parts)


def _program(
    session: Session, template: syntax.Template, found: Levels, parts: tuple[Part, ...], locale: int | None
) -> Program:
    return Program(
        name=template.name,
        kind="text" if template.kind == "text" else "html",
        settings=session.settings,
        data=session.data or Record(()),
        computed=tuple(session.order),
        parts=parts,
        attachments=tuple(described(found, n, attach) for n, attach in enumerate(template.attach, 1)),
        slots=session.slots,
        locale=locale,
        images=tuple(picture.file for picture in session.pictures),
        sources=session.sources,
    )


def _findings(session: Session) -> list[Diagnostic]:
    """Each mistake once, file by file, in the order of the text."""
    files = {name: n for n, name in enumerate(session.sources)}
    unique = {(d.code, d.span, d.message): d for d in reversed([*session.parsed, *session.found])}
    return sorted(unique.values(), key=lambda d: (files.get(d.span.file, len(files)), d.span.start))
