"""White space between pieces of plain text, decided when the template is compiled.

A place has a `wanted` gap, which is written only when text follows, and a `written` one, which is
already there. Gaps are ordered: none, space, cell, line, paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

NONE, SPACE, CELL, LINE, PARAGRAPH = range(5)
_WRITTEN = {NONE: "", SPACE: " ", CELL: "  ", LINE: "\n", PARAGRAPH: "\n\n"}


@dataclass(frozen=True, slots=True)
class Spacing:
    """The state between two pieces. A text starts as if a paragraph stood before it."""

    wanted: int = NONE
    written: int = PARAGRAPH
    address: bool = False  # a link's address stands right before

    def want(self, gap: int) -> Spacing:
        return Spacing(max(self.wanted, gap), self.written, self.address)

    def gap(self) -> str:
        """What is to be written before text follows."""
        if self.wanted <= self.written:
            return ""
        if self.wanted == PARAGRAPH and self.written == LINE:
            return "\n"
        return _WRITTEN[self.wanted]

    def settled(self) -> Spacing:
        """The state once `gap()` was written."""
        return Spacing(NONE, max(self.wanted, self.written))


AFTER_TEXT = Spacing(NONE, NONE)


def meet(ends: list[Spacing]) -> Spacing | None:
    """The state behind branches that end alike; None when each must write its gap first."""
    return ends[0] if all(end == ends[0] for end in ends) else None


def met(ends: list[Spacing]) -> Spacing:
    """The state behind branches that have all written their gaps."""
    return Spacing(NONE, min(end.settled().written for end in ends))
