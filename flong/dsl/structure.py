"""Reads the tags of components and of blocks that can be replaced.

A file that defines a component, or uses other files, may use components as statements: a tag whose word is no
statement. Which components those files define is not known here, nor whether they need an end tag.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from flong.dsl import syntax as s
from flong.dsl.blocks import Blocks
from flong.dsl.cut import Piece
from flong.dsl.diagnostics import did_you_mean
from flong.dsl.grammar.parameters import ComponentHead
from flong.dsl.grammar.reader import Reader
from flong.dsl.words import LATER, WORDS
from flong.errors import Diagnostic, Span

_NAME = re.compile(r"[^\W\d]\w*")
_GIVEN = re.compile(r"\s*(?:[^\W\d]\w*\s*=(?!=)|\Z)")


class Structure:
    """What one body defines and uses. `defined` are the names of its components, before they are read."""

    def __init__(self, reader: Reader, blocks: Blocks) -> None:
        self.reader, self.blocks = reader, blocks
        self.components: list[s.Component] = []
        self.uses: list[s.Use] = []
        self.defined: frozenset[str] = frozenset()
        self.uses_files = False
        self.unended: frozenset[int] = frozenset()  # where tags begin that have no end tag
        self.slots: list[str] = []  # of the component being read
        self.regions: dict[str, Span] = {}
        self.handlers: dict[str, Callable[[Piece], None]] = {
            "component": self._component, "slot": self._slot, "fill": self._fill, "use": self._use,
            "block": self._region,
        }  # fmt: skip

    def look_ahead(self, pieces: Sequence[Piece]) -> None:
        """Notes which components there will be: they are used before they are defined."""
        heads = [self.reader.inside(piece) for piece in pieces if piece.kind == "tag" and piece.word == "component"]
        self.defined = frozenset(found[0] for head in heads if (found := _NAME.match(head)) and _is_free(found[0]))
        self.uses_files = any(piece.kind == "tag" and piece.word == "use" for piece in pieces)

    @property
    def ends(self) -> tuple[str, ...]:
        """The end tags of its components."""
        return tuple(f"end{name}" for name in self.defined)

    def misspelt_ends(self, pieces: Sequence[Piece]) -> Counter[str]:
        """How often each of `ends` is meant by a tag that is none, so that the component has content after all."""
        ends = self.ends
        tags = [piece for piece in pieces if piece.kind == "tag"]
        words = {tag.word for tag in tags if tag.word.startswith("end")} - {*WORDS, *ends}
        near = {word: did_you_mean(word, ends) for word in words if f"end{word}" not in ends} if ends else {}
        self.unended = _unended([near.get(p.word) or p.word for p in tags], [p.start for p in tags])
        return Counter(found for piece in pieces if (found := near.get(piece.word)))

    def is_component(self, piece: Piece) -> bool:
        """Whether a tag that is no statement uses a component."""
        if piece.word in self.defined:
            return True
        return self.uses_files and self.is_given(piece)

    def is_given(self, piece: Piece) -> bool:
        """Whether a tag looks as if it used a component."""
        fits = bool(piece.word) and not piece.word.startswith("end")
        return fits and bool(_GIVEN.match(self.reader.inside(piece)))

    def invoke(self, piece: Piece) -> None:
        """A use of a component; it has a body when an end tag is still to come."""
        inside = not piece.broken and bool(self.reader.inside(piece))
        args = self.reader.given(piece.inner, piece.inner_end) if inside else []
        name, span = self.word_span(piece), self.reader.place(piece)
        made = s.Invoke(piece.word, name, tuple(args or ()), None, span, broken=args is None)
        if self.blocks.coming[f"end{piece.word}"] > 0 and piece.start not in self.unended:
            block = self.blocks.push(piece)
            block.head = s.Invoke
            block.make = lambda body: self._invoked(piece, replace(made, body=body))
        elif not piece.broken:
            self.blocks.add(made)

    def _invoked(self, piece: Piece, made: s.Invoke) -> s.Statement:
        """The use of a component; where what it is given can't be read, only its content counts."""
        return s.Region("", made.span, made.body or (), made.span) if piece.broken else made

    def word_span(self, piece: Piece) -> Span:
        """The place of a tag's word."""
        found = self.reader.text.rfind(piece.word, piece.start, piece.inner) if piece.word else -1
        start = found if found >= 0 else piece.inner
        return Span(self.reader.file, start, piece.inner) if start < piece.inner else self.reader.place(piece)

    # definitions

    def _component(self, piece: Piece) -> None:
        self._outside(piece, "a component")
        head = None if piece.broken else self.reader.component(piece.inner, piece.inner_end)
        if head and not _is_free(head.name):
            label = "choose another name"
            self.reader.report("F0123", f"a component can't be named `{head.name}`", head.name_span, label)
            head = None
        elif head:
            self.defined |= {head.name}
        self.slots = slots = list[str]()
        self.blocks.push(piece).make = lambda body: self._define(piece, head, body, slots)

    def _define(self, piece: Piece, head: ComponentHead | None, body: s.Block, slots: list[str]) -> None:
        span, known = self.reader.place(piece), _NAME.match(self.reader.inside(piece))
        if head:
            made = s.Component(head.name, head.name_span, head.params, body, tuple(slots), span)
            self.components.append(made)
        elif known and _is_free(known[0]):
            self.components.append(s.Component(known[0], span, (), (), (), span, broken=True))

    def _use(self, piece: Piece) -> None:
        self._outside(piece, "`use`")
        file = None if piece.broken else self.reader.expression(piece.inner, piece.inner_end)
        if isinstance(file, s.Literal_) and isinstance(file.value, str):
            self.uses.append(s.Use(file.value, file.span, self.reader.place(piece)))
        elif file and not isinstance(file, s.Missing):
            self.reader.report("F0117", "the file's name is not a literal", file.span, "write it in quotes")

    def _outside(self, piece: Piece, what: str) -> None:
        if self.blocks.open:
            related = ((self.reader.place(self.blocks.open[-1].tag), "inside this"),)
            message = f"{what} stands outside all other statements"
            self.reader.problems.append(Diagnostic("F0121", message, self.reader.place(piece), related=related))

    # slots and blocks

    def _slot(self, piece: Piece) -> None:
        name, _ = self._name(piece)
        if not self.blocks.count["component"]:
            label = "it says where a component puts what it is given"
            self.reader.report("F0124", "a slot stands in a component", self.reader.place(piece), label)
            return
        self.slots.append(name)
        self.blocks.add(s.Slot(name, self.reader.place(piece)))

    def _fill(self, piece: Piece) -> None:
        name, where = self._name(piece, "a slot's name")
        if not (self.blocks.open and self.blocks.open[-1].head is s.Invoke):
            label = "as in `{% card %}{% fill footer %}…{% endfill %}{% endcard %}`"
            self.reader.report("F0125", "`fill` stands directly in a component's use", self.reader.place(piece), label)
        self.blocks.push(piece).make = lambda body: s.Fill(name, where, body, self.reader.place(piece))

    def _region(self, piece: Piece) -> None:
        name, where = self._name(piece, "a name")
        if self.blocks.count["component"]:
            label = "a component takes content by its slots"
            self.reader.report("F0121", "a block can't stand in a component", self.reader.place(piece), label)
            name = ""
        elif name in self.regions:
            related = ((self.regions[name], "the first one"),)
            found = Diagnostic(
                "F0122", f"a second block `{name}`", where, "blocks have different names", related=related
            )
            self.reader.problems.append(found)
            name = ""
        if name:
            self.regions[name] = where
        self.blocks.push(piece).make = lambda body: s.Region(name, where, body, self.reader.place(piece))

    def _name(self, piece: Piece, wants: str = "") -> tuple[str, Span]:
        """The name a tag holds and its place; `wants` says what it needs."""
        inner = self.reader.inside(piece)
        where = self.reader.span(piece.inner, piece.inner_end) if inner else self.reader.place(piece)
        if piece.broken:
            known = _NAME.match(inner)
            return known[0] if known else "", where
        if not (inner or wants):
            return "", where
        if not inner:
            self.reader.report("F0108", f"`{piece.word}` needs {wants}", where, "nothing stands here")
        elif not _NAME.fullmatch(inner):
            self.reader.report("F0118", "this is not a name", where, "one word")
        return (inner if _NAME.fullmatch(inner) else ""), where


def _unended(words: Sequence[str], starts: Sequence[int]) -> frozenset[int]:
    """The `starts` of the tags that no end tag belongs to, by their `words` alone."""
    open_: defaultdict[str, list[int]] = defaultdict(list)
    for word, start in zip(words, starts, strict=True):
        begun = open_[word.removeprefix("end")]
        if not word.startswith("end"):
            begun.append(start)
        elif begun:
            begun.pop()
    return frozenset(start for begun in open_.values() for start in begun)


def _is_free(name: str) -> bool:
    """Whether a component may have this name: no statement does, and no end tag looks like it."""
    return name not in WORDS and name not in LATER and not name.startswith("end")
