"""Envelopes in one step against those that are made piece by piece."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.base import Gates, Outgoing
from flong.backends.envelope import Envelope, Envelopes, Refusal
from flong.backends.usual import usual_lines

GATES = Gates(bytes(16))
PARTS = [
    "a",
    "Ab.c",
    "x+y",
    "-",
    ".",
    "..",
    "@",
    '"a b"',
    "=?x?=",
    "é",
    "\x00",
    "\r\n",
    ">",
    "1" * 62,
    "z" * 250,
    "b.example",
]
TEXTS = st.one_of(
    st.just(""),
    st.builds("{}@{}".format, st.sampled_from(["a", "a.b", "x" * 64]), st.sampled_from(["b.example", "c-d.tw", "e"])),
    st.lists(st.sampled_from(PARTS), max_size=6).map("".join),
)
DATA = st.lists(st.sampled_from([b"x", b"\r\n", b".", b"\n", b"\0", b"\xe9", b"y" * 998, b"\r\n"]), max_size=8).map(
    b"".join
)
OFFERS = st.dictionaries(
    st.sampled_from(["size", "8bitmime", "smtputf8"]), st.sampled_from(["", "0", "5", "1000", "9" * 30])
)


def made(sender: str, recipient: str, data: bytes) -> Outgoing:
    """A mail."""
    return Outgoing("job", 1, 1, "k", bytes(16), GATES, sender, recipient, memoryview(data))


def said(envelopes: Envelopes, item: Outgoing, *, at_once: bool) -> Envelope | tuple[str, str]:
    """The envelope, or why there is none."""
    try:
        return envelopes.of(item) if at_once else envelopes.looked_at(item)
    except Refusal as refusal:
        return str(refusal), refusal.enhanced


@settings(max_examples=400)
@given(TEXTS, TEXTS, DATA, OFFERS)
def test_both_ways_say_the_same(sender: str, recipient: str, data: bytes, offers: dict[str, str]) -> None:
    """Whatever the addresses, the message and the server."""
    envelopes, item = Envelopes(offers), made(sender, recipient, data)
    assert said(envelopes, item, at_once=True) == said(envelopes, item, at_once=False)


@pytest.mark.parametrize("sender", ["", "bounce+1@acme.example"])
@pytest.mark.parametrize("sized", [True, False])
def test_a_usual_mail_takes_one_step(sender: str, sized: bool) -> None:
    """With and without a sender, with and without SIZE."""
    lines = usual_lines(sender, "o'neill@mail.example", b".\r\n", 998, 3, sized)
    size = b" SIZE=3" if sized else b""
    assert lines == (b"MAIL FROM:<%b>%b" % (sender.encode(), size), b"RCPT TO:<o'neill@mail.example>", True)


@pytest.mark.parametrize(
    "recipient", ["", "a", "@b", "a@", ".a@b", "a.@b", "a..b@c", "a@B", "a@b.", "a@-b", "a@b-", "a@b-.c", "a@b..c",
                  "a?@b", f"{'x' * 65}@b", f"a@{'x' * 64}", f"a@{'x.' * 126}xx", "é@b", "a@é"]
)  # fmt: skip
def test_what_is_not_usual_is_looked_at(recipient: str) -> None:
    """Odd addresses, some of them wrong."""
    assert usual_lines("a@b", recipient, b"x\r\n", 998, 0, False) is None


def test_limits_of_usual_addresses() -> None:
    """The longest ones."""
    longest = f"{'x' * 64}@{'y' * 63}.{'z.' * 94}z"
    assert usual_lines(longest, longest, b"x\r\n", 998, 0, True) is not None
