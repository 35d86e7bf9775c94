"""The ground of the HTML machine: its cursor, and what it tells whoever listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from flong.errors import Span

BLANKS = "\t\n\f\r "


@dataclass(slots=True, unsafe_hash=True)
class Cursor:
    """Where the machine stands. `held` is text not yet decided, `name` the current tag's name,
    `raw` the element whose raw text is being read. Only copies, which nobody changes, are hashed."""

    state: str = "data"
    held: str = ""
    name: str = ""
    closing: bool = False
    attribute: str = ""
    raw: str = ""

    def copy(self) -> Cursor:
        return Cursor(self.state, self.held, self.name, self.closing, self.attribute, self.raw)


class Listener:
    """What the machine tells, in methods that do nothing here. `position` is a code point in `file`."""

    _states: ClassVar[dict[str, Callable[[Any, str, int], int]]] = {}

    def __init__(self) -> None:
        self.cursor = Cursor()
        self.out: list[str] = []
        self.file, self.position = "", 0
        self.mark = Span("", 0, 0)  # the last `<`

    def feed(self, text: str) -> None:
        start, i = self.position, 0
        while i < len(text):
            i = self._states[self.cursor.state](self, text, i)
            self.position = start + i

    def emit(self, text: str) -> None:
        self.out.append(text)

    # --- what subclasses hear ---------------------------------------------------------------------

    def on_text(self, text: str) -> None:
        """Text of the document, or of the raw text element `cursor.raw`."""

    def on_open(self) -> None:
        """The name of a tag was read: `cursor.name`, `cursor.closing`."""

    def on_tag(self, self_closing: bool) -> None:
        """A tag ended with `>`."""

    def on_attribute(self) -> None:
        """The name of an attribute was read: `cursor.attribute`."""

    def on_value(self) -> None:
        """An attribute's value begins."""

    def on_value_text(self, text: str) -> None:
        """Static text of the value, character references undecoded."""

    def on_value_end(self) -> None:
        """The value ended."""

    def on_comment(self, source: str) -> None:
        """A comment was dropped; `source` is its beginning."""

    def on_conditional(self, source: str, kind: str) -> None:
        """`kind`: `hidden` (`<!--[if …]>`), `revealed` (`<!--[if …]><!-->`), `bare` (`<![if …]>`),
        or the end of one of them, with a slash before it."""

    def on_gap(self) -> None:
        """After a block that ends some tag's name, attribute or value, one more character came."""

    def _hold(self, text: str, state: str) -> None:
        self.cursor.held, self.cursor.state = text, state
