"""Why a bill is not stamped. None of these is a fault: the bill is cast the true way."""

from __future__ import annotations


class Unstampable(Exception):
    """What stands in the way, for people; a record's values are never part of it. `output` is the number of the
    template's output that it is about, if it is about one."""

    def __init__(self, reason: str, output: int | None = None) -> None:
        super().__init__(reason)
        self.output = output


class Unknown(Unstampable):
    """The plate has not seen such a record yet: casting it the true way teaches it."""
