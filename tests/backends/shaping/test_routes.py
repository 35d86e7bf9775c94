"""What servers see of shaped mail: connections, messages on each, rates, and what replies change."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sinks import Sink

sys.path.insert(0, str(Path(__file__).parent.parent))
from mailboxes import Book, Queue, outgoing

from flong.backends import routes as module
from flong.backends.base import Outgoing, Refused
from flong.backends.open import Options, Relay
from flong.backends.relays import Shaping, shaped_relays, shaped_url
from flong.backends.routes import Routes
from flong.backends.shaping.providers import Providers
from flong.backends.shaping.reading import load_rules
from flong.backends.shaping.store import NAME, Shared
from flong.errors import IdentityError, SendError

RULES = """
[provider.slow]
domains = ["slow.example"]
connections = 2
per_connection = 5
new_connections = 0
[provider.hourly]
domains = ["hourly.example"]
per_hour = 36000
[provider.strict]
domains = ["strict.example"]
connections = 1
new_connections = 1
per_connection = 3
[provider.touchy]
domains = ["touchy.example"]
inherit_reactions = false
reaction = [
    { do = "suspend", code = [450], match = "later", for = "1 h" },
    { do = "move", code = [451], for = "1 h" },
    { do = "slow_down", code = [421], threshold = "2/min", factor = 0.5 },
]
"""


def mails(*counts: tuple[str, int]) -> list[Outgoing]:
    """So many for each domain, mixed."""
    domains = [domain for domain, count in counts for _ in range(count)]
    mixed = domains[::3] + domains[1::3] + domains[2::3]
    return [outgoing(n, rcpt_to=f"r{n}@{domain}") for n, domain in enumerate(mixed)]


@pytest.fixture
def shaping(tmp_path: Path) -> Shaping:
    (tmp_path / "rules.toml").write_text(RULES)
    return Shaping(tmp_path / NAME, tmp_path / "rules.toml")


def by_url(sink: Sink, shaping: Shaping, **options: object) -> Routes:
    options = {"connections": 6, "patience": 1.0, **options}
    return shaped_url(f"smtp://127.0.0.1:{sink.port}", Options(**options), shaping, "main")


async def deliver(backend: Routes, items: list[Outgoing], book: Book | None = None) -> Book:
    book = book or Book()
    async with asyncio.timeout(20):
        await backend.run(Queue(*items), book)
    return book


async def test_connections_and_messages_on_each_are_what_the_rule_says(shaping: Shaping) -> None:
    """Two connections of five messages for the one, all that the relay gives for the others."""
    async with Sink(delay=0.01).running() as sink:
        book = await deliver(by_url(sink, shaping), mails(("slow.example", 23), ("any.example", 60)))
    assert Counter(book.states) == {"delivered": 83} and sink.domains == {"slow.example": 23, "any.example": 60}
    assert sink.at_once["slow.example"] == 2 and sink.most_open <= 6 and sink.at_once["any.example"] > 2
    slow = [len(one.domains) for one in sink.connections if "slow.example" in one.domains]
    assert max(slow) == 5 and sum(slow) == 23
    assert all(len(set(one.domains)) <= 1 for one in sink.connections)


async def test_no_provider_stands_in_another_s_way(shaping: Shaping) -> None:
    """The slow one comes first in the queue; what it can't have goes back with a time, nothing else waits."""
    async with Sink(delay=0.005).running() as sink:
        items = [outgoing(n, rcpt_to=f"r{n}@strict.example") for n in range(40)]
        items += [outgoing(40 + n, rcpt_to=f"r{n}@any.example") for n in range(40)]
        book = await deliver(by_url(sink, shaping), items)
    assert sink.domains == {"strict.example": 3, "any.example": 40}
    back = [receipt for receipt in book.receipts if receipt.state == "unsent"]
    assert len(back) == 37 and {receipt.text for receipt in back} == {"new connections: 1 a minute"}
    assert [receipt.again for receipt in back] == sorted(receipt.again for receipt in back)
    assert back[0].again >= module.HOLD


async def test_a_connection_that_the_server_ends_counts_again(shaping: Shaping) -> None:
    """The next one is one more of those that may be begun within a minute; other providers get theirs."""
    async with Sink(mails_each=2).running() as sink:
        items = mails(("strict.example", 9), ("any.example", 30))
        book = await deliver(by_url(sink, shaping), items)
    assert sink.domains == {"strict.example": 2, "any.example": 30}
    assert sum("strict.example" in one.domains for one in sink.connections) == 1
    assert Counter(book.states) == {"delivered": 32, "unsent": 7}


