"""What is known of one provider by way of one source: the state that processes share.

A lane whose source is "" is the provider by way of any source. Times are microseconds since the epoch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from flong.backends.shaping.bucket import HOUR, SECOND

LEASE: Final = 60 * SECOND
"""How long a process holds its connections without saying that it lives."""

SLOWEST: Final = 1 / 64
EVERY: Final = ""


class Held(msgspec.Struct, array_like=True):
    """The connections of one process, until its lease ends."""

    count: int
    until: int


class Lane(msgspec.Struct, omit_defaults=True):
    """`mails`, `opens`: when these buckets are empty. `today` messages left on `day`. `slowed`: since when the
    `pace` holds. `hits`: when the last replies came that a reaction counts. `sent`, `before`: messages of this
    `hour` and of the one before it. `said`: when it was said that nothing is sent before `until`."""

    mails: int = 0
    opens: int = 0
    day: int = 0
    today: int = 0
    held: dict[str, Held] = {}
    pace: float = 1.0
    slowed: int = 0
    until: int = 0
    why: str = ""
    hits: dict[str, list[int]] = {}
    hour: int = 0
    sent: int = 0
    before: int = 0
    said: int = 0

    def connections(self, now: int) -> int:
        """How many are open; those of processes that are gone do not count."""
        return sum(held.count for held in self.held.values() if held.until > now)

    def take(self, holder: str, now: int) -> None:
        """One connection more of `holder`."""
        self.held = {name: held for name, held in self.held.items() if held.until > now}
        mine = self.held.get(holder, Held(0, 0))
        self.held[holder] = Held(mine.count + 1, now + LEASE)

    def give(self, holder: str) -> None:
        """One connection of `holder` less."""
        if (mine := self.held.pop(holder, None)) is not None and mine.count > 1:
            self.held[holder] = Held(mine.count - 1, mine.until)

    def renew(self, holder: str, now: int) -> None:
        """The process `holder` lives: its connections count on."""
        if (mine := self.held.get(holder)) is not None:
            self.held[holder] = Held(mine.count, now + LEASE)

    def paced(self, now: int, quiet: int, speed_up: float) -> float:
        """The pace now: it rises with every `quiet` time that has passed."""
        if self.pace >= 1:
            return 1.0
        steps = min(max(0, now - self.slowed) // quiet, 64)
        return float(min(1.0, self.pace * speed_up**steps))

    def slow(self, pace: float, now: int) -> None:
        """From now on, this pace."""
        self.pace, self.slowed = max(SLOWEST, pace), now

    def rest(self, until: int, why: str, now: int) -> None:
        """Nothing before `until`, or later if that was said already."""
        if until > self.until:
            self.until, self.why, self.said = until, why, now

    def settle(self, now: int) -> None:
        """Where the clock was set back, nothing lasts longer from now on than it was to last from the beginning."""
        if self.said > now:
            self.until, self.said = self.until - (self.said - now), now
        self.slowed = min(self.slowed, now)
        if any(held.until > now + LEASE for held in self.held.values()):
            self.held = {name: Held(held.count, min(held.until, now + LEASE)) for name, held in self.held.items()}

    def lift(self) -> None:
        """No rest, full pace, nothing counted."""
        self.until, self.why, self.pace, self.hits = 0, "", 1.0, {}

    def note(self, count: int, now: int) -> None:
        """So many messages left."""
        hour = now // HOUR
        if hour != self.hour:
            self.before = self.sent if hour == self.hour + 1 else 0
            self.hour, self.sent = hour, 0
        self.sent += count

    def last_hour(self, now: int) -> int:
        """About how many messages left in the last sixty minutes."""
        hour, part = divmod(now, HOUR)
        sent, before = (self.sent, self.before) if hour == self.hour else (0, self.sent * (hour == self.hour + 1))
        return sent + round(before * (HOUR - part) / HOUR)

    def count(self, name: str, most: int, window: int, now: int) -> bool:
        """Count a reply for the reaction `name`; whether that makes `most` within `window`."""
        times = [*(at for at in self.hits.get(name, []) if at <= now), now][-most:]
        reached = len(times) == most and now - times[0] < window
        self.hits = {**self.hits, name: [] if reached else times}
        return reached


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: no sooner than `until`, because of `why`. `rests`: nothing at all is sent till then."""

    until: int
    why: str
    rests: bool = False
