"""The ledger: who may open it, what it commits, and which states follow which."""

from __future__ import annotations

import asyncio
import json
import os
import stat

import pytest

from flong.backends.base import Receipt
from flong.errors import LedgerError
from flong.jobs import planning, progressing, reads, results
from flong.jobs.home import Home
from flong.jobs.identity import document_digest
from flong.jobs.ledger import Ledger

NOW = 1_800_000_000.0


def begin(ledger, claim, index=0):
    due = claim.due[index]
    start = results.Start(claim.job, claim.n, claim.epoch, due.seq, due.attempt, due.document, due.resend)
    return ledger.do(results.start(start, NOW))


def answer(ledger, job, seq, state, attempt=1, until=None):
    receipt = Receipt(seq, attempt, state, 250 if state == "delivered" else 450, "2.0.0", "ok", start=NOW, end=NOW + 1)
    landed = {"unsent": "planned"}.get(state, state)
    ledger.do(results.append([results.Result(job, landed, until, receipt)]))


def counts(ledger, job):
    with ledger.read() as db:
        return {state: tally.count for state, tally in reads.tallies(db, job).items() if tally.count}


def rows(ledger, job, state=None):
    with ledger.read() as db:
        return reads.recipients(db, job, state)


# who may open it


def test_ledger_files_are_private(ledger):
    ledger.do(lambda db: db.execute("CREATE TABLE x (a)") and None)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in ledger.home.root.iterdir()}
    assert stat.S_IMODE(ledger.home.root.stat().st_mode) == 0o700
    assert modes.keys() == {"ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm"}
    assert set(modes.values()) == {0o600}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_ledger_of_another_user_is_refused(tmp_path):
    Ledger.open(tmp_path / "home").close()
    os.chown(tmp_path / "home" / "ledger.sqlite", 1234, 1234)
    with pytest.raises(LedgerError, match="belongs to another user"):
        Ledger.open(tmp_path / "home")


def test_a_ledger_open_to_others_is_refused(tmp_path):
    Ledger.open(tmp_path / "home").close()
    (tmp_path / "home" / "ledger.sqlite").chmod(0o644)
    with pytest.raises(LedgerError, match="chmod 600"):
        Ledger.open(tmp_path / "home")


def test_a_ledger_behind_a_symbolic_link_is_refused(tmp_path):
    home = Home.open(tmp_path / "home")
    (tmp_path / "elsewhere").touch(mode=0o600)
    home.ledger.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LedgerError, match="can't be opened"):
        Ledger(home)


def test_a_folder_open_to_others_is_refused(tmp_path):
    (tmp_path / "home").mkdir(mode=0o755)
    with pytest.raises(LedgerError, match="chmod 700"):
        Ledger.open(tmp_path / "home")


def test_a_folder_that_can_not_be_made_is_no_crash(tmp_path):
    (tmp_path / "file").touch()
    for root in (tmp_path / "file" / "home", tmp_path / "file" / "deep" / "home"):
        with pytest.raises(LedgerError, match="can't be made"):
            Ledger.open(root)


def test_a_file_that_is_no_ledger_is_refused(tmp_path):
    home = Home.open(tmp_path / "home")
    home.ledger.touch(mode=0o600)
    home.ledger.write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError, match="can't be read"):
        Ledger(home)


def test_a_ledger_of_a_newer_release_is_refused(tmp_path):
    with Ledger.open(tmp_path / "home") as ledger:
        ledger.do(lambda db: db.execute("UPDATE alembic_version SET version_num = '9999'") and None)
    with pytest.raises(LedgerError, match="newer flong"):
        Ledger.open(tmp_path / "home")


def test_the_installation_secret_stays_the_same(tmp_path):
    home = Home.open(tmp_path / "home")
    assert home.secret() == home.secret() and len(home.secret()) == 32


# durability and groups


async def test_waiting_operations_share_one_transaction(ledger):
    transactions = []
    ledger.do(lambda db: db.set_trace_callback(lambda sql: sql == "COMMIT" and transactions.append(sql)))
    gate = asyncio.Event()
    loop = asyncio.get_running_loop()
    blocked = ledger.submit(lambda db: asyncio.run_coroutine_threadsafe(gate.wait(), loop).result())
    many = [ledger.submit(lambda db, n=n: n) for n in range(500)]
    gate.set()
    assert await asyncio.gather(*many) == list(range(500)) and await blocked
    assert len(transactions) <= 3


async def test_an_operation_is_durable_when_its_future_is_done(ledger):
    await ledger.submit(planning.suppress(["a@example.org"], "*", "asked", NOW))
    with ledger.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM suppression").scalar() == 1


async def test_a_failing_operation_fails_alone(ledger):
    good = ledger.submit(planning.suppress(["a@example.org"], "*", "asked", NOW))
    bad = ledger.submit(lambda db: db.execute("nonsense"))
    more = ledger.submit(planning.suppress(["b@example.org"], "*", "asked", NOW))
    assert await good == 1 and await more == 1
    with pytest.raises(LedgerError, match="nonsense"):
        await bad