async def test_a_rate_is_kept(shaping: Shaping) -> None:
    """Ten a second, after the hundred that may go at once."""
    async with Sink().running() as sink:
        book = await deliver(by_url(sink, shaping), mails(("hourly.example", 112)))
    assert book.states == ["delivered"] * 112
    times = sorted(at for at, _ in sink.took)
    assert (
        times[-1] - times[0] >= 11 * 0.1 * 0.97
    )  # the server sees them a little later or sooner than they were let go
    assert times[99] - times[0] < 1.0


async def test_a_reply_suspends_a_provider_at_every_source(shaping: Shaping) -> None:
    """One is asked, the others wait without an attempt; a second run does not ask at all; the rest is not concerned."""
    answer = lambda to: "450 4.7.1 come later" if "touchy" in to else ""  # noqa: E731
    async with Sink(answer).running() as sink:
        items = mails(("touchy.example", 30), ("any.example", 30))
        book = await deliver(by_url(sink, shaping, connections=1), items)
        first = Counter(to.partition("@")[2] for to in sink.asked)
        again = await deliver(by_url(sink, shaping), mails(("touchy.example", 5)))
    assert first == {"touchy.example": 1, "any.example": 30}
    assert Counter(book.states) == {"delivered": 30, "deferred": 1, "unsent": 29}
    waits = [receipt for receipt in (*book.receipts, *again.receipts) if receipt.state == "unsent"]
    assert len(waits) == 34 and all(3500 < receipt.again < 3700 for receipt in waits)
    assert {receipt.text for receipt in waits} == {"resting: 450 4.7.1 come later"}
    assert len(sink.asked) == 31


async def test_a_move_tries_another_source_at_once(shaping: Shaping) -> None:
    """The first address is not liked: its message may come again now, and goes by the second."""
    asked: list[str] = []

    class Picky(Sink):
        async def _talk(self, reader, writer, connection):
            self.here = writer.get_extra_info("peername")[0]
            await super()._talk(reader, writer, connection)

    async with Picky().running() as sink:
        sink.answer = lambda to: asked.append(sink.here) or ("451 4.7.0 not you" if sink.here == "127.0.0.2" else "")
        relay = Relay("one", "127.0.0.1", sink.port, sources=("127.0.0.2", "127.0.0.3"))
        moved = await deliver(shaped_relays([relay], shaping, "main"), mails(("touchy.example", 1)))
        later = await deliver(shaped_relays([relay], shaping, "main"), mails(("touchy.example", 5)))
    assert [(receipt.state, receipt.again) for receipt in moved.receipts] == [("deferred", 0.0)]
    assert later.states == ["delivered"] * 5 and asked == ["127.0.0.2"] + ["127.0.0.3"] * 5
    assert {receipt.source for receipt in later.receipts} == {"127.0.0.3"}


async def test_replies_slow_down(shaping: Shaping) -> None:
    """Half the pace, and everybody can see it."""
    async with Sink(lambda to: "421 4.7.0 slower" if "touchy" in to else "").running() as sink:
        await deliver(by_url(sink, shaping, connections=1), mails(("touchy.example", 2)))
    shared = Shared(shaping.state, load_rules(shaping.rules))
    lane = shared.lanes()["touchy", f"127.0.0.1:{sink.port}"]
    assert lane.pace == 0.5 and "421 4.7.0 slower" in lane.why
    shared.close()


async def test_relays_share_by_weight(shaping: Shaping) -> None:
    """Three parts and one."""
    async with AsyncExitStack() as stack:
        a, b = [await stack.enter_async_context(Sink(delay=0.002).running()) for _ in range(2)]
        relays = [Relay("a", "127.0.0.1", a.port, weight=3), Relay("b", "127.0.0.1", b.port)]
        book = await deliver(shaped_relays(relays, shaping, "main"), mails(("any.example", 400)))
    assert book.states == ["delivered"] * 400
    assert 285 <= len(a.took) <= 315


