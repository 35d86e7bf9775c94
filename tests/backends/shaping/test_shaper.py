"""What the state machine promises, whatever happens in whatever order."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flong.backends.base import Receipt
from flong.backends.shaping.bucket import DAY, HOUR, MINUTE, SECOND
from flong.backends.shaping.lane import EVERY, LEASE, SLOWEST, Wait
from flong.backends.shaping.rules import Reaction, Rule, Rules, Step
from flong.backends.shaping.shaper import Shaper
from flong.backends.shaping.units import Threshold

START = 1_800_000_000 * SECOND // DAY * DAY
SOURCES = ("192.0.2.1", "192.0.2.2")
SLOW = Reaction("slow", "slow_down", (421,), threshold=Threshold(2, MINUTE), factor=0.5)
REST = Reaction("rest", "suspend", (450,), rest=20 * MINUTE)
MOVE = Reaction("move", "move", (451,), rest=30 * MINUTE)
REACTIONS = (SLOW, REST, MOVE)


def reply(code: int, text: str = "later", enhanced: str = "") -> Receipt:
    return Receipt(1, 1, "deferred" if code < 500 else "bounced", code, enhanced, text)


def shaper(**limits: object) -> Shaper:
    return Shaper(Rules({"p": Rule("p", **{"reactions": REACTIONS, **limits}), "other": Rule("other")}))


class Shaping(RuleBasedStateMachine):
    """Two sources and two processes ask, open, end, hear replies and pause."""

    @initialize(connections=st.integers(0, 4), opens=st.integers(0, 6), hour=st.integers(0, 30), day=st.integers(0, 40))
    def begin(self, connections: int, opens: int, hour: int, day: int) -> None:
        steps = (Step(START // DAY - 1, day),) if day else ()
        self.limits = {"connections": connections, "new_connections": opens, "per_hour": hour}
        self.day, self.now = day, START
        self.shaper = shaper(**self.limits, warm_up=steps)
        self.left: dict[str, list[int]] = defaultdict(list)
        self.opened: dict[str, list[int]] = defaultdict(list)
        self.out: dict[str, list[str]] = defaultdict(list)
        self.rests: dict[str, int] = defaultdict(int)

    @rule(seconds=st.integers(0, 400))
    def pause(self, seconds: int) -> None:
        for _ in range(0, seconds, 30):
            self.now += 30 * SECOND
            for holder in ("a", "b"):
                self.shaper.renew(holder, self.now)

    @rule(source=st.sampled_from(SOURCES), times=st.integers(1, 6))
    def send(self, source: str, times: int) -> None:
        for _ in range(times):
            if self.granted(self.shaper.admit("p", source, self.now), source):
                self.left[source].append(self.now)

    @rule(source=st.sampled_from(SOURCES), holder=st.sampled_from("ab"), more=st.booleans())
    def open(self, source: str, holder: str, more: bool) -> None:
        if self.granted(self.shaper.open("p", source, self.now, holder=holder, more=more), source):
            self.opened[source].append(self.now)
            self.out[source] += [holder] * more

    def granted(self, wait: Wait | None, source: str) -> bool:
        if wait is None:
            assert self.now >= max(self.rests[source], self.rests[EVERY]), "admitted while resting"
        else:
            assert wait.until > self.now and wait.why
        return wait is None

    @rule(source=st.sampled_from(SOURCES), data=st.data())
    def end(self, source: str, data: st.DataObject) -> None:
        if self.out[source]:
            holder = data.draw(st.sampled_from(self.out[source]))
            self.out[source].remove(holder)
            self.shaper.close("p", source, holder=holder)

    @rule(source=st.sampled_from(SOURCES), code=st.sampled_from([250, 421, 450, 451, 550]))
    def hear(self, source: str, code: int) -> None:
        found = self.shaper.learned("p", source, reply(code), self.now)
        if found in (REST, MOVE):
            place = EVERY if found is REST else source
            self.rests[place] = max(self.rests[place], self.now + found.rest)

    @invariant()
    def limits_hold(self) -> None:
        for source in SOURCES if hasattr(self, "shaper") else ():
            self.within(self.left[source], HOUR, self.limits["per_hour"])
            self.within(self.opened[source], MINUTE, self.limits["new_connections"])
            self.within(self.left[source], DAY, self.day, aligned=True)
            if self.limits["connections"]:
                assert len(self.out[source]) <= self.limits["connections"]
                assert self.shaper.lane("p", source).connections(self.now) == len(self.out[source])

    def within(self, times: list[int], window: int, limit: int, aligned: bool = False) -> None:
        begins = {at // DAY * DAY for at in times} if aligned else times
        assert not limit or all(sum(at <= one < at + window for one in times) <= limit for at in begins)


TestShaping = Shaping.TestCase
TestShaping.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


@pytest.mark.deep
class TestShapingLong(Shaping.TestCase):  # type: ignore[name-defined]
    settings = settings(max_examples=1500, stateful_step_count=80, deadline=None)


def test_slowing_down_and_speeding_up_again() -> None:
    """Two replies within a minute halve the pace; each quiet time doubles it; the first reply alone does nothing."""
    machine = shaper(per_hour=1000, quiet=10 * MINUTE)
    rule_, lane = machine.rules.of("p"), machine.lane("p", "s")
    assert machine.learned("p", "s", reply(421), START) is None
    assert machine.learned("p", "s", reply(421), START + SECOND) is SLOW
    assert machine.pace(rule_, lane, START + MINUTE) == 0.5
    assert machine.pace(rule_, lane, START + 11 * MINUTE) == 1.0
    for n in range(40):
        machine.learned("p", "s", reply(421), START + (20 * 60 + n) * SECOND)
    assert lane.pace == SLOWEST


def test_a_reply_that_matters_ends_the_quiet() -> None:
    """The pace that was reached stays, and does not rise before another quiet time has passed."""
    machine = shaper(per_hour=1000, quiet=10 * MINUTE)
    rule_, lane = machine.rules.of("p"), machine.lane("p", "s")
    for n in range(4):
        machine.learned("p", "s", reply(421), START + n)
    assert lane.pace == 0.25
    machine.learned("p", "s", reply(421), START + 11 * MINUTE)
    assert machine.pace(rule_, lane, START + 20 * MINUTE) == 0.5
    assert machine.pace(rule_, lane, START + 22 * MINUTE) == 1.0


def test_old_replies_do_not_count() -> None:
    """Two in more than a minute are none."""
    machine = shaper()
    assert [machine.learned("p", "s", reply(421), START + n * MINUTE) for n in range(5)] == [None] * 5


def test_a_pace_without_a_rate_has_one() -> None:
    """A provider without limits becomes slower all the same."""
    machine = shaper()
    assert all(machine.admit("p", "s", START) is None for _ in range(1000))
    for n in range(200):
        machine.learned("p", "s", reply(421), START + n)
    waits = [machine.admit("p", "s", START + SECOND) for _ in range(1000)]
    assert waits[0] is None and waits[-1] is not None and "rate" in waits[-1].why


def test_suspend_rests_every_source_and_move_one() -> None:
    machine = shaper()
    machine.learned("p", "s", reply(451, "4.7.0 not from there"), START)
    assert machine.resting("p", "s", START) and not machine.resting("p", "t", START)
    wait = machine.admit("p", "s", START)
    assert wait and wait.until == START + MOVE.rest and "451 4.7.0 not from there" in wait.why
    assert machine.admit("p", "t", START) is None
    machine.learned("p", "t", reply(450), START)
    assert machine.admit("p", "t", START) and machine.admit("p", "t", START + REST.rest) is None


def test_the_first_reaction_that_fits_counts() -> None:
    """Code, enhanced code and pattern must all fit, those that are given."""
    first = Reaction("a", "move", (421,), ("4.7.*",), "too fast", found=lambda text: "too fast" in text)
    machine = shaper(reactions=(first, REST, Reaction("c", "suspend", enhanced=("4.7.28",))))
    assert machine.learned("p", "s", reply(421, "too fast", "4.7.1"), START) is first
    assert machine.learned("p", "s", reply(421, "too fast", "4.8.1"), START) is None
    assert machine.learned("p", "s", reply(421, "hello", "4.7.1"), START) is None
    assert machine.learned("p", "s", reply(450), START) is REST
    assert machine.learned("p", "s", reply(550, "hello", "4.7.28"), START).name == "c"
    assert machine.learned("p", "s", reply(250, "too fast", "4.7.28"), START) is None


def test_warm_up_goes_by_days_and_sources() -> None:
    """The step that began last decides; one with 0 ends the warm-up; other sources are not concerned."""
    day = START // DAY
    steps = (Step(day, 2, "s"), Step(day + 1, 3, "s"), Step(day + 2, 0, "s"))
    machine = shaper(warm_up=steps)
    for n, most in ((0, 2), (1, 3), (2, 50)):
        admitted = sum(machine.admit("p", "s", START + n * DAY + k) is None for k in range(50))
        assert admitted == most
    assert all(machine.admit("p", "t", START) is None for _ in range(50))
    machine = shaper(warm_up=steps)
    assert [machine.admit("p", "s", START) for _ in range(2)] == [None, None]
    assert machine.admit("p", "s", START).until == START + DAY


def test_connections_of_a_dead_process_come_back() -> None:
    """Its lease ends after a minute without renewal."""
    machine = shaper(connections=2)
    assert [machine.open("p", "s", START, holder="dead") for _ in range(2)] == [None, None]
    assert machine.open("p", "s", START + LEASE - 1, holder="b") is not None
    assert machine.open("p", "s", START + LEASE, holder="b") is None


def test_a_clock_set_back_prolongs_nothing() -> None:
    """Rests, a slower pace, connections of the dead, and replies that count: as if all had begun at the new time."""
    machine, back = shaper(connections=1, per_hour=1000), START - 30 * DAY
    machine.open("p", "s", START, holder="dead")
    machine.learned("p", "t", reply(451, "4.7.0 not from there"), START)
    assert [machine.learned("p", "u", reply(421), START + n) for n in (0, 1)] == [None, SLOW]
    assert machine.admit("p", "t", back).until == back + MOVE.rest
    assert machine.admit("p", "t", back + MOVE.rest) is None
    assert machine.open("p", "s", back, holder="b") and machine.open("p", "s", back + LEASE, holder="b") is None
    assert machine.resting("p", "u", back) is None
    slow, rule = machine.lane("p", "u"), machine.rules.of("p")
    assert slow.pace < 1 and machine.pace(rule, slow, back + 64 * rule.quiet) == 1


def test_replies_of_the_future_do_not_count() -> None:
    """The clock was set back since."""
    machine = shaper(reactions=(Reaction("a", "move", (421,), threshold=Threshold(2, MINUTE)),))
    assert machine.learned("p", "s", reply(421), START) is None
    assert machine.learned("p", "s", reply(421), START - DAY) is None
    assert machine.learned("p", "s", reply(421), START - DAY + SECOND) is not None


def test_a_provider_that_the_rules_forgot_is_other() -> None:
    assert shaper(per_hour=1).admit("gone", "s", START) is None


def test_the_last_hour_is_told() -> None:
    """The present hour, and the part of the one before that is not an hour ago."""
    machine = shaper()
    for n in range(60):
        machine.admit("p", "s", START + n * MINUTE)
    lane = machine.lane("p", "s")
    assert lane.last_hour(START + 59 * MINUTE) == 60
    assert lane.last_hour(START + 90 * MINUTE) == 30
    assert lane.last_hour(START + 5 * HOUR) == 0
