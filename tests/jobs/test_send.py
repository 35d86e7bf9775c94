"""Whole jobs, with real worker processes, over backends that do what they are told."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from plain import PlainRecipe, write_csv

from flong.backends.base import Receipt, Refused
from flong.backends.pool import Pool
from flong.errors import ConfigError, IdentityError, LedgerError, ReconciliationError, SendError
from flong.jobs import commands, operating, planning, progressing, reads
from flong.jobs.commands import SendOptions
from flong.jobs.config import Config, JobsConfig
from flong.jobs.lock import Busy, locked

FAST = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1, retry=(0.05,)))
SLOW = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1, retry=(600.0,)))


class Post:
    """A backend that answers as `answer(item, nth time this key is tried)` says and keeps what was taken."""

    def __init__(self, answer=lambda item, nth: "delivered"):
        self.answer, self.tried, self.taken, self.stopped, self.connections = answer, {}, [], False, 1

    async def run(self, source, book):
        self.stopped = False
        await asyncio.gather(*(self.carry(source, book) for _ in range(self.connections)))

    async def carry(self, source, book):
        while not self.stopped and (item := await source.take("default")) is not None:
            self.tried[item.key] = nth = self.tried.get(item.key, 0) + 1
            try:
                await book.starting(item)
            except Refused:
                continue
            state = self.answer(item, nth)
            if state in ("delivered", "ambiguous"):
                self.taken.append(bytes(item.data))
            book.finished(Receipt(item.seq, item.attempt, state, 250 if state == "delivered" else 451, text="so"))

    def stop(self):
        self.stopped = True

    @property
    def keys(self):
        return [message_from_bytes(data)["X-Key"] for data in self.taken]


@pytest.fixture
def post(monkeypatch):
    made = Post()
    monkeypatch.setattr(commands, "open_route", lambda via, config: made)
    return made


@pytest.fixture
def send(ledger, tmp_path, post):
    """send(data, recipe=…, config=…, **options) → summary."""

    def send(data=None, recipe=None, config=FAST, progress=None, **options):
        options = SendOptions(template=Path("plain.html"), via="x:", data=data, **{"job": "job", **options})
        return commands.send_recipe(ledger, recipe or PlainRecipe(), options, config, progress)

    return send


def states_of(ledger, name="job"):
    with ledger.read() as db:
        return {row.key: row.state for row in reads.recipients(db, reads.find(db, name).id)}


def rejects(summary):
    return [json.loads(line) for line in summary.rejects.read_text().splitlines()]


def test_everyone_gets_one_message(send, post, tmp_path):
    summary = send(write_csv(tmp_path / "a.csv", 30), amount="due")
    assert summary.state == "finished" and summary.counts == {"delivered": 30}
    assert sorted(post.keys) == [f"c{i:05}" for i in range(1, 31)]
    assert str(summary.reconciliation) == "in 30 (30.00) = delivered 30 (30.00)"


def test_long_requests_and_replies_pass_the_sockets_whole(send, post, tmp_path):
    """A reply has some 500 kB, more than a socket's buffer holds."""
    post.connections = 200
    config = Config(jobs=JobsConfig(chunk=3000, workers=1))
    assert send(write_csv(tmp_path / "a.csv", 4000), config=config).counts == {"delivered": 4000}
    assert len(set(post.keys)) == 4000


def test_each_message_is_its_recipient_s_own(send, post, tmp_path):
    send(write_csv(tmp_path / "a.csv", 30))
    for data in post.taken:
        message = message_from_bytes(data)
        assert message["To"] == f"c{int(message['X-Key'][1:])}@example.org"


def test_bad_records_are_reported_and_the_others_sent(send, tmp_path):
    data = tmp_path / "a.csv"
    data.write_text(
        "id,email,due\na,a@x.example,1.00\nb,nobody,2.00\nc,c@x.example,3.001\nd,skip,4.00\na,e@x.example,5\n"
    )
    summary = send(data, amount="due")
    assert summary.counts == {"delivered": 1, "rejected": 3, "suppressed": 1}
    assert "rejected 3 (7.00)" in str(summary.reconciliation)
    assert rejects(summary) == [
        {"number": 2, "key": "b", "field": "email", "reason": "not an address", "place": "t.html:3:7"},
        {"number": 3, "key": "", "field": "due", "reason": "is not a decimal(12, 2)", "place": ""},
        {"number": 4, "key": "d", "field": "email", "reason": "not an address", "place": "t.html:3:7"},
        {"number": 5, "key": "a", "field": "", "reason": "the key of record 1 once more", "place": ""},
    ]
    assert summary.rejects.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text", ["a,nobody,1.00\nb,nobody,2.00\n", "a,a@x.example,x\nb,b@x.example,y\n"], ids=["unfit", "unreadable"]
)
def test_a_job_may_find_nobody_to_send_to(send, tmp_path, text):
    """Whether records can't be read or give no message."""
    (tmp_path / "a.csv").write_text("id,email,due\n" + text)
    summary = send(tmp_path / "a.csv")
    assert (summary.state, summary.counts) == ("finished", {"rejected": 2})


