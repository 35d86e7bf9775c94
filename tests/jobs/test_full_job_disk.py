"""A disk that is full while a job runs, or while mails come back: nothing is lost, nothing is sent twice."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

import pytest
from disk import full_after
from plain import write_csv
from posts import states_of

from flong.backends.base import Receipt
from flong.backends.verp import Verp
from flong.errors import LedgerError
from flong.jobs.config import Config, JobsConfig
from flong.jobs.returns import Intake
from flong.jobs.watching import Attempt, AttemptLog

sys.path.append(str(Path(__file__).parents[1] / "bounces"))
import mails

UNLIMITED = resource.getrlimit(resource.RLIMIT_FSIZE)


@pytest.fixture
def room():
    """Room again, at the end of the test too."""
    yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, UNLIMITED)
    resource.setrlimit(resource.RLIMIT_FSIZE, UNLIMITED)


def fill(ledger):
    """From now on no file of this process can grow beyond the ledger's log."""
    (journal,) = ledger.home.root.glob("*-wal")
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, UNLIMITED[1]))


@pytest.mark.parametrize("nth", [1, 5, 20])
def test_a_job_whose_ledger_has_no_room_is_resumed(send, post, ledger, tmp_path, room, nth):
    """What left and could not be written down is held; all else is sent, once."""

    def answer(item, tried):
        if len(post.taken) + 1 == nth:
            fill(ledger)
        return "delivered"

    post.answer = answer
    with pytest.raises(LedgerError, match="can't be written"):
        send(write_csv(tmp_path / "a.csv", 20))
    room()
    post.answer = lambda item, tried: "delivered"
    summary = send(resume=True)
    states = states_of(ledger)
    assert sorted(post.keys) == sorted(states) and len(states) == 20
    assert summary.counts.keys() <= {"delivered", "held"} and 0 < summary.counts["held"] <= 7


def test_a_log_on_a_full_disk_has_whole_lines_and_none_is_lost(tmp_path):
    log = AttemptLog(tmp_path / "log")

    def heard(*numbers):
        for number in numbers:
            log.heard(Attempt("may", f"c{number}", "gmail", "delivered", Receipt(number, 1, "delivered", 250)))

    heard(1)
    log.flush()
    size = log.path.stat().st_size
    heard(2, 3)
    with full_after(size + 100), pytest.raises(LedgerError, match="log of attempts"):
        log.flush()
    assert log.path.stat().st_size == size
    heard(4)
    log.flush()
    assert [json.loads(line)["seq"] for line in log.path.read_text().splitlines()] == [1, 2, 3, 4]


def test_mails_that_come_back_to_a_full_disk_stay_new(send, post, ledger, tmp_path, room):
    send(write_csv(tmp_path / "a.csv", 4))
    intake = Intake.of(ledger, Config(jobs=JobsConfig(return_path="bounce@sender.example")))
    for name in ("new", "cur", "tmp"):
        (tmp_path / "box" / name).mkdir(parents=True)
    gone = [mails.failed("c1@example.org", "5.1.1", "smtp; 550 5.1.1 User unknown")]
    for seq in range(1, 5):
        path = Verp("bounce@sender.example", ledger.home.secret()).path("1", seq)
        (tmp_path / "box" / "new" / str(seq)).write_bytes(mails.report("…", gone, to=path))
    fill(ledger)
    with pytest.raises(LedgerError, match="can't be written"):
        intake.folder(tmp_path / "box")
    assert len(list((tmp_path / "box" / "new").iterdir())) == 4
    room()
    counts = intake.folder(tmp_path / "box")
    assert counts.fates == {"taken": 4} and counts.suppressed == 4
    assert not list((tmp_path / "box" / "new").iterdir())
