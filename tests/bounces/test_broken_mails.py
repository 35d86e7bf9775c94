"""Mails made to hurt: nesting, numbers, sizes, lies; and mails that are merely broken."""

from __future__ import annotations

import random

import mails
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.bounces import parse
from flong.bounces.parts import MAX_BYTES, MAX_DEPTH, MAX_PARTS, MAX_TEXT, take_apart

BOUNCE = mails.report("…", [mails.failed("gone@mailbox.example", "5.1.1", "smtp; 550 5.1.1 User unknown")])


def nested(depth: int) -> bytes:
    heads = [f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth)]
    return "".join(heads).encode() + b"Content-Type: text/plain\n\ndeep\n"


def test_nesting_has_an_end() -> None:
    assert [part.text for part in take_apart(nested(MAX_DEPTH)).parts] == ["deep\n"]
    assert take_apart(nested(5000)).parts == ()


def test_the_number_of_parts_has_an_end() -> None:
    raw = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 50_000
    assert len(take_apart(raw).parts) == MAX_PARTS


def test_sizes_have_an_end() -> None:
    raw = b"Content-Type: text/plain\n\n" + b"x" * (MAX_BYTES + 10)
    assert len(take_apart(raw).parts[0].text) == MAX_TEXT


@pytest.mark.parametrize("piece", ["a@b.example: ", "<", "user ", "550 ", "(", "-- ", "x@", "=?utf-8?B?", "1.1.1.1 "])
def test_no_text_makes_patterns_run_away(piece: str) -> None:
    """Texts that would take for ever, or raise, where a pattern backtracks without bound."""
    report = parse(mails.plain(piece * (20_000 // len(piece)), subject=(piece * 400).strip() or "x"))
    assert report.kind == "bounce"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"--b1--\n", b""),  # never closed
        (b"\n", b"\r\n"),
        (b"--b1\n", b"--b1   \n"),
        (b"message/delivery-status", b'message/delivery-status; charset="no such"'),
        (b"message/delivery-status", b"MESSAGE/Delivery-Status"),
        (b'; boundary="b1"', b""),  # the fields stand in one text
        (b"From: MAILER", b"From MAILER-DAEMON Thu Nov  5 10:00:00 2026\nFrom: MAILER"),
    ],
)
def test_broken_mails_are_read(old: bytes, new: bytes) -> None:
    (one,) = parse(BOUNCE.replace(old, new)).recipients
    assert (one.address, one.bounce.name) == ("gone@mailbox.example", "unknown-user")


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_transfer_encodings_are_undone(encoding: str) -> None:
    import base64
    import quopri

    text = b"gone@mailbox.example: 550 5.1.1 Mailbox does not exist\n"
    body = base64.encodebytes(text)[:-3] if encoding == "base64" else quopri.encodestring(text)
    raw = mails.plain("").replace(b"8bit", encoding.encode()) + body
    assert parse(raw).recipients[0].bounce.name == "unknown-user"


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_no_damage_raises(data: st.DataObject) -> None:
    """Bytes changed, lost and moved about."""
    raw, chance = bytearray(BOUNCE), random.Random(data.draw(st.integers()))
    for _ in range(chance.randrange(30)):
        at = chance.randrange(len(raw))
        raw[at : at + chance.randrange(20)] = chance.choice([b"", b"\x1b$B", b"\xff", b"\n\n", b"=?x?q?", b"--b1\n"])
    parse(bytes(raw))


def test_markup_that_is_never_closed_is_read_once() -> None:
    """Else a small mail would take minutes."""
    raw = b"From: MAILER-DAEMON@mx.example\nContent-Type: text/html\n\n<p>a@b.example: 550 5.1.1 gone</p>"
    report = parse(raw + b"<script>" * 30_000)
    assert [one.address for one in report.recipients] == ["a@b.example"]
    assert parse(raw + b"<style>x@y.example: 550 no</style>").recipients == report.recipients