def test_suppressed_addresses_get_nothing(send, post, tmp_path):
    (tmp_path / "list.txt").write_text("# asked\nC2@example.org, complained\n\n")
    summary = send(write_csv(tmp_path / "a.csv", 3), suppress=tmp_path / "list.txt")
    assert summary.counts == {"delivered": 2, "suppressed": 1} and sorted(post.keys) == ["c00001", "c00003"]
    assert rejects(summary)[0]["reason"] == "on the suppression list: complained"


def test_who_unsubscribes_while_the_job_runs_gets_nothing_more(send, post, ledger, tmp_path):
    def unsubscribe(item, nth):
        if item.key == "c00001":
            ledger.do(planning.suppress(["C2@example.org"], "broadcast", "asked", 0.0))
        return "deferred" if nth == 1 else "delivered"

    post.answer = unsubscribe
    summary = send(write_csv(tmp_path / "a.csv", 3))
    assert summary.counts == {"delivered": 2, "suppressed": 1} and "c00002" not in post.keys
    assert rejects(summary)[0]["reason"] == "on the suppression list: asked"


def test_many_suppressions_share_a_transaction(ledger, tmp_path, monkeypatch):
    (tmp_path / "gone.txt").write_text(
        "a@x.example, moved\n# no more\n\nb@x.example\nc@x.example\tmoved\nB@x.example\n"
    )
    made, do = [], ledger.do
    monkeypatch.setattr(ledger, "do", lambda operation: made.append(operation) or do(operation))
    assert commands.import_suppressions(ledger, tmp_path / "gone.txt", "otp") == 3
    assert len(made) == 1


def test_json_lines_are_sent_too(send, post, tmp_path):
    data = tmp_path / "a.jsonl"
    data.write_text(
        '{"id": "a", "email": "a@x.example", "due": 0.10}\nbroken\n{"id": "b", "email": "b@x.example", "due": 2}\n'
    )
    summary = send(data, amount="due")
    assert summary.counts == {"delivered": 2, "rejected": 1} and summary.reconciliation.total == 210


# control totals


@pytest.mark.parametrize("control", ["count=31", "sum=30.01", "count=30,sum=29"])
def test_nothing_starts_when_the_totals_disagree(send, post, ledger, tmp_path, control):
    with pytest.raises(ReconciliationError, match="nothing was sent"):
        send(write_csv(tmp_path / "a.csv", 30), control=control, amount="due")
    assert post.taken == [] and list((ledger.home.root / "jobs").iterdir()) == []
    assert send(write_csv(tmp_path / "a.csv", 30), control="count=30,sum=30", amount="due").counts == {"delivered": 30}


def test_the_input_s_own_totals_are_checked(send, tmp_path):
    data = write_csv(tmp_path / "a.csv", 3)
    (tmp_path / "a.csv.control.json").write_text('{"count": 4}')
    with pytest.raises(ReconciliationError):
        send(data)


def test_a_ledger_that_does_not_add_up_is_an_error(send, ledger, tmp_path):
    send(write_csv(tmp_path / "a.csv", 3), amount="due")
    ledger.do(lambda db: db.execute("UPDATE recipient SET amount = 99 WHERE seq = 2") and None)
    with pytest.raises(ReconciliationError, match="does not add up"):
        commands.summary(ledger, "job", {}, 1.0)


def test_a_finished_job_with_recipients_left_is_an_error(send, ledger, tmp_path):
    send(write_csv(tmp_path / "a.csv", 3))
    ledger.do(lambda db: db.execute("UPDATE recipient SET state = 'deferred' WHERE seq = 2") and None)
    with pytest.raises(ReconciliationError, match="has recipients left"):
        operating.show("job", home=ledger.home.root)