def test_readers_cannot_write(ledger):
    with ledger.read() as db, pytest.raises(Exception, match="readonly"):
        db.exec_driver_sql("DELETE FROM job")


def test_the_ledger_is_fully_synchronous(ledger):
    assert ledger.do(lambda db: db.execute("PRAGMA synchronous").fetchone()[0]) == 2
    assert ledger.do(lambda db: db.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"


# planning


def test_a_repeated_key_is_rejected_and_names_the_first(ledger, make_job):
    job = make_job(keys=("a", "b", "a"))
    assert counts(ledger, job) == {"planned": 2, "rejected": 1}
    with ledger.read() as db:
        [(seq, detail)] = reads.refusals(db, job)
    assert seq == 3 and "record 1" in detail


@pytest.mark.parametrize(("stream", "expected"), [("*", 1), ("broadcast", 1), ("otp", 0)])
def test_suppression_counts_in_its_stream_only(ledger, make_job, stream, expected):
    ledger.do(planning.suppress([" B@Example.ORG"], stream, "complained", NOW))
    assert counts(ledger, make_job()).get("suppressed", 0) == expected


def test_a_job_name_is_used_once(ledger, make_job):
    make_job("once")
    with pytest.raises(LedgerError, match="called once already"):
        make_job("once")


def test_a_planned_job_can_not_be_discarded(ledger, make_job):
    with pytest.raises(LedgerError, match="can't be discarded"):
        ledger.do(planning.discard(make_job()))


def test_a_job_whose_planning_was_cut_short_is_replaced(ledger, make_job):
    make_job("bills")
    ledger.do(lambda db: db.execute("UPDATE job SET state = 'planning'") and None)
    job = make_job("bills", keys=("x",))
    assert counts(ledger, job) == {"planned": 1}
    with ledger.read() as db:
        assert [found.name for found in reads.jobs(db)] == ["bills"]


# sending


def test_a_message_goes_from_planned_over_in_flight_to_delivered(ledger, make_job):
    job = make_job()
    claim = ledger.do(progressing.claim(job, 0, NOW))
    assert [due.key for due in claim.due] == ["a", "b"]
    assert begin(ledger, claim) == ""
    assert counts(ledger, job) == {"in_flight": 1, "planned": 2}
    answer(ledger, job, 1, "delivered")
    [row] = rows(ledger, job, "delivered")
    assert (row.seq, row.attempt, row.code, row.reply) == (1, 1, 250, "ok")


def test_a_recipient_is_not_begun_twice(ledger, make_job):
    claim = ledger.do(progressing.claim(make_job(), 0, NOW))
    assert begin(ledger, claim) == ""
    assert begin(ledger, claim) == "already in_flight"


def test_an_older_claim_of_a_chunk_is_fenced(ledger, make_job):
    job = make_job()
    old = ledger.do(progressing.claim(job, 0, NOW))
    new = ledger.do(progressing.claim(job, 0, NOW))
    assert begin(ledger, old).startswith("fenced")
    assert begin(ledger, new) == ""


def test_claiming_again_skips_what_is_done(ledger, make_job):
    job = make_job()
    begin(ledger, ledger.do(progressing.claim(job, 0, NOW)))
    answer(ledger, job, 1, "delivered")
    assert [due.key for due in ledger.do(progressing.claim(job, 0, NOW)).due] == ["b"]


def test_an_unsent_message_is_planned_again_without_an_attempt(ledger, make_job):
    job = make_job()
    begin(ledger, ledger.do(progressing.claim(job, 0, NOW)))
    answer(ledger, job, 1, "unsent")
    assert counts(ledger, job) == {"planned": 3}
    assert ledger.do(progressing.claim(job, 0, NOW)).due[0].attempt == 1


def test_a_deferred_recipient_is_due_when_its_time_has_come(ledger, make_job):
    job = make_job()
    claim = ledger.do(progressing.claim(job, 0, NOW))
    begin(ledger, claim)
    answer(ledger, job, 1, "deferred", until=NOW + 60)
    with ledger.read() as db:
        assert reads.next_due(db, job) == NOW + 60
        assert reads.due_chunks(db, job, NOW + 59) == []
        assert reads.due_chunks(db, job, NOW + 60) == [0]
    again = ledger.do(progressing.claim(job, 0, NOW + 60)).due[0]
    assert (again.key, again.attempt) == ("a", 2)


def test_past_the_deadline_the_deferred_have_bounced(ledger, make_job):
    job = make_job()
    begin(ledger, ledger.do(progressing.claim(job, 0, NOW)))
    answer(ledger, job, 1, "deferred", until=NOW + 60)
    assert ledger.do(progressing.expire(job, NOW + 3599)) == 0
    assert ledger.do(progressing.expire(job, NOW + 3600)) == 1
    assert counts(ledger, job) == {"bounced": 1, "planned": 2}


def test_a_bounce_before_the_data_needs_no_start(ledger, make_job):
    job = make_job()
    answer(ledger, job, 2, "bounced")
    assert counts(ledger, job) == {"planned": 2, "bounced": 1}


def test_a_chunk_is_done_when_only_deferred_recipients_are_left(ledger, make_job):
    job = make_job(keys=("a", "b"))
    claim = ledger.do(progressing.claim(job, 0, NOW))
    begin(ledger, claim)
    answer(ledger, job, 1, "delivered")
    assert ledger.do(progressing.close(claim)) is False
    answer(ledger, job, 2, "deferred", until=NOW + 1)
    assert ledger.do(progressing.close(claim)) is True
    with ledger.read() as db:
        assert reads.planned_chunks(db, job) == []


# documents


def deliver_first(ledger, job):
    assert begin(ledger, ledger.do(progressing.claim(job, 0, NOW))) == ""
    answer(ledger, job, 1, "delivered")


def test_one_document_is_never_delivered_twice_across_jobs(ledger, make_job):
    deliver_first(ledger, make_job("may", documents=["bill/1", "bill/2", "bill/3"]))
    second = make_job("may again", documents=["bill/1", "x", "y"])
    assert [due.key for due in ledger.do(progressing.claim(second, 0, NOW)).due] == ["b"]
    assert counts(ledger, second) == {"rejected": 1, "planned": 2}
    with ledger.read() as db:
        detail = json.loads(next(reads.refusals(db, second))[1])
    assert "job may, record 1" in detail["reason"] and detail["key"] == "a"


def test_a_document_claimed_between_claim_and_start_is_refused(ledger, make_job):
    first, second = make_job("one", documents=["d", "e", "f"]), make_job("two", documents=["d", "g", "h"])
    racing = ledger.do(progressing.claim(second, 0, NOW))
    deliver_first(ledger, first)
    assert "job one, record 1" in begin(ledger, racing)
    assert counts(ledger, second) == {"rejected": 1, "planned": 2}


def test_the_same_document_twice_in_one_job_is_sent_once(ledger, make_job):
    job = make_job(documents=["d", "d", "e"])
    claim = ledger.do(progressing.claim(job, 0, NOW))
    assert begin(ledger, claim, 0) == ""
    assert "record 1" in begin(ledger, claim, 1)


def test_a_marked_resend_repeats_a_document_with_the_next_number(ledger, make_job):
    deliver_first(ledger, make_job("first", documents=["d", "e", "f"]))
    again = make_job("again", documents=["d", "g", "h"], resend=True)
    claim = ledger.do(progressing.claim(again, 0, NOW))
    assert [due.resend for due in claim.due] == [1, 0]
    assert begin(ledger, claim) == ""
    answer(ledger, again, 1, "deferred", until=NOW)
    assert ledger.do(progressing.claim(again, 0, NOW)).due[0].resend == 1


def test_a_document_whose_delivery_bounced_is_free(ledger, make_job):
    first = make_job("first", documents=["d", "e", "f"])
    begin(ledger, ledger.do(progressing.claim(first, 0, NOW)))
    answer(ledger, first, 1, "bounced")
    deliver_first(ledger, make_job("second", documents=["d", "g", "h"]))


def test_documents_are_kept_as_digests(ledger, make_job):
    make_job(documents=["秘密/1", "秘密/2", "秘密/3"])
    stored = ledger.home.ledger.with_name("ledger.sqlite-wal").read_bytes()
    assert "秘密".encode() not in stored and document_digest("秘密/1") in stored


# crashes and operators


@pytest.mark.parametrize(("policy", "state"), [("hold", "held"), ("resend", "planned")])
def test_after_a_crash_the_policy_decides_on_what_was_in_flight(ledger, make_job, policy, state):
    job = make_job(keys=("a", "b"), policy=policy)
    begin(ledger, ledger.do(progressing.claim(job, 0, NOW)))
    assert ledger.do(progressing.recover(job, NOW)) == 1
    assert rows(ledger, job)[0].state == state
    with ledger.read() as db:
        assert reads.ambiguous_attempts(db, job) == 1
        assert reads.planned_chunks(db, job) == [0]


def test_cancelling_leaves_what_is_in_flight_and_done(ledger, make_job):
    job = make_job(keys=("a", "b", "c"))
    deliver_first(ledger, job)
    begin(ledger, ledger.do(progressing.claim(job, 0, NOW)))
    assert ledger.do(progressing.cancel_rest(job)) == 1
    assert counts(ledger, job) == {"delivered": 1, "in_flight": 1, "cancelled": 1}


def test_sums_are_kept_by_state(ledger, make_job):
    job = make_job(amounts=[1, 20, 300], unfit=[planning.Unfit(4, 4000, "no address")])
    deliver_first(ledger, job)
    with ledger.read() as db:
        tallies = reads.tallies(db, job)
    assert (tallies["delivered"].total, tallies["planned"].total, tallies["rejected"].total) == (1, 320, 4000)
