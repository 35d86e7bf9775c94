"""Reads pieces of a file by the grammar.

Every method takes offsets into the file's text, adds what is wrong to `problems`, one diagnostic for one
mistake, and gives None (or `Missing`, or the error type) where nothing could be read.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from flong.dsl.cut import Piece
from flong.dsl.grammar.derive import Failure, derive
from flong.dsl.grammar.expressions import (
    Assignment,
    AttachHead,
    Expressions,
    GroupHead,
    IncludeHead,
    LoopHead,
    ShareHead,
)
from flong.dsl.grammar.failures import explain_failure
from flong.dsl.grammar.parameters import ComponentHead, Parameters
from flong.dsl.grammar.replay import Replay
from flong.dsl.grammar.types import Types
from flong.dsl.syntax import Argument, Expr, Missing
from flong.dsl.types import ERROR, Type
from flong.errors import Diagnostic, Span

MAX_LENGTH = 65_536


class Reader:
    """Reads pieces of `text`, the text of `file`."""

    def __init__(self, file: str, text: str, problems: list[Diagnostic]) -> None:
        self.file, self.text, self.problems = file, text, problems

    def inside(self, piece: Piece) -> str:
        """What a tag holds behind its word."""
        return self.text[piece.inner : piece.inner_end].strip()

    def place(self, piece: Piece) -> Span:
        """The place of a whole piece."""
        return Span(self.file, piece.start, piece.end)

    def report(self, code: str, message: str, span: Span, label: str = "") -> None:
        """A mistake that the reading goes on behind."""
        self.problems.append(Diagnostic(code, message, span, label))

    def expression(self, start: int, end: int) -> Expr:
        """One expression."""
        found: Expr | None = self._built("expr", start, end)
        return found or Missing(self.span(start, end))

    def output(self, piece: Piece) -> Expr:
        """What stands in `{{ … }}`."""
        if not piece.broken and self.inside(piece):
            return self.expression(piece.inner, piece.inner_end)
        if not piece.broken:
            self.report("F0102", "there is nothing to print", self.place(piece), "expected an expression")
        return Missing(self.place(piece))

    def expressions(self, start: int, end: int) -> list[Expr]:
        """Expressions with commas between them."""
        return self._built("items", start, end) or []

    def loop(self, start: int, end: int) -> LoopHead | None:
        """`x in xs [if guard]`."""
        found: LoopHead | None = self._built("loop", start, end)
        return found

    def grouping(self, start: int, end: int) -> GroupHead | None:
        """`x in xs [if guard] by key`."""
        found: GroupHead | None = self._built("grouping", start, end)
        return found

    def share(self, start: int, end: int) -> ShareHead | None:
        """`"name" weight`."""
        found: ShareHead | None = self._built("share", start, end)
        return found

    def assignment(self, start: int, end: int) -> Assignment | None:
        """`name = value`."""
        found: Assignment | None = self._built("assignment", start, end)
        return found

    def include(self, start: int, end: int) -> IncludeHead | None:
        """`"file" [with name=value, …]`."""
        found: IncludeHead | None = self._built("include", start, end)
        return found

    def component(self, start: int, end: int) -> ComponentHead | None:
        """`name [(name: type [= value], …)]`."""
        builder = Parameters(self.file, start, self.problems, safe=True)
        found: ComponentHead | None = self._run("component", start, end, builder)
        return found

    def given(self, start: int, end: int) -> list[Argument] | None:
        """`name=value` pairs, with commas or blanks between them."""
        found: list[Argument] | None = self._built("given", start, end)
        return found

    def attach(self, start: int, end: int) -> AttachHead | None:
        """`"file" [as …] [if …] [password …]`."""
        found: AttachHead | None = self._built("attach", start, end)
        return found

    def type(self, start: int, end: int, *, safe: bool = False) -> Type:
        """A type; `safe` permits the types that only functions make."""
        builder = Types(self.file, start, self.problems, safe=safe)
        found: Type | None = self._run("type", start, end, builder)
        return found or ERROR

    def span(self, start: int, end: int) -> Span:
        """The span of `text[start:end]`, without the white space around it."""
        piece = self.text[start:end]
        if not piece.strip():
            return Span(self.file, start, end)
        return Span(self.file, end - len(piece.lstrip()), start + len(piece.rstrip()))

    def _built(self, rule: str, start: int, end: int) -> Any:
        return self._run(rule, start, end, Expressions(self.file, start, self.problems))

    def _run(self, rule: str, start: int, end: int, builder: Replay) -> Any:
        if end - start > MAX_LENGTH:
            message = f"what stands in one tag is at most {MAX_LENGTH:,} characters long"
            where, label = Span(self.file, start, start + 1), f"these are {end - start:,}"
            self.problems.append(Diagnostic("F0112", message, where, label))
            return None
        derived = derive(self.text[start:end], rule)
        if isinstance(derived, Failure):
            self.problems.append(self._seen(explain_failure(derived, self.file, start, rule), start, end))
            return None
        found = builder.run(derived)
        return None if builder.too_deep else found

    def _seen(self, found: Diagnostic, start: int, end: int) -> Diagnostic:
        """Where all of a text is missing, the word before it is shown instead of blanks."""
        before = self.text[max(start - 100, 0) : start].rstrip()
        if self.text[start:end].strip() or not before:
            return found
        word = re.search(r"\w+\Z|.\Z", before)
        stop = start - len(self.text[max(start - 100, 0) : start]) + len(before)
        size = len(word[0]) if word else 1
        return replace(found, span=Span(self.file, stop - size, stop), label=f"{found.label} after this")
