"""In no window more than the limit, and not much less."""

from __future__ import annotations

from bisect import bisect_left

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.shaping.bucket import DAY, HOUR, MINUTE, SECOND, Bucket

LIMITS = st.one_of(st.integers(1, 60), st.integers(1, 1_000_000))
PACES = st.sampled_from([1.0, 1.0, 0.7, 0.5, 0.1, 1 / 64])


def most_in_a_window(times: list[int], window: int) -> int:
    """The most departures of any half-open window: it is enough to look at those that begin with one."""
    return max((bisect_left(times, at + window) - n for n, at in enumerate(times)), default=0)


def greedy(bucket: Bucket, count: int, pace: float = 1.0) -> list[int]:
    """Departures of somebody who never waits longer than needed."""
    now, empty, times = 10**15, 0, []
    for _ in range(count):
        now = bucket.ready(empty, now)
        empty = bucket.taken(empty, now, pace)
        times.append(now)
    return times


@settings(max_examples=60)
@given(LIMITS.filter(lambda limit: limit < 3000), st.sampled_from([SECOND, MINUTE, HOUR, DAY]))
def test_the_greedy_never_get_more_than_the_limit(limit: int, window: int) -> None:
    """Twice the limit is asked for without a pause; windows hold the limit at most, nineteen twentieths at least."""
    times = greedy(Bucket(limit, window), 2 * limit + 2)
    assert most_in_a_window(times, window) <= limit
    assert times[-1] - times[0] <= (2 * limit + 2) * window * 20 // (19 * limit) + window


@settings(max_examples=100)
@given(LIMITS, st.lists(st.tuples(st.integers(0, HOUR // 3), PACES), max_size=80))
def test_no_pattern_of_asking_gets_more(limit: int, asking: list[tuple[int, float]]) -> None:
    """Pauses, bursts and changes of pace."""
    bucket, now, empty = Bucket(limit, HOUR), 10**15, 0
    times: list[int] = []
    for pause, pace in asking:
        now += pause
        empty = bucket.settled(empty, now, pace)
        if bucket.ready(empty, now) <= now:
            empty = bucket.taken(empty, now, pace)
            times.append(now)
    assert most_in_a_window(times, HOUR) <= limit


@pytest.mark.parametrize(("limit", "burst"), [(1, 1), (19, 1), (20, 1), (100, 5), (1000, 50), (360_000, 100)])
def test_one_in_twenty_may_leave_at_once(limit: int, burst: int) -> None:
    times = greedy(Bucket(limit, HOUR), min(limit, 1000))
    assert times.count(times[0]) == burst


def test_a_slower_pace_spreads_what_follows() -> None:
    """Half the pace, half the number."""
    fast, slow = greedy(Bucket(40, HOUR), 41), greedy(Bucket(40, HOUR), 41, pace=0.5)
    assert (slow[-1] - slow[2]) == pytest.approx(2 * (fast[-1] - fast[2]), rel=0.01)


def test_a_clock_set_back_costs_one_bucket() -> None:
    """A time from the far future is forgotten."""
    bucket = Bucket(10, HOUR)
    empty = bucket.settled(10**17, 10**15, 1.0)
    assert 10**15 < bucket.ready(empty, 10**15) <= 10**15 + HOUR
