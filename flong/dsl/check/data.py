"""The data of a template: one source declares it, the others are checked against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from flong.dsl import syntax
from flong.dsl.check.env import Computed, Env
from flong.dsl.check.files import missing, relative
from flong.dsl.check.inherit import Level, Levels
from flong.dsl.check.names import compute
from flong.dsl.check.relate import bare, provides
from flong.dsl.check.scope import Scope
from flong.dsl.check.settings import value_span
from flong.dsl.json_schema import read_schema
from flong.dsl.parse import cleaned
from flong.dsl.types import ERROR, List, Record, Type
from flong.errors import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Source:
    """A declaration of data and the place it stands at."""

    record: Record
    env: Env
    span: Span


Fallback = Callable[[], Record | None]
"""The type that the data has by itself; None where it has none. Asked when nothing else declares it."""


def declare(
    env: Env, message: Levels, schema: Record | None, companions: list[Levels], fallback: Fallback | None
) -> None:
    """Settle the session's data: by `schema`, `Data:`, the data block, or a companion's, whichever is first; those of
    a template before its base's. By `fallback` when there are none."""
    sources = [s for found in (message, *companions) for level in found for s in _sources(level)]
    declared = schema or (sources[0].record if sources else None)
    env.session.undeclared = declared is None and any(_names_schema(level.template) for level in message)
    if declared is None and fallback and not env.session.undeclared:
        declared = fallback()
    env.session.data = declared
    for source in sources:
        if declared is not None and not provides(declared, source.record):
            _disagree(source, declared)
    for level in message:
        _computed(level.env, level.template)
    for name in list(env.session.computed):
        if env.session.computed[name].let is None:
            compute(env, name)


def _sources(level: Level) -> Iterator[Source]:
    env, template = level.env, level.template
    field = next((f for f in template.head if f.name == "Data"), None)
    if field is not None:
        record = _schema_file(env, field.raw.strip().strip('"'), value_span(field))
        if record is not None:
            yield Source(record, env, value_span(field))
    if template.data is not None and template.data.record.fields:
        yield Source(template.data.record, env, template.data.span)


def _names_schema(template: syntax.Template) -> bool:
    """Whether `Data:` stands for a declaration that could not be read, which is reported there."""
    return any(f.name == "Data" for f in template.head)


def _schema_file(env: Env, file: str, span: Span) -> Record | None:
    name = relative(env, file)
    text = env.session.load(name)
    if text is None:
        missing(env, file, span)
        return None
    shown = env.session.shown(name)
    found: list[Diagnostic] = []
    text = env.session.sources[shown] = cleaned(text, shown, found)
    record, more = read_schema(text, shown)
    found += more
    env.session.found += (replace(problem, chain=(*env.chain, span)) for problem in found)
    return record


def _disagree(source: Source, declared: Record) -> None:
    path, have, want = difference(declared, source.record)
    if ERROR in (have, want):
        return
    label = f"`{path}` is {want} here and {have} in the data" if have else f"the data has no `{path}`"
    source.env.error("F0434", "two declarations of the data disagree", source.span, label)


def difference(have: Type, want: Type, path: str = "") -> tuple[str, Type | None, Type]:
    """Where `have` first fails to provide `want`: the path, and both types there."""
    if isinstance(have, List) and isinstance(bare(want), List):
        have, want = have.item, bare(want).item  # type: ignore[attr-defined]
    if not isinstance(have, Record) or not isinstance(want, Record):
        return path, have, want
    for field in want.fields:
        found = have.field(field.name)
        inner = f"{path}.{field.name}" if path else field.name
        if found is None:
            return inner, None, field.type
        if not provides(found.type, field.type):
            return difference(found.type, field.type, inner)
    return path, have, want


def _computed(env: Env, template: syntax.Template) -> None:
    """Note the computed fields of the message; they are checked each after those it uses."""
    session = env.session
    inside = replace(env, scope=Scope())
    for entry in template.data.computed if template.data else ():
        if session.data is not None and session.data.field(entry.name):
            env.error("F0204", f"`{entry.name}` is a data field already", entry.name_span)
        elif entry.name in session.computed:
            related = ((session.computed[entry.name].source.name_span, "the first one"),)
            env.error("F0204", f"`{entry.name}` is computed twice", entry.name_span, related=related)
        else:
            session.computed[entry.name] = Computed(entry, inside)
