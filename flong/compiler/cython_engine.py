"""The Cython engine's renderer: compiled code that runs over rows without the GIL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from importlib.metadata import version
from typing import ClassVar

from flong.compiler import ir, shipped
from flong.compiler.build import compiled, source_key
from flong.compiler.emit import Emitted, emit
from flong.compiler.failures import Failures
from flong.compiler.layout import layout_of
from flong.compiler.python.engine import PythonRenderer, clock_at
from flong.errors import RecordError, Span
from flong.runtime.batch import PICTURES, Asset, RawBatch
from flong.runtime.bind import Rows
from flong.runtime.engine import Job, Renderer
from flong.runtime.resolve.zones import zone_of

NO_SPAN = Span("", 0, 0)
SHARE = 4
"""How many templates share a module that is built ahead of time: two thirds of what sharing can save."""
PRESSES = 16
"""How many presses are kept."""
Failure = tuple[int, int, int, str]
"""A failed row: its index, a FL_* code, the number of the place in the template, the reason if it gave one."""
Picture = tuple[int, int, str, int, int, bytes]
"""A picture: the number of the rendered row, its kind, id, size, level and data."""


@dataclass(frozen=True, slots=True)
class Code:
    """The compiled function of one template, and the spans its place numbers (from 1) stand for."""

    function: Renderer
    places: tuple[Span, ...]


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
        self._presses: dict[tuple[datetime, frozenset[str] | None], Press] = {}

    @cached_property
    def _slow(self) -> PythonRenderer:
        """Tells the keys of records that failed."""
        return PythonRenderer(self.module)

    def press(self, now: datetime, parts: frozenset[str] | None = None) -> Press:
        """Renders at the instant `now` (aware): all parts, or `parts`."""
        return self._presses.get((now, parts)) or self._made(now, parts)

    def _made(self, now: datetime, parts: frozenset[str] | None) -> Press:
        """Kept while others are few: of small tables many come at one instant."""
        wanted = tuple(part for part in self.parts if parts is None or part in parts)
        left_out = None if parts is None else bytes(part not in parts for part in self.parts)
        if len(self._presses) == PRESSES:
            self._presses.clear()
        made = Press(self, self._code.function, now, clock_at(now, self._zone), wanted, left_out)
        return self._presses.setdefault((now, parts), made)

    def render(self, rows: Rows, now: datetime, parts: frozenset[str] | None = None) -> RawBatch:
        """Every bound row rendered at the instant `now` (aware): all of its parts, or `parts`."""
        press = self.press(now, parts)
        job = press.job(rows)
        job.run()
        return press.raw(job)

    def error(self, failure: Failure, rows: Rows, now: datetime) -> RecordError:
        """What to tell of a failed row."""
        index, code, place, reason = failure
        span = self._code.places[place - 1] if place else NO_SPAN
        return self._failures.error(code, span, reason, index, self._slow.key_of(rows.to_python(index), now))


@dataclass(frozen=True, slots=True)
class Press:
    """A renderer at one instant, for some parts; `left_out` has a byte for every part, 1 for those not `wanted`."""

    frees: ClassVar = True
    renderer: CythonRenderer
    function: Renderer
    now: datetime
    clock: tuple[int, int]
    wanted: tuple[str, ...]
    left_out: bytes | None

    def job(self, rows: Rows) -> Job:
        """The rendering of all rows that can be bound."""
        now, today = self.clock
        return self.function.job(rows, now, today, self.left_out)

    def raw(self, job: Job) -> RawBatch:
        """What a job made that has run."""
        rendered, columns, failures, pictures = job.result(self.wanted)
        errors = self._errors(job.rows, failures) if failures or job.rows.errors else []
        return RawBatch(rendered, columns, _assets(pictures, len(rendered)), errors)

    def _errors(self, rows: Rows, failures: Sequence[Failure]) -> list[RecordError]:
        errors = [RecordError(reason, index=index, field=path) for index, path, reason in rows.errors]
        errors += [self.renderer.error(failure, rows, self.now) for failure in failures]
        return sorted(errors, key=lambda error: error.index)


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


def _assets(noted: Sequence[Picture], count: int) -> list[tuple[Asset, ...]]:
    """The pictures each rendered row asked for, each once."""
    if not noted:
        return [()] * count
    found: list[dict[str, Asset]] = [{} for _ in range(count)]
    for row, kind, id_, size, level, data in noted:
        found[row][id_] = Asset(PICTURES[kind], id_, data.decode(), size, level)
    return [tuple(pictures.values()) for pictures in found]
