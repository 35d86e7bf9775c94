"""A bucket that never lets more than its limit through in any window, exactly.

The generic cell rate algorithm (ITU-T I.371): one integer says when the bucket would be empty again. All
times are whole microseconds, so that nothing is lost to rounding.

With an interval of `ceil(window / (limit - burst + 1))` and a burst of `burst`, a half-open window holds at most
`burst - 1 + ceil(window / interval)` ≤ `limit` departures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

_SHARE: Final = 20
_LARGEST: Final = 100
"""One in twenty of the limit may leave at once, at most a hundred; the rest is spread over the window."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """At most `limit` (≥ 1) departures in any `window` of microseconds; at a pace below 1, that part of them."""

    limit: int
    window: int

    @property
    def burst(self) -> int:
        return max(1, min(_LARGEST, self.limit // _SHARE))

    @property
    def interval(self) -> int:
        """Microseconds between departures once the burst is spent."""
        return -(-self.window // (self.limit - self.burst + 1))

    def settled(self, empty: int, now: int, pace: float) -> int:
        """When it is `empty`, but no later than a full bucket is: the clock may have been set back."""
        return min(empty, now + self._tolerance + self._step(pace))

    def ready(self, empty: int, now: int) -> int:
        """When the next one may leave: now, or later."""
        return max(now, empty - self._tolerance)

    def taken(self, empty: int, now: int, pace: float) -> int:
        """When the bucket is empty after one left now."""
        return max(now, empty) + self._step(pace)

    @property
    def _tolerance(self) -> int:
        return (self.burst - 1) * self.interval

    def _step(self, pace: float) -> int:
        return self.interval if pace >= 1 else int(self.interval / pace) + 1
