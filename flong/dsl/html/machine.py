"""The tokenizer of HTML (WHATWG HTML, 13.2.5) as a machine that is fed static text piece by piece.

Text may be cut anywhere; what a piece leaves undecided (`<`, `<!-`, `</sty`) is held until the next.
The machine copies what it reads to `out`, with two changes: comments are dropped, unless they are
conditional, and unquoted attribute values are quoted. What it finds it tells its subclass through
the `on_…` methods. Every character is read a bounded number of times.

The states of this tokenizer are those of the standard but for these: character references are left
to whoever reads text or values, the script data states know no `<!--`, and the tree builder's part (raw text
after `<style>`) is done here.
"""

from __future__ import annotations

import re

from flong.dsl.html.comments import Comments
from flong.dsl.html.listener import BLANKS
from flong.dsl.html.names import RAWTEXT, RCDATA, lower
from flong.errors import Span

_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)>")
_NAME_END = re.compile(r"[\t\n\f\r />]")
_ATTRIBUTE_END = re.compile(r"[\t\n\f\r />=]")
_UNQUOTED_END = re.compile(r"[\t\n\f\r >]")
_BLANK_RUN = re.compile(r"[\t\n\f\r ]*")
_STATES = (
    "data plaintext raw_less tag_open end_open tag_name before_name slash attribute_name after_name before_value "
    "double single unquoted gap markup doctype bogus comment_start comment_start_dash comment comment_dash "
    "comment_end comment_bang condition condition_end"
)