def test_a_delivery_without_a_receipt_is_an_error(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: "bounced"
    send(write_csv(tmp_path / "a.csv", 3))
    ledger.do(lambda db: db.execute("UPDATE recipient SET state = 'delivered' WHERE seq = 2") and None)
    with pytest.raises(ReconciliationError, match="0 recipients have a delivery"):
        commands.summary(ledger, "job", {}, 1.0)


# what servers say


def test_a_deferred_recipient_is_tried_again(send, post, tmp_path):
    post.answer = lambda item, nth: "deferred" if nth < 3 and item.key == "c00002" else "delivered"
    assert send(write_csv(tmp_path / "a.csv", 9)).counts == {"delivered": 9}
    assert post.tried["c00002"] == 3 and post.tried["c00001"] == 1


def test_past_the_deadline_the_deferred_bounce(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: "deferred" if item.key == "c00002" else "delivered"
    assert send(write_csv(tmp_path / "a.csv", 3), deadline=2.5).counts == {"delivered": 2, "bounced": 1}
    assert post.tried["c00002"] > 1


def test_an_unsent_message_is_rendered_and_sent_later(send, post, tmp_path):
    post.answer = lambda item, nth: "unsent" if nth == 1 else "delivered"
    assert send(write_csv(tmp_path / "a.csv", 9)).counts == {"delivered": 9}


@pytest.mark.parametrize(("policy", "state", "copies"), [("hold", "held", 1), ("resend", "delivered", 2)])
def test_the_policy_decides_on_a_lost_answer(send, post, ledger, tmp_path, policy, state, copies):
    post.answer = lambda item, nth: "ambiguous" if nth == 1 and item.key == "c00002" else "delivered"
    summary = send(write_csv(tmp_path / "a.csv", 3), policy=policy)
    assert states_of(ledger)["c00002"] == state and summary.ambiguous == 1
    assert post.keys.count("c00002") == copies


def test_a_repeated_message_keeps_its_message_id(send, post, tmp_path):
    post.answer = lambda item, nth: "ambiguous" if nth == 1 else "delivered"
    send(write_csv(tmp_path / "a.csv", 1), policy="resend")
    first, second = post.taken
    assert message_from_bytes(first)["Message-ID"] == message_from_bytes(second)["Message-ID"]


def test_a_marked_resend_has_a_new_message_id(send, post, tmp_path):
    recipe = PlainRecipe(documents="bill/{id}")
    data = write_csv(tmp_path / "a.csv", 2)
    send(data, recipe)
    assert send(data, recipe, job="again").counts == {"rejected": 2}
    assert send(data, recipe, job="marked", resend=True).counts == {"delivered": 2}
    assert len({message_from_bytes(data)["Message-ID"] for data in post.taken}) == len(post.taken) == 4


# slots


def test_a_chunk_larger_than_its_slots_is_sent_in_parts(send, post, tmp_path):
    config = Config(jobs=JobsConfig(chunk=40, workers=2, slot_mb=1))
    assert send(write_csv(tmp_path / "a.csv", 40), PlainRecipe(size=300_000), config).counts == {"delivered": 40}
    assert all(len(data) > 300_000 for data in post.taken) and len(set(post.keys)) == 40


def test_a_message_larger_than_a_slot_is_rejected(send, post, tmp_path):
    summary = send(write_csv(tmp_path / "a.csv", 2), PlainRecipe(size=1 << 20))
    assert summary.counts == {"rejected": 2}
    assert rejects(summary)[0]["reason"].endswith("a slot 1048576")


def test_a_worker_that_dies_is_replaced(send, post, tmp_path):
    (tmp_path / "deaths").write_text("xx")
    recipe = PlainRecipe(poison="c00005", deaths=tmp_path / "deaths")
    assert send(write_csv(tmp_path / "a.csv", 20), recipe).counts == {"delivered": 20}
    assert len(set(post.keys)) == len(post.keys) == 20 and (tmp_path / "deaths").read_text() == ""


def test_a_record_that_kills_every_worker_ends_the_run(send, tmp_path):
    (tmp_path / "deaths").write_text("x" * 99)
    with pytest.raises(LedgerError, match="3 workers died casting chunk 0"):
        send(write_csv(tmp_path / "a.csv", 3), PlainRecipe(poison="c00002", deaths=tmp_path / "deaths"))


# the identity gate


def test_another_document_than_planned_stops_the_job(send, post, ledger, tmp_path, monkeypatch):
    def swapped(*args):
        job = plan(*args)
        first = "(SELECT document FROM recipient WHERE job = ?1 AND seq = 1)"
        ledger.do(lambda db: db.execute(f"UPDATE recipient SET document = {first} WHERE job = ?1", (job,)) and None)
        return job

    plan = commands.plan_job
    monkeypatch.setattr(commands, "plan_job", swapped)
    with pytest.raises(IdentityError, match="record 2: the message is another document"):
        send(write_csv(tmp_path / "a.csv", 5))
    assert set(post.keys) <= {"c00001"}


@pytest.mark.parametrize("stage", ["render", "code", "bill", "sign"])
def test_a_stage_that_is_one_row_off_stops_the_job(send, post, ledger, tmp_path, stage):
    with pytest.raises(IdentityError, match=f"the {stage} stage worked on another record"):
        send(write_csv(tmp_path / "a.csv", 5), PlainRecipe(shift=stage))
    assert post.taken == [] and set(states_of(ledger).values()) == {"planned"}


def test_a_snapshot_row_of_another_recipient_stops_the_job(send, post, ledger, tmp_path, monkeypatch):
    """The ledger's own key is the row stage's."""

    def swapped(*args):
        job = plan(*args)
        ledger.do(lambda db: db.execute("UPDATE recipient SET key = key || 'x' WHERE job = ?", (job,)) and None)
        return job

    plan = commands.plan_job
    monkeypatch.setattr(commands, "plan_job", swapped)
    with pytest.raises(IdentityError):
        send(write_csv(tmp_path / "a.csv", 5))
    assert post.taken == []


# operators


def test_a_paused_job_goes_on_where_it_was(send, post, ledger, tmp_path):
    def pause_at_ten(item, nth):
        if len(post.taken) == 10:
            ledger.do(progressing.wish(1, "pause"))
        return "delivered"

    post.answer = pause_at_ten
    config = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1))
    slow = post.run

    async def slowly(source, book):
        class Slow:
            async def take(self, route):
                await asyncio.sleep(0.01)
                return await source.take(route)

        await slow(Slow(), book)

    post.run = slowly
    data = write_csv(tmp_path / "a.csv", 100)
    first = send(data, config=config)
    assert first.state == "paused" and 10 < first.counts["delivered"] < 100 and first.counts["planned"] > 0
    second = send(resume=True, config=config)
    assert second.counts == {"delivered": 100} and len(set(post.keys)) == len(post.keys) == 100


