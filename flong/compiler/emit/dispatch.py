"""Which function emits which expression node; the families register themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flong.compiler.emit.body import Body
from flong.compiler.emit.convert import convert
from flong.compiler.emit.shapes import Value
from flong.dsl import typed
from flong.dsl.types import Type

Emitter = Callable[[Any, Body], Value]
E = TypeVar("E", bound=Emitter)

EMITTERS: dict[type[typed.Expr], Emitter] = {}


def emits(node: type[typed.Expr]) -> Callable[[E], E]:
    """Register the emitter of `node`: it writes what must be computed and returns where the value is."""

    def register(function: E) -> E:
        EMITTERS[node] = function
        return function

    return register


def expression(node: typed.Expr, body: Body) -> Value:
    """The value of `node`, computed once and in order."""
    return EMITTERS[type(node)](node, body)


def expression_as(node: typed.Expr, kind: Type, body: Body) -> Value:
    """The value of `node`, widened to `kind`."""
    return convert(expression(node, body), kind, body, node.span)