class Machine(Comments):
    """Feed it with `feed(text)`; `position` counts code points fed (its owner may set it)."""

    # --- text -------------------------------------------------------------------------------------

    def _text(self, text: str) -> None:
        if text:
            self.emit(text)
            self.on_text(text)

    def _data(self, text: str, i: int) -> int:
        at = text.find("<", i)
        self._text(text[i:] if at < 0 else text[i:at])
        if at < 0:
            return len(text)
        place = self.position + at - i
        self.mark = Span(self.file, place, place + 1)
        plain = None if self.cursor.raw else _PLAIN_TAG.match(text, at)
        if plain:
            return self._plain_tag(plain)
        self._hold("<", "raw_less" if self.cursor.raw else "tag_open")
        return at + 1

    def _plain_tag(self, tag: re.Match[str]) -> int:
        """A whole tag without attributes: most tags are such, and need no steps."""
        cursor = self.cursor
        cursor.name, cursor.closing = lower(tag[2]), bool(tag[1])
        self.emit("</" if tag[1] else "<")
        self.emit(tag[2])
        self.on_open()
        return self._end_tag(tag.end() - 1, self_closing=False)

    def _release(self) -> None:
        """What was held is text."""
        held, self.cursor.held, self.cursor.state = self.cursor.held, "", "data"
        self._text(held)

    def _plaintext(self, text: str, i: int) -> int:
        self._text(text[i:])
        return len(text)

    def _raw_less(self, text: str, i: int) -> int:
        """After `<` in raw text: is it this element's end tag?"""
        cursor, char = self.cursor, text[i]
        wanted = f"</{cursor.raw}"
        if lower(cursor.held) == wanted and (char in BLANKS or char in "/>"):
            self.emit(cursor.held)
            cursor.name, cursor.closing, cursor.held, cursor.raw = cursor.raw, True, "", ""
            cursor.state = "before_name"
            self.on_open()
            return i
        if wanted.startswith(lower(cursor.held + char)):
            cursor.held += char
            return i + 1
        self._release()
        return i

    # --- tags -------------------------------------------------------------------------------------

    def _tag_open(self, text: str, i: int) -> int:
        char = text[i]
        if char.isascii() and char.isalpha():
            return self._begin_tag(i, closing=False)
        if char in "!/?":
            self._hold("<" + char, {"!": "markup", "/": "end_open", "?": "bogus"}[char])
            return i + 1
        self._release()
        return i

    def _end_open(self, text: str, i: int) -> int:
        char = text[i]
        if char.isascii() and char.isalpha():
            return self._begin_tag(i, closing=True)
        self._hold("" if char == ">" else self.cursor.held, "data" if char == ">" else "bogus")
        return i + 1 if char == ">" else i

    def _begin_tag(self, i: int, closing: bool) -> int:
        self.emit(self.cursor.held)
        self.cursor.held, self.cursor.name, self.cursor.closing = "", "", closing
        self.cursor.state = "tag_name"
        return i

    def _tag_name(self, text: str, i: int) -> int:
        end = _NAME_END.search(text, i)
        stop = end.start() if end else len(text)
        self.cursor.name += lower(text[i:stop])
        self.emit(text[i:stop])
        if end:
            self.end_tag_name()
        return stop

    def end_tag_name(self) -> None:
        self.cursor.state = "before_name"
        self.on_open()

    def _before_name(self, text: str, i: int) -> int:
        i = self._blanks(text, i)
        if i == len(text):
            return i
        if text[i] == "/":
            self.cursor.state = "slash"
            self.emit("/")
            return i + 1
        if text[i] == ">":
            return self._end_tag(i, self_closing=False)
        self.cursor.attribute, self.cursor.state = text[i] if text[i] == "=" else "", "attribute_name"
        self.emit(self.cursor.attribute)
        return i + len(self.cursor.attribute)

    def _blanks(self, text: str, i: int) -> int:
        run = _BLANK_RUN.match(text, i)
        stop = run.end() if run else i
        self.emit(text[i:stop])
        return stop

    def _slash(self, text: str, i: int) -> int:
        if text[i] == ">":
            return self._end_tag(i, self_closing=True)
        self.cursor.state = "before_name"
        return i

    def _end_tag(self, i: int, self_closing: bool) -> int:
        cursor = self.cursor
        self.emit(">")
        cursor.state, name = "data", cursor.name
        if not cursor.closing:
            cursor.raw = name if name in RCDATA or name in RAWTEXT or name == "script" else ""
            cursor.state = "plaintext" if name == "plaintext" else "data"
        self.on_tag(self_closing)
        return i + 1

    # --- attributes -------------------------------------------------------------------------------

    def _attribute_name(self, text: str, i: int) -> int:
        end = _ATTRIBUTE_END.search(text, i)
        stop = end.start() if end else len(text)
        self.cursor.attribute += lower(text[i:stop])
        self.emit(text[i:stop])
        if end:
            self.end_attribute_name()
        return stop

    def end_attribute_name(self) -> None:
        self.cursor.state = "after_name"
        self.on_attribute()

    def _after_name(self, text: str, i: int) -> int:
        i = self._blanks(text, i)
        if i < len(text) and text[i] == "=":
            self.cursor.state = "before_value"
            self.emit("=")
            return i + 1
        if i < len(text):
            self.cursor.state = "before_name"
        return i

    def _before_value(self, text: str, i: int) -> int:
        i = self._blanks(text, i)
        if i == len(text):
            return i
        if text[i] == ">":
            return self._end_tag(i, self_closing=False)
        if text[i] in "\"'":
            self.cursor.state = "double" if text[i] == '"' else "single"
            self.emit(text[i])
            self.on_value()
            return i + 1
        self.begin_unquoted()
        return i

    def begin_unquoted(self) -> None:
        """A value without quotes begins: give it some."""
        self.cursor.state = "unquoted"
        self.emit('"')
        self.on_value()

    def end_unquoted(self, state: str) -> None:
        self.emit('"')
        self.on_value_end()
        self.cursor.state = state

    def _value_text(self, text: str) -> None:
        if text:
            self.emit(text)
            self.on_value_text(text)

    def _quoted(self, text: str, i: int, quote: str) -> int:
        at = text.find(quote, i)
        self._value_text(text[i:] if at < 0 else text[i:at])
        if at < 0:
            return len(text)
        self.emit(quote)
        self.on_value_end()
        self.cursor.state = "before_name"
        return at + 1

    def _double(self, text: str, i: int) -> int:
        return self._quoted(text, i, '"')

    def _single(self, text: str, i: int) -> int:
        return self._quoted(text, i, "'")

    def _unquoted(self, text: str, i: int) -> int:
        end = _UNQUOTED_END.search(text, i)
        stop = end.start() if end else len(text)
        self._value_text(text[i:stop].replace('"', "&#34;"))
        if end:
            self.end_unquoted("before_name")
        return stop

    def _gap(self, text: str, i: int) -> int:
        if text[i] not in BLANKS and text[i] not in "/>":
            self.on_gap()
        self.cursor.state = "before_name"
        return i


Machine._states.update((name, getattr(Machine, f"_{name}")) for name in _STATES.split())
