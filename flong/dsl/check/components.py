"""Components are inlined: parameters become lets, the body sees nothing else, and what a slot is given stands in it
with the names of the caller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flong.dsl import syntax
from flong.dsl.check.compare import is_literal, member
from flong.dsl.check.convert import adapt
from flong.dsl.check.env import Content, Env, Known
from flong.dsl.check.files import fits
from flong.dsl.check.library import is_blank, library, shown
from flong.dsl.check.relate import computed, misfit, named, provides
from flong.dsl.check.scope import Scope
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Block, Const, Expr, Included, Let
from flong.dsl.types import ERROR, NONE, Enum, Optional
from flong.dsl.words import USED, WORDS, meant
from flong.errors import Diagnostic, Span

BlockRule = Callable[[Env, syntax.Block], Block]
Given = dict[str, tuple[Expr, Span]]


def invoke(env: Env, node: syntax.Invoke, block: BlockRule) -> Block:
    """What a component prints. While definitions alone are checked, only what is given to it is."""
    known = library(env).get(node.name)
    if known is None:
        _unknown(env, node, block)
        return ()
    if known.component.broken or node.broken:
        _of_broken(env, node, block)
        return ()
    given = _given(env, node, known.component)
    _end_tag(env, node, known.component)
    contents = _contents(env, node, known.component)
    inside = replace(entered(env, known), slots=contents)
    if not env.session.expanding:
        _lets(inside, node, known.component, given)
        for content in contents.values():
            block(content.env.inner(), content.nodes)
        return ()
    if not _may_stand(env, node, known):
        return ()
    env.session.expanded.add(known.key)
    lets = _lets(inside, node, known.component, given)
    return (*lets, Included(f"`{node.name}`", block(inside.inner(), known.component.body), node.span, closed=True))


def _may_stand(env: Env, node: syntax.Invoke, known: Known) -> bool:
    """Whether the component may be put in here: not in itself, and within the limits."""
    if known.key in env.active:
        _circle(env, node, known)
        return False
    slots = known.component.slots
    return fits(env, node.span, 1 + len(slots) - len(set(slots)))


def entered(env: Env, known: Known) -> Env:
    """The place of a component's body, used at `env`: a scope of its own, in the file that defines it."""
    files, chain = env.files, env.chain
    if known.use is not None:
        files, chain = (*files, known.file), (*chain, known.use)
    scope = Scope(border=True, sealed=True)
    active, depth = (*env.active, known.key), env.depth + 1
    return replace(
        env,
        scope=scope,
        files=files,
        chain=chain,
        depth=depth,
        active=active,
        facts=frozenset(),
        slots={},
        regions=None,
    )


def slot(env: Env, node: syntax.Slot, block: BlockRule) -> Block:
    """What the slot was given, in the place it was written; nothing when it was given nothing."""
    content = env.slots.get(node.name)
    if content is None or not fits(env, content.span, 0):
        return ()
    inside = replace(content.env.inner(), depth=env.depth + 1)
    return (Included("the content", block(inside, content.nodes), content.span, closed=True),)


def stray_fill(env: Env, node: syntax.Fill, block: BlockRule) -> Block:
    """A `fill` that fills nothing, which the parser has reported."""
    return block(env.inner(), node.body)


# --- what is given -------------------------------------------------------------------------------


def _given(env: Env, node: syntax.Invoke, component: syntax.Component) -> Given:
    """The arguments, evaluated in the caller's scope in the order they are written."""
    given: Given = {}
    known = [p.name for p in component.params]
    for argument in node.args:
        value, name = env.expr(argument.value), argument.name or ""
        if name in given:
            env.error("F0204", f"`{name}` is given twice", argument.span)
        elif name not in known:
            near = did_you_mean(name, known)
            label = f"did you mean `{near}`?" if near else ""
            note = f"its parameters are: {', '.join(known)}" if known else "it has no parameters"
            env.error("F0254", f"`{node.name}` has no parameter `{name}`", argument.span, label, note)
        given[name] = value, argument.span
    return given


def _lets(env: Env, node: syntax.Invoke, component: syntax.Component, given: Given) -> list[Let]:
    """The parameters, in the order of evaluation: what is given, then the defaults."""
    params = {p.name: p for p in component.params}
    lets = []
    for name, (value, span) in given.items():
        if name in params:
            fitting = _fitting(env, component, params[name], value, span)
            lets.append(Let(env.bind(name, fitting.type).slot, name, fitting, span))
    for param in component.params:
        if param.name not in given:
            value = default(env, component, param) or _absent(env, node, param, given.keys() <= params.keys())
            lets.append(Let(env.bind(param.name, value.type).slot, param.name, value, node.span))
    return lets


def default(env: Env, component: syntax.Component, param: syntax.Parameter) -> Expr | None:
    """The default of a parameter, which sees no names."""
    if param.default is None:
        return None
    empty = replace(env, scope=Scope(border=True, sealed=True))
    return _fitting(empty, component, param, empty.expr(param.default), param.default.span)


