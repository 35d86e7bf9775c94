"""The lexer: expression text to tokens. What a word means is settled by the parser's state."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARKS = "\u0300-\u036f\u3099\u309a"  # combining marks: file names and names from macOS are decomposed
_TOKEN = re.compile(
    rf"""
    (?P<WORD>[^\W\d][\w{_MARKS}]*)
  | (?P<DECIMAL>[0-9]+\.[0-9]+)
  | (?P<INT>[0-9]+)
  | (?P<STRING>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
  | (?P<QUOTED>`[^`\n]+`)
  | (?P<SIGN>\?\?|\?\.|\*\*|//|==|!=|<=|>=|[-+*/%~|<>=.,:()\[\]{{}}?])
  | (?P<SPACE>\s+)
  | (?P<OPEN>["'`][^\n]*)
  | (?P<OTHER>.)
    """,
    re.VERBOSE | re.DOTALL,
)
KEYWORDS = frozenset({"if", "else", "or", "and", "not", "in", "is", "for"})
CONSTANTS = frozenset({"true", "false", "none"})
SOFT = frozenset({"present", "blank", "with", "as", "by", "password"})
UNITS = frozenset({"week", "day", "hour", "minute", "second", "month", "year"})


@dataclass(frozen=True, slots=True)
class Token:
    """`kinds` are the grammar symbols it may be, the likeliest first; empty for what can't be one."""

    text: str
    start: int
    end: int
    kinds: tuple[str, ...]


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, all of them; the last one is the empty `$END`."""
    found = [
        Token(m.group(), m.start(), m.end(), _kinds(m.lastgroup or "", m.group()))
        for m in _TOKEN.finditer(text)
        if m.lastgroup != "SPACE"
    ]
    end = found[-1].end if found else 0
    return [*found, Token("", end, end, ("$END",))]


def _kinds(group: str, text: str) -> tuple[str, ...]:
    if group == "WORD":
        return _word_kinds(text)
    if group == "SIGN":
        return (text,)
    return () if group in ("OPEN", "OTHER") else (group,)


def _word_kinds(word: str) -> tuple[str, ...]:
    if word in KEYWORDS:
        return word, "WORD"
    if word in CONSTANTS:
        return "CONST", "WORD"
    if word in SOFT:
        return word, "NAME", "WORD"
    return ("UNIT", "NAME", "WORD") if word.removesuffix("s") in UNITS else ("NAME", "WORD")
