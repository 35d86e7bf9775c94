"""What rules say, once they are read: limits, reactions and warm-ups of every provider.

`reading.py` makes them of TOML. A limit of 0 is none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from flong.backends.base import Receipt
from flong.backends.shaping.bucket import HOUR, MINUTE, Bucket
from flong.backends.shaping.units import Threshold

AT_ONCE: Final = Threshold(1, MINUTE)

Action = Literal["slow_down", "suspend", "move"]

OTHER: Final = "other"
"""The provider of all domains that no provider names."""

UNNAMED_RATE: Final = 360_000
"""Messages an hour that slowing down begins from where no rate is set: a hundred a second."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What to do when `threshold` replies fit: `code`, `enhanced` and the pattern `match`, those that are given.

    `slow_down` multiplies the pace by `factor`; `suspend` rests the provider, and `move` the source for this
    provider, for `rest` microseconds.
    """

    name: str
    do: Action
    codes: tuple[int, ...] = ()
    enhanced: tuple[str, ...] = ()
    match: str = ""
    threshold: Threshold = AT_ONCE
    factor: float = 0.5
    rest: int = HOUR
    found: Callable[[str], Any] = field(default=lambda text: True, compare=False, repr=False)

    def fits(self, receipt: Receipt) -> bool:
        """Whether this reply is one of those meant. `enhanced` codes may end with `*`."""
        if self.codes and receipt.code not in self.codes:
            return False
        return self._fits_enhanced(receipt.enhanced) and bool(self.found(receipt.text))

    def _fits_enhanced(self, code: str) -> bool:
        if not self.enhanced:
            return True
        return any(code.startswith(one[:-1]) if one.endswith("*") else code == one for one in self.enhanced)


@dataclass(frozen=True, slots=True)
class Step:
    """From `day` (days since the epoch, UTC) on, at most `per_day` messages; `source` "" is every source."""

    day: int
    per_day: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How to treat a provider.

    `connections` at once, `new_connections` a minute, `per_connection` messages on each, `per_hour` messages;
    each of these for one source. `window`: messages that may await their answers on a connection (BDAT); 0: as the
    relay says.
    After `quiet` microseconds without a reply that matters the pace is multiplied by `speed_up`.
    """

    name: str
    domains: tuple[str, ...] = ()
    mx: tuple[str, ...] = ()
    connections: int = 0
    new_connections: int = 0
    per_connection: int = 0
    per_hour: int = 0
    window: int = 1
    quiet: int = 10 * MINUTE
    speed_up: float = 2.0
    reactions: tuple[Reaction, ...] = ()
    warm_up: tuple[Step, ...] = ()
    origin: str = ""

    def mails(self, pace: float) -> Bucket | None:
        """The bucket of messages; where no rate is set there is one only once it has to be slower."""
        limit = self.per_hour or (0 if pace >= 1 else UNNAMED_RATE)
        return Bucket(limit, HOUR) if limit else None

    @property
    def opens(self) -> Bucket | None:
        """The bucket of new connections."""
        return Bucket(self.new_connections, MINUTE) if self.new_connections else None

    def at_once(self, pace: float) -> int:
        """How many connections at a time; 0: any number."""
        return max(1, int(self.connections * pace)) if self.connections else 0

    def per_day(self, source: str, day: int) -> int:
        """How many messages on this day; 0: any number. The step that began last decides."""
        begun = [step for step in self.warm_up if step.source in ("", source) and step.day <= day]
        return max(begun, key=lambda step: step.day).per_day if begun else 0

    @property
    def free(self) -> bool:
        """Whether nothing limits this provider unless a reply says so."""
        return not (self.connections or self.new_connections or self.per_hour or self.warm_up)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of all providers by name; `other` is always there."""

    providers: Mapping[str, Rule]

    def of(self, name: str) -> Rule:
        """The rule of a provider; that of `other` for one that the rules no longer know."""
        return self.providers.get(name) or self.providers[OTHER]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.providers)
