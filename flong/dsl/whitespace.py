"""The white-space rule: a line that holds only blanks and statement, comment or data tags, or a
component's definition, vanishes with its newline; a `-` mark trims all ASCII white space on its side."""

from __future__ import annotations

from collections.abc import Sequence

from flong.dsl.cut import Piece

_BLANK = " \t"
_SPACE = " \t\n\r\f\v"


def trim(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with their texts shortened; texts of which nothing is left are gone."""
    left = [piece.start for piece in pieces]
    right = [piece.end for piece in pieces]
    at = 0
    while at < len(pieces):
        at = _vanish(text, pieces, at, left, right)
    _definitions(text, pieces, left, right)
    _marks(text, pieces, left, right)
    cut = zip(pieces, left, right, strict=True)
    return [Piece("text", a, b) if p.kind == "text" else p for p, a, b in cut if p.kind != "text" or a < b]


def _vanish(text: str, pieces: Sequence[Piece], at: int, left: list[int], right: list[int]) -> int:
    """Cuts the line on which the tag `at` stands, if nothing is printed on it; the next index to look at."""
    line = _line_start(text, pieces, at)
    if pieces[at].kind in ("text", "output") or line is None:
        return at + 1
    last = at
    while last < len(pieces) and _silent(text, pieces[last]):
        last += 1
    rest = _line_rest(text, pieces, last)
    if rest is None:
        return max(last, at + 1)
    if at:
        right[at - 1] = line
    for inside in range(at, last):
        if pieces[inside].kind == "text":
            right[inside] = left[inside]
    if last < len(pieces):
        left[last] = rest
    return last


def _line_start(text: str, pieces: Sequence[Piece], at: int) -> int | None:
    """Where the line of piece `at` begins, if only blanks stand before it."""
    if at == 0:
        return pieces[0].start
    before = pieces[at - 1]
    if before.kind != "text":
        return None
    newline = text.rfind("\n", before.start, before.end)
    start = newline + 1 if newline >= 0 else before.start
    if newline < 0 and at > 1:
        return None
    return None if text[start : before.end].strip(_BLANK) else start


def _silent(text: str, piece: Piece) -> bool:
    if piece.kind == "text":
        between = text[piece.start : piece.end]
        return "\n" not in between and not between.strip(_BLANK)
    return piece.kind != "output"


def _line_rest(text: str, pieces: Sequence[Piece], last: int) -> int | None:
    """Behind the newline that ends the line, if only blanks stand before it; the end of all pieces counts."""
    if last == len(pieces):
        return pieces[-1].end
    after = pieces[last]
    newline = text.find("\n", after.start, after.end) if after.kind == "text" else -1
    if newline < 0 or text[after.start : newline].strip(_BLANK):
        return None
    return newline + 1


def _definitions(text: str, pieces: Sequence[Piece], left: list[int], right: list[int]) -> None:
    """Cuts the rest of the lines on which components are defined, whatever these print: it prints nothing here."""
    opened = -1
    for at, piece in enumerate(pieces):
        if piece.word == "component":
            opened = at
        elif piece.word == "endcomponent" and opened >= 0:
            line, rest = _line_start(text, pieces, opened), _line_rest(text, pieces, at + 1)
            if line is not None and rest is not None and at + 1 < len(pieces):
                if opened:
                    right[opened - 1] = min(right[opened - 1], line)
                left[at + 1] = max(left[at + 1], rest)
            opened = -1


def _marks(text: str, pieces: Sequence[Piece], left: list[int], right: list[int]) -> None:
    for at, piece in enumerate(pieces):
        if piece.kind != "text":
            continue
        if at and pieces[at - 1].trims[1]:
            whole = text[piece.start : piece.end]
            left[at] = max(left[at], piece.end - len(whole.lstrip(_SPACE)))
        if at + 1 < len(pieces) and pieces[at + 1].trims[0]:
            whole = text[piece.start : piece.end]
            right[at] = min(right[at], piece.start + len(whole.rstrip(_SPACE)))
