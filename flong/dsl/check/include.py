"""Includes are inlined: their statements stand in the caller's block, their names in a scope of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flong.dsl import syntax
from flong.dsl.check.convert import adapt
from flong.dsl.check.env import Env
from flong.dsl.check.files import entered, open_template
from flong.dsl.check.relate import computed, misfit, named, provides
from flong.dsl.check.scope import Scope
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Block, Const, Expr, Included, Let
from flong.dsl.types import NONE, Field, Optional
from flong.errors import Span

BlockRule = Callable[[Env, syntax.Block], Block]
Given = dict[str, tuple[Expr, Span]]  # the `with` bindings: value and place


def include(env: Env, node: syntax.Include, block: BlockRule) -> Block:
    template = open_template(env, node.file, node.file_span)
    given = _given(env, node)
    if template is None:
        return ()
    inside = entered(env, node.file, node.file_span)
    _refuse_head(inside, template)
    if template.data is not None:
        scope = replace(inside, scope=Scope(border=True, sealed=True))
        lets = _declared(env, scope, node, template.data, given)
    else:
        scope = replace(inside, scope=Scope(env.scope, border=True))
        lets = [_let(scope, name, value, span) for name, (value, span) in given.items()]
    return (*lets, Included(f'"{node.file}"', block(scope.inner(), template.body), node.span))


def _given(env: Env, node: syntax.Include) -> Given:
    """The bindings, evaluated in the caller's scope."""
    given: Given = {}
    for binding in node.bindings:
        value, name = env.expr(binding.value), binding.name or ""
        if name in given:
            env.error("F0204", f"`{name}` is given twice", binding.span)
        given[name] = value, binding.span
    return given


def _let(env: Env, name: str, value: Expr, span: Span) -> Let:
    return Let(env.bind(name, value.type).slot, name, value, span)


def _refuse_head(env: Env, template: syntax.Template) -> None:
    spans = [f.name_span for f in template.head] + [a.span for a in template.attach]
    if spans:
        label = "begin the file with an empty line if this is text"
        env.error("F0244", "an included file has no head", min(spans, key=lambda s: s.start), label)


def _declared(env: Env, inside: Env, node: syntax.Include, data: syntax.DataBlock, given: Given) -> list[Let]:
    """What a file with a data block of its own sees: its fields, from `with`, then from the caller."""
    known = [f.name for f in data.record.fields]
    for name, (_, span) in given.items():
        if name not in known:
            near = did_you_mean(name, known)
            label = f"did you mean `{near}`?" if near else ""
            note = f"it declares: {', '.join(known)}"
            env.error("F0243", f'"{node.file}" does not declare `{name}`', span, label, note)
    lets = [_let(inside, f.name, _field(env, node, f, given), node.span) for f in data.record.fields]
    return lets + [_let(inside, c.name, inside.expr(c.value), c.span) for c in data.computed]


def _field(env: Env, node: syntax.Include, field: Field, given: Given) -> Expr:
    value, span = given.get(field.name) or (_from_caller(env, node, field), node.file_span)
    made = adapt(value, computed(field.type), env.session.fresh)
    if made is not None:
        return made
    if provides(value.type, field.type):
        return value
    message = f'"{node.file}" needs {named(field.type)} for `{field.name}`'
    return env.error("F0242", message, span, misfit(value.type, field.type))


def _from_caller(env: Env, node: syntax.Include, field: Field) -> Expr:
    session = env.session
    data = session.data if env.scope.sees_data() else None
    seen = env.scope.find(field.name) or (data and data.field(field.name))
    if seen or (env.scope.sees_data() and field.name in session.computed):
        return env.expr(syntax.Name(node.file_span, field.name))
    if isinstance(field.type, Optional):
        return Const(NONE, node.file_span, None)
    label = f"give it: `with {field.name}=…`"
    return env.error("F0242", f'"{node.file}" needs `{field.name}`', node.file_span, label)
