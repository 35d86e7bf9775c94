"""The LALR driver: text to a derivation, the flat list of shifts and reductions that a builder replays.

A derivation knows nothing of files and offsets, so each distinct text is parsed once per process.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from flong.dsl.grammar.tokens import Token, tokenize

SHIFT = -1


@dataclass(frozen=True, slots=True)
class Rule:
    """`alias` names the builder's method; without one the only child is handed on."""

    name: str
    size: int
    alias: str


@dataclass(frozen=True, slots=True)
class Tables:
    """What `generate` describes."""

    starts: dict[str, tuple[int, int]]
    rules: tuple[Rule, ...]
    rows: tuple[dict[str, int], ...]
    nonterminals: frozenset[str]


@dataclass(frozen=True, slots=True)
class Derivation:
    """`steps` holds SHIFT (the next token) or the number of a rule with an alias to reduce by."""

    tokens: tuple[Token, ...]
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """`tokens[at]` fits none of the symbols `expected`."""

    tokens: tuple[Token, ...]
    at: int
    expected: frozenset[str]


@cache
def tables() -> Tables:
    """The generated tables, read from the package."""
    raw = json.loads(files(__package__).joinpath("tables.json").read_text("utf-8"))
    starts = {name: (first, last) for name, (first, last) in raw["starts"].items()}
    rules = tuple(Rule(*rule) for rule in raw["rules"])
    return Tables(starts, rules, tuple(raw["rows"]), frozenset(rule.name for rule in rules))


@lru_cache(maxsize=4096)
def derive(text: str, start: str) -> Derivation | Failure:
    """Parses `text` by rule `start`, in time linear in its length."""
    rules, rows = tables().rules, tables().rows
    first, last = tables().starts[start]
    stack, steps, tokens = [first], list[int](), tuple(tokenize(text))
    for at, token in enumerate(tokens):
        while True:
            if len(stack) > 1:
                made, stack[-1] = _unit_reductions(stack[-2], stack[-1], token.kinds)
                steps += made
                if stack[-1] == last and token.kinds == ("$END",):
                    return Derivation(tokens, tuple(steps))
            action = _action(stack[-1], token.kinds)
            if action is None:
                return Failure(tokens, at, frozenset(rows[stack[-1]]) - tables().nonterminals)
            if action >= 0:
                stack.append(action)
                steps.append(SHIFT)
                break
            rule = rules[-action - 1]
            if rule.alias:
                steps.append(-action - 1)
            del stack[len(stack) - rule.size :]
            stack.append(rows[stack[-1]][rule.name])
    raise AssertionError("the end of the text ends the parse")


def _action(state: int, kinds: tuple[str, ...]) -> int | None:
    row = tables().rows[state]
    return next((row[kind] for kind in kinds if kind in row), None)


@cache
def _unit_reductions(below: int, top: int, kinds: tuple[str, ...]) -> tuple[tuple[int, ...], int]:
    """The steps of all reductions of one symbol to one, and the state they end in.

    An atom climbs a dozen levels of precedence; how is settled by the states and the next token.
    """
    made: list[int] = []
    while True:
        action = _action(top, kinds)
        rule = tables().rules[-action - 1] if action is not None and action < 0 else None
        if action is None or rule is None or rule.size != 1:
            return tuple(made), top
        if rule.alias:
            made.append(-action - 1)
        top = tables().rows[below][rule.name]
