"""`Extends`: a template fills the blocks of its base, which may extend another.

The *levels* are the files, the newest first; the body is that of the last. A block prints its newest version, and
`super()` in it the next one, each in the place where the block stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from flong.dsl import syntax
from flong.dsl.check.env import Env, Regions, Version
from flong.dsl.check.files import entered, fits, open_template
from flong.dsl.check.library import is_blank, shown
from flong.dsl.check.scope import Scope
from flong.dsl.check.settings import value_span
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.typed import Block, Included, Statement
from flong.errors import Span

BlockRule = Callable[[Env, syntax.Block], Block]


@dataclass(frozen=True, slots=True)
class Level:
    """A template and the place inside it."""

    template: syntax.Template
    env: Env


Levels = tuple[Level, ...]


def levels(env: Env, template: syntax.Template) -> Levels:
    """`template` and what it extends. Mistakes between them are reported."""
    found = [Level(template, env)]
    while base := _base(found[-1]):
        found.append(base)
    for at, level in enumerate(found[:-1]):
        _check_level(level, {r.name for lower in found[at + 1 :] for r in _regions(lower.template.body)})
        _check_printed(level, tuple(found[at:]))
    return tuple(found)


def merged(found: Levels) -> syntax.Template:
    """The newest template with the head of all: its fields replace the base's, its attachments are added."""
    head = {field.name: field for level in reversed(found) for field in level.template.head}
    attach = tuple(a for level in reversed(found) for a in level.template.attach)
    return replace(found[0].template, head=tuple(head.values()), attach=attach)


def written(found: Levels, span: Span) -> Env:
    """The place in the file that holds `span`."""
    return next((level.env for level in found if level.template.name == span.file), found[0].env)


def _base(level: Level) -> Level | None:
    field = next((f for f in level.template.head if f.name == "Extends"), None)
    if field is None:
        return None
    file, span = field.raw.strip().strip('"'), value_span(field)
    base = open_template(level.env, file, span, "extends")
    if base is None:
        return None
    if base.kind != level.template.kind:
        kinds = f"this is {level.template.kind}, that is {base.kind}"
        level.env.error("F0262", f'"{file}" is another kind of template', span, kinds)
        return None
    return Level(base, entered(level.env, file, span))


def _check_level(level: Level, known: set[str]) -> None:
    """Outside its blocks a template that extends another prints nothing, and it fills blocks that there are."""
    stray = next((n for n in level.template.body if not _may_stand_outside(n)), None)
    if stray is not None:
        label = "only `let`, `component`, `use` and data stand outside the blocks"
        level.env.error("F0260", "this would never be printed", shown(stray), label)
    for node in level.template.body:
        if isinstance(node, syntax.Region):
            _check_region(level.env, node, known)


def _check_region(env: Env, node: syntax.Region, known: set[str]) -> None:
    if node.name and node.name not in known:
        near = did_you_mean(node.name, known)
        label = f"did you mean `{near}`?" if near else ""
        note = f"it has: {', '.join(sorted(known))}" if known else "it has no blocks"
        env.error("F0261", f"the base has no block `{node.name}`", node.name_span, label, note)
    for inner in _regions(node.body):
        if inner.name in known:
            label = "move it out of the block around it"
            env.error("F0263", f"`{inner.name}` replaces a block of the base", inner.name_span, label)


def _check_printed(level: Level, found: Levels) -> None:
    """A block of the base is not printed when a block around it is replaced."""
    bodies: dict[str, list[syntax.Block]] = {}
    for each in found:
        for region in _regions(each.template.body):
            bodies.setdefault(region.name, []).append(region.body)
    printed: set[str] = set()
    _print(found[-1].template.body, bodies, printed)
    for node in level.template.body:
        if isinstance(node, syntax.Region) and len(bodies.get(node.name, ())) > 1 and node.name not in printed:
            label = "the block around it is replaced without `super()`"
            level.env.error("F0261", f"the block `{node.name}` would never be printed", node.name_span, label)


def _print(block: syntax.Block, bodies: Mapping[str, list[syntax.Block]], printed: set[str]) -> None:
    """Adds the names of the blocks that `block` prints; `bodies` are the versions of each, the newest first."""
    for node in block:
        versions = list(_bodies(node))
        if isinstance(node, syntax.Region) and node.name:
            versions = [] if node.name in printed else list(_shown(bodies[node.name]))
            printed.add(node.name)
        for body in versions:
            _print(body, bodies, printed)


