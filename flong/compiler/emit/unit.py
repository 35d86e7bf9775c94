"""What the C functions of one template share: numbers of places, slots, imported functions, tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from flong.compiler import ir
from flong.compiler.blobs import Static, resolved
from flong.compiler.emit.literals import c_bytes, c_text
from flong.dsl.types import Decimal, Type
from flong.errors import Span


@dataclass(slots=True)
class Places:
    """Numbers for the spans that a failing record may name; 0 is no place."""

    spans: list[Span] = field(default_factory=list)
    _numbers: dict[Span, int] = field(default_factory=dict)

    def number(self, span: Span) -> int:
        """The number of `span`, the same for equal spans."""
        if span not in self._numbers:
            self.spans.append(span)
            self._numbers[span] = len(self.spans)
        return self._numbers[span]


@dataclass(slots=True)
class Linkage:
    """What the templates of one source import from the runtime, and their text tables."""

    functions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """C parameter types by `module.function`."""
    tables: dict[tuple[str, ...], int] = field(default_factory=dict)
    formats: dict[tuple[str, ...], int] = field(default_factory=dict)
    """Tables of fl_fixed, by their initialisers."""
    comparators: dict[Type, str] = field(default_factory=dict)
    """C functions that order two rows, by type."""

    def function(self, symbol: str, parameters: tuple[str, ...]) -> str:
        """The C name of a runtime function, imported on first use."""
        known = self.functions.setdefault(symbol, parameters)
        if known != parameters:
            raise ValueError(f"two signatures share the symbol {symbol}: {known} and {parameters}")
        return "x_" + symbol.replace(".", "_")

    def table(self, texts: tuple[str, ...]) -> str:
        """The C name of a constant table of texts."""
        return f"n{self.tables.setdefault(texts, len(self.tables))}"

    def format_table(self, rows: tuple[str, ...]) -> str:
        """The C name of a constant table of number formats."""
        return f"m{self.formats.setdefault(rows, len(self.formats))}"

    def table_lines(self) -> list[str]:
        """The definitions of all tables."""
        texts = [
            f"static const fl_text n{number}[] = {{{', '.join(map(_initialiser, texts)) or '{0}'}}};"
            for texts, number in self.tables.items()
        ]
        formats = [
            f"static const fl_fixed m{number}[] = {{{', '.join(rows)}}};" for rows, number in self.formats.items()
        ]
        return texts + formats


def _initialiser(text: str) -> str:
    return c_text(text).removeprefix("((fl_text)").removesuffix(")")


@dataclass(slots=True)
class Unit:
    """One template being emitted as renderer `number` of its source."""

    number: int
    module: ir.Module
    linkage: Linkage
    places: Places = field(default_factory=Places)
    slots: dict[int, Type] = field(default_factory=dict)
    sums: dict[int, Decimal] = field(default_factory=dict)
    """The slots of running sums."""
    loops: dict[int, Type] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    """The C functions of the part being emitted, callees first."""
    named: int = 0

    @property
    def frame(self) -> str:
        """The C type of the frame: every variable of the template."""
        return f"struct f{self.number}"

    def blob(self, name: str, symbol: str, static: Static) -> str:
        """The resolved constants of a call of function `name` in the record's locale, an fl_text."""
        blobs = [f"{{{c_bytes(data)}, {len(data)}}}" for data in resolved(name, symbol, static, self.module.settings)]
        if len(set(blobs)) == 1:
            return f"((fl_text){blobs[0]})"
        return f"((const fl_text[]){{{', '.join(blobs)}}})[f->v{self.module.locale}]"

    def function_name(self) -> str:
        """A fresh name for a function of this template."""
        self.named += 1
        return f"r{self.number}_{self.named - 1}"
