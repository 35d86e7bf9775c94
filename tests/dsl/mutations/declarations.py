"""The head and the data block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.dsl.mutations.source import Planted, Source, kind


@kind
def misspelt_head_field(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^[A-Z][A-Za-z-]*(?=:)", s.text[: s.body], re.MULTILINE):
        if not found[0].startswith("X-"):
            yield s.change(found.end(), found.end(), "zq")


@kind
def wrong_setting(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^(?:Locale|Currency|Timezone): \S+$", s.text[: s.body], re.MULTILINE):
        yield s.change(found.end(), found.end(), "zq")


@kind
def statement_in_the_head(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^Subject: ", s.text[: s.body], re.MULTILINE):
        yield s.change(found.end(), found.end(), "{% if true %}")


@kind
def head_field_twice(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"^Subject: .*\n", s.text[: s.body], re.MULTILINE):
        yield s.change(found.end(), found.end(), "Subject: again\n")


@kind
def head_not_closed(s: Source) -> Iterator[Planted]:
    """The blank line behind the head is missing."""
    if s.body and s.text[s.body - 2 : s.body] == "\n\n" and s.text[s.body : s.body + 2] in ("<!", "{%"):
        yield s.change(s.body - 1, s.body, "")


def _declarations(s: Source) -> Iterator[tuple[int, str]]:
    for piece in s.pieces:
        if piece.kind == "data":
            yield piece.inner, s.text[piece.inner : piece.inner_end]


@kind
def unknown_type(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r":\s*\[?(text|int|date|bool|decimal)\b", text):
            yield s.change(start + found.end(), start + found.end(), "zq")


@kind
def missing_colon(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r"^\w+(:) ", text, re.MULTILINE):
            yield s.change(start + found.start(1), start + found.end(1), "")


@kind
def field_declared_twice(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r"^\w+: \w+\n", text, re.MULTILINE):
            yield s.change(start + found.end(), start + found.end(), found[0])


@kind
def unclosed_brace_of_a_record(s: Source) -> Iterator[Planted]:
    for start, text in _declarations(s):
        for found in re.finditer(r"\{[^{}]*(\})", text):
            lines = range(start + found.start(), start + len(text))
            yield s.change(start + found.start(1), start + found.end(1), "", *lines)


@kind
def unclosed_data(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"\{%-?\s*enddata\s*-?%\}", s.text):
        start = s.text.rindex("{% data", 0, found.start())
        yield s.change(found.start(), found.end(), "", start)


@kind
def misspelt_enddata(s: Source) -> Iterator[Planted]:
    for found in re.finditer(r"enddata", s.text):
        start = s.text.rindex("{% data", 0, found.start())
        yield s.change(found.start(), found.end(), "enddatta", start)
