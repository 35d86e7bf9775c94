"""Names that are not there, and arguments that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.dsl.mutations.source import Planted, Source, kind, words


@kind
def misspelt_field(s: Source) -> Iterator[Planted]:
    for _, before, token, _ in words(s):
        if before in (".", "?."):
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def misspelt_variable(s: Source) -> Iterator[Planted]:
    for piece, before, token, after in words(s):
        binding = after in ("=", "in") or before == "for" or (before == "" and piece.word in ("for", "let", "set"))
        word = token.kinds[0] not in ("NAME",) or re.fullmatch(r"\d+", before)
        if before not in (".", "?.", "|") and after != "(" and not binding and not word and piece.word != "include":
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def unknown_function(s: Source) -> Iterator[Planted]:
    for _, before, token, after in words(s):
        if before == "|" or (after == "(" and before not in (".", "?.")):
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def unknown_argument(s: Source) -> Iterator[Planted]:
    for piece, before, token, after in words(s):
        if after == "=" and before in ("(", ",") and piece.word != "include":
            yield s.change(token.start, token.end, token.text + "zq")


@kind
def too_many_arguments(s: Source) -> Iterator[Planted]:
    for _, tokens in s.expressions():
        for name, bracket, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if bracket.text == "(" and "WORD" in name.kinds and name.text in ("upper", "money", "date", "mask_name"):
                yield s.change(after.start, after.start, "1, 2, 3, 4, 5, 6, 7, 8, 9, ")


@kind
def method_instead_of_filter(s: Source) -> Iterator[Planted]:
    for _, tokens in s.expressions():
        for value, bar, name in zip(tokens, tokens[1:], tokens[2:], strict=False):
            alone = name is tokens[-1]
            if bar.text == "|" and value.kinds[:1] == ("NAME",) and alone:
                yield s.change(value.end, name.end, f".{name.text}()")


@kind
def set_without_let(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word == "let" and not s.depth(tag.start):
            yield s.change(tag.start, tag.start, "{% set zq = 1 %}")
