"""Mails that come back, from a folder and over SMTP: what they change in the ledger, and what forgers can't."""

from __future__ import annotations

import asyncio
import json
import os
import smtplib
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from flong.backends.verp import Verp
from flong.bounces import receiver
from flong.errors import ConfigError, LedgerError
from flong.jobs import messages, progressing, reads, results
from flong.jobs.config import Config, JobsConfig
from flong.jobs.identity import address_digest
from flong.jobs.results import Start
from flong.jobs.returns import Intake

sys.path.append(str(Path(__file__).parents[1] / "bounces"))
import mails

NOW = 1_800_000_000.0
CONFIG = Config(jobs=JobsConfig(return_path="bounce@sender.example"))
GONE = [mails.failed("someone@else.example", "5.1.1", "smtp; 550 5.1.1 User unknown")]


@pytest.fixture
def job(ledger, make_job):
    """A job whose first record was sent to a@example.org."""
    job = make_job("j")
    claim = ledger.do(progressing.claim(job, 0, NOW))
    for due in claim.due[:1]:
        digest = address_digest("a@example.org")
        ledger.do(results.start(Start(job, 0, claim.epoch, due.seq, 1, due.document, 0, digest), NOW))
    return job


@pytest.fixture
def intake(ledger):
    return Intake.of(ledger, CONFIG)


