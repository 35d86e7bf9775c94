"""The state machine of shaping: pure, deterministic, told what time it is.

    open(provider, source, now)     → None: a connection may be made; or what to wait for
    admit(provider, source, now)    → None: a message may leave; or what to wait for
    learned(provider, source, receipt, now) → the reaction that the reply called for, if any
    close(provider, source)         → a connection has ended

In any hour no more than `per_hour` messages are admitted, in any minute no more than `new_connections` are opened, at
no time more than `connections` are open, and nothing is while the provider, or the source for it, rests.
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

    def open(self, provider: str, source: str, now: int, *, holder: str = "", more: bool = True) -> Wait | None:
        """Let `holder` make a connection; `more` than it has, or in place of one that broke."""
        rule = self.rules.of(provider)
        lane = self.lane(rule.name, source)
        pace = self.pace(rule, lane, now)
        if (wait := self._wait_to_open(rule, source, now, pace, more)) is not None:
            return wait
        if rule.opens is not None:
            lane.opens = rule.opens.taken(lane.opens, now, pace)
        if rule.connections and more:
            lane.take(holder, now)
        return None

    def admit(self, provider: str, source: str, now: int) -> Wait | None:
        """Let one message leave."""
        rule = self.rules.of(provider)
        lane = self.lane(rule.name, source)
        pace, day = self.pace(rule, lane, now), now // DAY
        if (wait := self._wait_to_send(rule, source, now, pace)) is not None:
            return wait
        if (mails := rule.mails(pace)) is not None:
            lane.mails = mails.taken(lane.mails, now, pace)
        lane.day, lane.today = day, (lane.today if lane.day == day else 0) + 1
        lane.note(1, now)
        return None

    def close(self, provider: str, source: str, *, holder: str = "") -> None:
        """A connection of `holder` has ended."""
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
        for lane in lanes:
            lane.settle(now)
        latest = max(lanes, key=lambda lane: lane.until)
        return Wait(latest.until, f"resting: {latest.why}", rests=True) if latest.until > now else None

    @staticmethod
    def pace(rule: Rule, lane: Lane, now: int) -> float:
        """The part of the usual speed that a lane has now."""
        return lane.paced(now, rule.quiet, rule.speed_up)

    def _wait_to_open(self, rule: Rule, source: str, now: int, pace: float, more: bool) -> Wait | None:
        """What stands in the way of a connection."""
        lane = self.lane(rule.name, source)
        if (wait := self.resting(rule.name, source, now)) is not None:
            return wait
        if more and (most := rule.at_once(pace)) and lane.connections(now) >= most:
            return Wait(now + BUSY, f"connections: {most} at once")
        if (opens := rule.opens) is not None:
            lane.opens = opens.settled(lane.opens, now, pace)
            if (at := opens.ready(lane.opens, now)) > now:
                return Wait(at, f"new connections: {opens.limit} a minute")
        return None

    def _wait_to_send(self, rule: Rule, source: str, now: int, pace: float) -> Wait | None:
        """What stands in the way of a message."""
        lane, day = self.lane(rule.name, source), now // DAY
        if (wait := self.resting(rule.name, source, now)) is not None:
            return wait
        if (most := rule.per_day(source, day)) and lane.day == day and lane.today >= most:
            return Wait((day + 1) * DAY, f"warm-up: {most} a day")
        if (mails := rule.mails(pace)) is not None:
            lane.mails = mails.settled(lane.mails, now, pace)
            if (at := mails.ready(lane.mails, now)) > now:
                return Wait(at, f"rate: {int(mails.limit * pace)} an hour")
        return None

    def _react(self, rule: Rule, source: str, reaction: Reaction, receipt: Receipt, now: int) -> None:
        lane = self.lane(rule.name, source)
        why = f"{receipt.code} {receipt.text}"[:LONGEST_WHY]
        if reaction.do == "slow_down":
            lane.slow(self.pace(rule, lane, now) * reaction.factor, now)
            lane.why = why
        elif reaction.do == "move":
            lane.rest(now + reaction.rest, why, now)
        else:
            self.lane(rule.name, EVERY).rest(now + reaction.rest, why, now)
