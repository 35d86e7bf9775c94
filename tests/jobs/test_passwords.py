"""Bills with passwords in jobs: rules by kind of customer, bad passwords, keys that are derived ahead."""

from __future__ import annotations

import json
import os
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from sealedpages import opened, sealed
from test_templates import mail, table
from typer.testing import CliRunner

import flong
from flong.bill import kept
from flong.bill.kept import BillKeys
from flong.cli.app import app
from flong.errors import LedgerError
from flong.jobs import SendOptions, operating, send
from flong.jobs import templates as templates_of_jobs
from flong.jobs.cast import Context, Prepared
from flong.jobs.config import Config
from flong.jobs.templates import TemplateRecipe

MAIL = """Key: {{ id }}
Subject: 電子帳單
From: bill@acme.example
To: {{ email }}
Attach: "bill.html" as ("帳單.html" if paged else "bill.pdf") password secret

{% data %}
id: text
email: text
kind: enum("person", "company", "foreigner")
number: text?
birthday: date?
paged: bool
due: decimal(12, 2)
secret = number if kind == "company" else upper(number ?? "") ~ date(birthday, "MMdd") if birthday is present else none
{% enddata %}
<p>Your bill is attached.</p>
"""
BILL = '<!doctype html><html lang="zh-TW"><body><p>{{ id }}: {{ due }}</p>{{ qr(id) }}</body></html>'
MISSING, SHORT = "the attachment's password is missing", "the attachment's password has not 6 to 127 characters"
NOT_ASCII = "the attachment's password is not printable ASCII"
PERSON, COMPANY = "A1234567890309", "04595257"
CONTEXT = Context(7, "may", "broadcast", 1_800_000_000.0, b"s" * 32)


def record(id: str, kind: str = "person", **more: object) -> dict[str, object]:
    given = {"id": id, "email": f"{id}@mail.example", "kind": kind, "number": "a123456789", "birthday": "1985-03-09"}
    return {**given, "paged": True, "due": 12, **more}


