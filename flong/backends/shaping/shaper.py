"""The state machine of shaping: pure, deterministic, told what time it is.

    admit(provider, source, now)    → None: a message may leave; or what to wait for
    release(provider, source, now)  → a connection is free again
    learned(provider, source, receipt, now) → the reaction that the reply called for, if any

In any hour no more than `per_hour` messages are admitted, at no time more than `connections` are out, and none
while the provider, or the source for it, rests.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Final

from flong.backends.base import Receipt
from flong.backends.shaping.bucket import DAY, SECOND
from flong.backends.shaping.lane import EVERY, Lane, Wait
from flong.backends.shaping.rules import Reaction, Rule, Rules

Lanes = MutableMapping[tuple[str, str], Lane]

BUSY: Final = SECOND
"""How long to wait for a connection that another process holds."""

LONGEST_WHY: Final = 200


class Shaper:
    """Decides over `lanes`, which it changes."""

    def __init__(self, rules: Rules, lanes: Lanes | None = None) -> None:
        self.rules = rules
        self.lanes: Lanes = {} if lanes is None else lanes

    def admit(
        self, provider: str, source: str, now: int, *, holder: str = "", connection: bool = True, fresh: bool = False
    ) -> Wait | None:
        """Let one message leave, or say what it waits for. `connection`: it needs one more of the provider's
        connections, which `release` gives back; `fresh`: one will be opened for it."""
        rule = self.rules.of(provider)
        lane = self.lane(rule.name, source)
        if (wait := self._wait(rule, source, now, connection, fresh)) is not None:
            return wait
        self._take(rule, lane, now, fresh)
        if connection and rule.connections:
            lane.take(holder, now)
        return None

    def release(self, provider: str, source: str, *, holder: str = "") -> None:
        """A connection carries this provider's mail no more."""
        self.lane(self.rules.of(provider).name, source).give(holder)

    def renew(self, holder: str, now: int) -> None:
        """The process `holder` lives: its connections count on."""
        for lane in self.lanes.values():
            lane.renew(holder, now)

    def learned(self, provider: str, source: str, receipt: Receipt, now: int) -> Reaction | None:
        """What a reply calls for, done; None if nothing."""
        if receipt.code < 400:
            return None
        rule = self.rules.of(provider)
        lane = self.lane(rule.name, source)
        reaction = next((one for one in rule.reactions if one.fits(receipt)), None)
        if reaction is None:
            return None
        if lane.pace < 1:
            lane.slow(self.pace(rule, lane, now), now)
        if not lane.count(reaction.name, reaction.threshold.count, reaction.threshold.window, now):
            return None
        self._react(rule, source, reaction, receipt, now)
        return reaction

    def lane(self, provider: str, source: str) -> Lane:
        """The state of a provider by way of a source, made if need be."""
        return self.lanes.setdefault((provider, source), Lane())

    def resting(self, provider: str, source: str, now: int) -> Wait | None:
        """Until when nothing goes to this provider from this source, if that is so."""
        lanes = (self.lane(provider, source), self.lane(provider, EVERY))
        latest = max(lanes, key=lambda lane: lane.until)
        return Wait(latest.until, f"resting: {latest.why}") if latest.until > now else None

    @staticmethod
    def pace(rule: Rule, lane: Lane, now: int) -> float:
        """The part of the usual speed that a lane has now."""
        return lane.paced(now, rule.quiet, rule.speed_up)

    def _wait(self, rule: Rule, source: str, now: int, connection: bool, fresh: bool) -> Wait | None:
        """The first thing that stands in the way; nothing is changed but times that can't be."""
        lane = self.lane(rule.name, source)
        if (wait := self.resting(rule.name, source, now)) is not None:
            return wait
        if (most := rule.per_day(source, now // DAY)) and lane.day == now // DAY and lane.today >= most:
            return Wait((now // DAY + 1) * DAY, f"warm-up: {most} a day")
        pace = self.pace(rule, lane, now)
        if (mails := rule.mails(pace)) is not None:
            lane.mails = mails.settled(lane.mails, now, pace)
            if (at := mails.ready(lane.mails, now)) > now:
                return Wait(at, f"rate: {int(mails.limit * pace)} an hour")
        if connection and (most := rule.at_once(pace)) and lane.connections(now) >= most:
            return Wait(now + BUSY, f"connections: {most} at once")
        return self._wait_to_open(rule, lane, now, pace) if fresh else None

    @staticmethod
    def _wait_to_open(rule: Rule, lane: Lane, now: int, pace: float) -> Wait | None:
        if (opens := rule.opens) is None:
            return None
        lane.opens = opens.settled(lane.opens, now, pace)
        at = opens.ready(lane.opens, now)
        return Wait(at, f"new connections: {opens.limit} a minute") if at > now else None

    def _take(self, rule: Rule, lane: Lane, now: int, fresh: bool) -> None:
        pace, day = self.pace(rule, lane, now), now // DAY
        if (mails := rule.mails(pace)) is not None:
            lane.mails = mails.taken(lane.mails, now, pace)
        if fresh and (opens := rule.opens) is not None:
            lane.opens = opens.taken(lane.opens, now, pace)
        lane.day, lane.today = day, (lane.today if lane.day == day else 0) + 1
        lane.note(1, now)

    def _react(self, rule: Rule, source: str, reaction: Reaction, receipt: Receipt, now: int) -> None:
        lane = self.lane(rule.name, source)
        why = f"{receipt.code} {receipt.text}"[:LONGEST_WHY]
        if reaction.do == "slow_down":
            lane.slow(self.pace(rule, lane, now) * reaction.factor, now)
            lane.why = why
        elif reaction.do == "move":
            lane.rest(now + reaction.rest, why)
        else:
            self.lane(rule.name, EVERY).rest(now + reaction.rest, why)
