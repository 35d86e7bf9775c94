"""Reads the statements of a body: one method per tag."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from flong.dsl import syntax as s
from flong.dsl.blocks import Blocks, Open
from flong.dsl.cut import MAX_PROBLEMS, Piece
from flong.dsl.data_block import read_data
from flong.dsl.grammar.expressions import Assignment, GroupHead, LoopHead, ShareHead
from flong.dsl.grammar.reader import Reader
from flong.dsl.structure import Structure
from flong.dsl.words import ENDS, LATER, LATER_BLOCKS, USED, WORDS, meant
from flong.errors import Diagnostic, Span

_WANTS = {
    "if": "a condition", "elif": "a condition", "match": "a value", "variant": "a name",
    "reject": "a reason", "skip": "a reason",
}  # fmt: skip
_NAME = re.compile(r"\s*([^\W\d]\w*)\s*")


def _text(value: s.Expr) -> str | None:
    """The text that `value` is as written, if it is one."""
    return value.value if isinstance(value, s.Literal_) and isinstance(value.value, str) else None


class Statements:
    """Builds the tree of one body. `data` is its data block, if it has one."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.text = reader, reader.text
        self.blocks = Blocks(reader.file, reader.problems)
        self.data: s.DataBlock | None = None
        self.structure = Structure(reader, self.blocks)
        self.handlers: dict[str, Callable[[Piece], None]] = {
            "if": self._if, "elif": self._elif, "else": self._else, "for": self._for,
            "group": self._group, "let": self._assign, "set": self._assign, "match": self._match, "when": self._when,
            "variant": self._variant, "only": self._only, "include": self._include,
            "reject": self._fail, "skip": self._fail, **self.structure.handlers,
        }  # fmt: skip

    def build(self, pieces: Sequence[Piece]) -> s.Block:
        """The statements of the whole body."""
        self.blocks.coming = Counter(piece.word for piece in pieces if piece.kind == "tag")
        self.structure.look_ahead(pieces)
        self.blocks.coming += self.structure.misspelt_ends(pieces)
        for piece in pieces:
            if len(self.reader.problems) >= MAX_PROBLEMS:
                break
            self._piece(piece)
        return self.blocks.close_all()

    # pieces

    def _piece(self, piece: Piece) -> None:
        span = self.reader.place(piece)
        if piece.kind == "text":
            self.blocks.add(self._static(piece))
        elif piece.kind == "output":
            self.blocks.add(s.Output(self.reader.output(piece), span))
        elif piece.kind == "data":
            self._data(piece)
        elif piece.kind == "tag":
            self._tag(piece)

    def _static(self, piece: Piece) -> s.Text:
        file, text = piece.made or (self.reader.file, self.text[piece.start : piece.end])
        return s.Text(text, Span(file, piece.start, piece.end))

    def _tag(self, piece: Piece) -> None:
        self.blocks.coming[piece.word] -= 1
        if piece.word in self.handlers:
            self.handlers[piece.word](piece)
        elif piece.word in LATER:
            self._later(piece)
        elif self.structure.is_component(piece):
            self.structure.invoke(piece)
        elif piece.word in ENDS or self._ends(piece.word):
            self._nothing_after(piece)
            self.blocks.end(piece)
        elif not piece.broken:
            self._unknown(piece)

    def _unknown(self, piece: Piece) -> None:
        word = piece.word
        if not word:
            self.reader.report("F0102", "this tag says nothing", self.reader.place(piece), "expected a statement")
        elif word in ("endraw", "enddata", "endslot"):
            label = "a slot has no end tag" if word == "endslot" else f"no `{word[3:]}` is open"
            self.reader.report("F0107", f"`{word}` closes nothing", self.reader.place(piece), label)
        else:
            own = (*self.structure.defined, *self.structure.ends)
            label, near = meant(word, (*filter(self._fits, WORDS), *filter(self._fits, own)))
            hint = label or (USED if self.structure.is_given(piece) else "")
            self.reader.report("F0105", f"`{word}` is not a statement", self.structure.word_span(piece), hint)
            self._go_on(piece, near)

    def _go_on(self, piece: Piece, near: str | None) -> None:
        """An unknown tag that has an end tag is a block, and one that is misspelt does what was meant."""
        if self.blocks.coming[f"end{piece.word}"] > 0:
            self.blocks.push(piece).head = s.Invoke  # it may have fills
        elif near and not self._is_safe(near):
            return
        elif near in self.handlers and not piece.word.startswith("end"):
            self.handlers[near](replace(piece, word=near))
        elif near and (near in ENDS or near in self.structure.ends):
            self.blocks.coming[near] -= near in self.structure.ends
            self.blocks.end(replace(piece, word=near))
        elif near in self.structure.defined:
            self.structure.invoke(replace(piece, word=near))

    def _is_safe(self, near: str) -> bool:
        """Whether doing what was meant brings no mistakes along: not without the block, or its end."""
        branch = near in ("elif", "else", "when") and not self.blocks.open
        return not branch and not (f"end{near}" in ENDS and self.blocks.coming[f"end{near}"] <= 0)

    def _fits(self, word: str) -> bool:
        """Whether a statement may be meant here: an end tag only of a block that is open."""
        return not word.startswith("end") or not self.blocks.open or self.blocks.count[word.removeprefix("end")] > 0

    def _ends(self, word: str) -> bool:
        block = word.removeprefix("end")
        return block != word and (block in {*LATER, *self.structure.defined} or self.blocks.count[block] > 0)

    def _later(self, piece: Piece) -> None:
        if not self.blocks.inside(LATER) or piece.word != "fallback":
            self.reader.report("F0501", f"the statement `{piece.word}` is not available yet", self.reader.place(piece))
        if piece.word in LATER_BLOCKS:
            self.blocks.push(piece)

    def _data(self, piece: Piece) -> None:
        if self.blocks.open:
            where = self.reader.place(piece)
            self.reader.report("F0413", "a data block stands outside all other statements", where, "inside a block")
        elif self.data:
            related = ((self.data.span, "the first one"),)
            again = Diagnostic("F0413", "a second data block", self.reader.place(piece), related=related)
            self.reader.problems.append(again)
        else:  # what a block without end declares is known, but not what is wrong with it
            problems = [] if piece.broken else self.reader.problems
            self.data = read_data(Reader(self.reader.file, self.text, problems), piece)

    # statements

    def _if(self, piece: Piece) -> None:
        self.blocks.push(piece).arm(self._condition(piece), piece)

    def _elif(self, piece: Piece) -> None:
        block = self.blocks.branch(piece, "if")
        condition = self._condition(piece)
        if block:
            block.arm(condition, piece)

    def _else(self, piece: Piece) -> None:
        self._nothing_after(piece, "write `{% elif … %}`" if self.reader.inside(piece).startswith("if") else "")
        block = self.blocks.branch(piece, "if", "for", "match")
        if block:
            self._before_first_when(block)
            block.body = block.orelse = []

    def _for(self, piece: Piece) -> None:
        head = None if piece.broken else self.reader.loop(piece.inner, piece.inner_end)
        self.blocks.push(piece).arm(head or self._salvaged_loop(piece), piece)

    def _group(self, piece: Piece) -> None:
        head = None if piece.broken else self.reader.grouping(piece.inner, piece.inner_end)
        self.blocks.push(piece).arm(head or self._salvaged_group(piece), piece)

    def _assign(self, piece: Piece) -> None:
        head = None if piece.broken else self.reader.assignment(piece.inner, piece.inner_end)
        head = head or self._salvaged_assignment(piece)
        if head:
            make = s.Let if piece.word == "let" else s.Set
            self.blocks.add(make(head.name, head.name_span, head.value, self.reader.place(piece)))
        if self.blocks.coming[f"end{piece.word}"] > 0 and self.reader.inside(piece) == (head and head.name):
            self.blocks.push(piece)  # as other languages set a name to what they print

    def _match(self, piece: Piece) -> None:
        self.blocks.push(piece).head = self._condition(piece)

    def _when(self, piece: Piece) -> None:
        block = self.blocks.branch(piece, "match", "variant")
        if block:
            self._before_first_when(block)
            block.arm(self._values(piece) if block.word == "match" else self._share(piece), piece)

    def _variant(self, piece: Piece) -> None:
        name = self._condition(piece)
        self.blocks.push(piece).head = _text(name), name.span
        if not isinstance(name, s.Missing) and _text(name) is None:
            self.reader.report("F0117", "a variant's name is a text", name.span, "write it in quotes")

    def _only(self, piece: Piece) -> None:
        word = self.reader.inside(piece)
        self.blocks.push(piece).head = word if word in ("html", "text") else None
        if word not in ("html", "text") and not piece.broken:
            where = self.reader.span(piece.inner, piece.inner_end) if word else self.reader.place(piece)
            self.reader.report("F0130", "`only` needs a part", where, "`html` or `text`")

    def _include(self, piece: Piece) -> None:
        head = None if piece.broken else self.reader.include(piece.inner, piece.inner_end)
        if head is None:
            return
        file = _text(head.file)
        if file is None:
            self.reader.report("F0117", "the file's name is not a literal", head.file.span, "write it in quotes")
            return
        for binding in head.bindings:
            if binding.name is None:
                self.reader.report("F0108", "this binding has no name", binding.span, "write `with name=value`")
        named = tuple(b for b in head.bindings if b.name is not None)
        self.blocks.add(s.Include(file, head.file.span, named, self.reader.place(piece)))

    def _fail(self, piece: Piece) -> None:
        kind: Literal["reject", "skip"] = "reject" if piece.word == "reject" else "skip"
        self.blocks.add(s.Fail(kind, self._condition(piece), self.reader.place(piece)))

    # parts of statements

    def _condition(self, piece: Piece) -> s.Expr:
        """The expression a tag holds."""
        if not piece.broken and not self.reader.inside(piece):
            wants = _WANTS[piece.word]
            self.reader.report(
                "F0108", f"`{piece.word}` needs {wants}", self.reader.place(piece), "nothing stands here"
            )
        elif not piece.broken:
            return self.reader.expression(piece.inner, piece.inner_end)
        return s.Missing(self.reader.place(piece))

    def _values(self, piece: Piece) -> tuple[s.Expr, ...]:
        values = () if piece.broken else self.reader.expressions(piece.inner, piece.inner_end)
        return tuple(self._literal(value) for value in values) or (s.Missing(self.reader.place(piece)),)

    def _share(self, piece: Piece) -> ShareHead | None:
        return None if piece.broken else self.reader.share(piece.inner, piece.inner_end)

    def _literal(self, value: s.Expr) -> s.Expr:
        """A literal that a `match` can compare with; -1 is one."""
        negative = isinstance(value, s.Unary) and value.op == "-"
        inner = value.value if isinstance(value, s.Unary) and negative else value
        if isinstance(inner, s.Literal_) and isinstance(inner.value, int if negative else str | int):
            return s.Literal_(value.span, -inner.value) if isinstance(inner.value, int) and negative else inner
        if not isinstance(value, s.Missing):
            self.reader.report(
                "F0117", "`when` compares with literals", value.span, "a text, whole number, true or false"
            )
        return s.Missing(value.span)

    def _salvaged_loop(self, piece: Piece) -> LoopHead | None:
        found = self._salvaged_assignment(piece)
        return LoopHead(found.name, found.name_span, found.value, None) if found else None

    def _salvaged_group(self, piece: Piece) -> GroupHead | None:
        found = self._salvaged_assignment(piece)
        return GroupHead(found.name, found.name_span, found.value, None, found.value) if found else None

    def _salvaged_assignment(self, piece: Piece) -> Assignment | None:
        """The name a head that can't be read would have defined, so that its uses are no mistakes."""
        found = _NAME.match(self.text, piece.inner, piece.inner_end)
        if not found:
            return None
        name = Span(self.reader.file, *found.span(1))
        return Assignment(found[1], name, s.Missing(self.reader.place(piece)))

    def _before_first_when(self, block: Open) -> None:
        if block.word not in ("match", "variant") or block.arms:
            return
        for statement in block.body:
            if not isinstance(statement, s.Text) or statement.value.strip():
                self.reader.report("F0115", "this would never be printed", statement.span, "before the first `when`")
                return

    def _nothing_after(self, piece: Piece, hint: str = "") -> None:
        if self.reader.inside(piece) and not piece.broken:
            where = self.reader.span(piece.inner, piece.inner_end)
            self.reader.report("F0108", f"`{piece.word}` takes nothing", where, hint or "remove this")
