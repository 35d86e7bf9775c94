"""SMPP against a message centre written from the specification: what is on the wire, and what answers mean."""

from __future__ import annotations

import asyncio
import gc
import ssl

import pytest
import smpp34
from certificates import certificate
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from smsc import CUT, ENQUIRE, SILENT, THROTTLED, UNBIND, Smsc
from texting import Job, item

from flong.backends.base import SENDER
from flong.backends.pool import RouteError
from flong.backends.sms import pdu, session
from flong.backends.sms.pace import Pace
from flong.backends.sms.receipts import Report
from flong.backends.sms.session import SmppPeer
from flong.backends.sms.smpp import SmppBackend, SmppConfig
from flong.errors import SendError


def config(smsc, **more):
    peer = {key: more.pop(key) for key in ("tls", "timeout", "enquire", "password") if key in more}
    made = SmppPeer("127.0.0.1", smsc.port, "acme", **{"password": b"secret", "timeout": 2.0, **peer})
    return SmppConfig(made, **{"patience": 2.0, **more})


async def sent(smsc, job, **more):
    backend = SmppBackend(config(smsc, **more))
    await asyncio.wait_for(backend.run(job, job), 20)
    return backend


async def test_a_text_arrives_as_the_specification_says(job):
    """Addresses, coding, and the login before it; then goodbye."""
    made = job("Hi € `")
    async with Smsc() as smsc:
        await sent(smsc, made)
    (got,) = smsc.submits
    assert smsc.binds == [b"acme\0secret\0\0\x34\0\0\0"]
    assert (got.to, got.to_ton, got.to_npi) == ("886912345678", 1, 1)
    assert (got.source, got.source_ton, got.source_npi) == ("ACME", 5, 0)
    assert (got.coding, got.payload, got.esm_class, got.registered) == (8, "Hi € `".encode("utf-16-be"), 0, 1)
    assert smsc.commands[-1] == UNBIND
    (receipt,) = made.receipts
    assert (receipt.state, receipt.text, receipt.kind, receipt.code) == ("delivered", "a1", "sms", 0)


@pytest.mark.parametrize(
    ("source", "wire"),
    [("+886912000000", (1, 1, "886912000000")), ("68017", (3, 0, "68017")), ("ACME", (5, 0, "ACME")), ("", (0, 0, ""))],
)
async def test_senders_are_typed(source, wire):
    """International numbers, short codes, names, and the account's own."""
    async with Smsc() as smsc:
        await sent(smsc, Job(item(1, source=source)))
    (got,) = smsc.submits
    assert (got.source_ton, got.source_npi, got.source) == wire


async def test_parts_of_a_long_text(job):
    """GSM septets behind a header that joins them; the last part alone asks for a receipt; one message, one id."""
    made = job("a" * 152 + "€" + "b" * 60)
    async with Smsc() as smsc:
        await sent(smsc, made)
    first, last = smsc.submits
    assert first.payload == b"\x05\0\x03\0\x02\x01" + b"a" * 152
    assert last.payload == b"\x05\0\x03\0\x02\x02" + b"\x1be" + b"b" * 60
    assert (first.esm_class, first.registered, last.registered) == (0x40, 0, 1)
    assert [receipt.text for receipt in made.receipts] == ["a2"]


async def test_the_window_is_kept(job):
    """Never more unanswered than asked for, and as many when there is work."""
    made = job(*["x"] * 40)
    async with Smsc(delay=0.005) as smsc:
        await sent(smsc, made, window=4, connections=2)
    assert smsc.most == 8 and len(smsc.binds) == 2
    assert set(made.states.values()) == {"delivered"} and len(made.receipts) == 40


async def test_too_fast_is_deferred_and_slows_down(job, brief):
    """A throttled message is not counted as sent, and the pace drops."""
    made = job("a", "b", "c")
    async with Smsc(answer=lambda n, _: THROTTLED if n == 2 else 0) as smsc:
        begin = asyncio.get_running_loop().time()
        backend = await sent(smsc, made, window=1)
        took = asyncio.get_running_loop().time() - begin
    assert made.states == {1: "delivered", 2: "deferred", 3: "delivered"}
    assert made.receipts[1].code == THROTTLED and "ESME_RTHROTTLED (0x58)" in made.receipts[1].text
    assert took >= 0.15 and backend.pace.interval > 0