def test_a_paused_job_with_nothing_on_its_way_is_not_finished(send, post, ledger, tmp_path):
    """All that was rendered has its receipts, the rest is not begun, and the backend says goodbye slowly."""
    post.connections = 20

    async def carry(source, book):
        while not post.stopped and (item := await source.take("default")) is not None:
            await book.starting(item)
            await ledger.submit(progressing.wish(1, "pause"))
            await asyncio.sleep(0.6)
            post.taken.append(bytes(item.data))
            book.finished(Receipt(item.seq, item.attempt, "delivered", 250))
        await asyncio.sleep(0.6)

    whole, post.carry = post.carry, carry
    summary = send(write_csv(tmp_path / "a.csv", 12), config=Config(jobs=JobsConfig(chunk=3, workers=1, slot_mb=1)))
    assert summary.state == "paused" and summary.counts == {"planned": 6, "delivered": 6}
    post.carry = whole
    assert send(resume=True).counts == {"delivered": 12} and len(set(post.keys)) == len(post.keys) == 12


def test_a_cancelled_job_sends_no_more(send, post, ledger, tmp_path):
    def cancel_at_once(item, nth):
        ledger.do(progressing.wish(1, "cancel"))
        return "deferred"

    post.answer = cancel_at_once
    summary = send(write_csv(tmp_path / "a.csv", 30), config=Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1)))
    assert summary.state == "cancelled" and summary.counts == {"cancelled": 30} and post.taken == []


