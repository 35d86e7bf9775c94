"""The text of a template with a word in the place of everything that is no static text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flong.dsl.cut import Piece
from flong.errors import Span


class Joined:
    """`text` is what MJML sees. A *word* stands for a piece, or for a range of `text` that MJML shall not read."""

    def __init__(self, file: str, source: str, pieces: Sequence[Piece]) -> None:
        self.file = file
        self.pieces = [p for p in pieces if p.kind != "comment"]
        self.prefix = _unused(source)
        self.word = re.compile(rf"{self.prefix}([pr])(\d+)e")
        self.ranges: list[tuple[int, int]] = []
        self.starts: list[int] = []
        self.text = "".join(self._texts(source))

    def _texts(self, source: str) -> Iterator[str]:
        at = 0
        for number, piece in enumerate(self.pieces):
            text = source[piece.start : piece.end] if piece.kind == "text" else f"{self.prefix}p{number}e"
            self.starts.append(at)
            at += len(text)
            yield text

    def hide(self, start: int, end: int) -> str:
        """The word for a range of `text`."""
        self.ranges.append((start, end))
        return f"{self.prefix}r{len(self.ranges) - 1}e"

    def meant(self, word: re.Match[str]) -> Iterator[Piece]:
        """The pieces that a word stands for."""
        number = int(word[2])
        return iter((self.pieces[number],)) if word[1] == "p" else self.between(*self.ranges[number])

    def between(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a range of `text`; static text at its borders is cut."""
        at = self._index(start)
        while at < len(self.pieces) and self.starts[at] < end:
            piece, offset = self.pieces[at], self.pieces[at].start - self.starts[at]
            if piece.kind != "text":
                yield piece
            elif (a := max(piece.start, start + offset)) < (b := min(piece.end, end + offset)):
                yield replace(piece, start=a, end=b)
            at += 1

    def span(self, start: int, end: int) -> Span:
        """The place in the source of a range of `text`."""
        return Span(self.file, self._source(start, 0), max(self._source(start, 0), self._source(end - 1, 1)))

    def _source(self, at: int, behind: int) -> int:
        if not self.pieces:
            return 0
        number = self._index(at)
        piece = self.pieces[number]
        inside = piece.start + at - self.starts[number] + behind
        return min(inside, piece.end) if piece.kind == "text" else piece.end if behind else piece.start

    def _index(self, at: int) -> int:
        """The number of the piece that covers `at`."""
        return max(0, bisect_right(self.starts, at) - 1)


def _unused(source: str) -> str:
    """A beginning of words that the source does not hold."""
    prefix = "flong"
    while prefix in source:
        prefix += "x"
    return prefix