async def test_a_part_that_is_too_fast_waits(job, brief):
    """Parts that were accepted stay; the throttled one is asked again, and nothing is sent twice."""
    made = job("a" * 200)
    async with Smsc(answer=lambda n, _: THROTTLED if n == 2 else 0) as smsc:
        await sent(smsc, made)
    assert made.states == {1: "delivered"}
    assert [got.payload[5] for got in smsc.accepted] == [1, 2]


@pytest.mark.parametrize(
    ("status", "state"),
    [(0x0B, "bounced"), (0x01, "bounced"), (0x08, "deferred"), (0x45, "deferred"), (0x4FF, "deferred")],
)
async def test_what_a_status_means(job, status, state):
    """Unknown means temporary."""
    made = job("a")
    async with Smsc(answer=lambda n, _: status) as smsc:
        await sent(smsc, made)
    assert made.states == {1: state} and made.receipts[0].code == status


async def test_a_refused_sender_stops_the_run(job):
    """It would be refused for everybody."""
    made = job(*"abc")
    async with Smsc(answer=lambda n, _: 0x0A) as smsc:
        with pytest.raises(SendError, match="does not take this sender"):
            await sent(smsc, made, window=1)
    assert made.states == {1: "deferred"} and made.receipts[0].kind == SENDER and len(made.items) == 2


async def test_a_lost_answer_is_ambiguous(job):
    """The connection ends between a message and its answer; the next goes over a new one."""
    made = job("a", "b", "c")
    async with Smsc(answer=lambda n, _: CUT if n == 2 else 0) as smsc:
        await sent(smsc, made, window=1)
    assert made.states == {1: "delivered", 2: "ambiguous", 3: "delivered"}
    assert len(smsc.binds) == 2 and made.begun == [1, 2, 3]


async def test_a_window_is_lost_as_one(job):
    """A dozen lost with one connection are one loss, and the run goes on; ten losses end it."""
    made = job(*["x"] * 30)
    async with Smsc(answer=lambda n, _: SILENT if n < 12 else CUT if n == 12 else 0) as smsc:
        await sent(smsc, made, window=12)
    states = list(made.states.values())
    assert len(states) == 30 and states.count("ambiguous") == 12 and states.count("delivered") == 18
    made = job(*["x"] * 30)
    async with Smsc(answer=lambda n, _: CUT) as smsc:
        with pytest.raises(SendError, match="10 answers in a row were lost"):
            await sent(smsc, made, window=1)
    assert len(smsc.submits) == 10


async def test_no_answer_in_time_is_ambiguous(job):
    """Silence says nothing about the message."""
    made = job("a")
    async with Smsc(answer=lambda n, _: SILENT) as smsc:
        await sent(smsc, made, timeout=0.2)
    assert made.states == {1: "ambiguous"} and made.receipts[0].text == "no answer in time"


async def test_in_flight_is_durable_before_a_byte_leaves(job):
    """While the ledger is busy the centre has heard of nothing; what it refuses never leaves."""
    made, heard = job("a", "b"), []
    made.refused = {2}
    begin = made.starting

    async def slow(item):
        await asyncio.sleep(0.05)
        heard.append(len(smsc.submits))
        await begin(item)

    made.starting = slow
    async with Smsc() as smsc:
        await sent(smsc, made, window=1)
        assert heard == [0, 1] and len(smsc.submits) == 1
    assert made.states == {1: "delivered"}


async def test_a_connection_lost_before_the_message_is_not_begun(job):
    """Nothing was written: the item goes back."""
    made = job("a")
    begin = made.starting

    async def cutting(item):
        await begin(item)
        for writer in smsc.writers:
            writer.transport.abort()
        await asyncio.sleep(0.05)

    made.starting = cutting
    async with Smsc() as smsc:
        await sent(smsc, made)
    assert made.states == {1: "unsent"} and smsc.submits == []


