"""A whole job over a pool of relays: what a provider does not take now waits, the others do not, and all add up."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

import pytest
from plain import PlainRecipe
from posts import states_of

sys.path.insert(0, str(Path(__file__).parent.parent / "backends" / "shaping"))
from sinks import Sink

from flong.backends import routes
from flong.jobs import commands, reads, shaped
from flong.jobs.commands import SendOptions
from flong.jobs.config import load_config

RULES = """
[provider.touchy]
domains = ["touchy.example"]
connections = 1
inherit_reactions = false
reaction = [{{ do = "suspend", code = [450], for = "{}" }}]
"""

CONFIG = """
[[relay]]
name = "one"
pool = "bulk"
host = "127.0.0.1"
port = {}
sources = ["127.0.0.2", "127.0.0.3"]
[shaping]
rules = "{}"
[jobs]
chunk = 20
workers = 1
slot_mb = 1
retry = [0.2]
"""


@contextmanager
def serving(sink: Sink):
    """The sink in a thread: a job has the loop of this one."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()

    async def serve() -> None:
        async with sink.running():
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


@pytest.fixture
def run(tmp_path: Path, ledger):
    """run(sink, data) → the summary of a job of the recipients in `data`."""

    def run(sink: Sink, domains: list[str], rest: str = "2 s", deadline: float = 60.0) -> commands.Summary:
        (tmp_path / "rules.toml").write_text(RULES.format(rest))
        path = tmp_path / "flong.toml"
        path.write_text(CONFIG.format(sink.port, tmp_path / "rules.toml"))
        data = tmp_path / "a.csv"
        data.write_text("id,email,due\n" + "".join(f"k{n},r{n}@{d},1\n" for n, d in enumerate(domains)))
        options = SendOptions(template=Path("plain.html"), via="bulk", data=data, job="job", deadline=deadline)
        return commands.send_recipe(ledger, PlainRecipe(), options, load_config(path))

    return run


def test_what_a_provider_does_not_take_waits_without_an_attempt(run, ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """One reply suspends the provider for two seconds; the others are done meanwhile; then its mails are."""
    monkeypatch.setattr(routes, "HOLD", 0.2)
    refused: list[str] = []

    def answer(to: str) -> str:
        if "touchy" not in to or refused:
            return ""
        refused.append(to)
        return "450 4.7.1 too many complaints"

    with serving(Sink(answer)) as sink:
        summary = run(sink, ["touchy.example", "any.example"] * 20)
    assert summary.counts == {"delivered": 40} and set(states_of(ledger).values()) == {"delivered"}
    order = [to.partition("@")[2] for _, to in sink.took]
    assert order[:20].count("touchy.example") <= 1 and sink.took[-1][0] - sink.took[19][0] > 1.0
    with ledger.read() as db:
        job = reads.find(db, "job").id
        attempts = [
            row[0] for row in db.exec_driver_sql("SELECT count(*) FROM attempt WHERE job = ? GROUP BY seq", (job,))
        ]
        events = (
            db.exec_driver_sql("SELECT detail FROM event WHERE job = ? AND kind = 'waiting'", (job,)).scalars().all()
        )
    assert sorted(attempts) == [1] * 39 + [2]
    assert events and set(events) == {'{"reason": "resting: 450 4.7.1 too many complaints"}'}
    known = {(one.provider, one.source): one for one in shaped.provider_states(ledger.home.root)}
    assert known["touchy", "one/127.0.0.2"].last_hour + known["touchy", "one/127.0.0.3"].last_hour == 21
    assert known["other", "one/127.0.0.2"].last_hour + known["other", "one/127.0.0.3"].last_hour == 20


def test_a_wait_ends_with_the_deadline(run, ledger) -> None:
    """A provider that rests longer than the job lasts: its mails expire."""
    with serving(Sink(lambda to: "450 4.7.1 no" if "touchy" in to else "")) as sink:
        summary = run(sink, ["touchy.example"] * 3 + ["any.example"] * 3, rest="1 h", deadline=1.5)
    assert summary.state == "finished"
    assert Counter(states_of(ledger).values()) == {"bounced": 3, "delivered": 3}
