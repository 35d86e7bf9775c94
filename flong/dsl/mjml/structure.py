"""Reads the elements of an MJML document: hides the content of those that hold HTML, gives statements
between elements a place, and reports what MJML would drop in silence or not survive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flong.dsl.diagnostics import did_you_mean
from flong.dsl.mjml.elements import CLOSED, CONTENT, EMPTY, KNOWN, OPEN
from flong.dsl.mjml.joined import Joined
from flong.errors import Diagnostic, Span

MAX_DEPTH = 64
Related = tuple[tuple[Span, str], ...]
_TAG = re.compile(r"""<!--.*?-->|<(/?)([A-Za-z][\w-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>|<""", re.DOTALL)
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
_ADDRESS = re.compile(r"""\s(?:href|src|background-url)\s*=\s*["']([^"']+)["']""")
_WITHIN = "it stands inside one of: " + ", ".join(sorted(CONTENT))


class Structure:
    """One reading of a document, from its first `<` on. `found` holds the mistakes."""

    def __init__(self, joined: Joined) -> None:
        self.joined, self.text = joined, joined.text
        self.found: list[Diagnostic] = []
        self.open: list[tuple[str, int, int]] = []  # name, and where its tag stands
        self.stopped = False

    def read(self, at: int, end: int) -> str:
        """The document as MJML gets it; only good for use when nothing was found."""
        return "".join(self._parts(at, end))

    def _parts(self, at: int, end: int) -> Iterator[str]:
        while not self.stopped and (tag := _TAG.search(self.text, at, end)):
            yield self._between(at, tag.start())
            at = tag.end()
            if tag[2] and not tag[1]:
                yield self._attributes(tag)
                at, hidden = self._opened(tag, end)
                yield hidden
            elif tag[2]:
                self._closed(tag)
                yield tag[0]
            elif tag[0] == "<":
                self._report("this tag is not closed", tag.start(), tag.end(), "`>` is missing")
                self.stopped = True
        if self.stopped:
            return
        yield self._between(at, end)
        for name, start, stop in self.open:
            self._report(f"<{name}> is not closed", start, stop, f"</{name}> is missing")

    def _between(self, start: int, end: int) -> str:
        """Blanks, outputs and statements between two elements."""
        inside = self.open[-1][0] if self.open else ""
        if not KNOWN.issuperset(name for name, _, _ in self.open):
            return ""  # reported already
        for word in self.joined.word.finditer(self.text, start, end):
            if inside not in OPEN:
                self._report("MJML takes no outputs or statements here", word.start(), word.end(), _place(inside))
        for stray in re.finditer(r"\S.*", self.joined.word.sub(_blank, self.text[start:end])):
            a, b = start + stray.start(), start + stray.start() + len(stray[0].rstrip())
            self._report("text between MJML elements", a, b, "write it in an `<mj-text>` or `<mj-raw>`", _WITHIN)
            break
        return self.joined.word.sub(r"<mj-raw>\g<0></mj-raw>", self.text[start:end])

    def _opened(self, tag: re.Match[str], end: int) -> tuple[int, str]:
        """Where to read on behind an opening tag, and the word for its content."""
        name = tag[2]
        if name not in KNOWN:
            near = did_you_mean(name, KNOWN)
            label = f"did you mean <{near}>?" if near else "HTML stands in an `<mj-text>` or `<mj-raw>`"
            self._report(f"<{name}> is no element of MJML", *tag.span(), label)
        if name == "mj-include":
            self.found.pop()
            self._report("MJML files are not included", *tag.span(), 'write `{% include "part.html" %}`')
        if tag[3].rstrip().endswith("/") or (name in EMPTY and not self._closes(name, tag.end(), end)):
            return tag.end(), ""
        if name in CONTENT:
            return self._content(tag, end)
        self.open.append((name, *tag.span()))
        if len(self.open) > MAX_DEPTH:
            self._report(f"elements are nested more than {MAX_DEPTH} deep", *tag.span())
            self.stopped = True
        return tag.end(), ""

    def _attributes(self, tag: re.Match[str]) -> str:
        """The tag with its addresses hidden, so that what is wrong in them is told where they are written."""
        for word in self.joined.word.finditer(self.text, tag.start(3), tag.end(3)):
            if not any(
                value.start() < word.start() < value.end() for value in _VALUE.finditer(self.text, *tag.span(3))
            ):
                label = "outputs and statements stand between the quotes of an attribute's value"
                self._report("MJML takes no outputs or statements here", *word.span(), label)
                break
        parts, at = [], tag.start()
        for value in _ADDRESS.finditer(self.text, *tag.span(3)) if tag[2] != "mj-font" else ():
            parts += [self.text[at : value.start(1)], self.joined.hide(*value.span(1))]
            at = value.end(1)
        return "".join([*parts, self.text[at : tag.end()]])

    def _closes(self, name: str, at: int, end: int) -> bool:
        return re.compile(rf"\s*</{name}").match(self.text, at, end) is not None

    def _content(self, tag: re.Match[str], end: int) -> tuple[int, str]:
        stop = self.text.find(f"</{tag[2]}", tag.end(), end)
        if stop < 0:
            self._report(f"<{tag[2]}> is not closed", *tag.span(), f"</{tag[2]}> is missing")
            self.stopped = True
            return end, ""
        self.open.append((tag[2], *tag.span()))
        if tag[2] == "mj-style" and "inline" in tag[3]:
            self._report("styles are not inlined", *tag.span(), "leave `inline` out, or write `style=` attributes")
        if tag[2] == "mj-title" and (quote := self.text.find('"', tag.end(), stop)) >= 0:
            label = "write `&quot;`: MJML writes the title into an attribute too"
            self._report("a quote in the title", quote, quote + 1, label)
        return stop, self.joined.hide(tag.end(), stop) if stop > tag.end() else ""

    def _closed(self, tag: re.Match[str]) -> None:
        if self.open and self.open[-1][0] == tag[2]:
            self.open.pop()
            return
        related = tuple((self.joined.span(a, b), "open here") for _, a, b in self.open[-1:])
        expected = f"</{self.open[-1][0]}> is expected" if self.open else "nothing is open"
        self._report(f"</{tag[2]}> closes nothing", *tag.span(), expected, related=related)
        self.stopped = True

    def _report(self, message: str, start: int, end: int, label: str = "", *notes: str, related: Related = ()) -> None:
        self.found.append(Diagnostic("F0340", message, self.joined.span(start, end), label, notes, related=related))


def _blank(word: re.Match[str]) -> str:
    return " " * len(word[0])


def _place(inside: str) -> str:
    return f"<{inside}> holds certain elements only" if inside in CLOSED else "outside of <mj-head> and <mj-body>"
