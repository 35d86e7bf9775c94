"""How fast messages leave: by a fixed rate, and slower for a while after the other side says it is too much."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

_FIRST: Final = 0.01
_LONGEST: Final = 5.0
_HOLD: Final = 1.0
_EASING: Final = 0.95


class Pace:
    """Turns at most `rate` times a second (0: as often as asked). Being told off halves the pace and holds it for a
    second, every success speeds it up a little."""

    def __init__(self, rate: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._least = 1 / rate if rate else 0.0
        self._clock = clock
        self.interval = self._least
        self._next = self._held = 0.0

    def delay(self) -> float:
        """Takes the next turn; gives the seconds until it."""
        now = self._clock()
        at = max(now, self._next)
        self._next = at + self.interval
        return at - now

    async def turn(self) -> None:
        """Returns when it is the caller's turn."""
        if (seconds := self.delay()) > 0:
            await asyncio.sleep(seconds)

    def throttled(self) -> None:
        """The other side asks for less."""
        now = self._clock()
        if now >= self._held:  # a window is told off as one
            self.interval = min(max(2 * self.interval, _FIRST), _LONGEST)
            self._held = now + _HOLD
            self._next = max(self._next, self._held)

    def accepted(self) -> None:
        """The other side took one."""
        eased = self.interval * _EASING
        self.interval = max(eased if eased > _FIRST / 10 else 0.0, self._least)
