"""Generates `tables.json` from `flong.lark`: `python -m flong.dsl.grammar.generate`.

Only this module needs Lark. The tables are `{"starts": {rule: [first state, last state]}, "rules":
[[name, children, alias]], "rows": [{symbol: action}]}`; an action n >= 0 shifts to (or goes to) state n,
n < 0 reduces by rule -n - 1. States are numbered in the order a walk from the starts meets them, so that
equal grammars give equal files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lark import Lark
from lark.lexer import Lexer

STARTS = (
    "expr", "items", "loop", "grouping", "share", "assignment", "include", "attach", "component", "given", "type",
)  # fmt: skip
HERE = Path(__file__).parent


class _NoLexer(Lexer):
    """Lark wants a lexer; the tables need none."""

    def __init__(self, conf: Any) -> None:
        """Takes what Lark hands over."""

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        return iter(())


def generate() -> str:
    """The text of `tables.json`."""
    lark = Lark((HERE / "flong.lark").read_text("utf-8"), parser="lalr", lexer=_NoLexer, start=list(STARTS))
    tables = _Numbering(lark).tables()
    rows = ",\n".join(json.dumps(row) for row in tables.pop("rows"))
    rules = ",\n".join(json.dumps(rule) for rule in tables.pop("rules"))
    starts = json.dumps(tables["starts"])
    return f'{{"starts": {starts},\n"rules": [\n{rules}],\n"rows": [\n{rows}]}}\n'


class _Numbering:
    """Reads Lark's parse table, which numbers states by chance, in a fixed order."""

    def __init__(self, lark: Any) -> None:
        self.table = lark.parser.parser._parse_table
        self.written = {t.name: t.pattern.value for t in lark.terminals if t.pattern is not None}
        self.rules = {rule: number for number, rule in enumerate(lark.rules)}
        self.states: dict[int, int] = {}

    def tables(self) -> dict[str, Any]:
        order = self._walk()
        return {
            "starts": {s: [self.states[self.table.start_states[s]], self._last(s)] for s in STARTS},
            "rules": [[str(r.origin.name), len(r.expansion), r.alias or ""] for r in self.rules],
            "rows": [self._row(state) for state in order],
        }

    def _last(self, start: str) -> int:
        return self.states[self.table.end_states[start]]

    def _walk(self) -> list[int]:
        clash = {str(rule.origin.name) for rule in self.rules} & set(self.written.values())
        assert not clash, f"rules and keywords share names: {clash}"
        queue = [self.table.start_states[start] for start in STARTS]
        self.states = {state: number for number, state in enumerate(queue)}
        for state in queue:
            for _, (action, target) in sorted(self.table.states[state].items()):
                if action.name == "Shift" and target not in self.states:
                    self.states[target] = len(queue)
                    queue.append(target)
        return queue

    def _row(self, state: int) -> dict[str, int]:
        row = self.table.states[state]
        return {self.written.get(symbol, symbol): self._action(*row[symbol]) for symbol in sorted(row)}

    def _action(self, action: Any, target: Any) -> int:
        return self.states[target] if action.name == "Shift" else -self.rules[target] - 1


if __name__ == "__main__":
    (HERE / "tables.json").write_text(generate(), "utf-8")
