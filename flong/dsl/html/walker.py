"""Walks the static text of a checked body, whatever its branches, and copies nothing.

What `only text` holds is no part of the page."""

from __future__ import annotations

from flong.dsl.html.listener import Cursor
from flong.dsl.html.machine import Machine
from flong.dsl.typed import Block, For, If, Included, Only, Output, Statement, Text


class Walker(Machine):
    """Every branch is walked from where its statement stands; the text behind goes on where the last one ended."""

    def emit(self, text: str) -> None:
        """What is read is not copied."""

    def on_hole(self) -> None:
        """Something that is not static stands here."""

    def block(self, block: Block) -> None:
        for node in block:
            self._statement(node)

    def _statement(self, node: Statement) -> None:
        match node:
            case Text():
                self.file, self.position = node.span.file, node.span.start
                self.feed(node.value)
            case Included() | Only(part="html"):
                self.block(node.body)
            case Output():
                self._hole()
            case If() | For():
                self._hole()
                start = self.cursor.copy()
                bodies = [node.body] if isinstance(node, For) else [body for _, body in node.arms]
                for body in (*bodies, node.orelse):
                    self._body(body, start)

    def _hole(self) -> None:
        self.settle()
        self.on_hole()

    def _body(self, body: Block, start: Cursor) -> None:
        self.cursor = start.copy()
        self.block(body)
        self.settle()
