"""Jobs of text messages: whom they go to, what is refused before anything leaves, and what becomes of receipts."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pytest

from flong.backends.base import Receipt
from flong.backends.sms.receipts import Report
from flong.backends.sms.route import SmsRoute
from flong.errors import ConfigError, LedgerError
from flong.jobs import SendOptions, reports, results, send
from flong.jobs.cast import Context, Head, Misfit
from flong.jobs.config import Config, JobsConfig, load_config
from flong.jobs.identity import key_digest
from flong.jobs.ledger import Ledger
from flong.jobs.snapshot import JSON, SEQ
from flong.jobs.templates import TemplateRecipe
from flong.jobs.texts import TextRecipe

sys.path.append(str(Path(__file__).parents[1] / "backends/sms"))
from smsc import THROTTLED, Smsc

TEMPLATE = """Key: {{ id }}
Document: bill/{{ id }}
Sms: note.txt
Sms-To: {{ phone }}

{% data %}
id: text
name: text
phone: text
{% enddata %}
<p>{{ name }}</p>
"""
NOTE = '{{ name }} 您好：帳單已寄出{% if name == "X" %}{% skip "no X" %}{% endif %}\n'
CONTEXT = Context(7, "may", "broadcast", 1_800_000_000.0, b"s" * 32)
ROUTE = SmsRoute(url="smpps://smsc.example", sender="ACME", region="TW", max_segments=2)


def record(number, **more):
    return {"id": f"c{number}", "name": "王小明", "phone": f"091234500{number}", **more}


def table(*records):
    texts = [json.dumps(one, ensure_ascii=False).encode() for one in records]
    return pa.table({SEQ: pa.array(range(1, len(texts) + 1), pa.int64()), JSON: pa.array(texts, pa.binary())})


@pytest.fixture
def make(tmp_path):
    """make(route, template, note) → a caster."""

    def make(route=ROUTE, template=TEMPLATE, note=NOTE, name="bill.html"):
        (tmp_path / name).write_text(template, encoding="utf-8")
        (tmp_path / "note.txt").write_text(note, encoding="utf-8")
        config = Config(sms={"carrier": route})
        return TextRecipe.of(TemplateRecipe.read(tmp_path / name, config, "python"), route).make(CONTEXT)

    return make


def test_texts_are_cast(make):
    """The words, the number, the sender; every gate shows the record's key; heads tell the same."""
    caster = make()
    (made,) = caster.cast(table(record(1)), [0])
    assert (made.key, made.rcpt_to, made.mail_from) == ("c1", "+886912345001", "ACME")
    assert b"".join(made.data).decode() == "王小明 您好：帳單已寄出"
    assert made.render == made.sign == key_digest("c1")
    assert caster.heads(table(record(1))) == [Head("c1", made.document, "+886912345001")]


def test_a_text_and_a_mail_are_two_documents(make, tmp_path):
    """So that both can be delivered."""
    (text,) = make().heads(table(record(1)))
    mail = TEMPLATE.replace("Sms: note.txt\n", "From: a@b.example\nTo: c@d.example\nSubject: S\n")
    (tmp_path / "mail.html").write_text(mail, encoding="utf-8")
    (other,) = TemplateRecipe.read(tmp_path / "mail.html", Config(), "python").make(CONTEXT).heads(table(record(1)))
    assert isinstance(other, Head) and other.document != text.document