@pytest.mark.parametrize("status", [0x0D, 0x0E, 0x0F])
async def test_a_refused_login_is_asked_once(job, status):
    """However many carriers there are: accounts are locked for less. The password is in no message."""
    made = job(*"abcdef")
    async with Smsc(bind_status=status) as smsc:
        with pytest.raises(RouteError, match="ESME_") as caught:
            await sent(smsc, made, window=4)
    assert caught.value.permanent and len(smsc.binds) == 1 and "secret" not in str(caught.value)
    assert set(made.states.values()) == {"unsent"}
    assert "secret" not in repr(config(smsc))


async def test_an_absent_centre_is_tried_until_patience_ends(job):
    """Then the item goes back."""
    made = job("a")
    with pytest.raises(RouteError) as caught:
        await sent(Smsc(port=1), made, patience=0.6)
    assert not caught.value.permanent and made.states == {1: "unsent"}


async def test_a_centre_that_comes_back_is_found(job):
    """Reconnecting with growing pauses."""
    made = job("a")
    async with Smsc() as gone:
        port = gone.port
    run = asyncio.ensure_future(sent(Smsc(port=port), made, patience=10))
    await asyncio.sleep(0.4)
    async with Smsc(port=port):
        await run
    assert made.states == {1: "delivered"}


async def test_delivery_receipts_are_kept_before_they_are_acknowledged(job, caplog):
    """The listener decides: what it can't keep is asked for again, and told in a line."""
    made, kept = job("a", "b"), []
    backend = None

    async def listen(report):
        kept.append(report)
        if len(kept) == 2:
            raise OSError("disk full")

    async with Smsc(receipt="DELIVRD", delay=0.01) as smsc:
        answers = smsc.answers
        backend = SmppBackend(config(smsc, window=1))
        backend.listener = listen
        made.items.append(item(3))
        await backend.run(made, made)
    assert [(r.id, r.outcome, r.status, r.error) for r in kept[:2]] == [
        ("a1", "delivered", "DELIVRD", "000"), ("a2", "delivered", "DELIVRD", "000")
    ]  # fmt: skip
    assert answers[:2] == [0, pdu.TRY_AGAIN]
    gc.collect()  # which tells of errors that nobody heard
    assert {record.getMessage() for record in caplog.records} == {
        "127.0.0.1: a delivery receipt was not kept: disk full"
    }


async def test_more_receipts_than_can_be_kept_are_put_off(monkeypatch):
    """A flood of them costs no memory."""
    monkeypatch.setattr(session, "MOST_KEPT", 2)
    slow, made = asyncio.Event(), Job(item(1))

    async def listen(report):
        await slow.wait()

    receipt = smpp34.DeliverSm("886912345678", "ACME", b"id:7 stat:DELIVRD", esm_class=4).encode()[16:]

    def answer(n, submit):
        for number in range(5):
            smsc.push(pdu.DELIVER_SM, 900 + number, receipt)
        return 0

    async with Smsc(answer=answer) as smsc:
        backend = SmppBackend(config(smsc))
        backend.listener = listen
        await backend.run(made, made)
    assert smsc.answers.count(pdu.TRY_AGAIN) >= 3 and 0 not in smsc.answers


async def test_answers_of_people_are_refused(job):
    """An incoming text is no receipt; nobody here reads it, so it is not taken."""
    made, kept = job("a", "b"), []

    async def listen(report):
        kept.append(report)

    def answer(n, submit):
        body = b"\0\x01\x01886912345678\0\0\0ACME\0\0\0\0\0\0\0\0\0\0\x04STOP"
        smsc.push(pdu.DELIVER_SM, 900, body)
        return 0

    async with Smsc(answer=answer, delay=0.01) as smsc:
        backend = SmppBackend(config(smsc, window=1))
        backend.listener = listen
        await backend.run(made, made)
    assert kept == [] and pdu.NOT_TAKEN in smsc.answers


