"""Whole jobs, with real worker processes, over backends that do what they are told."""

from __future__ import annotations

import gc
from email import message_from_bytes

import pytest
from plain import PlainRecipe, write_csv
from posts import rejects, states_of

from flong.errors import IdentityError, LedgerError, ReconciliationError
from flong.jobs import commands, operating, planning
from flong.jobs.config import Config, JobsConfig


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


def test_what_is_there_is_spared_the_search_for_cycles(send, post, tmp_path):
    """While messages come and go, not longer; what another has frozen stays so."""
    frozen = []
    post.answer = lambda item, nth: frozen.append(gc.get_freeze_count()) or "delivered"
    send(write_csv(tmp_path / "a.csv", 1))
    assert frozen[0] and not gc.get_freeze_count()
    gc.freeze()
    try:
        send(write_csv(tmp_path / "b.csv", 1), job="other", resend=True)
        assert frozen[1] and gc.get_freeze_count()
    finally:
        gc.unfreeze()


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