async def test_equal_relays_share_as_they_can(shaping: Shaping) -> None:
    """Who is free takes the next: the fast one is not held up by the slow one."""
    async with AsyncExitStack() as stack:
        a, b = [await stack.enter_async_context(Sink(delay=delay).running()) for delay in (0.001, 0.1)]
        relays = [Relay("a", "127.0.0.1", a.port), Relay("b", "127.0.0.1", b.port)]
        await deliver(shaped_relays(relays, shaping, "main"), mails(("any.example", 200)))
    assert len(a.took) + len(b.took) == 200 and len(a.took) > 5 * len(b.took)


@pytest.mark.parametrize("weights", [(1, 1), (3, 1)])
async def test_a_dead_relay_is_passed_by(shaping: Shaping, weights: tuple[int, int]) -> None:
    """Its messages go by the other, and nobody has to come again."""
    async with Sink().running() as sink:
        relays = [
            Relay("dead", "127.0.0.1", 9, weight=weights[0]),
            Relay("b", "127.0.0.1", sink.port, weight=weights[1]),
        ]
        book = await deliver(shaped_relays(relays, shaping, "main"), mails(("any.example", 50)))
    assert book.states == ["delivered"] * 50 and len(sink.took) == 50


async def test_when_all_relays_are_dead_the_run_says_so(shaping: Shaping) -> None:
    """After their patience; what was taken goes back."""
    relays = [Relay(name, "127.0.0.1", 9, options=Options(patience=0.4)) for name in ("a", "b")]
    book = Book()
    with pytest.raises(SendError, match=r"127\.0\.0\.1:9"):
        await deliver(shaped_relays(relays, shaping, "main"), mails(("any.example", 5)), book)
    assert book.states == ["unsent"] * 5 and book.started == []


async def test_a_relay_that_refuses_for_good_is_not_waited_for(shaping: Shaping) -> None:
    async with Sink(greeting="554 5.7.1 go away").running() as sink:
        with pytest.raises(SendError, match="go away"):
            async with asyncio.timeout(5):
                await by_url(sink, shaping, patience=60.0).run(Queue(*mails(("any.example", 3))), Book())


async def test_a_relay_that_comes_back_is_used(shaping: Shaping) -> None:
    """Within patience nothing is lost and nothing goes back."""
    sink = Sink()
    async with sink.running():
        pass
    running = asyncio.ensure_future(deliver(by_url(sink, shaping, patience=15.0), mails(("any.example", 5))))
    await asyncio.sleep(0.4)
    async with sink.running():
        assert (await running).states == ["delivered"] * 5


async def test_a_blocked_sender_stops_everything(shaping: Shaping) -> None:
    class Blocking(Sink):
        async def _talk(self, reader, writer, connection):
            while line := await reader.readline():
                writer.write(b"550 5.7.1 blocked\r\n" if line.startswith(b"MAIL") else b"250 Ok\r\n")

    async with Blocking().running() as sink:
        book = Book()
        with pytest.raises(SendError, match="does not take this sender's mail"):
            await deliver(by_url(sink, shaping, connections=1), mails(("any.example", 20)), book)
    assert Counter(book.states) == {"deferred": 1, "unsent": 19}


@pytest.mark.parametrize("connections", [1, 4])
async def test_answers_lost_in_a_row_stop_everything(shaping: Shaping, connections: int) -> None:
    """Whatever the number of connections: ten, and what was on its way meanwhile."""

    class Mute(Sink):
        async def _take(self, recipient, connection, writer):
            raise ConnectionResetError

    async with Mute().running() as sink:
        book = Book()
        with pytest.raises(SendError, match="answers in a row were lost"):
            await deliver(by_url(sink, shaping, connections=connections), mails(("any.example", 50)), book)
    assert 10 <= book.states.count("ambiguous") < 10 + connections
    assert len(book.receipts) == 50 and set(book.states) == {"ambiguous", "unsent"}


async def test_stopping_ends_what_has_begun_and_returns_the_rest(shaping: Shaping) -> None:
    async with Sink(delay=0.05).running() as sink:
        backend, book = by_url(sink, shaping), Book()
        running = asyncio.ensure_future(deliver(backend, mails(("any.example", 100), ("slow.example", 20)), book))
        while len(sink.took) < 10:
            await asyncio.sleep(0.01)
        backend.stop()
        await running
    assert len(book.receipts) == 120 and set(book.states) == {"delivered", "unsent"}
    assert book.states.count("delivered") == len(sink.took) < 40