def _fitting(env: Env, component: syntax.Component, param: syntax.Parameter, value: Expr, span: Span) -> Expr:
    made = adapt(value, computed(param.type), env.session.fresh)
    if made is not None:
        return made
    if provides(value.type, param.type):
        return value
    env = replace(env, chain=env.session.chains.get(span.file, ()))
    if isinstance(param.type, Enum) and is_literal(value):
        return member(env, value, param.type)
    message = f"`{param.name}` of `{component.name}` is {named(param.type)}"
    return env.error("F0253", message, span, misfit(value.type, param.type))


def _absent(env: Env, node: syntax.Invoke, param: syntax.Parameter, known: bool) -> Expr:
    """A parameter that is not given; unless all that is given is `known`, it was meant to be."""
    if isinstance(param.type, Optional):
        none = adapt(Const(NONE, node.span, None), computed(param.type), env.session.fresh)
        return none or Const(ERROR, node.span, None)
    if not known:
        return Const(ERROR, node.span, None)
    caller = replace(env, chain=env.session.chains.get(node.span.file, ()))
    label = f"give it: `{param.name}=…`"
    return caller.error("F0253", f"`{node.name}` needs `{param.name}`", node.name_span, label)


def _end_tag(env: Env, node: syntax.Invoke, component: syntax.Component) -> None:
    if component.slots and node.body is None:
        label = f"close it with `{{% end{node.name} %}}`"
        env.error("F0252", f"`{node.name}` has a slot and needs its end tag", node.span, label)
    elif not component.slots and node.body is not None:
        label = "write it without an end tag"
        related = ((component.name_span, "it has no slot"),)
        env.error("F0252", f"`{node.name}` takes no content", node.span, label, related=related)


def _contents(env: Env, node: syntax.Invoke, component: syntax.Component) -> dict[str, Content]:
    """What each slot is given: the fills, and for the default slot what stands outside them."""
    contents: dict[str, Content] = {}
    if not component.slots:
        return contents
    body = node.body or ()
    for fill in body:
        if isinstance(fill, syntax.Fill):
            _fill(env, component, fill, contents)
    rest = tuple(n for n in body if not isinstance(n, syntax.Fill))
    if all(map(is_blank, rest)):
        return contents
    if "" not in component.slots:
        first = next(shown(n) for n in rest if not is_blank(n))
        label = "put it in a `{% fill … %}`"
        env.error("F0255", f"`{node.name}` has no slot without a name for this", first, label, _slots(component))
    contents[""] = Content(rest, env, node.span)
    return contents


def _fill(env: Env, component: syntax.Component, fill: syntax.Fill, contents: dict[str, Content]) -> None:
    if fill.name in contents:
        related = ((contents[fill.name].span, "the first one"),)
        env.error("F0204", f"`{fill.name}` is filled twice", fill.name_span, related=related)
    elif fill.name and fill.name not in component.slots:
        near = did_you_mean(fill.name, component.slots)
        label = f"did you mean `{near}`?" if near else ""
        env.error("F0255", f"`{component.name}` has no slot `{fill.name}`", fill.name_span, label, _slots(component))
    if fill.name:
        contents.setdefault(fill.name, Content(fill.body, env, fill.span))


def _slots(component: syntax.Component) -> str:
    return "its slots are: " + ", ".join(name or "the one without a name" for name in dict.fromkeys(component.slots))


# --- mistakes ------------------------------------------------------------------------------------


def _unknown(env: Env, node: syntax.Invoke, block: BlockRule) -> None:
    label, near = meant(node.name, (*WORDS, *library(env)))
    if env.files[-1] not in env.session.incomplete:
        label = label or _elsewhere(env, node.name)
        env.error("F0105", f"`{node.name}` is neither a statement nor a component", node.name_span, label)
    for argument in node.args:
        env.expr(argument.value)
        if near == "let" and argument.name:
            env.bind(argument.name, ERROR)
    block(env.inner(), node.body or ())


def _elsewhere(env: Env, name: str) -> str:
    """How to use a component that another file defines."""
    files = (template for template in env.session.files.values() if template)
    defined = any(component.name == name for template in files for component in template.components)
    return USED if defined else ""


def _of_broken(env: Env, node: syntax.Invoke, block: BlockRule) -> None:
    """Nothing is known of what the component takes, or is given; what it is given is checked by itself."""
    for argument in node.args:
        env.expr(argument.value)
    block(env.inner(), node.body or ())


def _circle(env: Env, node: syntax.Invoke, known: Known) -> None:
    """Components that use each other, reported once wherever the circle is entered."""
    around = env.active[env.active.index(known.key) :]
    if frozenset(around) in env.session.circles:
        return
    env.session.circles.add(frozenset(around))
    drawn = " → ".join([*(name for _, name in around), node.name])
    found = Diagnostic("F0256", f"`{node.name}` uses itself", node.name_span, drawn, chain=env.chain)
    env.session.parsed.append(found)
