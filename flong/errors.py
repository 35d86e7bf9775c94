"""The exceptions of flong, and the diagnostics they carry.

::

    FlongError
    ├── TemplateError (ValueError)        a template is wrong: .diagnostics, .sources
    ├── RecordError (ValueError)          one record can't be rendered: .index .key .field .reason .place
    ├── DataError (ValueError)            an input (audience, schema, Arrow stream) can't be read
    ├── ConfigError (ValueError)          flong.toml or an option is wrong
    ├── FontError (ValueError)            a font is broken, or not of a kind that can be cut or embedded
    ├── MissingExtra (ImportError)        a part needs `pip install flong[extra]`
    ├── BufferTooSmall (BufferError)      a caller's buffer can't hold what is written to it: .needed
    ├── BuildError (RuntimeError)         the C compiler failed, or a module does not fit the runtime
    │   └── NoCompiler                    there is no C compiler: the Python engine can serve instead
    ├── SendError (ConnectionError)       a server can't be reached or refuses us
    └── LedgerError (RuntimeError)        the ledger can't be trusted or used
        ├── IdentityError                 a message's parts belong to different records
        └── ReconciliationError           what went in is not what came out

This module imports nothing of flong, and every part of flong may import it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """A range of code points, `start` to `end`, in the text of `file` (CRLF read as LF)."""

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about a template.

    `code` is stable (`F0203`) and has a page in the docs; `label` stands behind the carets;
    `notes` are further lines; `chain` lists the include tags that led to the file, outermost first;
    `related` are other places to show, each with its label ("opened here").
    """

    code: str
    message: str
    span: Span
    label: str = ""
    notes: tuple[str, ...] = ()
    chain: tuple[Span, ...] = ()
    severity: Literal["error", "warning"] = "error"
    related: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a template something happened: 1-based line and column, in code points."""

    file: str
    line: int
    column: int

    @classmethod
    def at(cls, file: str, offset: int, text: str) -> Place:
        """The place of a code point in the `text` of a file."""
        offset = min(offset, len(text))
        return cls(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class FlongError(Exception):
    """Base of everything flong raises on purpose."""


class TemplateError(FlongError, ValueError):
    """A template has errors. `sources` maps file names to their texts, for drawing."""

    def __init__(self, diagnostics: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources)
        first = self.diagnostics[0]
        more = len(self.diagnostics) - 1
        where = Place.at(first.span.file, first.span.start, self.sources.get(first.span.file, ""))
        super().__init__(f"{where}: {first.code}: {first.message}" + (f" (and {more} more)" if more else ""))

    def __reduce__(self) -> tuple[type[TemplateError], tuple[object, ...]]:
        return type(self), (self.diagnostics, self.sources)


class RecordError(FlongError, ValueError):
    """One record was rejected (or, with `skipped`, dropped on purpose).

    `index` is the record's number in its input, `field` the path of the offending data field
    (empty when the template's own code failed), `place` the spot in the template, if any.
    """

    def __init__(
        self,
        reason: str,
        *,
        index: int = 0,
        key: str = "",
        field: str = "",
        place: Place | None = None,
        skipped: bool = False,
    ) -> None:
        self.reason, self.index, self.key = reason, index, key
        self.field, self.place, self.skipped = field, place, skipped
        where = f" at {place}" if place else ""
        what = f"{field}: {reason}" if field else reason
        super().__init__(f"record {index}{f' ({key})' if key else ''}: {what}{where}")

    def __reduce__(self) -> tuple[type[RecordError], tuple[str], dict[str, object]]:
        return type(self), (self.reason,), {**self.__dict__, "args": self.args}


class DataError(FlongError, ValueError):
    """An input as a whole can't be read."""


class ConfigError(FlongError, ValueError):
    """The configuration or an option is wrong."""


class FontError(FlongError, ValueError):
    """A font file can't be read, or no part of it can be cut out."""


class MissingExtra(FlongError, ImportError):
    """A part of flong needs packages that are not installed."""

    def __init__(self, extra: str, package: str) -> None:
        self.extra = extra
        super().__init__(f"this needs {package}: pip install 'flong[{extra}]'")


class BufferTooSmall(FlongError, BufferError):
    """A buffer has room for less than the `needed` bytes. What it holds now is of no use."""

    def __init__(self, needed: int) -> None:
        self.needed = needed
        super().__init__(f"this needs a buffer of {needed} bytes")

    def __reduce__(self) -> tuple[type[BufferTooSmall], tuple[int]]:
        return type(self), (self.needed,)


class BuildError(FlongError, RuntimeError):
    """A compiled module can't be made or loaded."""


class NoCompiler(BuildError):
    """This machine has no C compiler, and no built module fits the template."""


class SendError(FlongError, ConnectionError):
    """A server can't be reached, or refuses the session."""


class LedgerError(FlongError, RuntimeError):
    """The ledger can't be used, or says something that must not be."""


class IdentityError(LedgerError):
    """The parts of one message carry different record keys."""


class MismatchError(LedgerError):
    """A stamped bill does not look like the one that WeasyPrint makes."""


class ReconciliationError(LedgerError):
    """The outcome does not add up to the input."""
