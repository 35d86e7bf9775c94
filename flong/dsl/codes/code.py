"""What is known of one diagnostic code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """`title` is a few words; `text` is Markdown: the mistake, its reason, the cure."""

    title: str
    text: str
