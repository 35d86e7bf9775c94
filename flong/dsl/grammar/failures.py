"""Words for a text the grammar refuses: one mistake, one diagnostic, with the cure where it is known."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flong.dsl.grammar.derive import Failure
from flong.dsl.grammar.tokens import KEYWORDS, Token
from flong.errors import Diagnostic, Span

_OPENERS = {"(": ")", "[": "]", "{": "}"}
_QUOTES = frozenset("“”„‟«»‘’‚「」『』")
_HINTS = {
    "&": "`and` joins conditions",
    "!": "`not` negates a condition",
    "=": "`==` compares; `{% let x = … %}` names a value",
    "?": "a conditional is written `a if c else b`",
    "{": "flong has no braces in expressions",
    "\\": "a backslash stands only inside quotes",
    "#": "a comment is written `{# … #}`",
}


@dataclass(frozen=True, slots=True)
class _Finding:
    """A diagnostic at a token, before the token's place in the file is known."""

    code: str
    message: str
    token: Token
    label: str
    notes: tuple[str, ...] = ()


def explain_failure(failure: Failure, file: str, base: int, rule: str) -> Diagnostic:
    """The diagnostic of `failure` to be a `rule`; `base` is the offset of its text in `file`."""
    found = _finding(failure)
    note = _type_note(failure) if rule == "type" else ""
    found = replace(found, notes=(note,)) if note else found
    start = base + found.token.start
    span = Span(file, start, max(base + found.token.end, start + 1))
    return Diagnostic(found.code, found.message, span, found.label, found.notes)


def _finding(failure: Failure) -> _Finding:
    token, before = failure.tokens[failure.at], failure.tokens[: failure.at]
    if not token.kinds and token.text[0] in "\"'`":
        return _Finding("F0104", "this text has no closing quote", token, "opened here")
    if token.kinds == ("$END",):
        return _early_end(failure)
    if token.text in _OPENERS.values() and not _open_brackets(before):
        return _Finding("F0101", f"`{token.text}` closes nothing", token, "no bracket is open here")
    if token.text == "for" and before:
        return _generator(before, token)
    label = f"expected {_expectation(failure)}"
    return _Finding("F0101", f"unexpected `{_short(token)}`", token, label, _notes(before, token))


def _generator(before: Sequence[Token], token: Token) -> _Finding:
    """A generator where none may stand: as a value of its own, or in parentheses of its own."""
    note = "for example `sum(l.amount for l in lines)`"
    brackets = _open_brackets(before)
    if len(brackets) > 1 and brackets[-1].text == brackets[-2].text == "(":
        message = "a generator has no parentheses of its own"
        return _Finding("F0119", message, brackets[-1], "remove these parentheses", (note,))
    return _Finding("F0119", "a generator stands in a function's parentheses", token, "", (note,))


def _early_end(failure: Failure) -> _Finding:
    """Something is missing at the end: a closing bracket, or what the last word asks for."""
    before = failure.tokens[: failure.at]
    brackets = _open_brackets(before)
    if brackets and _OPENERS[brackets[-1].text] in failure.expected:
        bracket = brackets[-1]
        label = f"`{_OPENERS[bracket.text]}` is missing"
        return _Finding("F0101", f"`{bracket.text}` is not closed", bracket, label)
    last = before[-1] if before else failure.tokens[failure.at]
    label = f"expected {_expectation(failure)}" + (" after this" if before else "")
    return _Finding("F0101", "something is missing at the end", last, label)


def _open_brackets(tokens: Sequence[Token]) -> list[Token]:
    opened: list[Token] = []
    for token in tokens:
        if token.text in _OPENERS:
            opened.append(token)
        elif opened and token.text == _OPENERS[opened[-1].text]:
            opened.pop()
    return opened


def _expectation(failure: Failure) -> str:
    expected = failure.expected
    if "present" in expected:
        return "`present` or `blank`"
    if "CONST" in expected:
        return "a value"
    if expected & {"NAME", "WORD"} and "or" not in expected:  # behind a value a name begins the next argument
        return "a type" if "{" in expected else "a name"
    if 0 < len(expected) <= 3:
        return " or ".join(_spelled(symbol) for symbol in sorted(expected))
    brackets = _open_brackets(failure.tokens[: failure.at])
    closer = f"`{_OPENERS[brackets[-1].text]}`" if brackets else "the end"
    return f"an operator or {closer}"


def _spelled(symbol: str) -> str:
    words = {"$END": "the end", "STRING": "a text in quotes", "INT": "a whole number"}
    return words.get(symbol, f"`{symbol}`")


def _notes(before: Sequence[Token], token: Token) -> tuple[str, ...]:
    """What people coming from other languages, or typing full-width signs, meant."""
    plain = unicodedata.normalize("NFKC", token.text)
    last = before[-1].text if before else ""
    if token.text in _QUOTES:
        return ('texts stand in straight quotes: "…"',)
    if not token.kinds and plain != token.text and plain.isascii():
        return (f"`{token.text}` is a full-width sign: write `{plain}`",)
    if last == token.text == "|":
        return ("`or` joins conditions",)
    if token.text == ":" and len(before) > 1 and before[-2].text == "|":
        return (f"arguments stand in parentheses: `| {last}(…)`",)
    if token.text == "(" and len(before) > 1 and before[-2].text in (".", "?."):
        return (f"values have no methods: write `… | {last}(…)`",)
    if last == "." and token.kinds == ("INT",):
        return (f"an item of a list is `[{token.text}]`",)
    if last == "is" or (len(before) > 1 and before[-2].text == "is"):
        return ("tests are `is present`, `is blank`, `is not present`, `is not blank`",)
    if token.text in KEYWORDS and last not in KEYWORDS:
        return (f"`{token.text}` is a keyword; a name like it is written in backticks",) if not before else ()
    return (_HINTS[token.text],) if token.text in _HINTS else ()


def _type_note(failure: Failure) -> str:
    """How flong writes what stands so in other languages."""
    token, before = failure.tokens[failure.at], failure.tokens[: failure.at]
    if token.text == "," and not _open_brackets(before):
        return "each line declares one field; commas stand between those of `{ … }`"
    after = failure.tokens[failure.at + 1].text if failure.at + 1 < len(failure.tokens) else ""
    if token.text in ("[", "<") and before:
        return f"a list is written `[{before[-1].text if after == ']' else after or 'text'}]`"
    return ""


def _short(token: Token) -> str:
    return token.text if len(token.text) <= 40 else token.text[:39] + "…"