@pytest.mark.parametrize(("wish", "state"), [("pause", "paused"), ("cancel", "cancelled")])
def test_a_wish_is_heard_from_the_moment_a_sender_has_the_job(send, post, ledger, tmp_path, monkeypatch, wish, state):
    """It may come before the sender has said that it runs."""
    recover = progressing.recover

    def recover_slowly(job, now):
        assert wish == "pause" or not operating.cancel("job", home=ledger.home.root)
        assert wish == "cancel" or operating.pause("job", home=ledger.home.root) is None
        return recover(job, now)

    monkeypatch.setattr(progressing, "recover", recover_slowly)
    post.answer = lambda item, nth: "deferred"
    assert send(write_csv(tmp_path / "a.csv", 3), config=SLOW).state == state


def test_a_cancellation_while_the_sender_pauses_is_not_forgotten(send, post, ledger, tmp_path):
    def fail(item, nth):
        assert not operating.cancel("job", home=ledger.home.root)
        raise SendError("no route")

    post.answer = fail
    with pytest.raises(SendError):
        send(write_csv(tmp_path / "a.csv", 3), policy="resend")
    with ledger.read() as db:
        assert reads.find(db, "job").state == "cancelled"


def test_a_resumed_job_does_not_hear_of_older_wishes(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3), policy="resend")
    operating.pause("job", home=ledger.home.root)
    post.answer = lambda item, nth: "delivered"
    assert send(resume=True).state == "finished"


def test_a_job_that_is_not_running_is_cancelled_at_once(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3))
    assert operating.cancel("job", home=ledger.home.root)
    assert sorted(states_of(ledger).values()) == ["cancelled", "cancelled", "held"]
    with pytest.raises(LedgerError, match="is cancelled"):
        operating.pause("job", home=ledger.home.root)


def test_while_the_stop_flag_is_there_nothing_is_sent(send, post, ledger, tmp_path):
    ledger.home.stop_flag.touch()
    with pytest.raises(LedgerError, match="STOP exists"):
        send(write_csv(tmp_path / "a.csv", 3))
    ledger.home.stop_flag.unlink()
    assert send(resume=True).counts == {"delivered": 3}


def test_the_stop_flag_stops_a_running_job(send, post, ledger, tmp_path):
    def stop(item, nth):
        ledger.home.stop_flag.touch()
        return "deferred"

    post.answer = stop
    config = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1))
    assert send(write_csv(tmp_path / "a.csv", 30), config=config).state == "paused"


def test_two_processes_can_not_send_one_job(send, ledger, tmp_path, post):

    send(write_csv(tmp_path / "a.csv", 3))
    with ledger.read() as db:
        job = reads.find(db, "job")
    with locked(ledger, job.id, job.name), pytest.raises(Busy), locked(ledger, job.id, job.name):
        pass


def test_two_processes_can_not_plan_one_job(send, ledger, tmp_path, monkeypatch):
    """The second one leaves the first one's planning alone; what a crash left behind is replaced."""
    data, refused = write_csv(tmp_path / "a.csv", 20), []

    def plan(*args):
        if not refused:
            refused.append(None)
            with pytest.raises(Busy, match="worked on by another process"):
                send(data)
        return planned(*args)

    planned = planning.plan
    monkeypatch.setattr(planning, "plan", plan)
    assert send(data).counts == {"delivered": 20}


def test_a_route_that_fails_leaves_the_job_to_be_resumed(send, post, tmp_path):
    def fail(item, nth):
        raise SendError("no route")

    post.answer = fail
    with pytest.raises(SendError):
        send(write_csv(tmp_path / "a.csv", 3), policy="resend")
    post.answer = lambda item, nth: "delivered"
    assert send(resume=True).counts == {"delivered": 3}


@pytest.mark.parametrize(
    ("policy", "state", "kind", "left"),
    [
        ("hold", "ambiguous", "connection", {"held": 10, "planned": 20}),
        ("resend", "ambiguous", "connection", {"deferred": 10, "planned": 20}),
        ("hold", "deferred", "sender", {"deferred": 1, "planned": 29}),
    ],
)
def test_a_route_that_would_spoil_them_all_pauses_the_job(
    send, monkeypatch, ledger, tmp_path, policy, state, kind, left
):
    """The rest is untouched, and the resumed job sends it."""

    class Carrier:
        async def deliver(self, item, book):
            await book.starting(item)
            return Receipt(item.seq, item.attempt, answer, 550 if kind == "sender" else 0, kind=kind)

        async def close(self):
            pass

    def open_route(via, config):
        return Pool(lambda stopping: Carrier(), 1, "main")

    monkeypatch.setattr(commands, "open_route", open_route)
    answer = state
    with pytest.raises(SendError):
        send(write_csv(tmp_path / "a.csv", 30), policy=policy, config=SLOW)
    assert Counter(states_of(ledger).values()) == left
    with ledger.read() as db:
        assert reads.find(db, "job").state == "paused"
    ledger.do(lambda db: db.execute("UPDATE recipient SET until = 0 WHERE state = 'deferred'"))
    answer, kind = "delivered", ""
    again = send(resume=True).counts
    assert again["delivered"] == 30 - left.get("held", 0)


