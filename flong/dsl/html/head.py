"""Gives every output of a head field, or of an attachment's name or password, its context."""

from __future__ import annotations

from dataclasses import replace

from flong.dsl.context import Context
from flong.dsl.typed import Block, Output
from flong.errors import Diagnostic

ADDRESS_FIELDS = ("from", "reply-to", "to", "cc", "bcc")


def assign_head(name: str, block: Block) -> tuple[Block, list[Diagnostic]]:
    """`block`, the value of field `name` (any case; or `attach.N.name`, `attach.N.password`), with
    `Output.context` set everywhere."""
    context = Context("address" if name.lower() in ADDRESS_FIELDS else "header")
    return tuple(replace(s, context=context) if isinstance(s, Output) else s for s in block), []
