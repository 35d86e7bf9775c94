"""What mistakes are planted in, and the ground of the modules that plant them.

A mutation is a generator of all the places where its mistake can be made. It yields `Planted`: the wrong text, and the
lines (from 1) on which its one error may lie: the line that was changed and, for what a block lacks, the tags that
the block begins with and is cut short by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flong.dsl.cut import Cutter, Piece
from flong.dsl.grammar.reader import Reader
from flong.dsl.grammar.tokens import CONSTANTS, KEYWORDS, Token, tokenize
from flong.dsl.head import read_head

ENDS = {"endif": "if", "endfor": "for", "endmatch": "match", "endgroup": "group", "endonly": "only"}
BLOCKS = {*ENDS.values()}
HEADS = ("if", "elif", "for", "let", "set", "match", "include", "reject", "skip", "group")


@dataclass(frozen=True)
class Planted:
    text: str
    lines: frozenset[int]


@dataclass
class Source:
    """A correct template, cut: outputs and tags of the body, its blocks and the names that may be used."""

    name: str
    text: str
    files: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cutter = Cutter(self.name, self.text, [])
        self.body = read_head(Reader(self.name, self.text, [])).body
        self.pieces = list(cutter.cut_body(self.body, len(self.text)))
        self.outputs = [p for p in self.pieces if p.kind == "output"]
        self.tags = [p for p in self.pieces if p.kind == "tag"]

    def line(self, at: int) -> int:
        return self.text.count("\n", 0, at) + 1

    def change(self, start: int, end: int, new: str, *also: int) -> Planted:
        """`text[start:end]` replaced; the error lies on the changed lines or those of the offsets `also`."""
        text = self.text[:start] + new + self.text[end:]
        last = text.count("\n", 0, start + len(new)) + 1
        return Planted(text, frozenset({*range(self.line(start), last + 1), *map(self.line, also)}))

    def expressions(self) -> Iterator[tuple[Piece, list[Token]]]:
        """What stands in outputs and in the tags that take expressions; tokens with offsets in the file."""
        for piece in self.pieces:
            if piece.kind == "output" or (piece.kind == "tag" and piece.word in HEADS):
                found = tokenize(self.text[piece.inner : piece.inner_end])[:-1]
                yield piece, [Token(t.text, piece.inner + t.start, piece.inner + t.end, t.kinds) for t in found]

    def blocks(self) -> Iterator[tuple[Piece, Piece, list[Piece]]]:
        """Each block's first and last tag, and the first tags of the blocks around it."""
        opened: list[Piece] = []
        for tag in self.tags:
            if tag.word in BLOCKS:
                opened.append(tag)
            elif tag.word in ENDS:
                first = opened.pop()
                yield first, tag, list(opened)

    def depth(self, at: int) -> int:
        """How many blocks are open at an offset."""
        return sum(first.start < at < last.start for first, last, _ in self.blocks())


Mutation = Callable[[Source], Iterator[Planted]]
KINDS: dict[str, Mutation] = {}


def kind(mutation: Mutation) -> Mutation:
    KINDS[mutation.__name__.strip("_")] = mutation
    return mutation


def triples(source: Source) -> Iterator[tuple[Piece, str, Token, str]]:
    """Each token of an expression with the texts before and behind it."""
    for piece, tokens in source.expressions():
        texts = ["", *(token.text for token in tokens), ""]
        for i, token in enumerate(tokens):
            yield piece, texts[i], token, texts[i + 2]


def words(source: Source) -> Iterator[tuple[Piece, str, Token, str]]:
    for piece, before, token, after in triples(source):
        if "WORD" in token.kinds and token.text not in KEYWORDS | CONSTANTS:
            yield piece, before, token, after