def test_progress_counts_up_to_the_total(send, tmp_path):
    seen = []
    send(write_csv(tmp_path / "a.csv", 30), progress=seen.append)
    assert seen[-1].total == 30 and seen[-1].counts["delivered"] == 30 and seen[-1].rate > 0
    assert all(sum(one.counts.values()) == 30 for one in seen)
    left = [one.counts["planned"] for one in seen]
    assert left == sorted(left, reverse=True) and left[0] == 30 and left[-1] == 0


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"job": ""}, ConfigError),
        ({"job": "a/b"}, ConfigError),
        ({"job": "x\n"}, ConfigError),
        ({"amount": "nothing"}, ConfigError),
        ({"control": "sum=1"}, ConfigError),
        ({"resume": True, "job": "unknown"}, LedgerError),
        ({"resume": True, "job": ""}, ConfigError),
    ],
)
def test_wrong_options_are_explained(send, tmp_path, options, error):
    if options == {"job": ""}:
        options, error = {"data": None}, ConfigError
        with pytest.raises(error, match="no data"):
            send(**options)
        return
    with pytest.raises(error):
        send(write_csv(tmp_path / "a.csv", 1), **options)


def test_a_job_s_name_is_used_once(send, tmp_path):
    data = write_csv(tmp_path / "a.csv", 1)
    send(data)
    with pytest.raises(LedgerError, match="called job already"):
        send(data)


def test_a_changed_template_does_not_continue_a_job(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3))
    with pytest.raises(LedgerError, match="was changed"):
        send(recipe=PlainRecipe(digest="2"), resume=True)


def test_an_erased_job_keeps_its_outcome_and_loses_its_people(send, ledger, tmp_path):
    send(write_csv(tmp_path / "a.csv", 3))
    home = ledger.home
    operating.erase("job", home=home.root)
    with ledger.read() as db:
        assert reads.find(db, "job").data_key is None
    assert not (home.job(1) / "snapshot").exists()
    assert operating.show("job", home=home.root).counts == {"delivered": 3}


def test_an_unfinished_job_is_not_erased(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3))
    with pytest.raises(LedgerError, match="is paused"):
        operating.erase("job", home=ledger.home.root)


def test_operators_see_jobs(send, ledger, tmp_path):
    send(write_csv(tmp_path / "a.csv", 3))
    [info] = operating.list_jobs(home=ledger.home.root)
    assert (info.row.name, info.row.state, info.counts) == ("job", "finished", {"delivered": 3})
    assert operating.show("job", home=ledger.home.root).counts == {"delivered": 3}
    [row] = operating.recipients("job", "delivered", after=2, home=ledger.home.root)
    assert (row.key, row.reply) == ("c00003", "so")


def test_routes_come_from_the_configuration_or_a_url():
    with pytest.raises(ConfigError, match="no route main; configured are: none"):
        commands.open_route("main", Config())
    assert commands.open_route("stdout:", Config()) is not None


def test_a_reader_of_the_folder_learns_nothing(send, ledger, tmp_path):
    """Addresses stand in the sealed snapshot only."""
    send(write_csv(tmp_path / "a.csv", 3))
    for path in ledger.home.root.rglob("*"):
        if path.is_file():
            assert b"@example.org" not in path.read_bytes() and path.stat().st_mode & 0o077 == 0


def test_the_ledger_lies_where_told(tmp_path, monkeypatch):
    """The argument, then the configuration, then FLONG_HOME."""
    monkeypatch.setenv("FLONG_HOME", str(tmp_path / "c"))
    configured = Config(jobs=JobsConfig(home=str(tmp_path / "b")))
    assert commands.home_of(tmp_path / "a", configured) == tmp_path / "a"
    assert commands.home_of(None, configured) == tmp_path / "b"
    assert commands.home_of(None, Config()) == tmp_path / "c"
