"""Tags that are cut, misspelt, or do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.dsl.mutations.source import ENDS, Planted, Source, kind, triples


@kind
def missing_brace(s: Source) -> Iterator[Planted]:
    for piece in (*s.outputs, *s.tags):
        yield s.change(piece.end - 1, piece.end, "")


@kind
def missing_close(s: Source) -> Iterator[Planted]:
    for piece in (*s.outputs, *s.tags):
        yield s.change(piece.end - 2, piece.end, "")


@kind
def output_closed_as_tag(s: Source) -> Iterator[Planted]:
    for piece in s.outputs:
        yield s.change(piece.end - 2, piece.end, "%}")


@kind
def tag_closed_as_output(s: Source) -> Iterator[Planted]:
    for piece in s.tags:
        yield s.change(piece.end - 2, piece.end, "}}")


@kind
def misspelt_statement(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        yield s.change(tag.inner - len(tag.word), tag.inner, tag.word + "e")


@kind
def unknown_statement(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word in ("include", "reject", "skip", "let"):
            yield s.change(tag.start, tag.start, "{% zqzq 1 %}")


@kind
def missing_end_tag(s: Source) -> Iterator[Planted]:
    for first, last, around in s.blocks():
        ends = [end.start for start, end, _ in s.blocks() if start in around]
        likes = [outer.start for outer in around if outer.word == first.word]  # one of them takes the end tag
        yield s.change(last.start, last.end, "", first.start, *ends, *likes)


@kind
def wrong_end_tag(s: Source) -> Iterator[Planted]:
    for first, last, around in s.blocks():
        other = next(
            word for word in ("endmatch", "endfor", "endif") if all(ENDS[word] != b.word for b in [first, *around])
        )
        yield s.change(last.start, last.end, f"{{% {other} %}}", first.start)


@kind
def stray_end_tag(s: Source) -> Iterator[Planted]:
    for _, last, around in s.blocks():
        if not around:
            yield s.change(last.end, last.end, f"{{% {last.word} %}}")


@kind
def missing_first_tag(s: Source) -> Iterator[Planted]:
    """An end tag whose block never began. Where the lost condition proved something present, more is wrong."""
    for first, last, _ in s.blocks():
        inside = s.text[first.end : last.start]
        if (
            first.word == "if"
            and not re.search(r"\{%-?\s*(else|elif)", inside)
            and not re.search(r"present|blank", s.text[first.inner : first.end])
        ):
            yield s.change(first.start, first.end, "", last.start)


@kind
def missing_condition(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word in ("if", "elif", "match"):
            yield s.change(tag.inner, tag.inner_end, " ")


@kind
def missing_in(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        found = re.search(r"\sin\s", s.text[tag.inner : tag.inner_end])
        if tag.word == "for" and found:
            yield s.change(tag.inner + found.start(), tag.inner + found.end(), " ")


@kind
def missing_equals_sign(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        found = re.search(r"=", s.text[tag.inner : tag.inner_end])
        if tag.word in ("let", "set") and found:
            yield s.change(tag.inner + found.start(), tag.inner + found.end(), " ")


@kind
def declared_twice(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word == "let":
            yield s.change(tag.end, tag.end, s.text[tag.start : tag.end])


@kind
def else_with_a_condition(s: Source) -> Iterator[Planted]:
    for tag in s.tags:
        if tag.word == "else":
            yield s.change(tag.inner, tag.inner, " if true")


@kind
def wrong_file_name(s: Source) -> Iterator[Planted]:
    for piece, before, token, _ in triples(s):
        if piece.word == "include" and not before:
            yield s.change(token.end - 1, token.end - 1, "zq")


@kind
def unclosed_comment(s: Source) -> Iterator[Planted]:
    for piece in s.pieces:
        if piece.kind == "comment" and s.text.startswith("{#", piece.start):
            yield s.change(piece.end - 2, piece.end, "")
