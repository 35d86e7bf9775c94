"""What becomes of a mail at every stage of SMTP, against servers that fail on purpose."""

from __future__ import annotations

import asyncio

import pytest
from mailboxes import CLOSE, MAIL, SILENCE, Book, Faulty, Queue, ehlo, outgoing, queue, relay, send
from ways import Way

from flong.backends.base import Outgoing, Refused
from flong.errors import IdentityError, SendError

pytestmark = pytest.mark.usefixtures("way")


async def test_delivered_with_the_full_answer() -> None:
    """Code, enhanced code, text, host, source and times."""
    book = await send(server := Faulty())
    (receipt,) = book.receipts
    assert (receipt.state, receipt.code, receipt.enhanced) == ("delivered", 250, "2.0.0")
    assert receipt.text == "2.0.0 Ok: queued as 42"
    assert (receipt.host, receipt.address, receipt.source) == ("127.0.0.1",) * 3 and receipt.start <= receipt.end
    assert server.messages == [MAIL]
    assert b"EHLO flong.test\r\n" in server.commands


async def test_connections_are_kept() -> None:
    """Many mails, one connection, one QUIT."""
    book = await send(server := Faulty(), *map(outgoing, range(20)))
    assert book.states == ["delivered"] * 20
    assert server.connections == 1 and server.commands[-1] == b"QUIT\r\n"


async def test_a_connection_is_renewed_at_our_cap() -> None:
    """Yahoo closes after 20 without a word: we come first."""
    book = await send(server := Faulty(), *map(outgoing, range(10)), per_connection=4)
    assert book.states == ["delivered"] * 10 and server.connections == 3


async def test_a_connection_is_renewed_at_the_server_s_cap() -> None:
    """LIMITS MAILMAX, RFC 9422."""
    book = await send(server := Faulty(ehlo=[ehlo(b"LIMITS RCPTMAX=50 MAILMAX=3")] * 9), *map(outgoing, range(7)))
    assert book.states == ["delivered"] * 7 and server.connections == 3


async def test_several_connections_share_the_work() -> None:
    """Each at most once, all of them."""
    book = await send(server := Faulty(), *map(outgoing, range(40)), connections=5)
    assert sorted(receipt.seq for receipt in book.receipts) == list(range(40))
    assert server.connections == 5 and len(server.messages) == 40


@pytest.mark.parametrize("stage", ["rcpt", "data", "final"])
@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"451 4.3.0 try later\r\n", "deferred"),
        (b"550 5.1.1 no such user\r\n", "bounced"),
        (b"550 no enhanced code\r\n", "bounced"),
        (b"550 4.2.2 contradicting itself\r\n", "deferred"),
        (b"503 5.5.1 bad sequence\r\n", "deferred"),
        (b"452-4.2.2 full\r\n452 4.2.2 really\r\n", "deferred"),
    ],
)
async def test_refusals(stage: str, reply: bytes, state: str, way: Way) -> None:
    """5xx is permanent, everything else is not; the next mail goes over the same connection."""
    stage = "final" if way.chunked and stage == "data" else stage
    server = Faulty(**{stage: [reply]})
    book = await send(server, outgoing(0), outgoing(1))
    assert book.states == [state, "delivered"]
    assert book.receipts[0].code == int(reply[:3])
    assert book.receipts[0].kind == ("recipient" if stage == "rcpt" else "")
    assert server.connections == 1
    early = way.chunked or (way.simple and stage == "data")
    assert book.started == ([0, 1] if early or stage == "final" else [1])


@pytest.mark.parametrize("reply", [b"550 5.7.1 sender blocked\r\n", b"550 no\r\n", b"554 5.7.26 unauthenticated\r\n"])
async def test_a_blocked_sender_bounces_nobody(reply: bytes, way: Way) -> None:
    """5xx to MAIL: this item is deferred, the next ones are not begun, and the run says why."""
    server, book, rest = Faulty(mail=[reply] * 9), Book(), queue(*map(outgoing, range(5)))
    async with server.running():
        with pytest.raises(SendError, match=f"does not take this sender's mail: {reply[:3].decode()}"):
            await relay(server.port).run(rest, book)
    assert len(book.receipts) == way.window and len(rest.items) == 5 - way.window
    for receipt in book.receipts:
        assert (receipt.state, receipt.kind, receipt.code) == ("deferred", "sender", int(reply[:3]))
    assert not any(server.messages)


