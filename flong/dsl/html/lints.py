"""What is unwise in a mail, as far as its template alone shows it: `lint`.

CSS that mail programs drop and the contrast of colours need tables and a layout; they are not looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flong.dsl.diagnostics import columns
from flong.dsl.head import FIELDS
from flong.dsl.html.walker import Walker
from flong.dsl.syntax import HeadField, Template
from flong.dsl.syntax import Text as HeadText
from flong.dsl.typed import Block, For, If, Included, Only, Text
from flong.errors import Diagnostic, Span

LINTS = frozenset({"F0601", "F0602", "F0603", "F0604", "F0605"})
_FIELD = re.compile(r"\s*([A-Z][A-Za-z-]*):")
SUBJECT = 70  # columns that lists of mails show
CLIP = 102 * 1024  # bytes of HTML that Gmail shows


def lint(template: Template, made: Block, body: Block) -> list[Diagnostic]:
    """The warnings about a message, only F0606 about a template without `Subject:`. `made` is the body as it was
    written, `body` as it will be printed."""
    subject = next((field for field in template.head if field.name == "Subject"), None)
    if subject is None:
        return list(_late_head(template))
    found = list(_long(subject))
    if template.kind != "text":
        found += (*_preheader(template, subject), *_clipped(made, body), *_marked_up(made))
    return found


def _warning(code: str, message: str, span: Span, label: str) -> Diagnostic:
    return Diagnostic(code, message, span, label, severity="warning")


def _late_head(template: Template) -> Iterator[Diagnostic]:
    """A body that begins with a head field, behind the data."""
    first = next((node for node in template.body if not (isinstance(node, HeadText) and not node.value.strip())), None)
    found = _FIELD.match(first.value) if isinstance(first, HeadText) else None
    if first and found and found[1] in FIELDS and template.data and template.data.span.start < first.span.start:
        place = Span(first.span.file, first.span.start + found.start(1), first.span.start + found.end(1))
        label = "fields stand in the first lines, before the data"
        yield _warning("F0606", f"`{found[1]}` is printed here, it is no head field", place, label)


def _long(subject: HeadField) -> Iterator[Diagnostic]:
    width = sum(columns(node.value) for node in subject.value if isinstance(node, HeadText))
    if width > SUBJECT:
        place = Span(subject.span.file, subject.value[0].span.start, subject.span.end)
        yield _warning("F0603", "this subject is long", place, f"{width} columns without what comes from data")


def _preheader(template: Template, subject: HeadField) -> Iterator[Diagnostic]:
    if all(field.name != "Preheader" for field in template.head):
        label = "say in `Preheader:` what stands behind the subject"
        yield _warning("F0604", "this mail has no preheader", subject.name_span, label)


def _clipped(made: Block, body: Block) -> Iterator[Diagnostic]:
    size = _least(body)
    if size > CLIP:
        place = Span(made[0].span.file, made[0].span.start, made[0].span.start + 1)
        yield _warning("F0605", "Gmail will not show all of this mail", place, f"at least {size / 1024:.0f} KB of HTML")


def _least(block: Block) -> int:
    """The bytes of static text that every record gets; a loop has its body once or its `else`."""
    size = 0
    for node in block:
        match node:
            case Text():
                size += len(node.value.encode())
            case Included() | Only(part="html"):
                size += _least(node.body)
            case If():
                size += min(_least(branch) for branch in (*(arm for _, arm in node.arms), node.orelse))
            case For():
                size += min(_least(node.body), _least(node.orelse))
    return size


def _marked_up(made: Block) -> list[Diagnostic]:
    reader = _Reader()
    reader.block(made)
    return reader.found


class _Reader(Walker):
    """Reads tags and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Diagnostic] = []
        self._described = self._fresh = False

    def on_open(self) -> None:
        self._described = False

    def on_attribute(self) -> None:
        self._described = self._described or self.cursor.attribute == "alt"

    def on_tag(self, self_closing: bool) -> None:
        cursor, at = self.cursor, self.mark
        if cursor.name == "img" and not cursor.closing and not self._described:
            place = Span(at.file, at.start, at.start + len("<img"))
            self.found.append(_warning("F0601", "this picture has no `alt`", place, 'alt="" if it only decorates'))

    def on_hole(self) -> None:
        self._fresh = False

    def on_value(self) -> None:
        self._fresh = True

    def on_value_text(self, text: str) -> None:
        fresh, self._fresh = self._fresh, False
        if fresh and self.cursor.attribute == "href" and text.lstrip().lower().startswith("http:"):
            start = self.position + len(text) - len(text.lstrip())
            place = Span(self.file, start, start + len("http:"))
            self.found.append(_warning("F0602", "this link is not encrypted", place, "write `https:`"))
