"""Failures of an engine as the errors users read: reason text, template place, record key."""

from __future__ import annotations

from bisect import bisect_right

from flong.compiler import ir
from flong.compiler.walk import all_nodes
from flong.errors import Place, RecordError, Span
from flong.runtime.reasons import REASONS, Code


class Failures:
    """Makes RecordErrors for one module; line starts are found once."""

    def __init__(self, module: ir.Module) -> None:
        self._lines = {name: _line_starts(text) for name, text in module.sources.items()}

    def error(self, code: int, span: Span, reason: str, index: int, key: str) -> RecordError:
        """The error of record `index`; `reason` is the text of `reject` and `skip`."""
        text = reason if code in (Code.REJECTED, Code.SKIPPED) else REASONS[code]
        return RecordError(text, index=index, key=key, place=self.place(span), skipped=code == Code.SKIPPED)

    def place(self, span: Span) -> Place:
        """1-based line and column of a span's start."""
        starts = self._lines.get(span.file, [0])
        line = bisect_right(starts, span.start)
        return Place(span.file, line, span.start - starts[line - 1] + 1)


def output_place(module: ir.Module, number: int) -> Place:
    """Where the template has the output with this number."""
    span = next(node.span for node in all_nodes(module) if isinstance(node, ir.Emit) and node.number == number)
    return Failures(module).place(span)


def unknown_locale(names: tuple[str, ...]) -> str:
    """The reason of a record whose locale is none of `names`."""
    return f"the locale is none of {', '.join(names)}"


def _line_starts(text: str) -> list[int]:
    return [0, *(i + 1 for i, char in enumerate(text) if char == "\n")]
