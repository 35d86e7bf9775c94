"""Messages that begin together: what one alone would do, in one transaction with the outcomes before them."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flong.backends.base import Receipt, Refused
from flong.errors import LedgerError
from flong.jobs import progressing, reads, results, states
from flong.jobs.cast import Prepared
from flong.jobs.desk import Desk
from flong.jobs.identity import key_digest
from flong.jobs.ledger import Ledger
from flong.jobs.results import Start
from flong.jobs.single import filled

NOW = 1_800_000_000.0
SEQS = range(1, 6)
TABLES = ("recipient", "attempt", "document", "event")

some_seq, some_document = st.sampled_from(SEQS), st.integers(0, 7)
worlds = st.fixed_dictionaries({
    "states": st.lists(st.sampled_from((*[states.PLANNED] * 9, *states.ALL)), min_size=10, max_size=10),
    "claims": st.dictionaries(some_document, st.tuples(st.sampled_from((1, 2)), some_seq, st.integers(0, 2))),
    "listed": st.sets(st.tuples(some_seq, st.sampled_from(("*", "broadcast", "otp")))),
})  # fmt: skip


@st.composite
def starts(draw):
    job, seq, stale = draw(st.sampled_from((1, 2))), draw(some_seq), draw(st.sampled_from((0, 0, 0, 1)))
    document, address = bytes([draw(some_document)]), bytes([seq])
    return Start(
        job, (seq - 1) // 2, 1 - stale, seq, draw(st.integers(1, 3)), document, draw(st.integers(0, 2)), address
    )


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """Two jobs of five recipients, in chunks of two that were claimed once."""
    with Ledger.open(tmp_path_factory.mktemp("starting") / "home") as ledger:
        for name in ("one", "two"):
            ledger.do(lambda db, name=name: db.execute(
                "INSERT INTO job (name, policy, stream, template, clock, deadline, chunk_size, created) "
                "VALUES (?, 'hold', 'broadcast', '', 0, 0, 2, 0)", (name,)
            ) and None)  # fmt: skip
        for job in (1, 2):
            ledger.do(lambda db, job=job: db.executemany(
                "INSERT INTO chunk (job, n, epoch) VALUES (?, ?, 1)", [(job, n) for n in range(3)]
            ) and None)  # fmt: skip
        yield ledger


def made(db, world):
    places = [(job, seq) for job in (1, 2) for seq in SEQS]
    db.executemany(
        "INSERT INTO recipient (job, seq, key, state) VALUES (?, ?, ?, ?)",
        [(job, seq, f"{job}.{seq}", state) for (job, seq), state in zip(places, world["states"], strict=True)],
    )
    db.executemany(
        "INSERT INTO document VALUES (?, ?, ?, ?)", [(bytes([one]), *held) for one, held in world["claims"].items()]
    )
    db.executemany(
        "INSERT INTO suppression VALUES (?, ?, 'asked', 0)", [(bytes([one]), stream) for one, stream in world["listed"]]
    )


def undone(db, work):
    """What `work` gives and what the tables then hold; both are forgotten."""
    db.execute("SAVEPOINT twin")
    found = work(db), [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]
    db.execute("ROLLBACK TO twin")
    db.execute("RELEASE twin")
    return found


@settings(max_examples=150)
@given(worlds, st.lists(starts(), min_size=1, max_size=6))
def test_together_is_one_by_one(database, world, begun):
    def both(db):
        made(db, world)
        together = undone(db, results.start_all(begun, NOW))
        return together, undone(db, lambda db: [results.start(one, NOW)(db) for one in begun])

    together, single = database.do(lambda db: undone(db, both)[0])
    assert together == single


@pytest.fixture
def desk(ledger, make_job):
    """The desk of a job of three, and its messages as a backend takes them."""
    number = make_job(chunk_size=3)
    with ledger.read() as db:
        made = Desk(ledger, reads.find(db, "bills"))
    claim = ledger.do(progressing.claim(number, 0, NOW))
    for due in claim.due:
        same, to = key_digest(due.key), f"{due.key}@example.org"
        made.put(claim, [due], filled(due.seq, Prepared(0, due.key, due.document, "b@acme.example", to, same, same)))
    return made


def taken(desk):
    return [desk.take_now("") for _ in range(3)]


def delivered(item):
    return Receipt(item.seq, item.attempt, "delivered", 250)


def logged(ledger):
    """Every statement that begins or ends a transaction, or changes a row, from now on."""
    seen = []
    known = {"BEGIN": "begin", "COMMIT": "commit", "INSERT INTO attempt": "outcome", "INSERT INTO document": "start"}
    ledger.do(lambda db: db.set_trace_callback(
        lambda sql: seen.extend(name for text, name in known.items() if sql.lstrip().startswith(text))
    ))  # fmt: skip
    seen.clear()
    return seen


async def test_outcomes_are_written_with_what_begins_next_and_before_it(ledger, desk):
    one, two, three = taken(desk)
    await desk.starting(one)
    seen = logged(ledger)
    desk.finished(delivered(one))
    await asyncio.gather(desk.starting(two), desk.starting(three))
    assert [name for name in seen if name != "commit"] == ["begin", "outcome", "start", "start"]


async def test_an_outcome_does_not_wait_long_when_nothing_begins(ledger, desk):
    one, *_ = taken(desk)
    await desk.starting(one)
    desk.finished(delivered(one))
    async with asyncio.timeout(5):
        while True:
            with ledger.read() as db:
                if reads.tallies(db, 1)[states.DELIVERED].count:
                    break
            await asyncio.sleep(0.005)


async def test_who_stops_waiting_does_not_stop_the_others(ledger, desk):
    one, two, three = taken(desk)
    tasks = [asyncio.ensure_future(desk.starting_all([item])) for item in (one, two, three)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    assert [found for task in (tasks[0], tasks[2]) for found in await task] == [one, three]
    with ledger.read() as db:
        assert reads.tallies(db, 1)[states.IN_FLIGHT].count == 3


async def test_only_who_must_not_leave_is_refused(ledger, desk):
    one, two, three = taken(desk)
    ledger.do(lambda db: db.execute("UPDATE recipient SET state = 'cancelled' WHERE seq = 2") and None)
    assert await desk.starting_all([one, two, three]) == [one, three]
    with pytest.raises(KeyError):  # it has left the desk
        await desk.starting(two)


async def test_a_ledger_that_can_not_be_written_lets_nothing_leave(ledger, desk):
    one, two, _ = taken(desk)
    ledger.do(lambda db: db.execute("PRAGMA query_only = ON") and None)
    for found in await asyncio.gather(desk.starting(one), desk.starting_all([two]), return_exceptions=True):
        assert isinstance(found, LedgerError) and not isinstance(found, Refused)