def _shown(versions: list[syntax.Block]) -> Iterator[syntax.Block]:
    """The newest of a block's versions, and those that it prints by `super()`."""
    for body in versions:
        yield body
        if not _calls_super(body):
            return


def _calls_super(block: syntax.Block) -> bool:
    return any(
        (isinstance(node, syntax.Output) and is_super(node.value)) or any(map(_calls_super, _bodies(node)))
        for node in block
    )


def _may_stand_outside(node: syntax.Statement) -> bool:
    return isinstance(node, syntax.Let | syntax.Region) or is_blank(node)


def _regions(block: syntax.Block) -> Iterator[syntax.Region]:
    """Every block that can be replaced, those in other statements too."""
    for node in block:
        if isinstance(node, syntax.Region) and node.name:
            yield node
        for body in _bodies(node):
            yield from _regions(body)


def _bodies(node: syntax.Statement) -> Iterator[syntax.Block]:
    match node:
        case syntax.If():
            yield from (body for _, body in node.arms)
            yield node.orelse
        case syntax.For():
            yield from (node.body, node.orelse)
        case syntax.Group() | syntax.Only():
            yield node.body
        case syntax.Variant():
            yield from (arm.body for arm in node.arms)
        case syntax.Match():
            yield from (arm.body for arm in node.arms)
            yield node.orelse or ()
        case syntax.Region() | syntax.Fill() | syntax.Invoke():
            yield node.body or ()


# --- bodies --------------------------------------------------------------------------------------


def body(env: Env, found: Levels, block: BlockRule) -> Block:
    """The body of the last level with its blocks filled, in the scope of `env`; the lets of the others come first."""
    lets: list[Statement] = []
    versions: dict[str, list[Version]] = {}
    for level in found[:-1]:
        inside = replace(level.env, scope=Scope(env.scope), facts=env.facts)
        lets += block(inside, tuple(n for n in level.template.body if isinstance(n, syntax.Let)))
        _collect(versions, level, inside)
    base = found[-1]
    _collect(versions, base, base.env)
    regions = Regions({name: tuple(each) for name, each in versions.items()})
    place = replace(base.env, scope=env.scope, facts=env.facts, depth=env.depth, regions=regions)
    return (*lets, *block(place, base.template.body))


def _collect(versions: dict[str, list[Version]], level: Level, inside: Env) -> None:
    names = {} if inside is level.env else inside.scope.names
    for region in _regions(level.template.body):
        versions.setdefault(region.name, []).append(Version(region, names, level.env))


def region(env: Env, node: syntax.Region, block: BlockRule) -> Block:
    """The newest version of the block `node`."""
    if env.regions is None and node.name:
        label = "in an included file there is nothing to replace"
        env.error("F0263", "a block stands in the template itself or in its base", node.name_span, label)
    versions = env.regions.versions.get(node.name, ()) if env.regions else ()
    return (_version(env, versions, block),) if versions else block(env.inner(), node.body)


def _version(place: Env, versions: tuple[Version, ...], block: BlockRule) -> Included:
    first, rest = versions[0], versions[1:]
    regions = replace(place.regions, rest=rest, place=place) if place.regions else None
    inside = replace(
        place,
        scope=Scope(place.scope, names=dict(first.names)),
        files=first.env.files,
        chain=first.env.chain,
        regions=regions,
    )
    made = block(inside.inner(), first.region.body)
    return Included(f"the block `{first.region.name}`", made, first.region.span, closed=True)


def is_super(node: syntax.Expr) -> bool:
    """Whether an output prints the base's version of its block."""
    return isinstance(node, syntax.Call) and node.name == "super" and not node.args


def super_(env: Env, node: syntax.Output, block: BlockRule) -> Block:
    """What the base has in the block around."""
    regions = env.regions
    if regions is None or regions.place is None:
        env.error("F0264", "`super()` stands in a block", node.span, "it prints what the base has there")
        return ()
    if not regions.rest:
        env.error("F0264", "there is no base's block to print", node.span, "this block replaces nothing")
        return ()
    if not fits(env, node.span):
        return ()
    return (_version(replace(regions.place, depth=env.depth + 1), regions.rest, block),)
