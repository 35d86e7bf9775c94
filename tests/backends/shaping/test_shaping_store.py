"""State that processes share and crashes do not forget."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flong.backends.base import Receipt
from flong.backends.shaping.bucket import HOUR, MINUTE, SECOND
from flong.backends.shaping.rules import Reaction, Rule, Rules
from flong.backends.shaping.store import NAME, Shared
from flong.errors import SendError

REST = Reaction("rest", "suspend", (450,), rest=20 * MINUTE)
RULES = Rules({
    "p": Rule("p", connections=3, per_hour=40, reactions=(REST,)),
    "c": Rule("c", connections=3),
    "other": Rule("other", reactions=(REST, Reaction("slow", "slow_down", (421,), factor=0.1))),
})  # fmt: skip
NOW = 1_800_000_000.0
REPLY = Receipt(1, 1, "deferred", 450, "4.7.1", "4.7.1 later")


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shared(tmp_path: Path, clock: Clock):
    """shared() → the same state, opened once more, as another process would."""
    opened: list[Shared] = []

    def make(rules: Rules = RULES) -> Shared:
        opened.append(Shared(tmp_path / NAME, rules, clock))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def admitted(shared: Shared, provider: str, times: int) -> int:
    return sum(shared.admit(provider, "s") is None for _ in range(times))


def test_hourly_counts_survive_a_restart(shared, clock: Clock) -> None:
    """What was let go before counts after."""
    first = shared()
    left = admitted(first, "p", 50)
    for _ in range(59):
        clock.at += 60
        left += admitted(shared(), "p", 1)
    assert left <= 40


def test_two_processes_share_every_limit(shared, clock: Clock) -> None:
    """Connections and tokens are counted once; what one gives back the other may take."""
    a, b = shared(), shared()
    taken = [(a, b)[n % 2].open("c", "s") is None for n in range(6)]
    assert taken == [True] * 3 + [False] * 3
    a.closed("c", "s")
    assert b.open("c", "s") is None and a.open("c", "s") is not None
    assert admitted(a, "p", 5) + admitted(b, "p", 5) == RULES.of("p").mails(1.0).burst


def test_rests_are_shared_and_survive(shared, clock: Clock) -> None:
    a, b = shared(), shared()
    assert admitted(b, "other", 3) == 3
    assert a.learned("other", "s", REPLY) is REST
    clock.at += 1
    assert admitted(a, "other", 1) == admitted(b, "other", 1) == admitted(shared(), "other", 1) == 0
    assert "4.7.1 later" in b.resting("other", "any").why
    clock.at += REST.rest / SECOND
    assert admitted(b, "other", 1) == 1 and b.resting("other", "any") is None


def test_the_one_that_hears_a_reply_rests_at_once(shared) -> None:
    """What is remembered of a provider without limits is forgotten with the reply."""
    one = shared()
    assert admitted(one, "other", 1) == 1
    one.learned("other", "s", REPLY)
    assert admitted(one, "other", 1) == 0


def test_a_slow_lane_without_limits_is_counted(shared, clock: Clock) -> None:
    one = shared()
    one.learned("other", "s", Receipt(1, 1, "deferred", 421, "", "slow"))
    assert admitted(one, "other", 1000) == 10  # a tenth of the burst
    clock.at += 1
    assert admitted(one, "other", 100) == 10  # a tenth of a hundred a second


def test_what_left_is_told(shared, clock: Clock) -> None:
    """Also of providers without limits, once it is written down."""
    one = shared()
    admitted(one, "other", 7)
    one.renew()
    assert shared().lanes()["other", "s"].last_hour(one.now()) == 7


def test_leases_end_unless_renewed(shared, clock: Clock) -> None:
    """A process that is killed gives its connections back after a minute; one that lives keeps them."""
    dead, alive, third = shared(), shared(), shared()
    assert dead.open("p", "s") is None
    clock.at += 200
    dead.renew()
    assert alive.open("p", "s") is None
    for _ in range(4):
        clock.at += 20
        alive.renew()
    assert third.lanes()["p", "s"].connections(third.now()) == 1


def test_closing_gives_connections_back(tmp_path: Path, clock: Clock, shared) -> None:
    one = Shared(tmp_path / NAME, RULES, clock)
    one.open("p", "s")
    one.close()
    assert shared().lanes()["p", "s"].connections(int(NOW * SECOND)) == 0


def test_an_operator_can_lift_a_rest(shared) -> None:
    one = shared()
    one.learned("p", "s", REPLY)
    assert admitted(one, "p", 1) == 0
    assert shared().lift("p") and admitted(one, "p", 1) == 1
    assert not shared().lift("nobody")


def test_the_file_is_private_and_no_link(tmp_path: Path, clock: Clock) -> None:
    Shared(tmp_path / NAME, RULES, clock).close()
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    (tmp_path / "link").symlink_to(tmp_path / NAME)
    with pytest.raises(SendError, match="can't be kept"):
        Shared(tmp_path / "link", RULES, clock)


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at" * 100, b'{"until": "soon"}'])
def test_a_broken_file_stops_sending(tmp_path: Path, clock: Clock, content: bytes) -> None:
    """What can't be counted is not sent."""
    path = tmp_path / NAME
    if content.startswith(b"{"):
        one = Shared(path, RULES, clock)
        one._db.execute("INSERT INTO lane VALUES ('p', 's', ?)", (content,))
        with pytest.raises(SendError, match="can't be kept"):
            one.admit("p", "s")
    else:
        path.write_bytes(content)
        with pytest.raises(SendError, match="can't be kept"):
            Shared(path, RULES, clock)


RACER = """
import sys
from pathlib import Path
from test_shaping_store import NOW, RULES, Shared
shared = Shared(Path(sys.argv[1]), RULES, lambda: NOW)
print("ready", flush=True)
sys.stdin.readline()
print(sum(shared.admit("p", "s") is None for _ in range(200)), flush=True)
sys.stdin.readline()
"""


def test_processes_at_the_same_time_never_pass_a_limit(tmp_path: Path) -> None:
    """Three real ones ask at once for what a bucket gives once; then they are killed, and nothing comes back."""
    here = Path(__file__).parent
    env = {**os.environ, "PYTHONPATH": f"{here}:{here.parent.parent.parent}"}
    command = [sys.executable, "-c", RACER, str(tmp_path / NAME)]
    racers = [subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=env) for _ in range(3)]
    try:
        assert all(racer.stdout.readline() == "ready\n" for racer in racers)
        for racer in racers:
            racer.stdin.write("go\n")
            racer.stdin.flush()
        burst = sum(int(racer.stdout.readline()) for racer in racers)
    finally:
        for racer in racers:
            racer.send_signal(signal.SIGKILL)
            racer.communicate()
    after = Shared(tmp_path / NAME, RULES, lambda: NOW)
    assert burst == RULES.of("p").mails(1.0).burst and admitted(after, "p", 10) == 0
    assert after.lanes()["p", "s"].last_hour(int(NOW * SECOND) // HOUR * HOUR) == burst
    after.close()
