"""What `routes.py` arranges: outlets (a relay by way of one of our addresses) and lines (the mail of a provider)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from flong.backends.base import Backend, Outgoing
from flong.backends.pool import RouteError
from flong.backends.shaping.bucket import HOUR, SECOND
from flong.backends.shaping.rules import Rule

FIRST_PAUSE: Final = 0.25
LONGEST_PAUSE: Final = 5.0
AFTER_REFUSAL: Final = 60.0
STALE: Final = 1.0
"""Seconds after which an outlet that takes nothing holds the others up no more."""

LONGEST_GAP: Final = 60.0
"""Seconds from one message to the next that count at most for the pace."""

SLACK: Final = 2.0
"""Messages, for each of its weight, that an outlet may be ahead of its share."""


@dataclass(eq=False)
class Outlet:
    """A relay by way of one source address: `connections` at most at once, `per_connection` messages on each.

    `make` gives a backend of a single connection for a provider, which does not try again by itself.
    """

    name: str
    make: Callable[[Rule], Backend]
    connections: int = 4
    per_connection: int = 100
    weight: int = 1
    open: int = 0
    wanted: int = 0
    served: float = 0.0
    took: float = float("-inf")
    error: RouteError | None = None
    since: float = 0.0
    until: float = 0.0
    _pause: float = FIRST_PAUSE

    @property
    def share(self) -> float:
        """How much it has been given, measured by its weight."""
        return self.served / self.weight

    def failed(self, error: RouteError, now: float) -> None:
        """It can't be used for a while. Those that fail with it tell nothing new."""
        if now < self.until:
            return
        if self.error is None:
            self.since = now
        self.error = error
        self.until = now + (AFTER_REFUSAL if error.permanent else self._pause)
        self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def worked(self) -> None:
        """It can be used."""
        self.error, self._pause, self.until = None, FIRST_PAUSE, 0.0

    def hopeless(self, now: float, patience: float) -> bool:
        """Whether nothing has worked for longer than patience, or trying again will not help."""
        return self.error is not None and not self.open and (self.error.permanent or now - self.since >= patience)


class Waiting(NamedTuple):
    """A message in a line since `arrived` (seconds of the loop's clock)."""

    item: Outgoing
    arrived: float


@dataclass(eq=False)
class Line:
    """The messages for one provider. `opens`, `sends`: until when, by outlet, nothing may be opened or sent, and
    `why`. `pace`: seconds between two messages, as seen. `booked`: when the last message sent back may come again."""

    rule: Rule
    items: deque[Waiting] = field(default_factory=deque)
    opens: dict[str, int] = field(default_factory=dict)
    sends: dict[str, int] = field(default_factory=dict)
    why: str = ""
    pace: float = 0.0
    booked: float = 0.0
    took: float = 0.0

    @property
    def name(self) -> str:
        return self.rule.name

    def taken(self, now: float) -> Outgoing:
        """The next message, and what that tells of the pace."""
        item, arrived = self.items.popleft()
        gap = now - (arrived if arrived > self.took else self.took)
        self.pace += ((gap if gap < LONGEST_GAP else LONGEST_GAP) - self.pace) / 8
        self.took = now
        return item

    def blocked(self, outlet: str, now: int) -> bool:
        """Whether a rule forbids a connection, or a message on one."""
        return self._until(outlet) > now

    def held(self, outlets: Iterable[str], now: int) -> bool:
        """Whether a rule keeps messages from some outlet at present."""
        return any(self.blocked(name, now) for name in outlets)

    def rests(self, outlets: Iterable[str], connected: Container[str], now: int) -> float:
        """Seconds until a message may leave by one of the outlets, where some are `connected` for this provider."""
        sends = (self.sends.get(name, 0) if name in connected else self._until(name) for name in outlets)
        return max(0, min(sends, default=0) - now) / SECOND

    def _until(self, outlet: str) -> int:
        return max(self.opens.get(outlet, 0), self.sends.get(outlet, 0))

    def gap(self, outlets: Sequence[str], now: int) -> float:
        """Seconds from one message to the next: as seen, or by the rule if that is what holds them up."""
        ruled = self.rule.per_hour and any(self.sends.get(name, 0) > now for name in outlets)
        return max(HOUR / SECOND / (self.rule.per_hour * len(outlets)) if ruled else 0.0, self.pace, 0.001)
