"""Replays a derivation into nodes, with the spans of the file its text stands in. Never recursive.

A builder has one method per rule alias: `method(span, parts) -> value`, where `parts` are the rule's
children, punctuation included. What is wrong is added to `problems`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flong.dsl.grammar.derive import SHIFT, Derivation, tables
from flong.dsl.grammar.tokens import Token
from flong.dsl.syntax import Expr, Missing
from flong.errors import Diagnostic, Span

MAX_DEPTH = 200


@dataclass(slots=True)  # not frozen: so many are made that it would show
class Part:
    """A value on the stack: its range in the expression's text, its depth in nodes, and the alias of
    the rule that made it (a token has none)."""

    value: Any
    start: int
    end: int
    depth: int
    alias: str


class Replay:
    """Base of the builders. `base` is the offset of the text in `file`."""

    def __init__(self, file: str, base: int, problems: list[Diagnostic]) -> None:
        self.file, self.base, self.problems = file, base, problems
        self.too_deep = False

    def run(self, derivation: Derivation) -> Any:
        """The value of the whole derivation."""
        stack: list[Part] = []
        tokens, rules = iter(derivation.tokens), tables().rules
        for step in derivation.steps:
            if step == SHIFT:
                token = next(tokens)
                stack.append(Part(token, token.start, token.end, 0, ""))
            else:
                rule = rules[step]
                at = len(stack) - rule.size
                parts = stack[at:]
                del stack[at:]
                stack.append(self.reduce(rule.alias, parts, stack[-1].end if stack else 0))
        return stack[0].value

    def reduce(self, alias: str, parts: list[Part], here: int) -> Part:
        start, end = (parts[0].start, parts[-1].end) if parts else (here, here)
        value = getattr(self, alias)(self.span(start, end), parts)
        depth = max((part.depth for part in parts), default=0)
        if isinstance(value, Expr) and not isinstance(value, Missing):
            depth += 1
            if depth > MAX_DEPTH and not self.too_deep:
                self.too_deep = True
                self.report("F0112", f"this expression is nested more than {MAX_DEPTH} deep", value.span)
        return Part(value, start, end, depth, alias)

    def span(self, start: int, end: int) -> Span:
        return Span(self.file, self.base + start, self.base + end)

    def part_span(self, part: Part) -> Span:
        return self.span(part.start, part.end)

    def report(self, code: str, message: str, span: Span, label: str = "", *notes: str) -> None:
        self.problems.append(Diagnostic(code, message, span, label, notes))

    def word(self, part: Part) -> str:
        """The name a token spells: a word, or what stands between backticks."""
        token: Token = part.value
        if token.text.startswith("`"):
            return token.text[1:-1]
        if not token.text.isidentifier():
            self.report("F0118", f"`{token.text}` is not a name", self.part_span(part), "write it in backticks")
        return token.text

    def empty(self, span: Span, parts: list[Part]) -> list[Any]:
        return []

    def nothing(self, span: Span, parts: list[Part]) -> None:
        return None

    def first(self, span: Span, parts: list[Part]) -> list[Any]:
        return [parts[0].value]

    def append(self, span: Span, parts: list[Part]) -> Any:
        parts[0].value.append(parts[2].value)
        return parts[0].value

    def append_next(self, span: Span, parts: list[Part]) -> Any:
        parts[0].value.append(parts[1].value)
        return parts[0].value

    def second(self, span: Span, parts: list[Part]) -> Any:
        return parts[1].value

    def inner(self, span: Span, parts: list[Part]) -> Any:
        return parts[1].value
