"""Diagnostics for people and machines: `draw`, `to_json`, `explain`, `place`, `did_you_mean`.

`sources` maps file names to their texts as parsed (CRLF read as LF, without BOM); a file that is not
there is drawn without its line.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from flong.dsl.codes import CODES
from flong.dsl.mjml import AS_HTML
from flong.errors import Diagnostic, Place, Span

_USE = re.compile(r"\{%-?\s*use\b")
_FIELD = re.compile(r"(Extends|Text|Attach|Data):")
WINDOW = 120  # columns of a source line that are shown; minified HTML has longer ones
_TAB = "    "
_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "place": "\x1b[1;34m", "bold": "\x1b[1m"}


def explain(code: str) -> str:
    """The page of `code` in Markdown. Raises KeyError for a code that does not exist."""
    known = CODES[code.upper()]
    return f"# {code.upper()}: {known.title}\n\n{known.text.rstrip()}\n"


def nearest_code(text: str) -> str | None:
    """The code meant by `text`, which is none: the one of its number, else the one that begins most like it."""
    digits = re.sub(r"\D", "", text, flags=re.ASCII)[:9] or "0"
    if (same := f"F{int(digits):04}") in CODES:
        return same
    alike = [[code for code in CODES if code[:n] == text.upper()[:n]] for n in (len("F020"), len("F02"))]
    return min(alike[0] or alike[1], key=lambda code: abs(int(code[1:]) - int(digits[:4])), default=None)


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `name`, or None when none is near."""
    return _nearest(name.casefold(), tuple(candidates)) if len(name) <= 80 else None


@lru_cache(maxsize=256)
def _nearest(name: str, candidates: tuple[str, ...]) -> str | None:
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(name, folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def place(span: Span, sources: Mapping[str, str]) -> Place:
    """Where `span` begins; line 1, column 1 of a file that is not in `sources`."""
    return Place.at(span.file, span.start, sources.get(span.file, ""))


def brought(span: Span, sources: Mapping[str, str]) -> str:
    """How the place `span` of a chain brings a file along: `used`, `extended`, `included`, or `named` by a field."""
    text = sources.get(span.file, "")
    line = text[text.rfind("\n", 0, span.start) + 1 : span.end]
    if _USE.match(text, span.start):
        return "used"
    field = _FIELD.match(line) if "{" not in line else None
    return "included" if field is None else "extended" if field[1] == "Extends" else "named"


def to_json(diagnostic: Diagnostic, sources: Mapping[str, str]) -> dict[str, Any]:
    """The diagnostic as JSON types; lines and columns are 1-based code points, the end exclusive. What lies in the
    HTML that MJML was translated to has the name of its file and no lines."""
    end = _json_place(replace(diagnostic.span, start=diagnostic.span.end), sources)
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        **_json_place(diagnostic.span, sources),
        "end_line": end["line"],
        "end_column": end["column"],
        "label": diagnostic.label,
        "notes": list(diagnostic.notes),
        "included_from": [_json_place(span, sources) for span in diagnostic.chain],
        "related": [{**_json_place(span, sources), "label": label} for span, label in diagnostic.related],
    }


def draw(diagnostic: Diagnostic, sources: Mapping[str, str], color: bool = False) -> str:
    """The diagnostic as text for a terminal of fixed width, several lines, no newline at the end."""
    spans = [diagnostic.span, *(span for span, _ in diagnostic.related)]
    gutter = max(len(str(place(span, sources).line)) for span in spans)
    return "\n".join(_Drawing(sources, " " * gutter, color).lines(diagnostic))


class _Drawing:
    def __init__(self, sources: Mapping[str, str], pad: str, color: bool) -> None:
        self.sources, self.pad, self.color = sources, pad, color
        self.bar = f"{pad} {self.paint('|', 'place')}"

    def lines(self, diagnostic: Diagnostic) -> Iterator[str]:
        tone = diagnostic.severity
        title = self.paint(f": {_visible(diagnostic.message)}", "bold")
        yield self.paint(f"{tone}[{diagnostic.code}]", tone) + title
        yield f"{self.pad}{self.paint('-->', 'place')} {place(diagnostic.span, self.sources)}"
        for span in reversed(diagnostic.chain):
            yield f"{self.pad}    {brought(span, self.sources)} by {place(span, self.sources)}"
        yield from self.snippet(diagnostic.span, "^", diagnostic.label, tone)
        for span, label in diagnostic.related:
            yield f"{self.pad}{self.paint(':::', 'place')} {place(span, self.sources)}"
            yield from self.snippet(span, "-", label, "place")
        for note in diagnostic.notes:
            yield f"{self.pad} {self.paint('=', 'place')} {_visible(note)}"

    def snippet(self, span: Span, mark: str, label: str, tone: str) -> Iterator[str]:
        """The line `span` begins in, underlined, framed by the gutter."""
        if span.file not in self.sources:
            if label:
                yield f"{self.bar} {_visible(label)}"
            return
        line, start, length = _cut_line(self.sources[span.file], span)
        number = str(place(span, self.sources).line).rjust(len(self.pad))
        marks = mark * max(1, columns(line[start : start + length]))
        yield self.bar
        yield f"{self.paint(number + ' |', 'place')} {_visible(line)}".rstrip()
        yield f"{self.bar} {' ' * columns(line[:start])}{self.paint(f'{marks} {_visible(label)}'.rstrip(), tone)}"
        yield self.bar

    def paint(self, text: str, tone: str) -> str:
        return f"{_COLOURS[tone]}{text}\x1b[0m" if self.color else text


def _cut_line(text: str, span: Span) -> tuple[str, int, int]:
    """The line, or a window of a long one, and where in it the span begins and how long it is."""
    start = min(span.start, len(text))
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    length = max(0, min(span.end, last) - start)
    left, right = first, last
    if last - first > WINDOW:
        left = max(first, start - WINDOW // 3)
        right = min(last, left + WINDOW)
    head = "…" if left > first else ""
    tail = "…" if right < last else ""
    return head + text[left:right] + tail, start - left + len(head), min(length, right - start)


def columns(text: str) -> int:
    """How many columns of a fixed width `text` takes: East Asian wide characters two, combining ones none."""
    return len(text) if text.isascii() and "\t" not in text else sum(_columns(c) for c in text)


def _columns(char: str) -> int:
    if char == "\t":
        return len(_TAB)
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _visible(text: str) -> str:
    """`text` in one line and without anything that could steer a terminal."""
    return "".join(_shown(c) for c in text)


def _shown(char: str) -> str:
    if char == "\t":
        return _TAB
    if char < " ":
        return chr(0x2400 + ord(char))
    return "�" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") else char


def _json_place(span: Span, sources: Mapping[str, str]) -> dict[str, Any]:
    if (real := span.file.removesuffix(AS_HTML)) != span.file:
        return {"file": real, "line": None, "column": None}
    where = place(span, sources)
    return {"file": where.file, "line": where.line, "column": where.column}
