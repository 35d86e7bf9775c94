"""Whatever a server does, each mail has one receipt, and it is true."""

from __future__ import annotations

import asyncio
import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mailboxes import BOTH, CLOSE, MAIL, PIPELINING, Book, Faulty, Queue, outgoing, relay, send

from flong.errors import SendError

FAULTS = st.lists(
    st.sampled_from(
        [
            b"250 ok\r\n",
            b"451 later\r\n",
            b"550 no\r\n",
            b"421 bye\r\n",
            b"354 go\r\n",
            b"junk\r\n",
            b"250 a\r\n250 b\r\n",
            CLOSE,
        ]
    ),
    max_size=6,
)
SCRIPTS = st.fixed_dictionaries(dict.fromkeys(("greeting", "mail", "rcpt", "data", "final", "rset"), FAULTS))


def _check_truth(server: Faulty, book: Book, count: int) -> None:
    """Each item has one receipt, no message was handed over twice, and nobody claims what did not happen."""
    assert sorted(receipt.seq for receipt in book.receipts) == list(range(count))
    for receipt in book.receipts:
        taken = [answer for data, answer in server.answers if data == MAIL + b"%d\r\n" % receipt.seq]
        assert len(taken) == 1 if receipt.state in ("delivered", "ambiguous") else len(taken) <= 1
        if receipt.state == "delivered":
            assert taken[0].startswith(b"250")
        if receipt.state in ("bounced", "deferred", "unsent"):
            assert not any(answer.startswith(b"250") for answer in taken)


@pytest.mark.parametrize("examples", [60, pytest.param(2000, marks=pytest.mark.deep)])
@pytest.mark.parametrize("pipelining", [False, True])
def test_random_faults(examples: int, pipelining: bool) -> None:
    """Whatever the server does, the receipts tell the truth."""

    @settings(max_examples=examples)
    @given(SCRIPTS)
    def run(script: dict[str, list]) -> None:
        server, book = Faulty(**script, ehlo=[PIPELINING] * 99 if pipelining else []), Book()
        items = [outgoing(seq, MAIL + b"%d\r\n" % seq) for seq in range(6)]
        rest = Queue(*items)

        async def all_of_it() -> None:
            async with server.running():
                while rest.items:
                    with contextlib.suppress(SendError):
                        await relay(server.port).run(rest, book)

        asyncio.run(all_of_it())
        _check_truth(server, book, len(items))

    run()


@pytest.mark.deep
@BOTH
async def test_cut_at_every_byte(ehlo: list[bytes]) -> None:
    """Whatever the server had said when it left: delivered or ambiguous only after the dot."""
    replies = b"".join(
        [PIPELINING if ehlo else b"250 faulty\r\n", b"250 a\r\n", b"250 b\r\n", b"354 c\r\n", b"250 d\r\n"]
    )
    for cut in range(len(replies)):
        book = await _cut(replies[:cut], bool(ehlo))
        assert book.states in (["unsent"], ["deferred"], ["ambiguous"])
        assert (book.states == ["ambiguous"]) == (re.search(rb"354 c\r\n", replies[:cut]) is not None)


async def _cut(replies: bytes, pipelining: bool) -> Book:
    """A server that says so many bytes, each when its time has come, and closes."""
    stages = dict(
        zip(
            ["ehlo", "mail", "rcpt", "data", "final"],
            replies.splitlines(keepends=True) if not pipelining else [],
            strict=False,
        )
    )
    if pipelining:
        lines = replies.splitlines(keepends=True)
        stages = dict(zip(["ehlo", "mail", "rcpt", "data", "final"], [b"".join(lines[:3]), *lines[3:]], strict=False))

    class Cutting(Faulty):
        async def _act(self, stage: str, writer: asyncio.StreamWriter) -> bytes:
            if stage == "greeting":
                return await super()._act(stage, writer)
            said = stages.get(stage, b"")
            writer.write(said)
            await writer.drain()
            if not said.endswith(b"\r\n") or said.count(b"\r\n") < (3 if pipelining and stage == "ehlo" else 1):
                writer.close()
            return said

    book = Book()
    with contextlib.suppress(SendError):
        await send(Cutting(), book=book, timeout=20.0, final=20.0)
    return book
