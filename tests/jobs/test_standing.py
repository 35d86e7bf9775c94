"""Standing jobs: what crashes, operators and mix-ups do to messages that come one by one."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from plain import PlainRecipe
from sqlalchemy import select

from flong.api.folder import UnknownTemplate
from flong.backends.base import Receipt
from flong.errors import ConfigError, IdentityError, LedgerError, RecordError, SendError
from flong.jobs import messages, progressing, reads, results
from flong.jobs.cast import Head, Misfit
from flong.jobs.config import JobsConfig
from flong.jobs.ledger import Ledger
from flong.jobs.lock import Busy
from flong.jobs.messages import Accepted, NewMessage, Once, Reused
from flong.jobs.reconcile import reconcile
from flong.jobs.schema import attempt
from flong.jobs.single import Single
from flong.jobs.standing import Line, Standing, new_id

LINE = Line("otp", "main", True)
RECORD = '{{"id": "{0}", "email": "{0}@example.org", "due": "1.00"}}'


class Carrier:
    """A backend in this process: `taken` are the keys it delivered; `broken` routes raise."""

    def __init__(self, broken=()):
        self.taken, self.broken, self.hang = [], list(broken), asyncio.Event()
        self.hang.set()

    def __call__(self):
        return self

    async def run(self, source, book):
        if self.broken:
            raise SendError(self.broken.pop())
        while (item := await source.take("main")) is not None:
            await book.starting(item)
            await self.hang.wait()
            self.taken.append((item.key, bytes(item.data)))
            book.finished(Receipt(item.seq, item.attempt, "delivered", 250))

    def stop(self):
        self.hang.set()

    @property
    def keys(self):
        return [key for key, _ in self.taken]


class Fixture:
    """One ledger, and a standing job on it that can be started and stopped."""

    def __init__(self, ledger):
        self.ledger, self.config, self.carrier, self.recipe = ledger, JobsConfig(), Carrier(), PlainRecipe()

    @property
    def standing(self):
        single = Single(lambda name: self.recipe, self.ledger.home.secret())
        return Standing(self.ledger, LINE, single, self.carrier, config=self.config, work=ThreadPoolExecutor(1))

    @asynccontextmanager
    async def run(self):
        standing = self.standing
        task = asyncio.ensure_future(standing.run())
        await asyncio.sleep(0)
        yield standing
        standing.stop()
        await task

    async def accept(self, standing, key="a", once=None, deadline=3600.0):
        id, now = new_id(), time.time()
        head = await standing.head(id, "plain", RECORD.format(key), now)
        assert isinstance(head, Head)
        new = NewMessage(id, 0, "shop", "plain", head, b"", now, now + deadline)
        return await standing.accept(new, RECORD.format(key), once)

    def row(self, accepted):
        with self.ledger.read() as db:
            return messages.find(db, accepted.id)

    async def until(self, accepted, *states):
        for _ in range(400):
            if (row := self.row(accepted)).state in states:
                return row
            await asyncio.sleep(0.02)
        raise AssertionError(row)

    @property
    def job(self):
        with self.ledger.read() as db:
            return reads.find(db, LINE.name)

    def fly(self, accepted):
        """As a crash between the in-flight row and the answer leaves it."""
        row = self.row(accepted)
        claim = self.ledger.do(progressing.claim(row.job, row.seq - 1, time.time()))
        (due,) = claim.due
        begun = results.Start(row.job, claim.n, claim.epoch, row.seq, 1, due.document, 0)
        assert self.ledger.do(results.start(begun, time.time())) == ""


@pytest.fixture
async def house(tmp_path):
    with Ledger.open(tmp_path / "home") as ledger:
        yield Fixture(ledger)


async def test_planned_messages_are_sent_after_a_crash(house):
    """What was accepted and not begun goes out when the job runs again."""
    idle = house.standing
    accepted = [await house.accept(idle, key) for key in "abc"]
    async with house.run():
        for one in accepted:
            await house.until(one, "delivered")
    assert sorted(house.carrier.keys) == ["a", "b", "c"]


@pytest.mark.parametrize(("policy", "state", "sent"), [("hold", "held", []), ("resend", "delivered", ["a"])])
async def test_in_flight_messages_are_ambiguous_after_a_crash(house, policy, state, sent):
    """The policy decides; the attempt that got no answer says so for ever."""
    house.config = JobsConfig(policy=policy)
    accepted = await house.accept(house.standing)
    house.fly(accepted)
    async with house.run():
        await house.until(accepted, state)
    assert house.carrier.keys == sent
    with house.ledger.read() as db:
        assert next(iter(db.scalars(select(attempt.c.state)))) == "ambiguous"


async def test_a_standing_job_adds_up(house):
    """Its input is what was accepted; nothing gets lost in the counts."""
    async with house.run() as standing:
        for key in "abc":
            await house.until(await house.accept(standing, key), "delivered")
    with house.ledger.read() as db:
        tallies = reconcile(db, house.job).tallies
    assert house.job.input_count == 3 and tallies["delivered"].count == 3


@pytest.mark.parametrize("stage", ["render", "sign", "code", "bill"])
async def test_a_mix_up_stops_the_line(house, stage):
    """Nothing is sent, and nothing more is accepted."""

    class Mixed(PlainRecipe):
        def make(self, context):
            caster = super().make(context)
            caster._prepared, plain = lambda i, head, r, ids: plain(i, head, r, [*ids, "another"]), caster._prepared
            return caster

    house.recipe = Mixed(shift=stage)
    async with house.run() as standing:
        accepted = await house.accept(standing)
        for _ in range(200):
            if standing.failure:
                break
            await asyncio.sleep(0.02)
        assert isinstance(standing.failure, IdentityError)
        with pytest.raises(LedgerError, match="mixed up"):
            await house.accept(standing)
    assert house.carrier.taken == [] and house.row(accepted).state == "planned"


async def test_a_message_that_became_another_document_is_not_sent(house):
    """The ledger knows the document since the acceptance; a template that was changed meanwhile may name another."""
    accepted = await house.accept(house.standing)
    house.recipe = replace(house.recipe, documents="other/{id}")
    async with house.run():
        await house.until(accepted, "rejected")
    assert house.carrier.taken == []


@pytest.mark.parametrize(
    "error", [UnknownTemplate("gone"), ConfigError("/etc/flong/key can't be read"), OSError(24, "too many open files")]
)
async def test_what_may_pass_defers_the_message(house, error):
    """A template that is being replaced, a key, this machine: the message goes later, and the line goes on."""
    house.config = JobsConfig(retry=(0.3,))
    accepted = await house.accept(house.standing)

    class Failing(PlainRecipe):
        def make(self, context):
            raise error

    plain, house.recipe = house.recipe, Failing()
    async with house.run() as standing:
        row = await house.until(accepted, "deferred")
        assert row.until > time.time() - 0.3
        house.recipe = plain
        await house.until(await house.accept(standing, "b"), "delivered")
        await house.until(accepted, "delivered")
    with house.ledger.read() as db:
        told = messages.events(db, row)
        assert told[0]["kind"] == "waiting" and "/etc" not in told[0]["detail"]


async def test_what_does_not_pass_ends_at_the_deadline(house):
    """It is tried no more, as any deferred message."""
    house.config = JobsConfig(retry=(0.1,))
    accepted = await house.accept(house.standing, deadline=0.5)

    class Failing(PlainRecipe):
        def make(self, context):
            raise ConfigError("no key")

    house.recipe = Failing()
    async with house.run():
        await house.until(accepted, "bounced")
    assert house.carrier.taken == []


async def test_a_wrong_template_rejects_its_messages(house):
    """With the reason; the line goes on."""
    accepted = await house.accept(house.standing)

    class Gone(PlainRecipe):
        def make(self, context):
            raise RecordError("it is gone")

    plain, house.recipe = house.recipe, Gone()
    async with house.run() as standing:
        row = await house.until(accepted, "rejected")
        with house.ledger.read() as db:
            assert "it is gone" in messages.events(db, row)[0]["detail"]
        house.recipe = plain
        await house.until(await house.accept(standing, "b"), "delivered")


async def test_a_record_without_a_message_has_no_head(house):
    """The reason comes from the template."""
    found = await house.standing.head(new_id(), "plain", '{"id": "x", "email": "nobody", "due": 1}', 0.0)
    assert isinstance(found, Misfit) and found.field == "email"


async def test_a_broken_route_comes_back(house, monkeypatch):
    """Messages wait while it is away."""
    monkeypatch.setattr("flong.jobs.standing.REST", 0.05)
    house.carrier = Carrier(broken=["away", "still away"])
    async with house.run() as standing:
        await house.until(await house.accept(standing), "delivered")


async def test_the_stop_flag_holds_and_lets_go(house):
    """Nothing begins while the file is there."""
    house.ledger.home.stop_flag.touch()
    async with house.run() as standing:
        accepted = await house.accept(standing)
        await asyncio.sleep(0.5)
        assert house.row(accepted).state == "planned" and house.carrier.taken == []
        house.ledger.home.stop_flag.unlink()
        await house.until(accepted, "delivered")


async def test_a_pause_lasts_until_the_next_start(house):
    """An operator's wish is forgotten when the service starts again."""
    async with house.run() as standing:
        await house.until(await house.accept(standing), "delivered")
        house.ledger.do(progressing.wish(house.job.id, "pause"))
        await asyncio.sleep(0.5)
        waiting = await house.accept(standing, "b")
        await asyncio.sleep(0.3)
        assert house.row(waiting).state == "planned"
    async with house.run():
        await house.until(waiting, "delivered")


