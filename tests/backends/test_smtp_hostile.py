"""Bytes, lines and addresses that must not reach a server, and what the server's extensions decide."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mailboxes import MAIL, Faulty, ehlo, outgoing, send, unstuffed
from ways import Way

from flong.backends.envelope import Notices
from flong.backends.transaction import stuff

pytestmark = pytest.mark.usefixtures("way")
SMUGGLING = [
    b"\n.\n",
    b"\n.\r\n",
    b"\r\n.\n",
    b"\r.\r",
    b"\r\n.\r",
    b"\r.\r\n",
    b"\n..\r\n",
    b"\r\n\0.\r\n",
    b"\0",
    b"\r",
    b"\n",
]


@pytest.mark.parametrize("evil", SMUGGLING)
async def test_smuggling_never_reaches_the_wire(evil: bytes) -> None:
    """Refused before the server hears of it: the bytes are signed, so they can't be mended here."""
    server = Faulty()
    book = await send(server, outgoing(0, MAIL + b"a" + evil + b"MAIL FROM:<x@y.example>\r\n"), outgoing(1))
    assert book.states == ["bounced", "delivered"] and book.by_seq[0].kind == "refused"
    assert server.messages == [MAIL]


@pytest.mark.parametrize(
    "tail",
    [b"", b".\r\n", b"..\r\n", b".x\r\n", b"\r\n.\r\n.\r\n\r\n..\r\n", b"." * 998 + b"\r\n", b"x" * 998 + b"\r\n"],
)
async def test_dots_arrive_as_they_were(tail: bytes, way: Way) -> None:
    """Stuffed on the wire where a dot ends the message, equal when stored."""
    book = await send(server := Faulty(), outgoing(0, MAIL + tail))
    assert book.states == ["delivered"]
    assert (server.messages[0] if way.chunked else unstuffed(server.messages[0])) == MAIL + tail


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from([b"", b".", b"..", b".x", b"x", b"x."]), min_size=1).map(
        lambda lines: b"\r\n".join(lines) + b"\r\n"
    )
)
def test_stuffing_against_the_definition(data: bytes) -> None:
    """RFC 5321 section 4.5.2, line by line; and no line is a lone dot."""
    lines = data.split(b"\r\n")
    assert stuff(data) == b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
    assert b"\r\n.\r\n" not in b"\r\n" + stuff(data)


@pytest.mark.parametrize("data", [b"x" * 999 + b"\r\n", b"no end", b""])
async def test_unfit_bytes_are_refused(data: bytes) -> None:
    """Lines over 998, no CRLF at the end, nothing at all."""
    book = await send(server := Faulty(), outgoing(0, data))
    assert book.states == ["bounced"] and server.messages == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "d@e.f>\r\nRCPT TO:<evil@x.example",
        "<d@e.f> SIZE=1",
        "a@b\0.example",
        "a b@c.example",
        "x@y.example,z@y.example",
    ],
)
async def test_envelope_addresses_are_checked(address: str) -> None:
    """No second recipient, no parameter, no empty path."""
    server = Faulty()
    book = await send(server, outgoing(0, rcpt_to=address), outgoing(1))
    assert book.states == ["bounced", "delivered"] and book.by_seq[0].enhanced == "5.1.3"
    assert len([line for line in server.commands if line.startswith(b"RCPT")]) == 1


async def test_the_sender_is_checked_and_may_be_empty() -> None:
    """`<>` is the sender of notices."""
    server = Faulty()
    book = await send(server, outgoing(0, mail_from="a@b>"), outgoing(1, mail_from=""))
    assert book.states == ["bounced", "delivered"] and book.by_seq[0].enhanced == "5.1.7"
    assert any(line.startswith(b"MAIL FROM:<>") for line in server.commands)


async def test_size() -> None:
    """Said when the server asks; a message over its limit is not tried."""
    server = Faulty()
    big = MAIL + (b"x" * 900 + b"\r\n") * 120
    book = await send(server, outgoing(0), outgoing(1, big))
    assert book.states == ["delivered", "bounced"] and book.by_seq[1].enhanced == "5.3.4"
    assert b"MAIL FROM:<a@acme.example> SIZE=%d\r\n" % len(MAIL) in server.commands


