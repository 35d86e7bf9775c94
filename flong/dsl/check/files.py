"""Other files a template names: found relative to the naming file, parsed once, never recursive."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from flong.dsl import syntax
from flong.dsl.blocks import MAX_DEPTH
from flong.dsl.check.env import Env
from flong.errors import Span

INCLUDE_LIMIT = 1000


def relative(env: Env, file: str) -> str:
    """The name, relative to the template's folder, of what the current file calls `file`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(env.files[-1]), file))


def open_template(env: Env, file: str, span: Span, verb: str = "includes") -> syntax.Template | None:
    """The parsed template `file`; a missing or recursive one is reported."""
    name = relative(env, file)
    if name in env.files:
        drawn = " → ".join([*env.files[env.files.index(name) :], name])
        env.error("F0241", f'"{file}" {verb} itself', span, drawn)
        return None
    if not fits(env, span):
        return None
    template = env.session.file(name, (*env.chain, span))
    if template is None:
        missing(env, file, span)
    return template


def fits(env: Env, span: Span, count: int = 1) -> bool:
    """Whether `count` more may be put in here; where that exceeds a limit it is reported."""
    session = env.session
    if env.depth >= MAX_DEPTH:
        label = "counting the files, components and blocks around it"
        env.error("F0112", f"statements are nested more than {MAX_DEPTH} deep", span, label)
        return False
    within = session.includes <= INCLUDE_LIMIT
    session.includes += count
    if within and session.includes > INCLUDE_LIMIT:  # one report is enough
        env.error("F0245", f"more than {INCLUDE_LIMIT:,} files and components are put in", span)
    return session.includes <= INCLUDE_LIMIT


def missing(env: Env, file: str, span: Span) -> None:
    label = f"looked for `{env.session.shown(relative(env, file))}`; names are relative to the file that names them"
    env.error("F0240", f'there is no file "{file}" in the template\'s folder', span, label)


def entered(env: Env, file: str, span: Span) -> Env:
    """`env` inside `file`, which `span` names."""
    files = (*env.files, relative(env, file))
    return replace(env, chain=(*env.chain, span), files=files, depth=env.depth + 1, slots={}, regions=None)
