"""Jobs that are paused, cancelled, stopped, or whose route fails."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter

import pytest
from plain import write_csv
from posts import SLOW, states_of

from flong.backends.base import Receipt
from flong.backends.pool import Pool
from flong.errors import LedgerError, SendError
from flong.jobs import commands, operating, planning, progressing, reads
from flong.jobs.config import Config, JobsConfig
from flong.jobs.lock import Busy, locked


def test_a_paused_job_goes_on_where_it_was(send, post, ledger, tmp_path):
    def pause_at_ten(item, nth):
        if len(post.taken) == 10:
            ledger.do(progressing.wish(1, "pause"))
        return "delivered"

    post.answer = pause_at_ten
    config = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1))
    slow = post.run

    async def slowly(source, book):
        class Slow:
            async def take(self, route):
                await asyncio.sleep(0.01)
                return await source.take(route)

        await slow(Slow(), book)

    post.run = slowly
    data = write_csv(tmp_path / "a.csv", 100)
    first = send(data, config=config)
    assert first.state == "paused" and 10 < first.counts["delivered"] < 100 and first.counts["planned"] > 0
    second = send(resume=True, config=config)
    assert second.counts == {"delivered": 100} and len(set(post.keys)) == len(post.keys) == 100


def test_a_paused_job_with_nothing_on_its_way_is_not_finished(send, post, ledger, tmp_path):
    """All that was rendered has its receipts, the rest is not begun, and the backend says goodbye slowly."""
    post.connections = 20

    async def carry(source, book):
        while not post.stopped and (item := await source.take("default")) is not None:
            await book.starting(item)
            await ledger.submit(progressing.wish(1, "pause"))
            await asyncio.sleep(0.6)
            post.taken.append(bytes(item.data))
            book.finished(Receipt(item.seq, item.attempt, "delivered", 250))
        await asyncio.sleep(0.6)

    whole, post.carry = post.carry, carry
    summary = send(write_csv(tmp_path / "a.csv", 12), config=Config(jobs=JobsConfig(chunk=3, workers=1, slot_mb=1)))
    assert summary.state == "paused" and summary.counts == {"planned": 6, "delivered": 6}
    post.carry = whole
    assert send(resume=True).counts == {"delivered": 12} and len(set(post.keys)) == len(post.keys) == 12


def test_a_cancelled_job_sends_no_more(send, post, ledger, tmp_path):
    def cancel_at_once(item, nth):
        ledger.do(progressing.wish(1, "cancel"))
        return "deferred"

    post.answer = cancel_at_once
    summary = send(write_csv(tmp_path / "a.csv", 30), config=Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1)))
    assert summary.state == "cancelled" and summary.counts == {"cancelled": 30} and post.taken == []


@pytest.mark.parametrize(("wish", "state"), [("pause", "paused"), ("cancel", "cancelled")])
def test_a_wish_is_heard_from_the_moment_a_sender_has_the_job(send, post, ledger, tmp_path, monkeypatch, wish, state):
    """It may come before the sender has said that it runs."""
    recover = progressing.recover

    def recover_slowly(job, now):
        assert wish == "pause" or not operating.cancel("job", home=ledger.home.root)
        assert wish == "cancel" or operating.pause("job", home=ledger.home.root) is None
        return recover(job, now)

    monkeypatch.setattr(progressing, "recover", recover_slowly)
    post.answer = lambda item, nth: "deferred"
    assert send(write_csv(tmp_path / "a.csv", 3), config=SLOW).state == state


def test_a_cancellation_while_the_sender_pauses_is_not_forgotten(send, post, ledger, tmp_path):
    def fail(item, nth):
        assert not operating.cancel("job", home=ledger.home.root)
        raise SendError("no route")

    post.answer = fail
    with pytest.raises(SendError):
        send(write_csv(tmp_path / "a.csv", 3), policy="resend")
    with ledger.read() as db:
        assert reads.find(db, "job").state == "cancelled"


def test_a_resumed_job_does_not_hear_of_older_wishes(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3), policy="resend")
    operating.pause("job", home=ledger.home.root)
    post.answer = lambda item, nth: "delivered"
    assert send(resume=True).state == "finished"


def test_a_job_that_is_not_running_is_cancelled_at_once(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3))
    assert operating.cancel("job", home=ledger.home.root)
    assert sorted(states_of(ledger).values()) == ["cancelled", "cancelled", "held"]
    with pytest.raises(LedgerError, match="is cancelled"):
        operating.pause("job", home=ledger.home.root)


def test_while_the_stop_flag_is_there_nothing_is_sent(send, post, ledger, tmp_path):
    ledger.home.stop_flag.touch()
    with pytest.raises(LedgerError, match="STOP exists"):
        send(write_csv(tmp_path / "a.csv", 3))
    ledger.home.stop_flag.unlink()
    assert send(resume=True).counts == {"delivered": 3}


def test_the_stop_flag_stops_a_running_job(send, post, ledger, tmp_path):
    def stop(item, nth):
        ledger.home.stop_flag.touch()
        return "deferred"

    post.answer = stop
    config = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1))
    assert send(write_csv(tmp_path / "a.csv", 30), config=config).state == "paused"


def test_the_operator_stops_all_and_releases(send, post, ledger, tmp_path):
    """The flag is theirs alone; nothing begins a second after it."""
    begun, stopped = [], []

    def stop():
        stopped.append((operating.stop(ledger.home.root), time.monotonic()))

    def answer(item, nth):
        begun.append(time.monotonic())
        if len(begun) == 10:
            threading.Thread(target=stop).start()
        return "delivered"

    post.answer, post.pause = answer, 0.02
    summary = send(write_csv(tmp_path / "a.csv", 400), config=Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1)))
    flag, at = stopped[0]
    assert summary.state == "paused" and flag == ledger.home.stop_flag and flag.stat().st_mode & 0o777 == 0o600
    assert begun[-1] - at < 1.0
    with pytest.raises(LedgerError, match="STOP exists"):
        send(resume=True)
    assert operating.release(ledger.home.root) and not operating.release(ledger.home.root)
    post.pause = 0.0
    assert send(resume=True).counts == {"delivered": 400}


def test_two_processes_can_not_send_one_job(send, ledger, tmp_path, post):

    send(write_csv(tmp_path / "a.csv", 3))
    with ledger.read() as db:
        job = reads.find(db, "job")
    with locked(ledger, job.id, job.name), pytest.raises(Busy), locked(ledger, job.id, job.name):
        pass


def test_two_processes_can_not_plan_one_job(send, ledger, tmp_path, monkeypatch):
    """The second one leaves the first one's planning alone; what a crash left behind is replaced."""
    data, refused = write_csv(tmp_path / "a.csv", 20), []

    def plan(*args):
        if not refused:
            refused.append(None)
            with pytest.raises(Busy, match="worked on by another process"):
                send(data)
        return planned(*args)

    planned = planning.plan
    monkeypatch.setattr(planning, "plan", plan)
    assert send(data).counts == {"delivered": 20}


