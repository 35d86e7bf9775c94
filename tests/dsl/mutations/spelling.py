"""Expressions that are not spelt as they should be."""

from __future__ import annotations

from collections.abc import Iterator

from tests.dsl.mutations.source import Planted, Source, kind, triples


@kind
def unclosed_quote(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.kinds == ("STRING",) and "{" not in token.text:
            yield s.change(token.end - 1, token.end, "")


@kind
def unopened_quote(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.kinds == ("STRING",):
            yield s.change(token.start, token.start + 1, "")


@kind
def typographic_quotes(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.kinds == ("STRING",) and len(token.text) > 2 and token.text[1:-1].isalnum():
            yield s.change(token.start, token.end, f"“{token.text[1:-1]}”")


@kind
def unknown_escape(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.kinds == ("STRING",):
            yield s.change(token.start + 1, token.start + 1, "\\q")


@kind
def missing_bracket(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text in (")", "]"):
            yield s.change(token.start, token.end, "")


@kind
def bracket_too_many(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text == ")":
            yield s.change(token.start, token.end, "))")


@kind
def missing_operand(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text in ("*", "/", "~", "==", ">", "??", "and", "or"):
            yield s.change(token.start, token.end, f"{token.text} {token.text}")


@kind
def missing_operator(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text in ("+", "*", "/", "~", "==", ">", "??", "and", "or"):
            yield s.change(token.start, token.end, " ")


@kind
def single_equals_sign(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text == "==":
            yield s.change(token.start, token.end, "=")


@kind
def signs_forwords(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text in ("and", "or"):
            yield s.change(token.start, token.end, {"and": "&&", "or": "||"}[token.text])


@kind
def chained_comparison(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.text in ("<", ">", "<=", ">="):
            yield s.change(token.start, token.end, f"{token.text} 1 {token.text}")


@kind
def number_too_large(s: Source) -> Iterator[Planted]:
    for _, _, token, _ in triples(s):
        if token.kinds == ("INT",):
            yield s.change(token.start, token.end, "99999999999999999999")


@kind
def letters_in_a_number(s: Source) -> Iterator[Planted]:
    for _, before, token, _ in triples(s):
        if token.kinds == ("INT",) and before not in (".", "?."):
            yield s.change(token.end, token.end, "zq")


@kind
def misspelt_unit(s: Source) -> Iterator[Planted]:
    for _, before, token, _ in triples(s):
        if "UNIT" in token.kinds and before.isdigit():
            yield s.change(token.start, token.end, token.text + "z")


@kind
def empty_output(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        yield s.change(piece.inner, piece.inner_end, " ")
