"""HTML inside IR: a machine that reads the writes of a part and sees emits and statements between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flong.compiler import ir
from flong.dsl.html.listener import Cursor
from flong.dsl.html.machine import Machine


class Markup(Machine):
    """Walks a part's blocks in order and copies them; subclasses change what is copied.

    Contexts were checked before, so no tag is cut by a statement and all branches end alike.
    """

    def __init__(self) -> None:
        super().__init__()
        self.nodes: list[ir.Node] = []
        self.depth = 0
        self.ahead: ir.Node | None = None  # the node behind the one being read

    def whole(self, block: ir.Block) -> ir.Block:
        """The changed copy of a part's body."""
        nodes = self.block(block)
        self._release()
        self.flush()
        return (*nodes, *self.nodes)

    def block(self, block: ir.Block) -> ir.Block:
        outer, self.nodes = self.nodes, []
        for i, node in enumerate(block):
            self.ahead = block[i + 1] if i + 1 < len(block) else None
            self._node(node)
        self.settle()
        self.flush()
        done, self.nodes = self.nodes, outer
        return tuple(done)

    def _node(self, node: ir.Node) -> None:
        if isinstance(node, ir.Write):
            self.feed(node.data.decode())
            return
        self.settle()
        self.flush()
        match node:
            case ir.Emit():
                self.on_emit(node)
            case ir.If():
                self.on_if(node)
            case ir.For():
                self.on_for(node)
            case ir.Only():
                self.nodes.append(replace(node, body=self.inner(node.body, self.cursor.copy())))
            case _:
                self.nodes.append(node)

    def flush(self) -> None:
        """Text copied so far becomes a node."""
        text, self.out = "".join(self.out), []
        if text:
            self.nodes.append(ir.Write(text.encode()))

    def on_emit(self, node: ir.Emit) -> None:
        self.nodes.append(node)

    def on_if(self, node: ir.If) -> None:
        start = self.cursor.copy()
        arms = tuple((test, self.inner(body, start)) for test, body in node.arms)
        self.nodes.append(ir.If(arms, self.inner(node.orelse, start)))

    def on_for(self, node: ir.For) -> None:
        start = self.cursor.copy()
        body = self.inner(node.body, start)
        self.nodes.append(replace(node, body=body, orelse=self.inner(node.orelse, start)))

    def inner(self, block: ir.Block, start: Cursor) -> ir.Block:
        """A block inside a statement, read from `start`."""
        self.cursor = start.copy()
        self.depth += 1
        done = self.block(block)
        self.depth -= 1
        return done

    def on_conditional(self, source: str, kind: str) -> None:
        self.emit(source)


def change_part(module: ir.Module, name: str, change: Callable[[ir.Block], ir.Block]) -> ir.Module:
    """`module` with the body of the part called `name` changed."""
    parts = tuple(ir.Part(p.name, change(p.body)) if p.name == name else p for p in module.parts)
    return replace(module, parts=parts)


def body_of(module: ir.Module, name: str) -> ir.Block | None:
    """The body of the part called `name`, if there is one."""
    return next((part.body for part in module.parts if part.name == name), None)
