"""Writing one C function: indented lines, numbered temporaries, the way a failing call leaves, and the cursor.

What is printed goes through the cursor `k`. Before it, room is asked for: the statement that asks stays open, and
whatever of known size is printed behind it on the same way adds to what it asks for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flong.compiler.emit.shapes import Value, c_type, nothing
from flong.compiler.emit.unit import Unit
from flong.dsl import types
from flong.dsl.types import Type
from flong.errors import Span


class Body:
    """The statements of one C function of `unit`. `e` is the code of the last fallible call, `f` the
    frame, `c` the rendering's context, `o` the column being printed."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self.lines: list[str] = []
        self.prints = False
        self._depth = 1
        self._temporaries = 0
        self._asking: dict[int, int] = {}

    def line(self, text: str) -> None:
        """One line, indented."""
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """`head { … }` around what is written meanwhile."""
        self.line(f"{head} {{")
        self._depth += 1
        yield
        self._depth -= 1
        self.line("}")

    def check(self, call: str, span: Span) -> None:
        """A call whose code, when not 0, ends the record at `span`."""
        self.line(f"if ((e = {call})) {self.failure(span, 'e')}")

    def room(self, size: int) -> None:
        """`size` bytes will be written: they are added to what the open statements ask for."""
        if not self._asking:
            self.ask("if (FL_RARE(k.end - k.w < \0)) k = fl_room_at(o, f->limit, k, \0);")
            self.line("if (FL_RARE(!k.end)) return fl_fail(c, 0, FL_MEMORY);")
        self._asking = {line: asked + size for line, asked in self._asking.items()}

    def ask(self, text: str, *, beside: bool = False) -> None:
        """A statement that makes room for what follows, `\\0` bytes; `beside` the open ones, not instead of them."""
        self.prints = True
        if not beside:
            self.settle()
        self.line(text)
        self._asking[len(self.lines) - 1] = 0

    def settle(self) -> None:
        """Ways part or meet here: what is printed from now on asks anew."""
        for line, asked in self._asking.items():
            self.lines[line] = self.lines[line].replace("\0", str(asked))
        self._asking = {}

    @contextmanager
    def handed_over(self) -> Iterator[None]:
        """The column itself, instead of the cursor, for what is called meanwhile."""
        self.prints = True
        self.settle()
        self.line("o->n = k.w - o->p;")
        yield
        self.line("k = fl_open(o, f->limit);")

    def over(self, span: Span, back: int = 0) -> None:
        """The record ends at `span` if the part (without its last `back` bytes) has become too long."""
        self.prints = True
        behind = f"k.w - {back}" if back else "k.w"
        self.line(f"if (FL_RARE({behind} > k.end)) {self.failure(span, 'fl_over(k)')}")

    def failure(self, span: Span, code: str) -> str:
        """The statement that ends the record at `span`."""
        return f"return fl_fail(c, {self.unit.places.number(span)}, {code});"

    def name(self) -> str:
        """A fresh name."""
        self._temporaries += 1
        return f"t{self._temporaries}"

    def temporary(self, ctype: str, code: str) -> str:
        """A fresh C variable that starts as `code`."""
        name = self.name()
        self.line(f"{ctype} {name} = {code};")
        return name

    def fresh(self, kind: Type) -> Value:
        """A variable of type `kind` that will be assigned in inner blocks; holds nothing so far."""
        name = self.temporary(c_type(kind), nothing(kind))
        optional = isinstance(kind, types.Optional)
        return Value(kind, name, self.temporary("int", "0") if optional else "1")

    def assign(self, target: Value, value: Value) -> None:
        """`target`, made by `fresh`, becomes `value` of the same type."""
        self.line(f"{target.code} = {value.code};")
        if isinstance(target.type, types.Optional):
            self.line(f"{target.valid} = {value.valid};")

    def keep(self, value: Value) -> Value:
        """`value` in variables of its own, to be read several times."""
        valid = value.valid
        if isinstance(value.type, types.Optional) and not valid.isalnum():
            valid = self.temporary("int", f"{valid} != 0")
        code = value.code if value.code.isalnum() else self.temporary(c_type(value.type), value.code)
        return Value(value.type, code, valid)