async def test_a_quiet_connection_is_looked_after():
    """enquire_link is sent, and answered when asked; a dead peer is noticed."""
    made, hold = Job(item(1)), asyncio.Event()
    take = made.take

    async def slow(route):
        if made.begun:
            await hold.wait()
        return await take(route)

    made.take = slow
    async with Smsc() as smsc:
        run = asyncio.ensure_future(sent(smsc, made, enquire=0.05))
        while smsc.commands.count(ENQUIRE) < 2:
            await asyncio.sleep(0.02)
        smsc.push(ENQUIRE, 77, b"")
        await asyncio.sleep(0.05)
        hold.set()
        await run
    assert 0x80000015 in smsc.commands and len(smsc.binds) == 1


async def test_receipts_are_heard_without_sending():
    """Over one connection after the other, until stopped."""
    kept = []

    async def listen(report):
        kept.append(report.id)

    async def until(true):
        for _ in range(1000):
            if true():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(kept)

    receipt = smpp34.DeliverSm("886912345678", "ACME", b"id:%d stat:DELIVRD", esm_class=4).encode()[16:]
    async with Smsc() as smsc:
        backend = SmppBackend(config(smsc))
        backend.listener = listen
        heard = asyncio.ensure_future(backend.hear())
        for n in (1, 2):
            await until(lambda n=n: len(smsc.binds) == n and smsc.writers[-1].get_extra_info("peername"))
            smsc.push(pdu.DELIVER_SM, 900 + n, receipt.replace(b"%d", b"0%d" % n))
            await until(lambda n=n: len(kept) == n and len(smsc.answers) == n)
            if n == 1:
                smsc.push(UNBIND, 99, b"")
        backend.stop()
        await asyncio.wait_for(heard, 5)
    assert kept == ["01", "02"] and smsc.answers == [0, 0] and smsc.submits == []


