"""Which components a file sees: its own and those of the files it uses, not what these use."""

from __future__ import annotations

from dataclasses import replace

from flong.dsl import syntax
from flong.dsl.check.env import Env, Known
from flong.dsl.check.files import missing, relative
from flong.errors import Span


def library(env: Env) -> dict[str, Known]:
    """The components of the file of `env`, by name. What is wrong with its definitions is reported once."""
    session, file = env.session, env.files[-1]
    if file not in session.libraries:
        before = len(session.found)
        session.libraries[file] = _read(env, file)
        session.parsed += session.found[before:]  # `found` may be taken back, when a part is checked again
        del session.found[before:]
    return session.libraries[file]


def _read(env: Env, file: str) -> dict[str, Known]:
    template = env.session.files[file]
    known: dict[str, Known] = {}
    if template is None:
        return known
    for component in template.components:
        _add(env, known, Known(component, file, None))
    seen = {file}
    for use in template.uses:
        name = relative(env, use.file)
        if name not in seen:
            seen.add(name)
            _add_used(env, known, use, name)
    return known


def _add_used(env: Env, known: dict[str, Known], use: syntax.Use, name: str) -> None:
    chain = (*env.chain, use.span)
    template = env.session.file(name, chain)
    if template is None:
        missing(env, use.file, use.file_span)
        env.session.incomplete.add(env.files[-1])
        return
    _only_components(replace(env, chain=chain), template)
    for component in template.components:
        _add(env, known, Known(component, name, use.span))


def _add(env: Env, known: dict[str, Known], new: Known) -> None:
    name = new.component.name
    if name not in known:
        known[name] = new
        return
    related = ((known[name].component.name_span, "the first one"),)
    span = new.component.name_span if new.use is None else new.use
    env.error("F0250", f"a second component `{name}`", span, "a file sees one of each name", related=related)


def _only_components(env: Env, template: syntax.Template) -> None:
    """A file that is used prints nothing; the first thing in it that would is reported."""
    spans = [f.name_span for f in template.head] + [a.span for a in template.attach]
    spans += [template.data.span] if template.data else []
    spans += [shown(node) for node in template.body if not is_blank(node)]
    if spans:
        label = "only components and `use` stand in a file that is used"
        env.error("F0251", "this would never be printed", min(spans, key=lambda span: span.start), label)


def shown(node: syntax.Statement) -> Span:
    """The place of a statement; that of a text without the white space before it."""
    if not isinstance(node, syntax.Text):
        return node.span
    return replace(node.span, start=node.span.end - len(node.value.lstrip()))


def is_blank(node: syntax.Statement) -> bool:
    """Whether a statement is nothing but white space."""
    return isinstance(node, syntax.Text) and not node.value.strip()