@pytest.mark.parametrize(
    ("reply", "state"),
    [
        (b"451 4.3.0 try later\r\n", "deferred"),
        (b"550 4.2.2 contradicting itself\r\n", "deferred"),
        (b"503 5.5.1 bad sequence\r\n", "deferred"),
        (b"552 too big\r\n", "bounced"),
        (b"550 5.3.4 too big\r\n", "bounced"),
        (b"550 5.6.7 no such characters here\r\n", "bounced"),
    ],
)
async def test_answers_to_mail_that_concern_one_item(reply: bytes, state: str) -> None:
    """Temporary ones, and what is wrong with this message: the next goes over the same connection."""
    server = Faulty(mail=[reply])
    book = await send(server, outgoing(0), outgoing(1))
    assert book.states == [state, "delivered"] and server.connections == 1


async def test_ten_lost_answers_in_a_row_stop_the_run(way: Way) -> None:
    """An answer in between begins the count anew; the tenth in a row is the last one risked."""
    server, book = Faulty(final=[CLOSE] * 9 + [b"250 ok\r\n"] + [CLOSE] * 99), Book()
    rest = queue(*map(outgoing, range(30 * way.window)))
    async with server.running():
        with pytest.raises(SendError, match="10 answers in a row were lost"):
            await relay(server.port).run(rest, book)
    begun = [state for state in book.states if state != "unsent"]  # an envelope goes with the dot of the mail before
    lost = 19 * way.window - (way.window > 1)  # one of the tenth window was delivered
    assert begun.count("delivered") == 1 and begun.count("ambiguous") == lost == len(begun) - 1
    assert begun.index("delivered") == 9 * way.window
    assert len(book.receipts) + len(rest.items) == 30 * way.window


@pytest.mark.parametrize("goodbye", [b"421 4.3.2 closing\r\n", CLOSE])
async def test_goodbye_before_a_mail_is_begun(goodbye: str | bytes, way: Way) -> None:
    """With 421 or without a word: another connection, the same mail. One that left whole may have been taken."""
    server = Faulty(mail=[goodbye])
    book = await send(server, patience=5.0)
    if way.chunked and goodbye == CLOSE:
        assert book.states == ["ambiguous"] and server.connections == 1
    else:
        assert book.states == ["delivered"] and server.connections == 2 and book.started == [0]


@pytest.mark.parametrize("stage", ["rcpt", "data", "final"])
async def test_goodbye_in_the_middle(stage: str, way: Way) -> None:
    """421 later: this mail is deferred, the next takes a new connection."""
    stage = "final" if way.chunked and stage == "data" else stage
    server = Faulty(**{stage: [b"421 4.3.2 closing\r\n"]})
    book = await send(server, outgoing(0), outgoing(1))
    assert book.states == ["deferred", "delivered"] and server.connections == (2 if way.window == 1 else 1)
    assert book.receipts[0].code == 421


@pytest.mark.parametrize(
    ("stage", "fault", "state"),
    [
        ("rcpt", CLOSE, "deferred"),
        pytest.param("rcpt", SILENCE, "deferred", marks=pytest.mark.deep),
        ("data", CLOSE, "deferred"),
        ("data", SILENCE, "deferred"),
        ("body", CLOSE, "deferred"),
        ("final", CLOSE, "ambiguous"),
        ("final", SILENCE, "ambiguous"),
    ],
)
async def test_cuts_and_silence(stage: str, state: str, fault: str, way: Way) -> None:
    """Only a lost answer to the whole message is ambiguous."""
    whole = way.chunked or (way.simple and stage == "body")  # it left before the fault
    stage = "final" if way.chunked and stage == "data" else stage
    server = Faulty(**{stage: [fault]})
    seconds = 0.7 if fault == SILENCE else 20.0
    book = _slow(Book(), server) if stage == "body" and not whole else Book()
    await send(server, outgoing(0), outgoing(1), book=book, timeout=seconds, final=seconds)
    both = way.window > 1
    assert book.states == ["ambiguous" if whole else state, "ambiguous" if both else "delivered"]
    assert (book.receipts[0].code, book.receipts[0].kind) == (0, "connection")
    assert server.connections == (1 if both else 2)


def _slow(book: Book, server: Faulty) -> Book:
    """Gives what the server does at the body time to be seen before the dot leaves."""
    plain = book.starting

    async def starting(item: object) -> None:
        while server.script["body"]:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        await plain(item)

    book.starting = starting
    return book


@pytest.mark.parametrize(
    ("body", "state"),
    [(b"552 5.3.4 too big\r\n", "bounced"), (b"452 4.3.1 disk full\r\n", "deferred"), (b"250 ok\r\n", "deferred")],
)
async def test_an_answer_before_the_end(body: bytes, state: str, way: Way) -> None:
    """The dot does not follow, so the server has not taken the message. One that left whole has its answer."""
    server, whole = Faulty(body=[body]), way.chunked or way.simple
    book = await send(server, outgoing(0), outgoing(1), book=Book() if whole else _slow(Book(), server))
    assert book.states == ["delivered" if whole and body.startswith(b"250") else state, "delivered"]
    assert whole or len(server.messages) == 1