def test_a_plain_template_is_a_text_by_itself(make):
    """Without a field `Sms`."""
    template = TEMPLATE.replace("Sms: note.txt\n", "").replace("<p>", "").replace("</p>", " `ok`\n")
    (made,) = make(template=template, name="note2.txt").cast(table(record(1)), [0])
    assert b"".join(made.data).decode() == "王小明 `ok`"


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"phone": "02-2345-6789#12"}, "Sms-To", "the number is an office extension, which takes no text messages"),
        ({"phone": "02-2345-6789"}, "Sms-To", "the number is a landline, which takes no text messages"),
        ({"phone": ""}, "Sms-To", "the number is empty"),
        ({"name": "長" * 200}, "Sms", "the text becomes 4 messages (209 units of UCS-2, because of U+9577"),
        ({"id": ""}, "Key", "the key is empty"),
    ],
)
def test_records_are_rejected_one_by_one(make, more, field, reason):
    """Before anything is sent, with the reason, and without their neighbours."""
    good, bad = make().heads(table(record(1), record(2, **more)))
    assert isinstance(good, Head)
    assert isinstance(bad, Misfit) and bad.index == 1 and bad.field == field and bad.reason.startswith(reason)


def test_a_template_skips(make):
    """Its text's own statements count."""
    (skipped,) = make().heads(table(record(1, name="X")))
    assert skipped.skipped


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        (TEMPLATE.replace("Sms-To: {{ phone }}\n", ""), "no field `Sms-To`"),
        (TEMPLATE.replace("Sms: note.txt\n", ""), "there is no text message"),
    ],
)
def test_templates_without_texts(make, template, reason):
    """Told before a job is made."""
    with pytest.raises(ConfigError, match=reason):
        make(template=template)


def test_the_rules_are_part_of_what_was_planned(make, tmp_path):
    """A job goes on by the rules it was planned with, or not at all."""
    make()
    recipe = TemplateRecipe.read(tmp_path / "bill.html", Config(sms={"carrier": ROUTE}), "python")
    one, other = (TextRecipe.of(recipe, route) for route in (ROUTE, SmsRoute(url="smpps://x.example", region="KR")))
    assert one.digest != other.digest != recipe.digest


@contextmanager
def centre(**more):
    """A message centre in a thread of its own."""
    smsc, up, done = Smsc(**more), threading.Event(), asyncio.Event()
    loop = asyncio.new_event_loop()

    async def serve():
        async with smsc:
            up.set()
            await done.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    up.wait(10)
    try:
        yield smsc
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()


@pytest.fixture
def order(tmp_path, monkeypatch):
    """order(smsc, records, **options) → the summary of a job sent to it."""
    monkeypatch.setenv("SMSC_PASSWORD", "secret")
    (tmp_path / "bill.html").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "note.txt").write_text(NOTE, encoding="utf-8")

    def order(smsc, records, **options):
        (tmp_path / "people.jsonl").write_text("\n".join(json.dumps(one) for one in records))
        config = tmp_path / "flong.toml"
        config.touch(0o600)
        config.write_text(
            f'[sms.carrier]\nurl = "smpp://127.0.0.1:{smsc.port}"\nuser = "acme"\npassword = "env:SMSC_PASSWORD"\n'
            f'sender = "ACME"\nregion = "TW"\n[jobs]\nhome = "{tmp_path / "home"}"\nworkers = 1\nretry = [0.2]\n'
        )
        options = {"job": "bills", "data": tmp_path / "people.jsonl", **options}
        return send(
            SendOptions(template=tmp_path / "bill.html", via="carrier", config=config, engine="python", **options)
        )

    return order


def told(path):
    with Ledger.open(path / "home") as ledger, ledger.read() as db:
        return list(db.exec_driver_sql("SELECT seq, kind, detail FROM event ORDER BY seq, id"))


def test_a_job_sends_texts_and_hears_receipts(order, tmp_path):
    """Rejected, deferred, delivered, as mails are; a receipt is an event; nobody gets a text twice."""
    records = [record(1), record(2), record(3, phone="02-2345-6789"), record(4)]
    with centre(answer=lambda n, _: THROTTLED if n == 1 else 0, receipt="DELIVRD") as smsc:
        summary = order(smsc, records)
        assert summary.counts == {"delivered": 3, "rejected": 1} and summary.state == "finished"
        again = order(smsc, records, job="once more")
    assert again.counts == {"rejected": 4}
    assert sorted(one.to for one in smsc.accepted) == ["886912345001", "886912345002", "886912345004"]
    kinds = [(seq, kind) for seq, kind, _ in told(tmp_path) if kind.startswith("sms-")]
    assert set(kinds) <= {(1, "sms-delivered"), (2, "sms-delivered"), (4, "sms-delivered")} and kinds


