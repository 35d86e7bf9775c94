"""What refusals leave in the ledger: their class, and a suppression when the address is dead."""

from __future__ import annotations

import pytest

from flong.backends.base import Receipt
from flong.jobs import planning, progressing, reads, results, slips
from flong.jobs.identity import address_digest
from flong.jobs.planning import Planned
from flong.jobs.results import Result, Start

NOW = 1_800_000_000.0


@pytest.fixture
def refused(ledger, make_job):
    """refused(state, code, enhanced, text, …) → the job, its first record having got that answer."""

    def refuse(
        state: str, code: int, enhanced: str = "", text: str = "", kind: str = "", stream: str = "broadcast", landed=""
    ):
        job = make_job("j", stream=stream)
        claim = ledger.do(progressing.claim(job, 0, NOW))
        for due in claim.due:
            address = address_digest(f"{due.key}@example.org")
            start = Start(job, claim.n, claim.epoch, due.seq, due.attempt, due.document, due.resend, address)
            assert ledger.do(results.start(start, NOW)) == ""
        receipt = Receipt(1, 1, state, code, enhanced, text, kind, start=NOW, end=NOW)
        landed = landed or ("held" if state == "ambiguous" else state)
        ledger.do(results.append([Result(job, landed, NOW if state == "deferred" else None, receipt)]))
        return job

    return refuse


def suppressed(ledger):
    listed = "SELECT address, stream, reason FROM suppression"
    return ledger.do(lambda db: db.execute(listed).fetchall())


def test_what_gateways_of_text_messages_say_is_no_bounce(ledger, make_job):
    """Their codes are others'."""
    job = make_job("texts")
    claim = ledger.do(progressing.claim(job, 0, NOW))
    due = claim.due[0]
    ledger.do(results.start(Start(job, 0, claim.epoch, due.seq, 1, due.document, 0, b"n"), NOW))
    receipt = Receipt(1, 1, "bounced", 550, "", "unknown user", start=NOW, end=NOW)
    ledger.do(results.append([Result(job, "bounced", None, receipt, mail=False)]))
    assert suppressed(ledger) == []
    with ledger.read() as db:
        assert reads.bounces(db, job)["refused"] == {}


def test_slips_are_counted_by_what_is_meant(ledger, make_job):
    """One event for each recipient, without the address."""
    job = make_job("j", keys=())
    remark = slips.remark("a@gmial.com", "warn")
    fit = [Planned(seq, f"k{seq}", b"%d" % seq, f"{seq}@gmial.com", 0, remark) for seq in (1, 2)]
    ledger.do(planning.plan(job, fit, [], NOW))
    with ledger.read() as db:
        assert reads.typos(db, job) == {"gmial.com → gmail.com": 2}


@pytest.mark.parametrize("stream", ["broadcast", "transactional"])
def test_a_dead_address_is_suppressed_in_its_jobs_stream(ledger, refused, stream):
    job = refused("bounced", 550, "5.1.1", "User unknown", stream=stream)
    assert suppressed(ledger) == [(address_digest("a@example.org"), stream, "bounce: unknown-user")]
    with ledger.read() as db:
        assert reads.bounces(db, job)["refused"] == {"unknown-user": 1}


@pytest.mark.parametrize(
    ("state", "code", "enhanced", "text", "kind", "counted"),
    [
        ("bounced", 552, "5.2.2", "Mailbox full", "", {"mailbox-full": 1}),
        ("deferred", 450, "4.1.1", "User unknown", "", {"unknown-user": 1}),
        ("deferred", 550, "", "Access denied", "sender", {"sender-rejected": 1}),
        ("delivered", 250, "2.0.0", "ok", "", {}),
        ("ambiguous", 0, "", "connection lost", "connection", {}),
    ],
)
def test_other_answers_suppress_nobody(ledger, refused, state, code, enhanced, text, kind, counted):
    job = refused(state, code, enhanced, text, kind)
    assert suppressed(ledger) == []
    with ledger.read() as db:
        assert reads.bounces(db, job) == {"refused": counted, "returned": {}}


@pytest.mark.parametrize(
    ("kind", "text", "found", "dead"),
    [
        ("recipient", "No such user here", "unknown-user", True),
        ("", "No such user here", "filtered", False),
        ("recipient", "xyzzy", "unknown-user", False),
        ("recipient", "Mailbox full", "mailbox-full", False),
    ],
)
def test_who_is_refused_at_rcpt_in_plain_words_is_dead(ledger, refused, kind, text, found, dead):
    """Said to the message itself, after RCPT was taken, it may be a filter; without words it is a guess."""
    job = refused("bounced", 550, "", text, kind)
    assert bool(suppressed(ledger)) == dead
    with ledger.read() as db:
        assert reads.bounces(db, job)["refused"] == {found: 1}


def test_a_temporary_refusal_until_the_deadline_suppresses_nobody(ledger, refused):
    """It may be the fault of a name server, and the deadline minutes away."""
    refused("deferred", 450, "4.1.2", "Recipient address rejected: Domain not found", "expired", landed="bounced")
    assert suppressed(ledger) == []
