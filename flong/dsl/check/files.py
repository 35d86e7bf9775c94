"""Other files a template names: found relative to the naming file, parsed once, never recursive."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from flong.dsl import syntax
from flong.dsl.check.env import Env
from flong.errors import Span

INCLUDE_LIMIT = 1000


def relative(env: Env, file: str) -> str:
    """The name, relative to the template's folder, of what the current file calls `file`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(env.files[-1]), file))


def open_template(env: Env, file: str, span: Span) -> syntax.Template | None:
    """The parsed template `file`; a missing or recursive one is reported."""
    name = relative(env, file)
    if name in env.files:
        drawn = " → ".join([*env.files[env.files.index(name) :], name])
        env.error("F0241", f'"{file}" includes itself', span, drawn)
        return None
    env.session.includes += 1
    if env.session.includes > INCLUDE_LIMIT:
        if env.session.includes == INCLUDE_LIMIT + 1:  # one report is enough
            env.error("F0245", f"more than {INCLUDE_LIMIT:,} files are included", span)
        return None
    template = env.session.file(name, (*env.chain, span))
    if template is None:
        missing(env, file, span)
    return template


def missing(env: Env, file: str, span: Span) -> None:
    label = f"looked for `{env.session.shown(relative(env, file))}`; names are relative to the file that names them"
    env.error("F0240", f'there is no file "{file}" in the template\'s folder', span, label)


def entered(env: Env, file: str, span: Span) -> Env:
    """`env` inside `file`, which `span` names."""
    return replace(env, chain=(*env.chain, span), files=(*env.files, relative(env, file)))
