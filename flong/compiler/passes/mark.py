"""Two targets of a bill: `marked` is what gets laid out, `fields` is what stamping reads.

Marked HTML tells where each value and each statement stands: `<flong-v data-flong="N">value</flong-v>` and
`<!--flong:SIGN-->`. Fields are the same record without its HTML, as tokens behind bytes that no UTF-8 has:

    FB text     what shapes all of the page: an output in a tag of html, body, col, or in a style sheet
    FC text     an output in the title
    FD SIGN     a statement: a3.1 (arm 1 of statement 3 begins), l5 (a turn of loop 5), o5 (it has none),
                e3 (statement 3 ends)
    FE text     what shapes the page: an output in an attribute, an html value
    FF text     a value in the text, escaped as in the HTML

Statements inside tags have no comment; their signs stand in the fields all the same, in the tags of html and body
with a capital letter.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace

from flong.compiler import ir
from flong.compiler.passes.markup import Markup, change_part
from flong.dsl.html.listener import Cursor
from flong.dsl.types import HTML


def mark(module: ir.Module, number: int) -> ir.Module:
    """`module` with `attach.NUMBER.body` marked, and its fields as a further part `attach.NUMBER.fields`."""
    name = f"attach.{number}.body"
    body = next(part.body for part in module.parts if part.name == name)
    fields = ir.Part(f"attach.{number}.fields", _Fields().whole(body))
    marked = change_part(module, name, _Marked().whole)
    return replace(marked, parts=(*marked.parts, fields))


class _Signs(Markup, ABC):
    """Numbers the statements in their order and puts signs where they begin and end."""

    def __init__(self) -> None:
        super().__init__()
        self.statements = 0

    @abstractmethod
    def sign(self, sign: str) -> Iterable[ir.Write]:
        """What stands for `sign` here."""

    @abstractmethod
    def value(self, node: ir.Emit, shown: bool) -> Iterable[ir.Node]:
        """What stands for an output; `shown`: it is a text of the page."""

    @property
    def in_text(self) -> bool:
        return self.cursor.state == "data" and not self.cursor.raw

    def on_emit(self, node: ir.Emit) -> None:
        self.nodes += self.value(node, self.in_text and node.value.type != HTML)

    def on_if(self, node: ir.If) -> None:
        number, start = self._next(), self.cursor.copy()
        bodies = [*(body for _, body in node.arms), node.orelse]
        *arms, orelse = (self._signed(body, f"a{number}.{i}", start) for i, body in enumerate(bodies))
        tests = (test for test, _ in node.arms)
        self.nodes += [ir.If(tuple(zip(tests, arms, strict=True)), orelse), *self.sign(f"e{number}")]

    def on_for(self, node: ir.For) -> None:
        number, start = self._next(), self.cursor.copy()
        body = self._signed(node.body, f"l{number}", start)
        orelse = self._signed(node.orelse, f"o{number}", start)
        self.nodes += [replace(node, body=body, orelse=orelse), *self.sign(f"e{number}")]

    def _signed(self, block: ir.Block, sign: str, start: Cursor) -> ir.Block:
        self.cursor = start.copy()
        before = tuple(self.sign(sign))
        return (*before, *self.inner(block, start))

    def _next(self) -> int:
        self.statements += 1
        return self.statements


class _Marked(_Signs):
    def sign(self, sign: str) -> Iterable[ir.Write]:
        return (ir.Write(f"<!--flong:{sign}-->".encode()),) if self.in_text else ()

    def value(self, node: ir.Emit, shown: bool) -> Iterable[ir.Node]:
        return (
            (ir.Write(b'<flong-v data-flong="%d">' % node.number), node, ir.Write(b"</flong-v>")) if shown else (node,)
        )


class _Fields(_Signs):
    @property
    def in_page_tag(self) -> bool:
        in_tag = self.cursor.state != "data" and self.cursor.name in ("html", "body", "col", "colgroup")
        return in_tag or self.cursor.raw == "style"

    def flush(self) -> None:
        self.out = []

    def sign(self, sign: str) -> Iterable[ir.Write]:
        return (ir.Write(b"\xfd" + (sign.capitalize() if self.in_page_tag else sign).encode()),)

    def value(self, node: ir.Emit, shown: bool) -> Iterable[ir.Node]:
        if shown:
            return (ir.Write(b"\xff"), node)
        titled = self.cursor.raw == "title"
        return (ir.Write(b"\xfc" if titled else b"\xfb" if self.in_page_tag else b"\xfe"), node)
