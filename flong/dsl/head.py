"""Reads the head of a template: mail-like fields up to a blank line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flong.dsl.cut import Cutter, Piece
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.grammar.reader import Reader
from flong.dsl.syntax import Attach, Block, HeadField, Output, Statement, Text
from flong.dsl.whitespace import trim
from flong.errors import Diagnostic, Span

TEMPLATE_VALUED = (
    *("Key", "Document", "Subject", "Preheader", "From", "Reply-To", "To", "Cc", "Bcc"),
    *("Sms-To", "List-Unsubscribe"),
)
CONSTANT = ("Data", "Locale", "Currency", "Timezone", "Text", "Sms", "Extends", "Assets")
FIELDS = frozenset({*TEMPLATE_VALUED, *CONSTANT, "Attach"})
_HEAD = re.compile(r"[A-Z][A-Za-z-]*:")
_NO_HEAD = re.compile(r"\n(?=[A-Z][A-Za-z-]*:)")
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):[ \t]*")
_FOLD = re.compile(r"\n[ \t]+")
_ATTACH_FORM = 'the form is `Attach: "file" [as EXPR] [if EXPR] [password EXPR]`'


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, and where the body begins."""

    fields: tuple[HeadField, ...]
    attach: tuple[Attach, ...]
    body: int


@dataclass(frozen=True, slots=True)
class _Line:
    """A field with its continuation lines: the offsets of its name, its value and the end of the value."""

    name: str
    start: int
    value: int
    end: int


def has_head(text: str) -> bool:
    """True when the first line of `text` looks like a head field."""
    return bool(_HEAD.match(text.removeprefix("\ufeff")))


def read_head(reader: Reader) -> Head:
    """The head of the reader's text; an empty one when the first line is no field. An empty first line that
    keeps the second from being one is not part of the body."""
    if not has_head(reader.text):
        return Head((), (), 1 if _NO_HEAD.match(reader.text) else 0)
    lines, body = _lines(reader)
    fields = _Fields(reader, frozenset(line.name for line in lines))
    for line in lines:
        fields.add(line)
    return Head(tuple(fields.known.values()), tuple(fields.attach), body)


def _lines(reader: Reader) -> tuple[list[_Line], int]:
    """The fields, and the offset behind the blank line that ends them."""
    text, found, at = reader.text, list[_Line](), 0
    while at < len(text):
        end = _line_end(text, at)
        if not text[at:end].strip():
            return found, min(end + 1, len(text))
        field = _FIELD.match(text, at, end)
        if text[at] in " \t" and found:
            found[-1] = replace(found[-1], end=_stripped(text, at, end))
        elif field:
            found.append(_Line(field[1], at, field.end(), _stripped(text, field.end(), end)))
        else:
            label = "a blank line ends the head; is it missing before this one?"
            _report(reader, "F0405", "this line is not a head field", (at, end), label)
            return found, at
        at = end + 1
    return found, len(text)


def _line_end(text: str, at: int) -> int:
    newline = text.find("\n", at)
    return newline if newline >= 0 else len(text)


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


class _Fields:
    def __init__(self, reader: Reader, given: frozenset[str]) -> None:
        self.reader, self.given = reader, given
        self.known: dict[str, HeadField] = {}
        self.attach: list[Attach] = []

    def add(self, line: _Line) -> None:
        named = (line.start, line.start + len(line.name))
        if line.value == line.end and (line.name in (*TEMPLATE_VALUED, *CONSTANT, "Attach")):
            _report(self.reader, "F0406", f"`{line.name}` has no value", named, "write it, or leave the line out")
        elif line.name == "Attach":
            self._attach(line)
        elif line.name in CONSTANT:
            self._constant(line)
        elif line.name in TEMPLATE_VALUED or line.name.startswith("X-"):
            self._keep(line, self._template(line))
        else:
            self._unknown(line, named)

    def _unknown(self, line: _Line, named: tuple[int, int]) -> None:
        name = line.name
        near = did_you_mean(name, (*TEMPLATE_VALUED, *CONSTANT, "Attach"))
        label = f"did you mean `{near}`?" if near else ""
        note = "a file without head whose first line looks like a field begins with an empty line"
        _report(self.reader, "F0401", f"`{name}` is not a head field", named, label, note)
        if near and near not in self.given and near not in self.known:
            self.add(replace(line, name=near))  # it does what was meant

    def _keep(self, line: _Line, value: Block) -> None:
        span = Span(self.reader.file, line.start, line.end)
        name = Span(self.reader.file, line.start, line.start + len(line.name))
        first = self.known.get(line.name)
        if first:
            related = ((first.name_span, "first given here"),)
            again = f"the field `{line.name}` is given twice"
            self.reader.problems.append(Diagnostic("F0402", again, name, related=related))
            return
        raw = _FOLD.sub(" ", self.reader.text[line.value : line.end])
        self.known[line.name] = HeadField(line.name, name, raw, value, span)

    def _constant(self, line: _Line) -> None:
        text = self.reader.text[line.value : line.end]
        hole = next((at for at in map(text.find, ("{{", "{%")) if at >= 0), None)
        if hole is not None and line.name == "Locale":
            self._keep(line, self._template(line))
        elif hole is not None:
            where = (line.value + hole, line.end)
            _report(self.reader, "F0404", f"`{line.name}` is constant", where, "not from data")
        else:
            self._keep(line, (Text(_FOLD.sub(" ", text), Span(self.reader.file, line.value, line.end)),))

    def _template(self, line: _Line) -> Block:
        cutter = Cutter(self.reader.file, self.reader.text, self.reader.problems)
        pieces = trim(self.reader.text, list(cutter.cut(line.value, line.end)))
        return tuple(self._holes(pieces))

    def _holes(self, pieces: list[Piece]) -> Iterator[Statement]:
        for piece in pieces:
            span = Span(self.reader.file, piece.start, piece.end)
            if piece.kind == "text":
                yield from self._unfolded(piece.start, piece.end)
            elif piece.kind == "output":
                yield Output(self.reader.output(piece), span)
            elif piece.kind == "tag":
                note = "write a condition as `{{ a if c else b }}`"
                where = (piece.start, piece.end)
                _report(self.reader, "F0403", "the head has no statements", where, "only `{{ … }}`", note)

    def _unfolded(self, start: int, end: int) -> Iterator[Text]:
        """The text with a space for each fold; the characters of every piece stand where its span says."""
        file, text = self.reader.file, self.reader.text
        for fold in _FOLD.finditer(text, start, end):
            if start < fold.start():
                yield Text(text[start : fold.start()], Span(file, start, fold.start()))
            yield Text(" ", Span(file, *fold.span()))
            start = fold.end()
        if start < end:
            yield Text(text[start:end], Span(file, start, end))

    def _attach(self, line: _Line) -> None:
        before = len(self.reader.problems)
        head = self.reader.attach(line.value, line.end)
        if head:
            span = Span(self.reader.file, line.start, line.end)
            self.attach.append(Attach(head.file, head.file_span, head.name, head.condition, head.password, span))
            return
        for number, problem in enumerate(self.reader.problems[before:], before):
            noted = replace(problem, code="F0407", notes=(*problem.notes, _ATTACH_FORM))
            self.reader.problems[number] = noted if problem.code == "F0101" else problem


def _report(reader: Reader, code: str, message: str, where: tuple[int, int], label: str = "", *notes: str) -> None:
    reader.problems.append(Diagnostic(code, message, Span(reader.file, *where), label, notes))
