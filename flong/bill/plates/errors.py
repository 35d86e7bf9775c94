"""Why a bill is not stamped. None of these is a fault: the bill is cast the true way."""

from __future__ import annotations


class Unstampable(Exception):
    """What stands in the way, for people; a record's values are never part of it."""


class Unknown(Unstampable):
    """The plate has not seen such a record yet: casting it the true way teaches it."""
