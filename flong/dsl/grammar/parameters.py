"""Builds the head of a component: types and default values side by side."""

from __future__ import annotations

from dataclasses import dataclass

from flong.dsl.grammar.expressions import Expressions
from flong.dsl.grammar.replay import Part
from flong.dsl.grammar.types import Types
from flong.dsl.syntax import Parameter
from flong.errors import Span


@dataclass(frozen=True, slots=True)
class ComponentHead:
    """`name [(parameters)]`."""

    name: str
    name_span: Span
    params: tuple[Parameter, ...]


class Parameters(Types, Expressions):
    """One method per alias of the component rules, beside those of types and expressions."""

    def component(self, span: Span, parts: list[Part]) -> ComponentHead:
        params = self.distinct(parts[2].value) if len(parts) > 3 else []
        return ComponentHead(self.word(parts[0]), self.part_span(parts[0]), tuple(params))

    def parameter(self, span: Span, parts: list[Part]) -> Parameter:
        default = parts[4].value if len(parts) > 3 else None
        return Parameter(self.word(parts[0]), self.part_span(parts[0]), parts[2].value, default)
