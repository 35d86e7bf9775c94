"""Values of the wrong type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.dsl.mutations.source import Planted, Source, kind


@kind
def wrong_type(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        inner = s.text[piece.inner : piece.inner_end].strip()
        yield s.change(piece.inner, piece.inner_end, f' ({inner}) - "a" ')


@kind
def no_condition(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word in ("if", "elif"):
            yield s.change(tag.inner, tag.inner_end, ' "a" ')


@kind
def loop_over_a_number(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        head = re.match(r"\s*\w+\s+in\s+", s.text[tag.inner : tag.inner_end])
        if tag.word == "for" and head:
            yield s.change(tag.inner + head.end(), tag.inner_end, "12 ")


@kind
def optional_without_default(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        found = re.fullmatch(r"\s*([\w.]+)\s*\?\?\s*[^?]*", s.text[piece.inner : piece.inner_end])
        if found:
            yield s.change(piece.inner, piece.inner_end, f" {found[1]} ")


@kind
def unknown_enum_value(s: Source) -> Iterator[Planted]:
    """Next to a field that is declared as an enum, and only as one."""
    enums = set(re.findall(r"(\w+): \[?enum\(", s.text)) - set(re.findall(r"(\w+): \[?(?!enum\()", s.text))
    for _, tokens in s.expressions():
        for name, sign, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if name.text in enums and sign.text in ("==", "!=") and value.kinds == ("STRING",):
                yield s.change(value.end - 1, value.end - 1, "zq")
    for first, last, _ in s.blocks():
        if first.word == "match" and re.split(r"\W", s.text[first.inner : first.inner_end].strip())[-1] in enums:
            for quote in re.finditer(r"\{% when [^%]*(\")", s.text[first.end : last.start]):
                yield s.change(first.end + quote.start(1), first.end + quote.start(1), "zq", first.start)


@kind
def incomplete_match(s: Source) -> Iterator[Planted]:
    """A branch of a `match` over an enum falls away."""
    for first, last, _ in s.blocks():
        inside = [t for t in s.tags if first.start < t.start < last.start and t.word in ("when", "else")]
        plain = all(t.word == "when" for t in inside)
        if first.word == "match" and plain and len(inside) > 1:
            yield s.change(inside[0].start, inside[1].start, "", first.start)
