"""The open blocks of a body while its tags are read, and recovery when tags don't match.

An end tag closes the blocks it must, each of which is reported once; an end tag that fits no open block
closes the latest one when no tag is left that would, else it is ignored. So one mistake is one diagnostic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flong.dsl import syntax as s
from flong.dsl.cut import Piece
from flong.errors import Diagnostic, Span

MAX_DEPTH = 64
_KNOWN = frozenset({"if", "for", "group", "match", "variant", "only"})
"""Blocks that say which branches they take; of others nothing is known."""


@dataclass(slots=True)
class Open:
    """A block whose end tag has not come yet. `body` takes what comes next; `arms` are `(head, tag, body)`,
    for a `for` its one body with its LoopHead. `make` makes the statement of a block without branches."""

    tag: Piece
    head: Any = None
    body: list[s.Statement] = field(default_factory=list)
    arms: list[tuple[Any, Piece, list[s.Statement]]] = field(default_factory=list)
    orelse: list[s.Statement] | None = None
    make: Callable[[s.Block], s.Statement | None] | None = None

    @property
    def word(self) -> str:
        return self.tag.word

    def takes(self, words: tuple[str, ...]) -> bool:
        """Whether one more branch can begin, if this is a block of `words`."""
        return self.word in words and self.orelse is None

    def arm(self, head: Any, tag: Piece) -> None:
        """Begins a new arm."""
        self.body = []
        self.arms.append((head, tag, self.body))


class Blocks:
    """The stack. `coming` counts the tags not yet read, by word."""

    def __init__(self, file: str, problems: list[Diagnostic]) -> None:
        self.file, self.problems = file, problems
        self.root: list[s.Statement] = []
        self.open: list[Open] = []
        self.count: Counter[str] = Counter()  # open blocks by word
        self.coming: Counter[str] = Counter()
        self.too_deep = False

    def add(self, statement: s.Statement) -> None:
        """Adds to the innermost block."""
        (self.open[-1].body if self.open else self.root).append(statement)

    def push(self, tag: Piece) -> Open:
        """Opens a block."""
        self.open.append(Open(tag))
        self.count[tag.word] += 1
        if len(self.open) > MAX_DEPTH and not self.too_deep:
            self.too_deep = True
            self._report("F0112", f"statements are nested more than {MAX_DEPTH} deep", tag)
        return self.open[-1]

    def inside(self, words: frozenset[str]) -> bool:
        """Is the innermost block one of `words`?"""
        return bool(self.open) and self.open[-1].word in words

    def branch(self, tag: Piece, *words: str) -> Open | None:
        """The block a branch tag belongs to, one of `words`; None, and a report, when there is none."""
        while self._is_left_open(words):
            self._not_closed(self.open[-1].tag, (tag, "an outer block goes on here"))
            self._finish()
        block = self.open[-1] if self.open else None
        if block is None or block.word not in words:
            if block is None or block.word in _KNOWN:
                fits = " or ".join(f"`{word}`" for word in words)
                self._report("F0114", f"`{tag.word}` stands directly in no {fits}", tag)
            return None
        if block.orelse is not None:
            self._report("F0114", f"`{tag.word}` after `else`", tag, "`else` is the last", (block.tag, "of this"))
            return None
        return block

    def _is_left_open(self, words: tuple[str, ...]) -> bool:
        """Whether a branch tag can't belong to the innermost block, whose end is missing, but to one around."""
        if not self.open or self.open[-1].takes(words):
            return False
        word = self.open[-1].word
        unended = self.coming[f"end{word}"] - self.coming[word] < self.count[word]
        return unended and any(block.takes(words) for block in self.open)

    def end(self, tag: Piece) -> None:
        """Closes a block by its end tag."""
        word = tag.word.removeprefix("end")
        if not self.count[word]:
            self._stray(tag)
            return
        while self.open[-1].word != word:
            self._not_closed(self.open[-1].tag, (tag, "an outer block ends here"))
            self._finish()
        self._finish()

    def close_all(self) -> s.Block:
        """The statements of the body; blocks still open are reported."""
        for block in self.open:
            self._not_closed(block.tag)
        while self.open:
            self._finish()
        return tuple(self.root)

    def _stray(self, tag: Piece) -> None:
        if not self.open:
            self._report("F0107", f"`{tag.word}` closes nothing", tag, "no block is open here")
            return
        opened = self.open[-1].tag
        message, label = f"`{tag.word}` can't close `{opened.word}`", f"expected `end{opened.word}`"
        self._report("F0107", message, tag, label, (opened, "opened here"))
        if self.coming[f"end{opened.word}"] - self.coming[opened.word] < self.count[opened.word]:
            self._finish()

    def _not_closed(self, tag: Piece, *related: tuple[Piece, str]) -> None:
        self._report("F0106", f"`{tag.word}` is not closed", tag, f"`{{% end{tag.word} %}}` is missing", *related)

    def _finish(self) -> None:
        """Takes the innermost block off and adds its statement; blocks nested too deeply are dropped."""
        block = self.open.pop()
        self.count[block.word] -= 1
        statement = self._statement(block)
        if statement and len(self.open) < MAX_DEPTH:
            self.add(statement)

    def _statement(self, block: Open) -> s.Statement | None:
        span, orelse = self._span(block.tag), tuple(block.orelse or ())
        if block.make:
            return block.make(tuple(block.body))
        if block.word == "if":
            return s.If(tuple((head, tuple(body)) for head, _, body in block.arms), orelse, span)
        if block.word == "for":
            head, _, body = block.arms[0]
            return head and s.For(head.var, head.var_span, head.source, head.guard, tuple(body), orelse, span)
        if block.word == "group":
            head, _, body = block.arms[0]
            return head and s.Group(head.var, head.var_span, head.source, head.guard, head.key, tuple(body), span)
        if block.word == "variant":
            return self._variant(block)
        if block.word == "only":
            return s.Only(block.head, tuple(block.body), span)
        if block.word == "match":
            arms = tuple(s.When(head, tuple(body), self._span(tag)) for head, tag, body in block.arms)
            if not arms:
                self._report("F0116", "this `match` has no `when`", block.tag)
            return s.Match(block.head, arms, orelse if block.orelse is not None else None, span)
        return None

    def _variant(self, block: Open) -> s.Variant:
        (name, place), span = block.head, self._span(block.tag)
        if not block.arms:
            self._report("F0116", "this `variant` has no `when`", block.tag)
        arms = tuple(
            s.Share(head.name, head.name_span, head.weight, tuple(body), self._span(tag))
            for head, tag, body in block.arms
            if head
        )
        return s.Variant(name if len(arms) == len(block.arms) > 0 else None, place, arms, span)

    def _span(self, tag: Piece) -> Span:
        return Span(self.file, tag.start, tag.end)

    def _report(self, code: str, message: str, tag: Piece, label: str = "", *related: tuple[Piece, str]) -> None:
        places = tuple((self._span(piece), said) for piece, said in related)
        self.problems.append(Diagnostic(code, message, self._span(tag), label, related=places))
