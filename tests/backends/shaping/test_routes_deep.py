"""Whatever servers do: one receipt for each message, and no limit passed."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sinks import Sink
from test_routes import RULES, deliver

sys.path.insert(0, str(Path(__file__).parent.parent))
from mailboxes import Book, outgoing

from flong.backends.base import Outgoing, Refused
from flong.backends.open import Options, Relay
from flong.backends.relays import Shaping, shaped_relays
from flong.backends.shaping.store import NAME

DOMAINS = ("slow.example", "strict.example", "touchy.example", "any.example", "gmail.com")
ANSWERS = ("", "", "", "", "450 4.2.0 no", "451 4.7.0 later", "421 4.3.2 bye", "550 5.1.1 nobody", "421 4.7.28 unusual")

pytestmark = pytest.mark.deep


@settings(max_examples=40)
@given(
    seed=st.integers(0, 1000),
    mails=st.lists(st.sampled_from(DOMAINS), min_size=1, max_size=60),
    sinks=st.lists(
        st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from([2, 7, 1000])), min_size=1, max_size=3
    ),
    dead=st.booleans(),
)
async def test_any_servers(seed: int, mails: list[str], sinks: list[tuple[int, int, int]], dead: bool) -> None:
    """Relays of any weight and number of connections, that end connections when they like and answer anything."""

    def answer(to: str) -> str:
        return ANSWERS[crc32(f"{seed}{to}".encode()) % len(ANSWERS)]

    def refuse(item: Outgoing) -> None:
        if crc32(f"{seed}refused{item.seq}".encode()) % 11 == 0:
            raise Refused("sent by another job")

    items = [outgoing(n, rcpt_to=f"r{n}@{domain}") for n, domain in enumerate(mails)]
    made = [Sink(answer, mails_each=each, delay=0.001) for _, _, each in sinks]
    book = Book(on_start=refuse)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "rules.toml").write_text(RULES)
        await _sent(made, sinks, dead, Shaping(Path(folder) / NAME, Path(folder) / "rules.toml"), items, book)
    receipts = Counter(receipt.seq for receipt in book.receipts)
    refused = {n for n in range(len(mails)) if crc32(f"{seed}refused{n}".encode()) % 11 == 0}
    assert set(receipts.values()) <= {1} and set(receipts) | refused == set(range(len(mails)))
    assert sum(len(sink.took) for sink in made) == book.states.count("delivered")
    for sink, (_, connections, _) in zip(made, sinks, strict=True):
        assert sink.most_open <= connections and sink.at_once["slow.example"] <= 2
        assert sink.at_once["gmail.com"] <= 5 and sum("strict.example" in c.domains for c in sink.connections) <= 1


async def _sent(made, sinks, dead, shaping, items, book) -> None:
    running = [sink.running() for sink in made]
    for one in running:
        await one.__aenter__()
    try:
        relays = [
            Relay(
                f"r{n}", "127.0.0.1", sink.port, weight=weight, options=Options(connections=connections, patience=0.5)
            )
            for n, (sink, (weight, connections, _)) in enumerate(zip(made, sinks, strict=True))
        ]
        relays += [Relay("dead", "127.0.0.1", 9, options=Options(patience=0.5))] if dead else []
        await deliver(shaped_relays(relays, shaping, "main"), items, book)
    finally:
        for one in running:
            await one.__aexit__(None, None, None)
