"""The whole source: one `.pyx` with the renderers of one or more templates.

The renderers are plain C in a verbatim block; Cython imports the runtime's functions, checks their
types and hands the renderers out. Identifiers are numbers: `rT_N` functions, `fT` frames, `vN` variables,
`hN` their flags, `lN` loops of template T; `tN` temporaries; `kN` comparators, `nN` text tables; `x_…`
functions of the runtime.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flong.compiler import ir
from flong.compiler.emit.frame import declarations, localised, variables
from flong.compiler.emit.scopes import loops_of, slots_of
from flong.compiler.emit.statements import function
from flong.compiler.emit.sums import sums_of
from flong.compiler.emit.unit import Linkage, Unit
from flong.compiler.layout import layout_of
from flong.errors import Span

_CYTHON = {"int": "bint", "int *": "bint *"}
"""What C types of runtime functions are called in `.pxd` files."""

_HEAD = """\
# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""


@dataclass(frozen=True, slots=True)
class Emitted:
    """A source, and for each template in it the spans that place numbers (from 1) stand for."""

    text: str
    places: tuple[tuple[Span, ...], ...]


def emit(modules: Sequence[ir.Module]) -> Emitted:
    """One source for `modules`; renderer n is that of `modules[n]`."""
    linkage = Linkage()
    units = [_unit(number, module, linkage) for number, module in enumerate(modules)]
    bodies = [_renderer(unit) for unit in units]
    return Emitted("\n".join(_text(linkage, units, bodies)) + "\n", tuple(tuple(u.places.spans) for u in units))


def _unit(number: int, module: ir.Module, linkage: Linkage) -> Unit:
    unit = Unit(number, module, linkage)
    unit.slots.update(slots_of(module))
    unit.sums.update(sums_of(module, unit.slots))
    unit.slots.update(unit.sums)
    return unit


def _renderer(unit: Unit) -> list[str]:
    """The C of one template: its frame, its functions, and the entry that runs them for one row."""
    module = unit.module
    computed = (
        [f"    if ((e = {function(module.computed, unit)[0]}(c, &f, NULL))) return e;"] if module.computed else []
    )
    shared = variables(unit.functions) | ({f"v{module.locale}"} if module.locale is not None else set())
    parts: list[str] = []
    trees = [unit.functions]
    for number, part in enumerate(module.parts):
        unit.functions = []
        parts += _part(number, part, unit)
        trees.append(unit.functions)
    functions, members = localised(trees, shared, declarations(unit.slots, loops_of(module)))
    entry = [
        f"/* Layout {layout_of(module.data).digest}. */",
        f"static int render_{unit.number}(fl_ctx *c, const char *row) {{",
        f"    {unit.frame} f;",
        "    int e = 0;",
        "    f.row = row;",
        *([] if module.locale is None else [f"    f.v{module.locale} = 0;"]),
        *computed,
        *parts,
        "    return e;",
        "}",
    ]
    frame = [f"{unit.frame} {{", "    const char *row;", "    int64_t limit;", *members, "};"]
    return [*frame, *functions, *entry]


def _part(number: int, part: ir.Part, unit: Unit) -> Iterator[str]:
    yield f"    if (!c->left_out || !c->left_out[{number}]) {{"
    yield f"        f.limit = c->parts[{number}].n + FL_MAX_PART;"
    yield f"        if ((e = {function(part.body, unit)[0]}(c, &f, &c->parts[{number}]))) return e;"
    yield "    }"


def _text(linkage: Linkage, units: Sequence[Unit], bodies: Iterable[list[str]]) -> Iterator[str]:
    symbols = sorted(linkage.functions)
    yield _HEAD
    yield "from flong.runtime.core cimport FL_ABI, fl_buf, fl_ctx, fl_dec, fl_list, fl_text"
    yield "from flong.runtime.engine cimport fl_render, renderer"
    yield "from libc.stdint cimport int64_t"
    for module in sorted({symbol.partition(".")[0] for symbol in symbols}):
        yield f"from flong.runtime cimport {module} as m_{module}"
    yield 'cdef extern from *:\n    r"""\n#include "engine.h"'
    for symbol in symbols:
        yield f"static {_pointer(symbol, linkage.functions[symbol])};"
    yield from linkage.table_lines()
    yield from linkage.comparators.values()
    for body in bodies:
        yield from body
    yield '    """'
    for symbol in symbols:
        parameters = tuple(_CYTHON.get(kind, kind) for kind in linkage.functions[symbol])
        yield f"    {_pointer(symbol, parameters)} noexcept nogil"
    for unit in units:
        yield f"    int render_{unit.number}(fl_ctx *c, const char *row) noexcept nogil"
    for symbol in symbols:
        module, _, name = symbol.partition(".")
        yield f"x_{module}_{name} = m_{module}.{name}"
    yield f"RENDERERS = ({', '.join(f'renderer(<fl_render>render_{u.number}, {len(u.module.parts)})' for u in units)},)"
    yield "ABI = FL_ABI"


def _pointer(symbol: str, parameters: tuple[str, ...]) -> str:
    """The declaration of the pointer to a runtime function."""
    return f"int (*x_{symbol.replace('.', '_')})({', '.join(parameters)})"
