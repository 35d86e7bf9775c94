"""Writing one C function: indented lines, numbered temporaries, and the way a failing call leaves."""

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
        self._depth = 1
        self._temporaries = 0

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