async def test_receipts_become_events_of_their_recipients(ledger, make_job):
    """Once, however often they are told; of other messages they are refused."""
    job = make_job()
    ledger.do(lambda db: db.execute(
        "INSERT INTO attempt (job, seq, attempt, state, reply, kind, host, started) "
        "VALUES (?, 2, 1, 'delivered', 'a7', 'sms', 'smsc', 1.0)", (job,)
    ))  # fmt: skip
    keep = reports.keeper(ledger)
    for _ in range(2):
        await keep(Report("a7", "smsc", "failed", "UNDELIV", "34"))
    await keep(Report("a7", "smsc", "delivered", "DELIVRD", "0"))
    with ledger.read() as db:
        found = list(db.exec_driver_sql("SELECT seq, kind, detail FROM event ORDER BY id"))
    assert found == [
        (2, "sms-failed", '{"status": "UNDELIV", "error": "34"}'),
        (2, "sms-delivered", '{"status": "DELIVRD", "error": "0"}'),
    ]


async def test_receipts_of_other_messages_are_not_kept(ledger, make_job, monkeypatch):
    """Another host's ids are others."""
    make_job()
    monkeypatch.setattr(reports, "PAUSES", ())
    with pytest.raises(LedgerError, match="not sent from here: a7"):
        await reports.keeper(ledger)(Report("a7", "other", "delivered"))


def test_refused_texts_are_no_bounces_of_mails(ledger, make_job):
    """A gateway's 550 is not SMTP's: no number is suppressed for it."""
    job = make_job()
    receipt = Receipt(1, 1, "bounced", 550, text="5.1.1 user unknown", kind="sms", host="h")
    ledger.do(results.append([results.Result(job, "bounced", None, receipt, mail=False)]))
    with ledger.read() as db:
        assert db.exec_driver_sql("SELECT bounce FROM attempt").scalar_one() == ""
        assert db.exec_driver_sql("SELECT count(*) FROM suppression").scalar_one() == 0


def test_receipts_are_found_by_an_index(ledger):
    """Not by reading every attempt."""
    plan = ledger.do(lambda db: db.execute(f"EXPLAIN QUERY PLAN {reports._FIND}", ("a", "b")).fetchall())
    assert any("attempt_sms" in row[3] for row in plan)


def test_the_configuration_of_texts(tmp_path):
    """Unknown options are told, names are of one thing, secrets make the file private."""
    path = tmp_path / "flong.toml"

    def load(text, mode=0o600):
        path.touch()
        path.chmod(mode)
        path.write_text(text)
        return load_config(path)

    assert load('[sms.a]\nurl = "smpps://h.example"\nregion = "tw"\n').sms["a"].region == "tw"
    assert load("").jobs == JobsConfig()
    for text, reason in [
        ('[sms.a]\nurl = "smpps://h.example"\nwindows = 3', "did you mean `window`"),
        ("[sms.a]\nregion = 'TW'", "give a url"),
        ('[routes.a]\nurl = "stdout:"\n[sms.a]\nurl = "smpps://h.example"', "have one name"),
        ('[sms.a]\nurl = "smpps://me:secret@h.example"', "a URL holds no password"),
        ('[sms.a]\nurl = "smpps://h.example"\nwindow = 0', "window"),
    ]:
        with pytest.raises(ConfigError, match=reason):
            load(text)
    with pytest.raises(ConfigError, match="chmod 600"):
        load('[sms.a]\ngateway = "twilio"\nwebhook = "env:HOOK"', 0o644)