async def test_every_message_gets_one_receipt_whatever_breaks(shaping: Shaping) -> None:
    """Connections that end without a word, refusals of all kinds, and messages that the book refuses."""
    answers = {1: "450 4.2.0 x", 2: "550 5.1.1 x", 3: "421 4.3.2 bye"}

    def refuse(item: Outgoing) -> None:
        if item.seq % 10 == 4:
            raise Refused("sent by another job")

    async with Sink(lambda to: answers.get(int(to[1:].partition("@")[0]) % 10, "")).running() as sink:
        items = mails(("any.example", 60), ("slow.example", 40))
        book = await deliver(by_url(sink, shaping), items, Book(on_start=refuse))
    receipts = Counter(receipt.seq for receipt in book.receipts)
    assert max(receipts.values()) == 1 and set(receipts) == {n for n in range(100) if n % 10 != 4}
    states = {receipt.seq % 10: receipt.state for receipt in book.receipts}
    assert states[1] == states[3] == "deferred" and states[2] == "bounced" and states[5] == "delivered"


async def test_few_connections_are_shared_by_many_providers(shaping: Shaping) -> None:
    """One connection, four providers: each gets its turn, though none has an end."""
    rules = "".join(f'[provider.p{n}]\ndomains = ["p{n}.example"]\nconnections = 1\n' for n in range(4))
    shaping.rules.write_text(rules)
    async with Sink().running() as sink:
        counts = [(f"p{n}.example", 30) for n in range(4)]
        book = await deliver(by_url(sink, shaping, connections=1, per_connection=10), mails(*counts))
    assert book.states == ["delivered"] * 120 and sink.most_open == 1
    order = [one.domains[0] for one in sink.connections]
    assert len(set(order[:4])) == 4


class Lookup:
    """Knows that `hosted.example` is Google's, after a while; of `silent.example` nobody ever hears."""

    async def hosts(self, domain: str) -> tuple[str, ...]:
        await asyncio.sleep(60 if domain == "silent.example" else 0.05)
        return ("aspmx.l.google.com",) if domain == "hosted.example" else ()


def looking_up(sink: Sink, shaping: Shaping) -> Routes:
    backend, rules = by_url(sink, shaping), load_rules(shaping.rules)
    return Routes(backend.outlets, Providers(rules, Lookup()), lambda: Shared(shaping.state, rules))


async def test_mail_hosts_decide_where_no_rule_names_the_domain(shaping: Shaping) -> None:
    """The hosted domain is Gmail's, with its limits."""
    async with Sink(delay=0.02).running() as sink:
        items = mails(("hosted.example", 30), ("slow.example", 2), ("any.example", 10))
        book = await deliver(looking_up(sink, shaping), items)
    assert book.states == ["delivered"] * 42
    shared = Shared(shaping.state, load_rules())
    assert {provider for provider, _ in shared.lanes()} == {"gmail", "slow", "other"}
    shared.close()


async def test_a_lookup_without_an_answer_holds_up_nobody_and_loses_nothing(shaping: Shaping) -> None:
    """More of them than are asked at once; stopped, each message goes back."""
    async with Sink().running() as sink:
        items = mails(("silent.example", 50), ("slow.example", 10))
        backend, book = looking_up(sink, shaping), Book()
        running = asyncio.ensure_future(deliver(backend, items, book))
        while len(sink.took) < 10:
            await asyncio.sleep(0.01)
        backend.stop()
        await running
    assert Counter(book.states) == {"delivered": 10, "unsent": 50}


async def test_what_the_source_raises_ends_the_run(shaping: Shaping) -> None:
    """A mix-up, for one; what was taken before has its receipt."""

    class Mixed(Queue):
        async def take(self, route: str) -> Outgoing | None:
            if len(self.items) == 5:
                raise IdentityError("mixed up")
            return await super().take(route)

    async with Sink(delay=0.05).running() as sink:
        book = Book()
        with pytest.raises(IdentityError):
            await by_url(sink, shaping).run(Mixed(*mails(("any.example", 20))), book)
    assert len(book.receipts) == 15


async def test_a_cancelled_run_leaves_no_connection_at_work(shaping: Shaping) -> None:
    """What was begun is told, the rest goes back, and then nothing happens any more."""
    async with Sink(delay=0.05).running() as sink:
        book, items = Book(), mails(("any.example", 20))
        running = asyncio.ensure_future(by_url(sink, shaping).run(Queue(*items), book))
        while not sink.took:
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert sorted(receipt.seq for receipt in book.receipts) == list(range(20))
        assert not [task for task in asyncio.all_tasks() if "Worker.run" in repr(task)]