async def test_an_idle_connection_that_was_closed_is_replaced() -> None:
    """Closed without a word after a mail; nothing is lost and nothing is ambiguous."""
    server = Faulty()
    book = Book()
    async with server.running():
        source = Queue(outgoing(0), outgoing(1))
        plain = source.take

        async def take(route: str) -> object:
            if len(source.items) == 1:
                await asyncio.sleep(0.05)
            return await plain(route)

        source.take = take
        server.script["final"] = [b"250 ok\r\n421 4.4.2 idle too long\r\n"]
        await relay(server.port).run(source, book)
    assert book.states == ["delivered", "delivered"] and server.connections == 2


@pytest.mark.parametrize(
    "reply",
    [
        b"hello?\r\n",
        b"99 x\r\n",
        b"600 x\r\n",
        b"250x\r\n",
        b"250-a\r\n251 b\r\n",
        b"2" * 9000,
        b"250-x\r\n" * 200,
        b"\r\n",
        b"\xff\xfe\r\n",
    ],
)
@pytest.mark.parametrize(("stage", "state"), [("rcpt", "deferred"), ("final", "ambiguous")])
async def test_what_is_no_reply(stage: str, state: str, reply: bytes, way: Way) -> None:
    """Garbage decides nothing; the connection is left."""
    if way.simple and reply in (b"250x\r\n", b"250-a\r\n251 b\r\n"):
        pytest.skip("aiosmtplib reads these as replies")
    seconds = 0.5 if way.simple and len(reply) > 1000 else 20.0  # aiosmtplib waits for more of these
    state, both = ("ambiguous" if way.chunked else state), way.window > 1
    book = await send(server := Faulty(**{stage: [reply]}), outgoing(0), outgoing(1), timeout=seconds, final=seconds)
    assert book.states == [state, "ambiguous" if both else "delivered"]
    assert server.connections == (1 if both else 2)


async def test_extra_replies_are_not_taken_for_answers(way: Way) -> None:
    """A second 250 behind RCPT must not count as the answer to DATA, or to the message: one that left whole is in
    doubt."""
    server = Faulty(rcpt=[b"250 ok\r\n250 ok again\r\n250 and again\r\n"], final=[b"550 5.7.1 spam\r\n"])
    book = await send(server, outgoing(0))
    assert book.states == ["ambiguous" if way.chunked else "deferred"] and bool(server.messages) == way.chunked


async def test_an_answer_that_is_neither() -> None:
    """354 to the dot."""
    assert (await send(Faulty(final=[b"354 more\r\n"]))).states == ["ambiguous"]


async def test_a_reply_in_pieces() -> None:
    """Split at every byte, with bare line feeds: still one reply."""
    reply = b"250-2.0.0 one\n250 2.0.0 two\r\n"

    class Dribbling(Faulty):
        async def _act(self, stage: str, writer: asyncio.StreamWriter) -> bytes:
            if stage != "final":
                return await super()._act(stage, writer)
            for at in range(len(reply)):
                writer.write(reply[at : at + 1])
                await writer.drain()
                await asyncio.sleep(0)
            return reply

    book = await send(Dribbling())
    assert (book.states, book.receipts[0].text) == (["delivered"], "2.0.0 one 2.0.0 two")


async def test_reply_texts_are_made_safe() -> None:
    """Escape sequences, NUL, bidi controls, broken UTF-8 and 8 KB of text in a log."""
    hostile = b"550 5.1.1 \x1b[2J\x00\xff\xe2\x80\xae\rFrom: x " + b"y" * 8000 + b"\r\n"
    (receipt,) = (await send(Faulty(rcpt=[hostile]))).receipts
    assert receipt.state == "bounced" and receipt.text.isprintable() and len(receipt.text) <= 2000
    assert receipt.enhanced == "5.1.1"


async def test_no_server() -> None:
    """Nothing can be sent: the item goes back, the run says so."""
    book = Book()
    with pytest.raises(SendError, match=r"127\.0\.0\.1:1:"):
        await relay(1).run(Queue(outgoing()), book)
    assert book.states == ["unsent"] and book.receipts[0].kind == "route"


