"""Characters that no head value may hold: one of them in static text would reject every record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flong.dsl.html.inner import Problem
from flong.dsl.typed import Block, Concat, Const, Expr, Output, Text
from flong.errors import Span

_BREAKS = r"\x00-\x08\x0a-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069"
_IN_TEXT = re.compile(f"[{_BREAKS}]")
_IN_VALUE = re.compile(f"[{_BREAKS}\\t\\u061c\\u200e\\u200f]")  # what the escaper of head values rejects


def controls(block: Block, name: str) -> Iterator[tuple[Problem, Span]]:
    """The first such character of each static text in the head field `name`, and where it stands."""
    for node in block:
        if isinstance(node, Text):
            found = _IN_TEXT.search(node.value)
            if found:
                yield _problem(found[0]), _at(node.span, found.start())
        elif isinstance(node, Output) and name != "preheader":  # which is HTML, where they do no harm
            yield from _in_value(node.value)


def _in_value(value: Expr) -> Iterator[tuple[Problem, Span]]:
    for part in value.parts if isinstance(value, Concat) else (value,):
        found = _IN_VALUE.search(part.value) if isinstance(part, Const) and isinstance(part.value, str) else None
        if found and isinstance(part, Const):
            span = part.span
            written_out = span.end - span.start == len(str(part.value)) + len('""')
            yield _problem(found[0]), _at(span, 1 + found.start()) if written_out else span


def _at(span: Span, offset: int) -> Span:
    return Span(span.file, span.start + offset, span.start + offset + 1)


def _problem(char: str) -> Problem:
    kind = "bidirectional formatting" if char in "\u061c\u200e\u200f" or char > "\u2029" else "control"
    return Problem("F0325", f"the {kind} character U+{ord(char):04X} can't stand in a head field", "remove it")