@pytest.fixture
def folder(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    return tmp_path / "box"


def path_of(ledger, job, seq=1):
    return Verp("bounce@sender.example", ledger.home.secret()).path(str(job), seq)


def bounce(to, groups=GONE):
    return mails.report("…", groups, to=to).replace(b"Return-Path: <bounce+7", b"X-Was: <bounce+7")


def suppressed(ledger):
    return ledger.do(lambda db: db.execute("SELECT address, stream, reason FROM suppression").fetchall())


def events(ledger, job):
    found = "SELECT seq, kind, detail FROM event WHERE job = ? ORDER BY id"
    return [(seq, kind, json.loads(d)) for seq, kind, d in ledger.do(lambda db: db.execute(found, (job,)).fetchall())]


def test_a_bounce_is_an_event_and_suppresses_whom_we_sent_to(ledger, job, intake):
    """Not the address that the bounce names: anybody could write one there."""
    taken = intake.take(bounce(path_of(ledger, job)))
    assert (taken.fate, taken.suppressed, taken.origin.seq) == ("taken", True, 1)
    assert suppressed(ledger) == [(address_digest("a@example.org"), "broadcast", "bounce: unknown-user")]
    ((seq, kind, detail),) = events(ledger, job)
    assert (seq, kind) == (1, "bounce")
    assert detail == {
        "class": "unknown-user", "number": "101", "action": "failed", "code": "550", "enhanced": "5.1.1",
        "where": "diagnostic-code", "words": "user unknown", "text": "550 5.1.1 User unknown", "reporting": "",
        "remote": "",
    }  # fmt: skip
    with ledger.read() as db:
        assert reads.bounces(db, job) == {"refused": {}, "returned": {"unknown-user": 1}}


def test_a_mail_is_taken_in_once(ledger, job, intake):
    raw = bounce(path_of(ledger, job))
    assert [intake.take(raw).fate for _ in range(3)] == ["taken", "repeated", "repeated"]
    assert len(events(ledger, job)) == 1


@pytest.mark.parametrize(
    ("to", "fate"),
    [
        ("bounce+{job}.1.aaaaaaaaaaaaaaaa@sender.example", "forged"),
        ("bounce+99.1.aaaaaaaaaaaaaaaa@sender.example", "forged"),
        ("bounce+x@sender.example", "forged"),
        ("bounce@sender.example", "stranger"),
        ("someone@else.example", "stranger"),
    ],
)
def test_forged_bounces_are_counted_and_change_nothing(ledger, job, intake, to, fate):
    assert intake.take(bounce(to.format(job=job))).fate == fate
    assert (suppressed(ledger), events(ledger, job)) == ([], [])


def test_a_right_mac_for_a_mail_that_was_never_sent_changes_nothing(ledger, job, intake):
    assert intake.take(bounce(path_of(ledger, job, 2))).fate == "stranger"
    assert intake.take(bounce(path_of(ledger, 99))).fate == "stranger"


def test_the_return_path_may_stand_in_the_original_alone(ledger, job, intake):
    """As in complaints, which come to another address; the report may hide who complained."""
    fields = f"Feedback-Type: abuse\nOriginal-Mail-From: <{path_of(ledger, job)}>\n"
    taken = intake.take(mails.report("…", [fields], "feedback-report", to="abuse@sender.example"))
    assert (taken.fate, taken.suppressed) == ("taken", True)
    assert suppressed(ledger) == [(address_digest("a@example.org"), "broadcast", "bounce: complaint")]
    assert events(ledger, job)[0][1] == "complaint"


@pytest.mark.parametrize(
    ("groups", "kind"),
    [
        ([mails.failed("x@y.example", "5.2.2", "smtp; 552 Mailbox full")], "bounce"),
        ([mails.failed("x@y.example", "4.1.1", "smtp; 450 User unknown", "delayed")], "notice"),
        ([mails.failed("x@y.example", "2.0.0", "smtp; 250 OK", "delivered")], "notice"),
    ],
)
def test_what_is_not_permanent_suppresses_nobody(ledger, job, intake, groups, kind):
    assert intake.take(bounce(path_of(ledger, job), groups)).fate == "taken"
    assert suppressed(ledger) == []
    assert [found[1] for found in events(ledger, job)] == [kind]


def test_one_living_address_behind_a_forward_is_enough(ledger, job, intake):
    groups = [*GONE, mails.failed("b@else.example", "5.2.2", "smtp; 552 Mailbox full")]
    assert not intake.take(bounce(path_of(ledger, job), groups)).suppressed
    assert len(events(ledger, job)) == 2


def test_an_answer_is_an_event(ledger, job, intake):
    raw = mails.plain("I am away.", sender="a@example.org", to=path_of(ledger, job), subject="Out of office")
    assert intake.take(raw).fate == "taken"
    assert [(kind, d["class"]) for _, kind, d in events(ledger, job)] == [("answer", "auto-reply")]


def test_who_holds_a_return_path_can_t_fill_the_disk(ledger, job, intake):
    for n in range(messages.MOST_EVENTS + 5):
        intake.take(bounce(path_of(ledger, job)) + b"\n" * n)
    assert len(events(ledger, job)) == messages.MOST_EVENTS


def test_without_a_return_path_nothing_can_be_told(ledger):
    with pytest.raises(ConfigError, match="return_path"):
        Intake.of(ledger, Config())


# from a folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def put(folder, name, raw):
    (folder / "new" / name).write_bytes(raw)


def test_a_maildir_is_read_and_its_mails_are_moved(ledger, job, intake, folder):
    """Those that nobody understands stay unseen."""
    put(folder, "1.a", bounce(path_of(ledger, job)))
    put(folder, "2.b", b"Subject: hi\n\nhello")
    put(folder, "3.c:2,", bounce("bounce+1.1.aaaaaaaaaaaaaaaa@sender.example"))
    put(folder, ".hidden", b"x")
    (folder / "new" / "4.d").symlink_to("/etc/passwd")
    os.mkfifo(folder / "new" / "5.e")
    counts = intake.folder(folder)
    assert counts.fates == {"taken": 1, "stranger": 1, "forged": 1}
    assert (counts.classes, counts.suppressed) == ({"unknown-user": 1}, 1)
    assert names(folder / "cur") == ["1.a:2,S", "2.b:2,", "3.c:2,"]
    assert names(folder / "new") == [".hidden", "4.d", "5.e"]
    assert intake.folder(folder).fates == {}


def test_after_a_crash_a_mail_is_not_taken_in_twice(ledger, job, intake, folder):
    """Between the ledger and the rename."""
    raw = bounce(path_of(ledger, job))
    intake.take(raw)
    put(folder, "1.a", raw)
    assert intake.folder(folder).fates == {"repeated": 1}
    assert (names(folder / "cur"), len(events(ledger, job))) == (["1.a:2,S"], 1)


def test_a_mail_stays_new_when_the_ledger_fails(ledger, job, intake, folder, monkeypatch):
    put(folder, "1.a", bounce(path_of(ledger, job)))
    monkeypatch.setattr(type(ledger), "do", lambda *_: (_ for _ in ()).throw(LedgerError("full")))
    with pytest.raises(LedgerError):
        intake.folder(folder)
    assert names(folder / "new") == ["1.a"]


def test_what_is_no_maildir_is_refused(intake, tmp_path):
    with pytest.raises(ConfigError, match="not a Maildir"):
        intake.folder(tmp_path)


# over SMTP


@asynccontextmanager
async def served(intake, take=None, size=100_000):
    async def into_ledger(raw, address):
        await asyncio.to_thread(intake.take, raw, (address,))

    door = receiver.Door(intake.verp, ("Abuse@sender.example",), take or into_ledger)
    server = await receiver.listen(door, "127.0.0.1", 0, size)
    try:
        yield door, server.sockets[0].getsockname()[1]
    finally:
        server.close()


def send(port, to, raw=b"x"):
    """The answer's code, to RCPT or to the message."""
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.ehlo("test")
        client.mail("", ["SMTPUTF8"])
        code, _ = client.rcpt(to)
        return client.data(raw)[0] if code == 250 else code


async def test_a_bounce_comes_in_over_smtp(ledger, job, intake):
    """By its envelope: its head need not tell."""
    async with served(intake) as (_, port):
        raw = bounce("undisclosed")
        assert await asyncio.to_thread(send, port, path_of(ledger, job), raw) == 250
    assert len(suppressed(ledger)) == 1


@pytest.mark.parametrize(
    "to", ["bounce+1.1.aaaaaaaaaaaaaaaa@sender.example", "bounce@sender.example", "root@localhost", "x@y.example"]
)
async def test_other_recipients_are_refused(intake, to):
    async with served(intake) as (door, port):
        assert await asyncio.to_thread(send, port, to) == 550
        assert (door.refused, door.forged) == (1, int("+" in to))


async def test_the_address_for_complaints_is_open_to_all(ledger, job, intake):
    """What comes there counts only if it names a return path of ours."""
    fields = f"Feedback-Type: abuse\nOriginal-Mail-From: <{path_of(ledger, job)}>\n"
    async with served(intake) as (_, port):
        raw = mails.report("…", [fields], "feedback-report")
        assert await asyncio.to_thread(send, port, "abuse@SENDER.example", raw) == 250
        assert await asyncio.to_thread(send, port, "abuse@sender.example", b"Subject: spam\n\nbuy") == 250
    assert len(suppressed(ledger)) == 1


async def test_what_can_t_be_kept_is_to_be_sent_again(ledger, job, intake):
    async def fails(raw, address):
        raise LedgerError("the disk is full")

    async with served(intake, fails) as (_, port):
        assert await asyncio.to_thread(send, port, path_of(ledger, job)) == 451


async def test_large_mails_are_refused(ledger, job, intake):
    async with served(intake, size=2000) as (_, port):
        assert await asyncio.to_thread(send, port, path_of(ledger, job), b"x\r\n" * 2000) == 552


def test_the_configuration_says_where_to_listen():
    assert msgspec.to_builtins(Config().bounces)["host"] == "127.0.0.1"
