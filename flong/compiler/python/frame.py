"""The state of one record's rendering, and how it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flong.errors import Span
from flong.runtime.core import Context
from flong.runtime.reasons import Code

TEXT_LIMIT = 16 << 20
"""Bytes a part, or a text made by `~` or `join`, may have."""


class Failure(Exception):
    """The record can't be rendered: `code` says why, `span` names the node that failed."""

    def __init__(self, code: int, span: Span, reason: str = "") -> None:
        super().__init__(code)
        self.code, self.span, self.reason = code, span, reason


@dataclass(slots=True)
class Loop:
    """Where a `for` stands: its kept items and the index of the current one."""

    items: list[Any]
    index: int = 0


@dataclass(slots=True)
class Frame:
    """Everything an expression may read. `blobs` holds the resolved constants by signature and statics, one for
    each locale; `locale` is the slot with the index of the record's."""

    data: dict[str, Any]
    slots: list[Any]
    context: Context
    now: datetime
    zone: ZoneInfo
    blobs: Mapping[Any, tuple[bytes, ...]]
    turns: int
    locale: int | None = None
    loops: dict[int, Loop] = field(default_factory=dict)

    def blob(self, call: Any) -> bytes:
        """The resolved constants of a call in the record's locale; the first until that is known."""
        chosen = None if self.locale is None else self.slots[self.locale]
        return self.blobs[call][chosen or 0]

    def turn(self, span: Span) -> None:
        """Count one turn of any loop; too many reject the record."""
        self.turns -= 1
        if self.turns < 0:
            raise Failure(Code.TOO_MANY_TURNS, span)