@pytest.mark.parametrize("limit", [b"0", b"", b"lots", b"9" * 40])
async def test_odd_limits(limit: bytes) -> None:
    """0 is no limit (RFC 1870); nonsense is none either."""
    assert (await send(Faulty(ehlo=[ehlo(b"SIZE " + limit)]))).states == ["delivered"]


async def test_eight_bits() -> None:
    """8BITMIME is used where it is needed, and its lack is permanent."""
    data = MAIL + "帳單\r\n".encode()
    book = await send(server := Faulty(), outgoing(0, data))
    assert book.states == ["delivered"] and any(b"BODY=8BITMIME" in line for line in server.commands)
    book = await send(Faulty(ehlo=[ehlo()]), outgoing(0, data))
    assert book.states == ["bounced"] and book.by_seq[0].enhanced == "5.6.3"


async def test_international_addresses() -> None:
    """A domain becomes A-labels; a local part needs SMTPUTF8."""
    book = await send(server := Faulty(), outgoing(0, rcpt_to="a@例え.jp"), outgoing(1, rcpt_to="王@mail.example"))
    assert book.states == ["delivered", "bounced"] and book.by_seq[1].enhanced == "5.6.7"
    assert b"RCPT TO:<a@xn--r8jz45g.jp>\r\n" in server.commands
    book = await send(server := Faulty(ehlo=[ehlo(b"8BITMIME", b"SMTPUTF8")]), outgoing(1, rcpt_to="王@mail.example"))
    assert book.states == ["delivered"] and "RCPT TO:<王@mail.example>\r\n".encode() in server.commands
    assert any(line.endswith(b"SMTPUTF8\r\n") for line in server.commands)


async def test_notices_are_asked_of_servers_that_know_them() -> None:
    """RFC 3461; a `+` and a `=` of the address are written as hex digits."""
    notices = Notices("HDRS", "FAILURE,DELAY", names=True)
    server = Faulty(ehlo=[ehlo(b"DSN")])
    book = await send(server, outgoing(0, rcpt_to="a+b=c@mail.example"), notices=notices)
    mail, rcpt = (next(line for line in server.commands if line.startswith(verb)) for verb in (b"MAIL", b"RCPT"))
    assert book.states == ["delivered"]
    assert mail == b"MAIL FROM:<a@acme.example> RET=HDRS ENVID=%b.1\r\n" % (b"%032d" % 0).hex().encode()
    assert rcpt == b"RCPT TO:<a+b=c@mail.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb+3Dc@mail.example\r\n"
    await send(server := Faulty(), notices=notices)
    assert not any(b"NOTIFY" in line or b"RET" in line for line in server.commands)


async def test_the_notice_s_address_of_other_scripts() -> None:
    """RFC 6533: as it is, in an address that needs SMTPUTF8."""
    server = Faulty(ehlo=[ehlo(b"DSN", b"SMTPUTF8")])
    await send(server, outgoing(0, rcpt_to="王+1@mail.example"), notices=Notices(names=True))
    assert "RCPT TO:<王+1@mail.example> ORCPT=utf-8;王\\x{2B}1@mail.example\r\n".encode() in server.commands


async def test_a_yes_to_a_message_that_has_not_left_is_none(way: Way) -> None:
    """250 to BDAT while most of the message is still here: it is not delivered, and not in doubt."""
    if not way.chunked:
        pytest.skip("no BDAT")
    big = MAIL + (b"x" * 998 + b"\r\n") * 30_000
    book = await send(Faulty(body=[b"250 2.0.0 taken\r\n"], ehlo=[ehlo()]), outgoing(0, big))
    assert book.states == ["deferred"] and book.receipts[0].kind == "connection"


async def test_carriers_odd_addresses_are_quoted() -> None:
    """As they must be in an envelope; elsewhere two dots are refused."""
    names = ["a..b@docomo.ne.jp", "a.@ezweb.ne.jp", '"a..b"@docomo.ne.jp', "a..b@mail.example"]
    server = Faulty()
    book = await send(server, *(outgoing(seq, rcpt_to=name) for seq, name in enumerate(names)))
    assert book.states == ["delivered"] * 3 + ["bounced"]
    told = [line for line in server.commands if line.startswith(b"RCPT")]
    assert sorted(told) == sorted([b'RCPT TO:<"a..b"@docomo.ne.jp>\r\n'] * 2 + [b'RCPT TO:<"a."@ezweb.ne.jp>\r\n'])
