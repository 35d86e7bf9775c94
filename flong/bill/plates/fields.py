"""A record's fields (see `compiler.passes.mark`) as tokens, and where they fall apart into segments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from math import lcm
from typing import NamedTuple

_TOKENS = re.compile(rb"([\xfb-\xff])([^\xfb-\xff]*)")
SIGNS = re.compile(r"[aeloAELO]\d+(\.\d+)?")
CODE = re.compile(r"cid:([0-9a-f]{32})@flong")
PAGE, TITLE, SIGN, SHAPE, VALUE = 0xFB, 0xFC, 0xFD, 0xFE, 0xFF


EMPTY, HIDDEN = (0.0, 0.0), (-1.0, -1.0)
"""The line metrics of a value without text, and of one that no box shows."""


class Token(NamedTuple):
    """`kind` is PAGE, TITLE, SIGN, SHAPE or VALUE; a value's text is what the HTML shows, without its escapes."""

    kind: int
    text: str


Said = tuple[str, tuple[str | None, ...]]


class Family(NamedTuple):
    """Segments that differ in their values alone: how they begin, their turn in the loops around, what stands in the
    tags of html and body, the statements and shapes inside (a value is an empty place)."""

    sign: str
    turn: tuple[int, ...]
    around: tuple[str, ...]
    inside: tuple[str | None, ...]

    @property
    def said(self) -> Said:
        """How they begin, and what stands inside."""
        return self.sign, self.inside


class Segment(NamedTuple):
    """What lies between two statements of the stack: all but its values, their texts, and the ids of its codes."""

    family: Family
    values: tuple[str, ...]
    codes: tuple[str, ...]


class Counting(NamedTuple):
    """What the style sheets count: turns modulo `modulus`, the first `ahead` of them, and the last one."""

    modulus: int = 1
    ahead: int = 0
    last: bool = False

    def turn(self, number: int, last: bool) -> tuple[int, int, int]:
        """What distinguishes the turn with this number, counted from 0."""
        return number % self.modulus, min(number, self.ahead), int(last and self.last)


def tokens(fields: bytes) -> list[Token]:
    """The tokens of a record's fields."""
    return [
        Token(kind[0], unescape(text) if kind[0] == VALUE and "&" in text else text)
        for kind, text in ((kind, data.decode()) for kind, data in _TOKENS.findall(fields))
    ]


def inside_of(data: bytes) -> tuple[str, tuple[str | None, ...]]:
    """How a segment begins, and the statements and shapes inside, from its tokens, the first one its sign."""
    (_, sign), *inside = _TOKENS.findall(data)
    return sign.decode(), tuple(None if kind[0] == VALUE else text.decode() for kind, text in inside)


def number_of(sign: str) -> int:
    """The statement that a sign belongs to."""
    return int(sign[1:].partition(".")[0])


def segments(found: Sequence[Token], stack: Stack, counting: Counting) -> list[Segment]:
    """The record, cut at the signs of the statements between leaves."""
    done: list[Segment] = []
    sign, inside, values, codes = "", list[str | None](), list[str](), list[str]()
    turns, around, tags = _Turns(counting), tuple[str, ...](), list[str]()
    for i, (kind, text) in enumerate(found):
        if kind == VALUE:
            inside.append(None)
            values.append(text)
        elif kind == SIGN and number_of(text) in stack.between:
            done.append(_segment(Family(sign, turns.now, around, tuple(inside)), values, codes))
            around = around or tuple(tags)
            sign, inside, values, codes = text, [], [], []
            turns.step(text, found, i)
        elif kind != TITLE:
            shape = CODE.sub("cid:*", text)
            inside.append(shape)
            codes += CODE.findall(text)
            if kind == PAGE or (kind == SIGN and text[0].isupper()):
                tags.append(shape)
    done.append(_segment(Family(sign, turns.now, around, tuple(inside)), values, codes))
    return done


def _segment(family: Family, values: Sequence[str], codes: Sequence[str]) -> Segment:
    return Segment(family, tuple(values), tuple(codes))


class Stack(NamedTuple):
    """The statements between leaves, and those inside tags. All others are inside leaves."""

    between: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()


class _Turns:
    """Counts the turns of the loops around."""

    def __init__(self, counting: Counting) -> None:
        self.counting = counting
        self.open: dict[int, int] = {}
        self.last: dict[int, bool] = {}

    @property
    def now(self) -> tuple[int, ...]:
        if self.counting == Counting():
            return ()
        return tuple(n for loop, turn in self.open.items() for n in self.counting.turn(turn, self.last[loop]))

    def step(self, sign: str, found: Sequence[Token], i: int) -> None:
        number = number_of(sign)
        if sign[0] == "l":
            self.open[number] = self.open.get(number, -1) + 1
            self.last[number] = self.counting.last and _is_last(found, i)
        elif sign[0] == "e":
            self.open.pop(number, None)


def _is_last(found: Sequence[Token], i: int) -> bool:
    """Whether no further turn of the loop follows the one that begins at token `i`."""
    sign = found[i].text
    following = (token.text for token in found[i + 1 :] if token.kind == SIGN)
    return next((text for text in following if text in (sign, "e" + sign[1:])), "") != sign


def counted(css: str) -> Counting:
    """What selectors of `css` count. Cells count for themselves: all of a row is in one segment."""
    found = [(name, argument) for tag, name, argument in _COUNTS.findall(css) if tag not in CELLS]
    numbers = [_nth(argument) for name, argument in found if name.startswith("nth")]
    modulus = lcm(*(every for every, _ in numbers if every))
    ahead = max((offset for _, offset in numbers), default=0)
    collapsed = "collapse" in css  # the first and the last row of a table are then higher than others
    by_number = {tag for tag, name, _ in _COUNTS.findall(css) if name[:3] == "nth"}
    first = collapsed or bool(counted_tags(css) - CELLS - by_number)
    last = collapsed or any("last" in name or name.startswith("only") for name, _ in found)
    return Counting(modulus, max(ahead, int(first)), last)


def counted_tags(css: str) -> frozenset[str]:
    """The elements whose look depends on what stands beside them; "" for any."""
    counting = [tag for tag, _, _ in _COUNTS.findall(css)]
    bare = re.sub(r":nth-[a-z-]+\([^()]*\)|\"[^\"]*\"|'[^']*'|\{[^{}]*\}", " ", css)
    return frozenset((*counting, *_BESIDE.findall(bare)))


_COUNTS = re.compile(
    r"([a-z]\w*|)[\w.#\[\]=\"'-]*:((?:nth|nth-last|first|last|only)-(?:child|of-type))(?:\(([^)]*)\))?"
)
_BESIDE = re.compile(r"[+~]\s*([a-z]\w*|)")
CELLS = frozenset(("td", "th", "col", "span", "b", "i", "em", "strong", "a", "img"))
"""What stands in lines and rows. Where it is a block of its own it may not be counted."""


def _nth(argument: str) -> tuple[int, int]:
    """`every` and `offset` of an argument like `2n+1`, `odd`, `3`."""
    named = {"odd": (2, 1), "even": (2, 0)}
    found = re.match(r"\s*([+-]?\d*)n\s*(?:([+-])\s*(\d+))?|\s*([+-]?\d+)", argument)
    if argument.strip() in named or not found:
        return named.get(argument.strip(), (1, 0))
    if found[4]:
        return 0, int(found[4])
    every = int(found[1] + "1") if found[1] in ("", "+", "-") else int(found[1])
    return abs(every), int((found[2] or "") + (found[3] or "0"))