def test_a_route_that_fails_leaves_the_job_to_be_resumed(send, post, tmp_path):
    def fail(item, nth):
        raise SendError("no route")

    post.answer = fail
    with pytest.raises(SendError):
        send(write_csv(tmp_path / "a.csv", 3), policy="resend")
    post.answer = lambda item, nth: "delivered"
    assert send(resume=True).counts == {"delivered": 3}


@pytest.mark.parametrize(
    ("policy", "state", "kind", "left"),
    [
        ("hold", "ambiguous", "connection", {"held": 10, "planned": 20}),
        ("resend", "ambiguous", "connection", {"deferred": 10, "planned": 20}),
        ("hold", "deferred", "sender", {"deferred": 1, "planned": 29}),
    ],
)
def test_a_route_that_would_spoil_them_all_pauses_the_job(
    send, monkeypatch, ledger, tmp_path, policy, state, kind, left
):
    """The rest is untouched, and the resumed job sends it."""

    class Carrier:
        async def deliver(self, item, book):
            await book.starting(item)
            return Receipt(item.seq, item.attempt, answer, 550 if kind == "sender" else 0, kind=kind)

        async def close(self):
            pass

    def open_route(via, config, home=None):
        return Pool(lambda stopping: Carrier(), 1, "main")

    monkeypatch.setattr(commands, "open_route", open_route)
    answer = state
    with pytest.raises(SendError):
        send(write_csv(tmp_path / "a.csv", 30), policy=policy, config=SLOW)
    assert Counter(states_of(ledger).values()) == left
    with ledger.read() as db:
        assert reads.find(db, "job").state == "paused"
    ledger.do(lambda db: db.execute("UPDATE recipient SET until = 0 WHERE state = 'deferred'"))
    answer, kind = "delivered", ""
    again = send(resume=True).counts
    assert again["delivered"] == 30 - left.get("held", 0)
