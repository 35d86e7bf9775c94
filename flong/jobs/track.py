"""Openings and clicks: the HTML of one message with its web links led through the service, and the open picture.

The machine that checked the template reads the mail too, so that what looks like a link in a comment, a style or
a text stays what it is. Mails of the stream `broadcast` are tracked where `[tokens]` has a url and keys; others
keep their links.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from flong.dsl.html.machine import Machine
from flong.dsl.html.names import RAWTEXT, RCDATA
from flong.jobs.links import Links, is_web
from flong.runtime.message import Message

TRACKED: Final = frozenset(("broadcast",))
"""Streams whose mails are tracked."""

_READ: Final = "|".join(sorted((*RAWTEXT, *RCDATA, "script", "plaintext", "a", "area", "body", r"v:[^\s/>]*")))
_BLANK: Final = r"[\t\n\f\r ]"
_PLAIN: Final = re.compile(
    rf"""(?:[^<]+|</?(?!(?:{_READ})(?:{_BLANK}|[/>]))[a-z][a-z0-9:]*(?:{_BLANK}+[a-z-]+="[^"]*")*{_BLANK}*/?>)+""",
    re.IGNORECASE,
)
"""Text, and well-formed tags that hold no link and begin no raw text: the machine would copy them as they are.
No possessive quantifiers: Python 3.11.2, which Debian 12 has, matches them wrongly."""

_PIXEL: Final = '<img src="{}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">'


@dataclass(frozen=True, slots=True)
class Tracker:
    """Tracks the messages of one job."""

    links: Links
    job: int

    def tracked(self, message: Message, seq: int) -> Message:
        """`message`, if it has HTML, so changed that the service hears of openings and clicks."""
        if message.html is None:
            return message
        pixel = _PIXEL.format(html.escape(self.links.open(self.job, seq)))
        return replace(message, html=rewritten(message.html, lambda target: self._click(seq, target), pixel))

    def _click(self, seq: int, target: str) -> str:
        own = target.startswith(self.links.base + "/")  # like a link that unsubscribes
        return target if own else self.links.click(self.job, seq, target)


def rewritten(text: str, click: Callable[[str], str], pixel: str) -> str:
    """HTML with every web link replaced by what `click` makes of it, and `pixel` at the end of its body."""
    machine = _Rewriter(click)
    machine.feed(text)
    return machine.ended(pixel)


class _Rewriter(Machine):
    """Copies HTML; `out` is the copy so far."""

    def __init__(self, click: Callable[[str], str]) -> None:
        super().__init__()
        self._click = click
        self._value = self._body = -1  # where in `out` the link's value begins, and the last `</body`

    def feed(self, text: str) -> None:
        """Like `Machine.feed`; what needs no reading is copied at once."""
        i, cursor = 0, self.cursor
        while i < len(text):
            if cursor.state == "data" and not cursor.raw and (plain := _PLAIN.match(text, i)):
                self.emit(plain[0])
                i = plain.end()
            else:
                i = self._states[cursor.state](self, text, i)

    def ended(self, pixel: str) -> str:
        self.settle()
        self._release()
        self.out.insert(len(self.out) if self._body < 0 else self._body, pixel)
        return "".join(self.out)

    def on_open(self) -> None:
        if self.cursor.closing and self.cursor.name == "body":
            self._body = len(self.out) - 2  # before `</` and `body`

    def on_value(self) -> None:
        name = self.cursor.name
        if self.cursor.attribute == "href" and (name in ("a", "area") or name.startswith("v:")):
            self._value = len(self.out)

    def on_value_end(self) -> None:
        """The value and its closing quote have been copied."""
        if self._value >= 0:
            target = html.unescape("".join(self.out[self._value : -1])).strip()
            if is_web(target):
                self.out[self._value : -1] = [html.escape(self._click(target))]
            self._value = -1

    def on_conditional(self, source: str, kind: str) -> None:
        self.emit(source)
