"""JSON text in `<script type="application/ld+json">`: in a string or not, and how many brackets are open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flong.dsl.context import Context
from flong.dsl.html.inner import Inner, Problem, Report
from flong.dsl.types import Type

_STEPS = {"{": 1, "[": 1, "}": -1, "]": -1}


@dataclass(frozen=True, slots=True)
class Json:
    string: bool = False
    escape: bool = False
    less: bool = False
    depth: int = 0

    def feed(self, text: str, report: Report) -> Json:
        state = self
        for char in text:
            if state.less and char == "!":
                report(Problem("F0317", "`<!` in JSON text can hide the end of the script", r"write `\u003c!`"))
            state = replace(state._step(char), less=char == "<")
        return state

    def _step(self, char: str) -> Json:
        if self.escape:
            return replace(self, escape=False)
        if char == "\\":
            return replace(self, escape=self.string)
        if char == '"':
            return replace(self, string=not self.string)
        step = 0 if self.string else _STEPS.get(char, 0)
        return replace(self, depth=self.depth + step) if step else self

    def hole(self, type: Type, report: Report) -> tuple[Context, Inner]:
        if self.escape or self.less:
            report(Problem("F0317", "an output can't follow a backslash or `<` in JSON text", "move it"))
        return Context("json_string" if self.string else "json"), replace(self, escape=False, less=False)

    def join(self, other: Inner) -> Inner | None:
        return self if self == other else None

    def end(self, report: Report) -> None:
        if self.string:
            report(Problem("F0317", "the script ends inside a JSON string", 'close it with `"`'))
        elif self.depth:
            message = "the script ends, and brackets of its JSON text do not pair"
            help = "a `{` or `[` is not closed" if self.depth > 0 else "a `}` or `]` closes nothing"
            report(Problem("F0317", message, help))
