"""One page, spelled for every engine: text with slots, and at most one loop over `entries`.

A slot is `[[name]]`, `[[e.what]]` in the loop, with `??word` for what stands when the value is null, and `|money`.
`[[balance|money]]` is the running total: `opening` and the `amount` of every entry so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_SLOT = re.compile(r"\[\[(?:(?P<scope>e)\.)?(?P<name>\w+)(?:\?\?(?P<default>[^|\]]+))?(?:\|(?P<format>money))?\]\]")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value stands: `scope` is "it" for the record, "e" for the entry, "total" for the running total."""

    scope: str
    name: str
    default: str | None = None
    money: bool = False


@dataclass(frozen=True, slots=True)
class Skeleton:
    """`row` is repeated for each entry; `running` says whether there is a running total."""

    head: str
    row: str = ""
    tail: str = ""
    running: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """How an engine writes a slot, the begin of the loop (with the step of the total) and its end."""

    slot: Callable[[Slot], str]
    begin: Callable[[bool], str]
    end: str


def spell(skeleton: Skeleton, spelling: Spelling) -> str:
    """The template of an engine."""
    head, row, tail = (_spelled(text, spelling.slot) for text in (skeleton.head, skeleton.row, skeleton.tail))
    return head + spelling.begin(skeleton.running) + row + spelling.end + tail if row else head + tail


def literals(text: str) -> list[str]:
    """The texts around the slots: one more than slots.

    >>> literals("Dear [[name]], you owe [[due|money]].")
    ['Dear ', ', you owe ', '.']
    """
    parts: list[str] = []
    end = 0
    for match in _SLOT.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
    return [*parts, text[end:]]


def _spelled(text: str, write: Callable[[Slot], str]) -> str:
    return _SLOT.sub(lambda match: write(_slot(match)), text)


def _slot(match: re.Match[str]) -> Slot:
    scope = "total" if match["name"] == "balance" else match["scope"] or "it"
    return Slot(scope, match["name"], match["default"], match["format"] == "money")