@pytest.mark.parametrize(
    "script",
    [
        {"greeting": [b"554 5.7.1 no\r\n"]},
        {"greeting": [b"421 4.3.2 busy\r\n"]},
        {"greeting": [CLOSE]},
        {"greeting": [b"hello\r\n"]},
        {"greeting": [SILENCE]},
        {"ehlo": [b"502 no\r\n", b"502 no\r\n"]},
        {"ehlo": [CLOSE]},
        {"mail": [b"530 5.7.0 Must issue a STARTTLS command first\r\n"]},
        {"mail": [CLOSE]},
        {"mail": [b"421 4.7.0 too many\r\n"]},
    ],
    ids=str,
)
async def test_a_route_that_does_not_work(script: dict[str, list], way: Way) -> None:
    """No mail bounces because a server is down or wants a login."""
    if way.chunked and script.get("mail") == [CLOSE]:
        pytest.skip("the mail has left by then: it is ambiguous")
    book = Book()
    with pytest.raises(SendError):
        await send(Faulty(**script), book=book, timeout=0.3 if [SILENCE] in script.values() else 1.0)
    assert book.states == ["unsent"] and book.started == ([0] if way.chunked and "mail" in script else [])


async def test_a_route_that_comes_back() -> None:
    """Within patience nobody notices."""
    server = Faulty(greeting=[CLOSE, b"421 4.3.2 starting up\r\n"])
    book = await send(server, patience=10.0)
    assert book.states == ["delivered"] and server.connections == 3


async def test_one_lost_connection_does_not_end_the_run() -> None:
    """The others carry on; the item given back is the job's to plan again."""
    server = Faulty(greeting=[b"421 4.7.0 only one\r\n"])
    book = await send(server, *map(outgoing, range(5)), connections=2)
    assert sorted(book.states) == ["delivered"] * 4 + ["unsent"]


async def test_the_dot_waits_for_the_book(way: Way) -> None:
    """The in-flight row is durable before the last byte leaves."""
    server = Faulty()
    seen: list[int] = []
    book = Book(on_start=lambda item: seen.append(len(server.messages)))
    await send(server, outgoing(0), outgoing(1), book=book)
    assert seen == ([0, 1] if way.window == 1 else [0, 0]) and book.started == [0, 1]


async def test_a_book_that_refuses_stops_everything(way: Way) -> None:
    """A mixed-up message is handed to nobody, and no other is begun."""

    def refuse(item: object) -> None:
        raise IdentityError("mixed up")

    server, book = Faulty(), Book(on_start=refuse)
    with pytest.raises(IdentityError):
        await send(server, *map(outgoing, range(5)), book=book)
    assert server.messages == [] and book.states == ["unsent"] * way.window


async def test_an_item_the_book_refuses_is_passed_over() -> None:
    """It is not handed over, has no receipt, and the others go on."""

    def refuse(item: Outgoing) -> None:
        if item.seq == 1:
            raise Refused("another job sent this document")

    server, book = Faulty(), Book(on_start=refuse)
    await send(server, *map(outgoing, range(3)), book=book)
    assert len(server.messages) == 2 and book.started == [0, 2] and book.states == ["delivered"] * 2


async def test_a_book_that_breaks_is_not_a_broken_connection() -> None:
    """An error of the ledger's own connection passes as it is."""

    def refuse(item: object) -> None:
        raise ConnectionResetError("database")

    server, book = Faulty(), Book(on_start=refuse)
    with pytest.raises(ConnectionResetError, match="database"):
        await send(server, book=book)
    assert server.messages == [] and book.states == ["unsent"]


async def test_stop_ends_begun_mails_and_starts_none(way: Way) -> None:
    """Everything taken has a receipt."""
    server, book = Faulty(), Book()
    async with server.running():
        backend, source = relay(server.port), queue(*map(outgoing, range(9)))
        book.on_start = lambda item: backend.stop() if item.seq == 2 else None
        await backend.run(source, book)
    begun = 3 if way.window == 1 else 4  # a window begins together
    assert book.states == ["delivered"] * begun and len(source.items) == 9 - begun


async def test_stop_wakes_a_waiting_source() -> None:
    """No mail to send is no reason to stay; an item that comes in that moment goes back."""

    class Slow(Queue):
        async def take(self, route: str) -> object:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                return outgoing(7)

    backend, book = relay(1), Book()
    asyncio.get_running_loop().call_later(0.02, backend.stop)
    await asyncio.wait_for(backend.run(Slow(), book), 5)
    assert [(receipt.seq, receipt.state) for receipt in book.receipts] == [(7, "unsent")]


async def test_no_recipient_and_yet_go_ahead(way: Way) -> None:
    """RFC 2920 section 3.1: the server that says 354 all the same gets a lone dot, never the message."""
    final = [b"554 5.5.1 no valid recipients\r\n"] if way.overlapped else []
    server = Faulty(rcpt=[b"550 5.1.1 no\r\n"], final=final)
    book = await send(server, outgoing(0), outgoing(1))
    assert book.states == ["bounced", "delivered"]
    assert server.messages == ([b"", MAIL] if way.overlapped else [MAIL])
