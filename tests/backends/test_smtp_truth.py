"""Whatever a server does, each mail has one receipt, and it is true."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mailboxes import CLOSE, MAIL, Book, Eager, Faulty, outgoing, queue, relay
from ways import KINDS, LOOPS, Way

from flong.backends.base import Outgoing
from flong.errors import IdentityError, SendError

TWICE = b"250 a\r\n250 b\r\n"
FAULTS = st.lists(
    st.sampled_from(
        [
            b"250 ok\r\n",
            b"451 later\r\n",
            b"550 no\r\n",
            b"421 bye\r\n",
            b"354 go\r\n",
            b"junk\r\n",
            TWICE,
            CLOSE,
        ]
    ),
    max_size=6,
)
STAGES = ("greeting", "mail", "rcpt", "data", "final", "rset")
SCRIPTS = st.fixed_dictionaries(dict.fromkeys(STAGES, FAULTS))


def _check_truth(server: Faulty, book: Book, count: int) -> None:
    """Each item has one receipt, no message was handed over twice, and nobody claims what did not happen."""
    assert sorted(receipt.seq for receipt in book.receipts) == list(range(count))
    for receipt in book.receipts:
        taken = [answer for data, answer in server.answers if data == MAIL + b"%d\r\n" % receipt.seq]
        assert len([answer for answer in taken if answer.startswith(b"250")]) <= 1
        if receipt.state == "delivered":
            assert taken[-1].startswith(b"250")
        if receipt.state in ("bounced", "deferred", "unsent"):
            assert not any(answer.startswith(b"250") for answer in taken)


@pytest.mark.parametrize("examples", [25, pytest.param(2000, marks=pytest.mark.deep)])
def test_random_faults(examples: int, way: Way) -> None:
    """Whatever the server does, the receipts tell the truth. (One reply too many can't be told from the answer to a
    message that has left whole.)"""
    scripts = SCRIPTS
    if way.chunked:
        single = FAULTS.map(lambda actions: [one for one in actions if one != TWICE])
        scripts = st.fixed_dictionaries(dict.fromkeys(STAGES, single))

    @settings(max_examples=examples)
    @given(scripts)
    def run(script: dict[str, list]) -> None:
        server, book = Faulty(**script), Book()
        rest = queue(*(outgoing(seq, MAIL + b"%d\r\n" % seq) for seq in range(6)))

        async def all_of_it() -> None:
            async with server.running():
                while rest.items:
                    with contextlib.suppress(SendError):
                        await relay(server.port).run(rest, book)

        with asyncio.Runner(loop_factory=LOOPS[way.loop]().new_event_loop) as runner:
            runner.run(all_of_it())
        _check_truth(server, book, 6)

    run()


class Cut(asyncio.Protocol):
    """Between a client and a server: lets so many bytes through in one direction, and then closes both."""

    def __init__(self, port: int, up: int, down: int) -> None:
        self._port, self._left = port, {"up": up, "down": down}
        self._waiting = b""
        self._server: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._client = transport
        self._task = asyncio.ensure_future(self._connect())

    async def _connect(self) -> None:
        loop = asyncio.get_running_loop()
        self._server, _ = await loop.create_connection(lambda: _Back(self), "127.0.0.1", self._port)
        self.data_received(b"")

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        if self._server is not None:
            data, self._waiting = self._waiting, b""
            self.let("up", self._server, data)

    def back(self, data: bytes) -> None:
        self.let("down", self._client, data)

    def let(self, way: str, to: asyncio.Transport, data: bytes) -> None:
        to.write(data[: self._left[way]])
        self._left[way] -= len(data)
        if self._left[way] < 0:
            self.connection_lost(None)

    def connection_lost(self, exc: Exception | None) -> None:
        for transport in (self._client, self._server):
            if transport is not None:
                transport.close()


class _Back(asyncio.Protocol):
    def __init__(self, cut: Cut) -> None:
        self._cut = cut

    def data_received(self, data: bytes) -> None:
        self._cut.back(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._cut.connection_lost(exc)


SHORT = b"From: a@acme.example\r\nTo: b@mail.example\r\n\r\n" + b"h" * 240 + b"\r\n"


async def _cut(direction: str, at: int) -> tuple[Faulty, Book]:
    """Two mails through a connection that ends after byte `at` of one direction; later ones are whole."""
    server, book, whole = Faulty(), Book(), 1 << 30
    rest, limits = queue(outgoing(0, SHORT), outgoing(1, SHORT)), [at]

    def make() -> Cut:
        limit = limits.pop() if limits else whole
        return Cut(server.port, *((limit, whole) if direction == "up" else (whole, limit)))

    async with asyncio.timeout(30), server.running():
        listening = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0)
        async with listening:
            while rest.items:
                with contextlib.suppress(SendError):
                    await relay(listening.sockets[0].getsockname()[1]).run(rest, book)
    return server, book


def _check_cut(server: Faulty, book: Book, where: tuple[str, int]) -> None:
    """Nothing is lost, nothing is there twice, and what is said of each mail is true."""
    assert [receipt.seq for receipt in book.by_seq] == [0, 1], where
    taken = sum(answer.startswith(b"250") for _, answer in server.answers)
    states = book.states
    assert states.count("delivered") <= taken <= states.count("delivered") + states.count("ambiguous"), where


@pytest.mark.parametrize(("word", "mail"), [(b"junk\r\n", b"250 ok\r\n"), (b"250 o", CLOSE)])
@pytest.mark.parametrize("way", [pytest.param(Way("window", "uvloop", **KINDS["window"]), id="window")], indirect=True)
async def test_a_goodbye_that_was_not_the_last_word(word: bytes, mail: bytes | str, way: Way) -> None:
    """A server that says more after 421 may have taken the mails behind it: none of them is sent again."""
    farewell = [b"250 ok\r\n"] * 4 + [b"421 bye\r\n"]
    server = Faulty(mail=[b"250 ok\r\n"] * 5 + [mail], final=farewell, rset=[b"250 ok\r\n"] * 3 + [word])
    book = Book()
    async with server.running():
        await relay(server.port).run(queue(*(outgoing(seq, MAIL + b"%d\r\n" % seq) for seq in range(6))), book)
    _check_truth(server, book, 6)
    assert [receipt.state for receipt in book.receipts] == ["delivered"] * 4 + ["deferred", "ambiguous"]


@pytest.mark.parametrize("step", [61, pytest.param(1, marks=pytest.mark.deep)])
@pytest.mark.parametrize("direction", ["up", "down"])
async def test_cut_at_every_byte(direction: str, step: int, way: Way) -> None:
    """In both directions. The mail that was whole before the cut is not touched by it."""
    seen = set()
    for at in range(0, 1100 if direction == "up" else 420, step):
        server, book = await _cut(direction, at)
        _check_cut(server, book, (direction, at))
        seen.update(book.states)
    assert "delivered" in seen
    assert step > 1 or "ambiguous" in seen
    assert step > 1 or direction == "up" or way.chunked or "deferred" in seen


class Broken(Eager):
    """A source that fails when it is asked for the second item."""

    def take_now(self, route: str) -> Outgoing | None:
        if len(self.items) == 1:
            raise IdentityError("gates differ")
        return super().take_now(route)


async def test_a_source_that_fails_keeps_no_dot_back(way: Way) -> None:
    """The message that the server waits for is ended, and has its receipt."""
    book, server = Book(), Faulty()
    async with asyncio.timeout(10), server.running():
        with pytest.raises(IdentityError):
            await relay(server.port).run(Broken(outgoing(0), outgoing(1)), book)
    assert book.states == (["unsent"] if way.window > 1 else ["delivered"])  # a window is filled first


async def test_a_cancelled_run_owes_no_receipt(way: Way) -> None:
    """What was in hand goes back, what the server had begun is told."""
    if way.simple:
        pytest.skip("aiosmtplib tells nobody how far it was")
    held = asyncio.Event()

    async def starting(item: Outgoing) -> None:
        held.set()
        await asyncio.sleep(60)

    book, server = Book(), Faulty()
    book.starting = starting
    async with asyncio.timeout(10), server.running():
        running = asyncio.ensure_future(relay(server.port).run(Eager(outgoing(0)), book))
        await held.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert book.states == ["unsent"] and not server.messages