async def test_tls_is_checked(job, tmp_path):
    """A certificate that nobody vouches for ends the route for good; with its own CA it is trusted."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    path = certificate(tmp_path)
    server.load_cert_chain(path)
    made = job("a")
    async with Smsc(tls=server) as smsc:
        with pytest.raises(RouteError) as caught:
            await sent(smsc, made, tls=ssl.create_default_context())
        assert caught.value.permanent and smsc.binds == []
        made = job("a")
        await sent(smsc, made, tls=ssl.create_default_context(cafile=path))
    assert made.states == {1: "delivered"}


@pytest.mark.parametrize(
    "noise", [b"\xff" * 64, b"\0\0\0\x04" + bytes(12), b"\0\0\0\x10\x80\0\0\x04\0\0\0\0\0\0\0\x63"]
)
async def test_what_is_no_smpp_ends_the_connection(job, noise):
    """Sizes that no unit has, and answers to nothing."""
    made = job("a", "b")

    def answer(n, submit):
        if n == 1:
            smsc.writers[-1].write(noise)
        return 0

    async with Smsc(answer=answer) as smsc:
        await sent(smsc, made, window=1)
    assert set(made.states.values()) <= {"delivered", "ambiguous"} and made.states[2] == "delivered"


async def test_stop_ends_what_has_begun(job):
    """And begins nothing more."""
    made = job(*["x"] * 50)
    async with Smsc(delay=0.05) as smsc:
        backend = SmppBackend(config(smsc, window=2))
        run = asyncio.ensure_future(backend.run(made, made))
        await asyncio.sleep(0.08)
        backend.stop()
        await run
    assert set(made.states.values()) == {"delivered"} and len(made.items) > 40


@pytest.mark.parametrize(
    ("text", "to"),
    [(b"\xff", "+886912345678"), (b"x", "0912345678"), (b"x", "+886\r\n"), (b"x" * 50_000, "+886912345678")],
)
async def test_what_no_centre_should_see_is_refused_here(text, to):
    """Bytes that are no text, numbers that are not E.164."""
    made = Job(replace(item(1), rcpt_to=to, data=memoryview(text)))
    async with Smsc() as smsc:
        await sent(smsc, made)
    assert made.states == {1: "bounced"} and made.receipts[0].kind == "refused" and smsc.submits == []


def test_the_pace_is_halved_once_for_a_window_and_recovers():
    """Turns keep their distance; a second of rest; each success shortens the distance a little."""
    now = [0.0]
    pace = Pace(100, clock=lambda: now[0])
    assert [round(pace.delay(), 3) for _ in range(3)] == [0, 0.01, 0.02]
    for _ in range(8):
        pace.throttled()
    assert pace.interval == pytest.approx(0.02) and pace.delay() == pytest.approx(1.0)
    now[0] = 1.5
    pace.throttled()
    assert pace.interval == pytest.approx(0.04)
    for _ in range(100):
        pace.accepted()
    assert pace.interval == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("text", "report"),
    [
        (b"id:7f sub:001 stat:DELIVRD err:0 text:id:9 stat:UNDELIV", Report("7f", "h", "delivered", "DELIVRD", "0")),
        (b"id:7f stat:undeliv err:34", Report("7f", "h", "failed", "UNDELIV", "34")),
        (b"id:7f stat:ENROUTE", Report("7f", "h", "pending", "ENROUTE")),
        (b"id:7f", Report("7f", "h", "pending")),
        (b"id:7f stat:DELIVERED", Report("7f", "h", "delivered", "DELIVERED")),
        (b"id:7f stat:Undeliverable", Report("7f", "h", "failed", "UNDELIVERABLE")),
        (b"id: 7f sub: 001 stat: DELIVRD err: text: x", Report("7f", "h", "delivered", "DELIVRD")),
        (b"id:7f\r\nstat:DELIVRD\r\nerr:3", Report("7f", "h", "delivered", "DELIVRD", "3")),
        (b"id:7f,stat:DELIVRD;err:3", Report("7f", "h", "delivered", "DELIVRD", "3")),
        (b"id: sub:001 stat:DELIVRD", None),
        (b"stat:DELIVRD text:id:7f", None),
        (b"id:" + b"9" * 70, None),
        (b"\xff\x00", None),
    ],
)
def test_receipts_are_read(text, report):
    """By the fields before `text:`."""
    raw = smpp34.DeliverSm("886912345678", "ACME", text, esm_class=4).encode()
    assert pdu.report("h", raw) == report


def test_receipts_by_parameters():
    """message_state and receipted_message_id, without a text."""
    tlvs = [smpp34.Tlv(smpp34.TLV_RECEIPTED_MESSAGE_ID, b"7f\0"), smpp34.Tlv(smpp34.TLV_MESSAGE_STATE, b"\x05")]
    raw = smpp34.DeliverSm("886912345678", "ACME", b"", esm_class=4, tlvs=tlvs).encode()
    assert pdu.report("h", raw) == Report("7f", "h", "failed", "UNDELIV")


@pytest.mark.parametrize(("word", "outcome"), [("FAILED0", "failed"), ("ENROUTE", "pending")])
def test_words_of_a_centre_s_own(word, outcome):
    """What message_state says holds for them; it does not overrule a word of the specification."""
    tlvs = [smpp34.Tlv(smpp34.TLV_MESSAGE_STATE, b"\x05")]
    raw = smpp34.DeliverSm("886912345678", "ACME", f"id:7f stat:{word}".encode(), esm_class=4, tlvs=tlvs).encode()
    assert pdu.report("h", raw) == Report("7f", "h", outcome, word)


def test_receipts_in_ucs2():
    """Their data_coding says so."""
    text = "id:7f stat:DELIVRD text:帳單".encode("utf-16-be")
    raw = smpp34.DeliverSm("886912345678", "ACME", text, esm_class=4, data_coding=8).encode()
    assert pdu.report("h", raw) == Report("7f", "h", "delivered", "DELIVRD")


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_deliver_sm_breaks_the_reader(body):
    """Whatever stands in it, it is a receipt, none, or no SMPP."""
    try:
        found = pdu.report("h", pdu.unit(pdu.DELIVER_SM, 1, body=body))
    except pdu.NotSmpp:
        return
    assert found is None or 0 < len(found.id) < 65