GOOD = {
    "c1": record("c1"),
    "c2": record("c2", "company", number=COMPANY, birthday=None),
    "c3": record("c3", paged=False),
}
BAD = {
    "c4": (record("c4", birthday=None), MISSING),
    "c5": (record("c5", "company", number=None), MISSING),
    "c6": (record("c6", "company", number="secr1"), SHORT),
    "c7": (record("c7", "company", number="S" * 200), SHORT),
    "c8": (record("c8", "company", number="統一編號四五九五二五七"), NOT_ASCII),
    "c9": (record("c9", "company", number=""), "the attachment's password is empty"),
}
SECRETS = (PERSON, "A123456789", "a123456789", COMPANY, "secr1", "S" * 200, "統一編號四五九五二五七")


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    (tmp_path / "mail.html").write_text(MAIL)
    (tmp_path / "bill.html").write_text(BILL)
    records = [*GOOD.values(), *(one for one, _ in BAD.values())]
    (tmp_path / "may.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    (tmp_path / "flong.toml").write_text("[jobs]\nworkers = 1\nchunk = 2\n")
    return tmp_path


def options(bank: Path, **more: object) -> SendOptions:
    paths = {"via": f"eml:{bank / 'out'}", "home": bank / "home", "config": bank / "flong.toml"}
    return SendOptions(**{"template": bank / "mail.html", "job": "may", "engine": "python", **paths, **more})


def caster(bank: Path, secret: bytes = CONTEXT.secret) -> templates_of_jobs.TemplateCaster:
    recipe = TemplateRecipe.read(bank / "mail.html", Config(), "python")
    made = recipe.make(Context(7, "may", "broadcast", CONTEXT.clock, secret))
    made._keys = BillKeys(secret)
    made._template = made._template.keyed(made._keys)
    return made


def attached(data: bytes) -> tuple[str, bytes]:
    (one,) = message_from_bytes(data, policy=policy.default).iter_attachments()
    return one.get_content_type(), one.get_payload(decode=True)


def written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# rules


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_rules_by_kind_of_customer(bank: Path, engine: flong.template.Engine) -> None:
    """In batches: who has no usable password is rejected alone, with the reason and without the password."""
    made = flong.load(bank / "mail.html", engine=engine)
    (batch,) = made.render_batches([*GOOD.values(), *(one for one, _ in BAD.values())])
    assert [batch.raw.text("attach.1.password", i) for i in range(3)] == [PERSON, COMPANY, PERSON]
    assert {error.key: error.reason for error in batch.errors} == {key: why for key, (_, why) in BAD.items()}
    assert all(str(error.place) == "mail.html:5:1" for error in batch.errors)
    told = repr((batch, batch.messages[0], batch.messages[0].attachments, batch.errors, list(map(str, batch.errors))))
    assert not [secret for secret in SECRETS if secret in told]


@pytest.mark.parametrize("key", BAD)
def test_one_bad_password_alone(bank: Path, key: str) -> None:
    """By `render`, and in `mail_batches` beside a good one."""
    made, (bad, why) = flong.load(bank / "mail.html", engine="python"), BAD[key]
    with pytest.raises(flong.RecordError, match=why) as caught:
        made.render(bad)
    (batch,) = made.mail_batches([bad, GOOD["c2"]])
    assert batch.rows == [1] and [error.reason for error in batch.errors] == [why]
    assert not [secret for secret in SECRETS if secret in f"{caught.value!r} {batch!r}"]


def test_by_the_command(bank: Path) -> None:
    words = ["render", str(bank / "mail.html"), "--data", str(bank / "may.jsonl"), "--part", "subject"]
    shown = CliRunner().invoke(app, words)
    assert shown.exit_code == 1 and shown.stderr.count("rejected record") == len(BAD)
    assert not [secret for secret in SECRETS if secret in shown.stderr]


def test_a_password_that_is_written_out_is_warned_of(bank: Path) -> None:
    """One that is made of data is not."""
    (bank / "mail.html").write_text(MAIL.replace("password secret", 'password "open sesame"'))
    shown = CliRunner().invoke(app, ["check", str(bank / "mail.html")])
    assert shown.exit_code == 0 and "F0607" in shown.stdout + shown.stderr
    (bank / "mail.html").write_text(MAIL)
    shown = CliRunner().invoke(app, ["check", str(bank / "mail.html")])
    assert "F0607" not in shown.stdout + shown.stderr


# jobs


def test_a_job_that_is_prepared_and_then_sent(bank: Path) -> None:
    """Nothing leaves before; the keys lie sealed; nothing that is left behind holds a password."""
    prepared = send(options(bank, data=bank / "may.jsonl", prepare=True))
    assert (prepared.state, prepared.counts) == ("ready", {"planned": 3, "rejected": 6})
    assert not (bank / "out").exists() or not list((bank / "out").rglob("*.eml"))
    derived = sorted((bank / "home").rglob("*.derived.sealed"))
    assert len(derived) == 2 and all(path.stat().st_mode & 0o777 == 0o600 for path in derived)
    times = [path.stat().st_mtime_ns for path in derived]
    send(options(bank, resume=True, prepare=True))
    assert [path.stat().st_mtime_ns for path in derived] == times

    summary = send(options(bank, resume=True))
    assert summary.counts == {"delivered": 3, "rejected": 6}
    told = [json.loads(line) for line in summary.rejects.read_text().splitlines()]
    assert {one["key"]: one["reason"] for one in told} == {key: why for key, (_, why) in BAD.items()}
    mails = [path.read_bytes() for path in (bank / "out").rglob("*.eml")]
    found = {message_from_bytes(data)["To"][:2]: attached(data)[1] for data in mails}
    assert "c1" in opened(found["c1"], PERSON) and "c2" in opened(found["c2"], COMPANY)
    pikepdf.open(BytesIO(found["c3"]), password=PERSON).close()
    left = written(bank / "home")
    assert not [secret for secret in SECRETS if secret.encode() in left]

    operating.erase("may", bank / "home", bank / "flong.toml")
    assert not list((bank / "home").rglob("*.sealed"))


def test_what_was_derived_is_what_is_used(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is derived while casting, and the messages are those of a job that was not prepared."""
    rows = table(GOOD["c1"], GOOD["c2"], GOOD["c3"])
    plain = [mail(one).get_payload()[-1].as_bytes() for one in caster(bank).cast(rows, [0, 0, 0])][:2]
    derived = caster(bank).derive(rows, 2)
    assert not [secret for secret in SECRETS if secret.encode() in derived]
    monkeypatch.setattr(kept, "derive", None)
    monkeypatch.setattr("flong.bill.derive.derive_all_r6", None)
    again = caster(bank)
    again.recall(derived)
    *pages, last = again.cast(rows, [0, 0, 0])
    assert [mail(one).get_payload()[-1].as_bytes() for one in pages] == plain
    pikepdf.open(BytesIO(attached(b"".join(last.data))[1]), password=PERSON).close()


def test_keys_of_a_batch_are_derived_at_once(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a job that was not prepared, of mails and of PDFs alone; pages without a customer's key can't be."""
    groups, derive = [], BillKeys._derive
    monkeypatch.setattr(BillKeys, "_derive", lambda keys, group: (groups.append(len(group)), derive(keys, group))[1])
    assert len([*caster(bank).cast(table(*GOOD.values()), [0, 0, 0])]) == 3
    template = flong.load(bank / "mail.html", engine="python")
    (mails,) = template.keyed(BillKeys(rounds=10)).mail_batches(GOOD.values())
    (pdfs,) = template.keyed(BillKeys(rounds=10)).pdf_batches(GOOD.values())
    assert len(mails.rows) == len(pdfs.rows) == 3 and groups == [2, 1, 2, 1, 3]
    (bank / "mail.html").write_text(MAIL.removeprefix("Key: {{ id }}\n"))
    template, groups[:] = flong.load(bank / "mail.html", engine="python"), []
    (mails,) = template.keyed(BillKeys(rounds=10)).mail_batches(GOOD.values())
    (pdfs,) = template.keyed(BillKeys(rounds=10)).pdf_batches(GOOD.values())
    assert len(mails.rows) == len(pdfs.rows) == 3 and groups == [1, 1, 1, 3]


def test_messages_that_come_singly_share_what_is_kept(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has a caster of its own; the customer's key is derived once, and every page has another nonce."""
    derived, derive = [], kept.derive
    monkeypatch.setattr(kept, "derive", lambda *given: (derived.append(given), derive(*given))[1])
    recipe, secret = TemplateRecipe.read(bank / "mail.html", Config(), "python"), os.urandom(32)
    pages = []
    for number in range(3):
        context = Context(7, f"live/m{number}", "transactional", CONTEXT.clock, secret)
        (made,) = recipe.make(context).cast(table(record("c1", due=number)), [0])
        assert isinstance(made, Prepared)
        pages.append(attached(b"".join(made.data))[1])
    assert len(derived) == 1 and ["c1" in opened(page, PERSON) for page in pages] == [True] * 3
    assert len({sealed(page)[:25] for page in pages}) == 1 and len({sealed(page)[25:37] for page in pages}) == 3


def test_keys_of_another_job_are_not_taken(bank: Path) -> None:
    """Whatever is recalled, a bill opens with its own password: names of keys come from the password itself."""
    rows, stranger = table(GOOD["c1"]), caster(bank)
    stranger.recall(caster(bank, b"t" * 32).derive(table(GOOD["c2"]), 1))
    (made,) = stranger.cast(rows, [0])
    assert isinstance(made, Prepared)
    assert "c1" in opened(attached(b"".join(made.data))[1], PERSON)


def test_nothing_is_derived_where_no_bill_has_a_password(bank: Path) -> None:
    """By the template, or for these records; names need not be told."""
    (bank / "mail.html").write_text(MAIL.replace(' as ("帳單.html" if paged else "bill.pdf") password secret', ""))
    assert caster(bank).derive(table(GOOD["c1"]), 1) == b""
    (bank / "mail.html").write_text(MAIL.replace("password secret", "if due > 20 password secret"))
    assert caster(bank).derive(table(GOOD["c1"], GOOD["c3"]), 1) == b""
    assert caster(bank).derive(table(GOOD["c3"], record("c1", due=30)), 1) != b""
    (bank / "mail.html").write_text(MAIL.replace('as ("帳單.html" if paged else "bill.pdf") ', ""))
    assert caster(bank).derive(table(GOOD["c1"]), 1) != b""


def test_what_was_derived_can_not_be_changed(bank: Path) -> None:
    """Or be another chunk's."""
    send(options(bank, data=bank / "may.jsonl", prepare=True))
    first, second = sorted((bank / "home").rglob("*.derived.sealed"))
    second.write_bytes(first.read_bytes())
    with pytest.raises(LedgerError, match="what was derived for chunk 1 can't be decrypted"):
        send(options(bank, resume=True))


def test_the_emergency_stop_ends_the_preparing(bank: Path) -> None:
    send(options(bank, data=bank / "may.jsonl", prepare=True))
    for path in (bank / "home").rglob("*.derived.sealed"):
        path.unlink()
    (bank / "home" / "STOP").touch()
    with pytest.raises(LedgerError, match="sending is stopped"):
        send(options(bank, resume=True, prepare=True))
    assert not list((bank / "home").rglob("*.derived.sealed"))


def test_preparing_by_the_command(bank: Path) -> None:
    """What was only planned is well done, and told as such."""
    (bank / "good.jsonl").write_text(json.dumps(GOOD["c2"]))
    words = ["send", str(bank / "mail.html"), "--via", f"eml:{bank / 'out'}", "--job", "may", "--engine", "python"]
    words += ["--home", str(bank / "home"), "--config", str(bank / "flong.toml"), "--format", "json"]
    prepared = CliRunner().invoke(app, [*words, "--data", str(bank / "good.jsonl"), "--prepare"])
    assert prepared.exit_code == 0 and json.loads(prepared.stdout)["counts"] == {"planned": 1}
    sent = CliRunner().invoke(app, [*words, "--resume"])
    assert sent.exit_code == 0 and json.loads(sent.stdout)["counts"] == {"delivered": 1}
