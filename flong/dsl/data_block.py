"""Reads a `{% data %}` block: one declaration a line, `name: type` or `name = expression`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flong.dsl.cut import Piece
from flong.dsl.grammar.reader import Reader
from flong.dsl.grammar.tokens import CONSTANTS, KEYWORDS
from flong.dsl.syntax import Computed, DataBlock
from flong.dsl.types import ERROR, Field, Record
from flong.errors import Diagnostic, Span

_STRING = r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`\n]*`|["'`][^\n]*"""
_COMMENT = re.compile(rf"({_STRING})|#[^\n]*")
_SIGN = re.compile(rf"{_STRING}|[\[({{\n\])}}]")
_FIRST_WORD = re.compile(r"\s*(?:([^\W\d]\w*)|`([^`\n]+)`)")
_LATER_LINE = re.compile(r"^(?:([^\W\d]\w*)|`([^`\n]+)`)[ \t]*(?::|=(?!=))", re.MULTILINE)
_DECLARATION = re.compile(r"\s*(?:([^\W\d]\w*)|`([^`\n]+)`)[ \t]*(:|=(?!=))")


def read_data(reader: Reader, piece: Piece) -> DataBlock:
    """The declarations between `piece.inner` and `piece.inner_end`."""
    inside = reader.text[piece.inner : piece.inner_end]
    blanked = _COMMENT.sub(lambda m: m[1] or " " * len(m[0]), inside)
    text = reader.text[: piece.inner] + blanked + reader.text[piece.inner_end :]
    block = _Block(Reader(reader.file, text, reader.problems))
    for start, end in _entries(text, piece.inner, piece.inner_end):
        block.add(start, end)
    return DataBlock(Record(tuple(block.fields)), tuple(block.computed), reader.span(piece.start, piece.end))


def _entries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The ranges of the declarations: lines, joined while a bracket is open."""
    depth = 0
    for sign in _SIGN.finditer(text, start, end):
        if sign.group() == "\n" and depth <= 0:
            yield start, sign.start()
            start, depth = sign.end(), 0
        depth += (sign.group() in "[({") - (sign.group() in "])}")
    yield start, end


class _Block:
    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.fields: list[Field] = []
        self.computed: list[Computed] = []
        self.seen: dict[str, Span] = {}

    def add(self, start: int, end: int) -> None:
        text = self.reader.text
        if not text[start:end].strip():
            return
        found = _DECLARATION.match(text, start, end)
        if not found:
            note = "an expression that spans lines stands in parentheses"
            self._report("F0410", "not a declaration", start, end, "write `name: type` or `name = expression`", note)
            self._salvage(filter(None, [_FIRST_WORD.match(text, start, end)]))
            return
        name, span = found[1] or found[2], Span(self.reader.file, *found.span(1 if found[1] else 2))
        if found[1] in KEYWORDS | CONSTANTS:
            self._report("F0118", f"`{name}` is a keyword", span.start, span.end, f"write `` `{name}` ``")
        if found[3] == ":":
            before = len(self.reader.problems)
            field = Field(name, self.reader.type(found.end(), end))
            if self._first(name, span):
                self.fields.append(field)
            if len(self.reader.problems) > before:
                self._salvage(_LATER_LINE.finditer(text, found.end(), end))
            return
        value = self.reader.expression(found.end(), end)
        if self._first(name, span):
            self.computed.append(Computed(name, span, value, self.reader.span(start, end)))

    def _salvage(self, names: Iterable[re.Match[str]]) -> None:
        """Names that something unreadable would have declared, so that their uses are no mistakes."""
        for name in names:
            word, place = name[1] or name[2], Span(self.reader.file, *name.span())
            if self.seen.setdefault(word, place) == place:
                self.fields.append(Field(word, ERROR))

    def _first(self, name: str, span: Span) -> bool:
        if name not in self.seen:
            self.seen[name] = span
            return True
        related = ((self.seen[name], "first declared here"),)
        again = f"`{name}` is declared twice"
        self.reader.problems.append(Diagnostic("F0412", again, span, related=related))
        return False

    def _report(self, code: str, message: str, start: int, end: int, label: str, *notes: str) -> None:
        self.reader.problems.append(Diagnostic(code, message, self.reader.span(start, end), label, notes))
