"""Cuts a text into static text, `{{ outputs }}`, `{% tags %}`, comments and data blocks.

Cutting is string-aware (`}}` inside quotes does not close) and linear in the length of the text. A tag
never reaches beyond the beginning of another, so a tag that is not closed harms only itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flong.errors import Diagnostic, Span

MAX_PROBLEMS = 1_000
"""With so many mistakes in one file the rest of it is not read."""
_OPEN = re.compile(r"\{\{|\{%|\{#(?=[\s#-])")
_SIGN = re.compile(r"""(?P<close>-?[%}]\})|(?P<open>\{[{%])|(?P<quote>["'`])""")
_STRING = re.compile(r""" "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | `[^`\n]*` """, re.VERBOSE)
_NEAR = 4_096  # characters that may be read again
_CLOSING = re.compile(r"[%}]\}")
_GIVE_UP = re.compile(r"-?[%}]\}|\{[{%]|\n|\Z")
_NO_DATA = re.compile(r"^[ \t]*(?:\{%(-?)\s*end\w*\s*(-?)%\}|(?=<|\{[{%]))", re.MULTILINE)
_WORD = re.compile(r"\s*([^\W\d]\w*)?")
_CLOSE = {"{{": "}}", "{%": "%}"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A range `start` to `end` of the text. `inner` to `inner_end` is what stands between the signs, without
    trim marks and, in a tag, without its first `word`; of a data block what stands between its tags.
    `broken` says that the inside has been reported and can't be read. A text that a translation made is `made`
    of a file's name and the text; its range is one of that file."""

    kind: Literal["text", "output", "tag", "comment", "data"]
    start: int
    end: int
    inner: int = 0
    inner_end: int = 0
    word: str = ""
    trims: tuple[bool, bool] = (False, False)
    broken: bool = False
    made: tuple[str, str] | None = None


class Cutter:
    """Cuts ranges of `text`, the text of `file`; what is wrong goes to `problems`."""

    def __init__(self, file: str, text: str, problems: list[Diagnostic]) -> None:
        self.file, self.text, self.problems = file, text, problems
        self._unquoted: dict[str, tuple[int, int]] = {}  # quote sign -> from where up to where none of it closes
        self._comments_end = True

    def cut(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of `text[start:end]`, `raw` and `data` tags among them like any other."""
        at = start
        while len(self.problems) < MAX_PROBLEMS and (opening := _OPEN.search(self.text, at, end)):
            if opening.start() > at:
                yield Piece("text", at, opening.start())
            piece = self._piece(opening.group(), opening.start(), end)
            yield piece
            at = piece.end
        if at < end:
            yield Piece("text", at, end)

    def cut_body(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a body: `raw` tags come as comments around a text, a data block as one piece."""
        at = start
        while at < end:
            for piece in self.cut(at, end):
                at = piece.end
                if piece.kind == "tag" and piece.word in ("raw", "data"):
                    verbatim = list(self._verbatim(piece, end))
                    yield from verbatim
                    at = verbatim[-1].end
                    break
                yield piece

    def _piece(self, sign: str, start: int, end: int) -> Piece:
        if sign == "{#":
            return self._comment(start, end)
        trim = self.text.startswith("-", start + 2)
        word = _WORD.match(self.text, start + 2 + trim, end) if sign == "{%" else None
        inner = word.end() if word else start + 2 + trim
        inner_end, stop, broken = self._inside(sign, start, inner, end)
        trims = (trim, self.text[inner_end:stop].startswith("-"))
        kind: Literal["tag", "output"] = "tag" if word else "output"
        name = (word[1] or "") if word else ""
        return Piece(kind, start, stop, min(inner, inner_end), inner_end, name, trims, broken)

    def _inside(self, sign: str, start: int, at: int, end: int) -> tuple[int, int, bool]:
        """Where the inside ends, where the tag ends, and whether it is broken. When quotes do not pair, the first
        text near by that holds a closing sign has lost its own."""
        swallowed = -_NEAR
        while found := _SIGN.search(self.text, at, end):
            if found["close"]:
                return self._closed(sign, start, found)
            if found["open"]:
                break
            at = self._string_end(found.start(), end)
            if at < 0:
                return self._no_quote(swallowed if found.start() - swallowed < _NEAR else found.start(), end)
            if swallowed < 0 and _CLOSING.search(self.text, found.start(), at):
                swallowed = found.start()
        shown = _CLOSE[sign]
        self._report("F0103", f"`{sign}` is not closed", (start, start + 2), f"`{shown}` is missing")
        return self._given_up(start + 2, end)

    def _no_quote(self, start: int, end: int) -> tuple[int, int, bool]:
        self._report("F0104", "this text has no closing quote", (start, start + 1), "opened here")
        return self._given_up(start + 1, end)

    def _closed(self, sign: str, start: int, found: re.Match[str]) -> tuple[int, int, bool]:
        fits = found["close"].endswith(_CLOSE[sign])
        if not fits:
            message = f"`{sign}` is closed by `{_CLOSE[sign]}`, not by `{found['close'][-2:]}`"
            self._report(
                "F0103", message, (found.end() - 2, found.end()), f"write `{_CLOSE[sign]}`", (start, start + 2)
            )
        return found.start(), found.end(), not fits

    def _string_end(self, at: int, end: int) -> int:
        """The end of the quoted text that begins at `at`, or -1; a line is searched once for each sign."""
        quote = self.text[at]
        start, stop = self._unquoted.get(quote, (0, 0))
        if start <= at < stop:
            return -1
        string = _STRING.match(self.text, at, end)
        if string:
            return string.end()
        newline = self.text.find("\n", at, end)
        self._unquoted[quote] = at, newline if newline >= 0 else end
        return -1

    def _given_up(self, at: int, end: int) -> tuple[int, int, bool]:
        """A tag that can't be read ends with the first closing sign, else with its line."""
        found = _GIVE_UP.search(self.text, at, end)
        if found and found.group().endswith("}"):
            return found.start(), found.end(), True
        stop = found.start() if found else end
        return stop, stop, True

    def _comment(self, start: int, end: int) -> Piece:
        close = self.text.find("#}", start + 2, end) if self._comments_end else -1
        if close >= 0:
            trims = (self.text[start + 2] == "-", self.text[close - 1] == "-")
            return Piece("comment", start, close + 2, start + 2, close, trims=trims)
        if self._comments_end:
            self._report("F0103", "`{#` is not closed", (start, start + 2), "`#}` is missing")
        self._comments_end = False
        newline = self.text.find("\n", start, end)
        stop = newline if newline >= 0 else end
        return Piece("comment", start, stop, start + 2, stop)

    def _verbatim(self, tag: Piece, end: int) -> Iterator[Piece]:
        """A `raw` or `data` tag with what it holds, up to its end tag."""
        if self.text[tag.inner : tag.inner_end].strip() and not tag.broken:
            self._report("F0108", f"`{tag.word}` takes nothing", (tag.inner, tag.inner_end), "remove this")
        close = re.compile(rf"\{{%(-?)\s*end{tag.word}\s*(-?)%\}}").search(self.text, tag.end, end)
        broken = close is None
        if close is None:
            message = f"`{{% {tag.word} %}}` is not closed"
            self._report("F0106", message, (tag.start, tag.end), f"`{{% end{tag.word} %}}` is missing")
            close = _NO_DATA.search(self.text, tag.end, end) if tag.word == "data" else None
        last, stop = close.span() if close else (end, end)
        trims = (bool(close and close[1]), bool(close and close[2]))
        if tag.word == "data":
            yield Piece("data", tag.start, stop, tag.end, last, trims=(tag.trims[0], trims[1]), broken=broken)
            return
        yield Piece("comment", tag.start, tag.end, trims=tag.trims)
        if last > tag.end:
            yield Piece("text", tag.end, last)
        yield Piece("comment", last, stop, trims=trims)

    def _report(self, code: str, message: str, where: tuple[int, int], label: str, *opened: tuple[int, int]) -> None:
        related = tuple((Span(self.file, *place), "opened here") for place in opened)
        self.problems.append(Diagnostic(code, message, Span(self.file, *where), label, related=related))
