"""Durations (`"30 min"`) and thresholds (`"3/min"`) as rules write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from flong.backends.shaping.bucket import DAY, HOUR, MINUTE, SECOND

_UNITS: Final = {"s": SECOND, "min": MINUTE, "h": HOUR, "d": DAY}
_DURATION: Final = re.compile(r"([1-9][0-9]{0,5}) ?(s|min|h|d)\Z")
_THRESHOLD: Final = re.compile(r"([1-9][0-9]{0,2})/(s|min|h|d)\Z")


@dataclass(frozen=True, slots=True)
class Threshold:
    """So many replies within a `window` of microseconds."""

    count: int
    window: int


def duration(text: str) -> int:
    """Microseconds. Raises ValueError."""
    match = _DURATION.match(text)
    if match is None:
        raise ValueError('must be a duration: "90 s", "30 min", "2 h" or "1 d"')
    return int(match[1]) * _UNITS[match[2]]


def threshold(text: str) -> Threshold:
    """Raises ValueError."""
    match = _THRESHOLD.match(text)
    if match is None:
        raise ValueError('must be a threshold: "3/min", "1/s", "20/h" or "5/d"')
    return Threshold(int(match[1]), _UNITS[match[2]])
