"""The Cython engine's renderer: compiled code that runs over rows without the GIL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.metadata import version

from flong.compiler import ir, shipped
from flong.compiler.build import compiled, source_key
from flong.compiler.emit import Emitted, emit
from flong.compiler.failures import Failures
from flong.compiler.layout import layout_of
from flong.compiler.python.engine import PythonRenderer, context_at
from flong.errors import RecordError, Span
from flong.runtime.batch import PICTURES, Asset, Column, RawBatch
from flong.runtime.bind import Rows
from flong.runtime.core import Context
from flong.runtime.engine import Renderer
from flong.runtime.resolve.zones import zone_of

NO_SPAN = Span("", 0, 0)
SHARE = 4
"""How many templates share a module that is built ahead of time: two thirds of what sharing can save."""
Failure = tuple[int, int, int, str]
"""A failed row: its index, a FL_* code, the number of the place in the template, the reason if it gave one."""


@dataclass(frozen=True, slots=True)
class Code:
    """The compiled function of one template, and the spans its place numbers (from 1) stand for."""

    function: Renderer
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    """The parts to render, and a byte for every part, 1 for those that are not rendered."""

    wanted: tuple[str, ...]
    left_out: bytes | None


class CythonRenderer:
    """Renders rows of `module` by a compiled function.

    Raises NoCompiler when nothing built fits and there is no C compiler; BuildError when building fails.
    """

    def __init__(self, module: ir.Module, code: Code | None = None) -> None:
        self.module = module
        self.parts = tuple(part.name for part in module.parts)
        self.layout = layout_of(module.data)
        self._code = code or compiled_code([module])[0]
        self._zone = zone_of(module.settings.timezone)
        self._failures = Failures(module)
        self._chosen: dict[frozenset[str] | None, _Choice] = {}

    @cached_property
    def _slow(self) -> PythonRenderer:
        """Tells the keys of records that failed."""
        return PythonRenderer(self.module)

    def render(self, rows: Rows, now: datetime, parts: frozenset[str] | None = None) -> RawBatch:
        """Every bound row rendered at the instant `now` (aware): all of its parts, or `parts`."""
        choice = self._chosen.get(parts) or self._choice(parts)
        context = context_at(now, self._zone, len(self.parts))
        rendered, columns, failures = self._code.function.run(context, rows, choice.left_out)
        errors = self._errors(rows, failures, now) if rows.errors or failures else []
        named = {part: Column(*column) for part, column in zip(choice.wanted, columns, strict=True)}
        return RawBatch(rendered, named, _assets(context, len(rendered)), errors)

    def _choice(self, parts: frozenset[str] | None) -> _Choice:
        """Worked out once: batches are many."""
        wanted = tuple(part for part in self.parts if parts is None or part in parts)
        left_out = None if parts is None else bytes(part not in parts for part in self.parts)
        return self._chosen.setdefault(parts, _Choice(wanted, left_out))

    def _errors(self, rows: Rows, failures: Sequence[Failure], now: datetime) -> list[RecordError]:
        errors = [RecordError(reason, index=index, field=path) for index, path, reason in rows.errors]
        errors += [self._error(failure, rows, now) for failure in failures]
        return sorted(errors, key=lambda error: error.index)

    def _error(self, failure: Failure, rows: Rows, now: datetime) -> RecordError:
        index, code, place, reason = failure
        span = self._code.places[place - 1] if place else NO_SPAN
        return self._failures.error(code, span, reason, index, self._slow.key_of(rows.to_python(index), now))


def compiled_code(modules: Sequence[ir.Module], level: str = "-O2") -> list[Code]:
    """The code of templates that share one compiled module, cached by content."""
    emitted = emit(modules)
    key = key_of(modules, emitted)
    ready = shipped.find(key) if len(modules) == 1 else None
    functions = (ready,) if ready else compiled(emitted.text, key, level).RENDERERS
    return [Code(function, places) for function, places in zip(functions, emitted.places, strict=True)]


def sources_of(modules: Iterable[ir.Module]) -> list[shipped.Source]:
    """What `shipped.build_to` compiles for templates, each template once; a few share a source."""
    known = list({key_of([module], emit([module])): module for module in modules}.items())
    return [_source(known[start : start + SHARE]) for start in range(0, len(known), SHARE)]


def _source(known: Sequence[tuple[str, ir.Module]]) -> shipped.Source:
    modules = [module for _, module in known]
    emitted = emit(modules)
    return shipped.Source(emitted.text, key_of(modules, emitted), tuple(key for key, _ in known))


def key_of(modules: Sequence[ir.Module], emitted: Emitted) -> str:
    """What the compiled module of these templates is known by: their source, files, rows and locale data."""
    files = [f"{name}\0{text}" for module in modules for name, text in sorted(module.sources.items())]
    rows = [layout_of(module.data).digest for module in modules]
    return source_key(emitted.text, [*files, *rows, version("babel"), version("tzdata")])


def _assets(context: Context, count: int) -> list[tuple[Asset, ...]]:
    """The pictures each rendered row asked for, each once."""
    noted = context.assets()
    if not noted:
        return [()] * count
    found: list[dict[str, Asset]] = [{} for _ in range(count)]
    for row, kind, id_, size, level, data in noted:
        found[row][id_] = Asset(PICTURES[kind], id_, data.decode(), size, level)
    return [tuple(pictures.values()) for pictures in found]