async def test_a_cancel_ends_what_has_not_left(house):
    """Later messages go on."""
    idle = house.standing
    gone = await house.accept(idle)
    house.ledger.do(progressing.wish(house.job.id, "cancel"))
    house.ledger.do(progressing.cancel_rest(house.job.id))
    async with house.run() as standing:
        await house.until(await house.accept(standing, "b"), "delivered")
        house.ledger.do(progressing.wish(house.job.id, "cancel"))
        await asyncio.sleep(0.5)
        await house.until(await house.accept(standing, "c"), "delivered")
    assert house.row(gone).state == "cancelled" and house.carrier.keys == ["b", "c"]


async def test_only_one_process_sends_a_line(house):
    """The second one is told."""
    async with house.run():
        with pytest.raises(Busy):
            await house.standing.run()


async def test_stopping_lets_begun_messages_end(house):
    """Their outcome is in the ledger when `run` returns."""
    house.carrier.hang.clear()
    async with house.run() as standing:
        accepted = await house.accept(standing)
        await house.until(accepted, "in_flight")
    assert house.row(accepted).state == "delivered" and house.carrier.keys == ["a"]


async def test_a_name_of_a_person_is_never_a_standing_job(house):
    """Its name holds what no other job's may."""
    assert "/" in LINE.name and house.standing is not None
    assert {Line("otp", "test", True).name, Line("otp", "test", False).name} == {
        "api/live/otp/test",
        "api/test/otp/test",
    }


def test_an_idempotency_key_lives_for_a_day(ledger):
    """Then it may stand for another request; its old answer is forgotten."""

    def new(id, at):
        return NewMessage(id, 1, "shop", "t", Head("k", id.encode(), "a@b.example"), b"x", at, at + 60)

    from flong.jobs.standing import opened

    opened(ledger, LINE, JobsConfig())
    first, other = Once("shop", "k", b"1"), Once("shop", "k", b"2")
    assert ledger.do(messages.accept(new("m1", 0.0), first)) == Accepted("m1", "planned", 0.0, 1)
    assert ledger.do(messages.accept(new("m2", 5.0), first)) == Accepted("m1", "planned", 0.0)
    assert isinstance(ledger.do(messages.accept(new("m3", 5.0), other)), Reused)
    assert ledger.do(messages.accept(new("m4", 86400.0), other)) == Accepted("m4", "planned", 86400.0, 2)
    with ledger.read() as db:
        assert isinstance(messages.repeated(db, first, 86401.0), Reused)
        assert messages.repeated(db, other, 86401.0).id == "m4"
    ledger.do(messages.sweep(1, 3 * 86400.0))
    with ledger.read() as db:
        assert messages.repeated(db, other, 86401.0) is None
