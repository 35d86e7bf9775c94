"""Templates as casters: who a row is for, what its mail carries, and that no stage can be one row off."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path
from types import SimpleNamespace

import dkim
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from mailcerts import ADDRESS, KEYS, certificate, pem_files

from flong.backends.dkim import load_key
from flong.backends.verp import Verp
from flong.bill import resources
from flong.errors import ConfigError, IdentityError, LedgerError, MismatchError, MissingExtra, TemplateError
from flong.jobs import SendOptions, send
from flong.jobs.cast import Context, Head, Misfit, Prepared
from flong.jobs.config import BouncesConfig, Config, DkimKey, JobsConfig, TokensConfig
from flong.jobs.desk import check_gates
from flong.jobs.identity import Gates, document_digest, key_digest
from flong.jobs.snapshot import JSON, SEQ
from flong.jobs.templates import TemplateRecipe, UnsendableTemplate, token_sealer
from flong.jobs.writing import Writing

TEMPLATE = """Key: {{ id }}
Document: bill/{{ id }}
Subject: {{ name }} 您好
From: "Acme Bank" <bill@acme.example>
To: {{ name }} <{{ email }}>

{% data %}
id: text
name: text
email: text
due: decimal(12, 2)
{% enddata %}
<!doctype html><html><body><p>{{ name }}: {{ due }}</p>{% if due > 100 %}{% skip "too much" %}{% endif %}</body></html>
"""
CONTEXT = Context(7, "may", "broadcast", 1_800_000_000.0, b"s" * 32)
PLAIN = Config()
SEED = b64encode(b"k" * 32).decode()


def record(number, **more):
    return {"id": f"c{number}", "name": "王小明", "email": f"c{number}@example.org", "due": 12.5, **more}


def table(*records):
    texts = [json.dumps(one, ensure_ascii=False).encode() for one in records]
    return pa.table({SEQ: pa.array(range(1, len(texts) + 1), pa.int64()), JSON: pa.array(texts, pa.binary())})


@pytest.fixture
def make(tmp_path):
    """make(config, template=…) → a caster."""

    def make(config=PLAIN, text=TEMPLATE, context=CONTEXT):
        (tmp_path / "bill.html").write_text(text, encoding="utf-8")
        return TemplateRecipe.read(tmp_path / "bill.html", config, "python").make(context)

    return make


def mail(prepared):
    return message_from_bytes(b"".join(prepared.data), policy=policy.default)


def cast(caster, *records):
    return list(caster.cast(table(*records), [0] * len(records)))


def test_heads_say_who_rows_are_for(make):
    heads = make().heads(table(record(1), record(2, email="nobody"), record(3, due=1000)))
    assert heads[0] == Head("c1", document_digest("bill/c1"), "c1@example.org")
    assert isinstance(heads[1], Misfit) and heads[1].key == "c2" and heads[1].place == "bill.html:5:17"
    assert heads[2].skipped and heads[2].reason


@pytest.mark.parametrize(
    ("policy", "address", "typo"),
    [
        ("warn", "a@gmial.com", {"typed": "gmial.com", "meant": "gmail.com", "corrected": False}),
        ("correct", "a@gmail.com", {"typed": "gmial.com", "meant": "gmail.com", "corrected": True}),
        ("ignore", "a@gmial.com", None),
    ],
)
def test_slips_in_domains_are_told_and_corrected_only_by_policy(make, policy, address, typo):
    """Head and mail agree on the address; what the reader sees is as it was written."""
    caster = make(Config(bounces=BouncesConfig(typos=policy)))
    (head,) = caster.heads(table(record(1, email="a@gmial.com")))
    (prepared,) = cast(caster, record(1, email="a@gmial.com"))
    assert (head.address, json.loads(head.typo or "null")) == (address, typo)
    assert (prepared.rcpt_to, mail(prepared)["To"].addresses[0].addr_spec) == (address, "a@gmial.com")


def test_without_a_document_it_is_job_and_key(make):
    caster = make(text=TEMPLATE.replace("Document: bill/{{ id }}\n", ""))
    assert caster.heads(table(record(1)))[0].document == document_digest("may\0c1")


def test_rows_and_results_stay_together_over_many_batches(make):
    wrong = {7: {"email": "bad"}, 5: {"due": 200}}
    records = [
        record(n, **{name: value for k, more in wrong.items() if n % k == 0 for name, value in more.items()})
        for n in range(1, 200)
    ]
    results = cast(make(), *records)
    assert [result.index for result in results] == list(range(199))
    for number, result in enumerate(results, 1):
        assert result.key == f"c{number}" and isinstance(result, Misfit) == (number % 7 == 0 or number % 5 == 0)
        if isinstance(result, Prepared):
            assert result.rcpt_to == f"c{number}@example.org" and result.render == result.sign == key_digest(result.key)


def test_the_message_id_names_document_and_resend(make):
    first, again, marked = (next(iter(make().cast(table(record(1)), [n]))) for n in (0, 0, 1))
    assert mail(first)["Message-ID"] == mail(again)["Message-ID"] != mail(marked)["Message-ID"]


def test_bulk_mail_says_how_to_unsubscribe(make, tmp_path):
    (tmp_path / "t.key").write_text(SEED)
    (tmp_path / "t.key").chmod(0o600)
    tokens = TokensConfig(url="https://t.acme.example/", keys={"1": str(tmp_path / "t.key")})
    config = Config(tokens=tokens, jobs=JobsConfig(unsubscribe="stop@acme.example"))
    found = mail(cast(make(config), record(1))[0])
    link, by_mail = found["List-Unsubscribe"].replace(" ", "").split(",")
    assert by_mail == "<mailto:stop@acme.example?subject=unsubscribe>"
    assert found["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and found["Feedback-ID"]
    token = link.removeprefix("<https://t.acme.example/u/").removesuffix(">")
    assert token_sealer(config).open("unsubscribe", token) == ["broadcast", "c1@example.org"]


def test_mail_that_is_not_bulk_does_not(make):
    config = Config(jobs=JobsConfig(unsubscribe="stop@acme.example"))
    found = mail(cast(make(config, context=replace(CONTEXT, stream="otp")), record(1))[0])
    assert found["List-Unsubscribe"] is None


def test_mails_are_signed_for_their_domain(make, monkeypatch):
    monkeypatch.setenv("DKIM_SEED", SEED)
    config = Config(dkim={"acme.example": (DkimKey("e1", "env:DKIM_SEED"),)})
    data = b"".join(cast(make(config), record(1))[0].data)
    published = load_key("e1", "env:DKIM_SEED").record().encode()
    assert dkim.verify(data, dnsfunc=lambda *_, **__: published)
    assert not dkim.verify(data.replace(b"Acme", b"Acne"), dnsfunc=lambda *_, **__: published)


def test_bounces_go_to_an_address_that_names_the_mail(make):
    caster = make(Config(jobs=JobsConfig(return_path="bounce@acme.example")))
    results = cast(caster, record(1), record(2))
    assert Verp("bounce@acme.example", CONTEXT.secret).read(results[1].mail_from) == ("7", 2)
    assert cast(make(), record(1))[0].mail_from == "bill@acme.example"


def test_a_record_that_breaks_the_machinery_is_rejected_alone(make, monkeypatch):
    """Nothing of the record stands in the reason, and the others are cast."""

    def broken(self, batch, i, seq, resend):
        if i == 0:
            raise IndexError("c1@example.org")
        return one(self, batch, i, seq, resend)

    one, caster = Writing.one, make(text=TEMPLATE.replace("<p>", "{{ qr(id) }}<p>"))
    monkeypatch.setattr(Writing, "one", broken)
    first, second = cast(caster, record(1), record(2))
    assert first == Misfit(0, "the message can't be made (IndexError)", "c1") and isinstance(second, Prepared)


@pytest.mark.parametrize("error", [MissingExtra("bill", "WeasyPrint"), MismatchError("a stamped bill differs")])
def test_what_is_wrong_with_the_whole_job_is_no_rejection(make, monkeypatch, error):
    def missing(*_):
        raise error

    for text, name in ((TEMPLATE, "documents"), (TEMPLATE.replace("<p>", "{{ qr(id) }}<p>"), "one")):
        monkeypatch.setattr(Writing, name, missing)
        with pytest.raises(type(error)):
            cast(make(text=text), record(1))


def test_copies_are_refused_by_name(make):
    caster = make(text=TEMPLATE.replace("To: ", "Cc: boss@acme.example\nTo: "))
    assert "Cc and Bcc" in cast(caster, record(1))[0].reason


@pytest.mark.parametrize("stage", ["render", "sign"])
def test_a_stage_one_row_off_is_seen(make, monkeypatch, stage):
    """The message of the next row is signed, or the raw columns move by one: the gates differ."""
    caster = make()
    records = [record(1), record(2)]
    good = caster.heads(table(*records))
    if stage == "sign":
        all_ = Writing.all
        monkeypatch.setattr(Writing, "all", lambda *given: all_(*given)[::-1])
    else:
        batches = caster._batches
        monkeypatch.setattr(caster, "_batches", lambda *given: ((n, turned(batch)) for n, batch in batches(*given)))
    for one in caster.cast(table(*records), [0, 0]):
        gates = Gates(key_digest(good[one.index].key), one.render, one.code, one.bill, one.sign)
        with pytest.raises(IdentityError, match=stage):
            check_gates(1, gates)


def turned(batch):
    """A batch whose last record takes the first one's row."""
    return replace(batch, raw=replace(batch.raw, rows=batch.raw.rows[::-1]))


def test_a_signature_one_row_off_is_seen(make, monkeypatch):
    """Of a handful that is signed at once, each message gets the next one's."""
    caster = make()
    sign = caster._signing.sign

    def turned(authors, messages):
        first, *others = sign(authors, messages)
        return [*others, first]

    monkeypatch.setattr(caster, "_signing", SimpleNamespace(sign=turned))
    for one in caster.cast(table(record(1), record(2), record(3)), [0, 0, 0]):
        with pytest.raises(IdentityError, match="sign"):
            check_gates(1, Gates(key_digest(one.key), one.render, one.code, one.bill, one.sign))


def test_a_template_that_changed_is_not_cast(make, tmp_path):
    make()
    recipe = TemplateRecipe.read(tmp_path / "bill.html", Config(), "python")
    (tmp_path / "bill.html").write_text(TEMPLATE.replace("您好", "再見"))
    with pytest.raises(LedgerError, match="was changed"):
        recipe.make(CONTEXT)


def test_a_changed_attachment_is_a_changed_template(make, tmp_path):
    """Half of a job with the old terms and half with the new ones would be nobody's wish; nor none at all."""
    (tmp_path / "terms.pdf").write_bytes(b"%PDF-1")
    caster = make(text=TEMPLATE.replace("To: ", 'Attach: "terms.pdf"\nTo: '))
    recipe = TemplateRecipe.read(tmp_path / "bill.html", Config(), "python")
    (tmp_path / "terms.pdf").write_bytes(b"%PDF-2")
    with pytest.raises(LedgerError, match="was changed"):
        recipe.make(CONTEXT)
    (tmp_path / "terms.pdf").unlink()
    (attached,) = mail(cast(caster, record(1))[0]).iter_attachments()
    assert attached.get_content() == b"%PDF-1"


def test_a_template_that_is_wrong_is_not_sent(tmp_path):
    (tmp_path / "bill.html").write_text(TEMPLATE.replace("{{ due }}", "{{ duo }}"))
    with pytest.raises(TemplateError):
        TemplateRecipe.read(tmp_path / "bill.html", Config())


def test_text_messages_are_refused_before_a_job_begins(make, tmp_path):
    """With the name of the field, whatever else the template sends."""
    (tmp_path / "note.txt").write_text("{{ name }}")
    with pytest.raises(UnsendableTemplate, match=r"bill.html: its text messages go by a route of \[sms\]"):
        make(text=TEMPLATE.replace("To: ", "Sms: note.txt\nTo: "))


@pytest.fixture
def billed(tmp_path):
    """billed(attach=True) → the digest of a template whose bill shows the pictures of its folder."""

    def billed(attach=True):
        (tmp_path / "page.html").write_text("<!doctype html><html><body><img src='logo.png'></body></html>")
        attached = 'Attach: "page.html" as "bill.pdf"\n' if attach else ""
        (tmp_path / "mail.html").write_text(TEMPLATE.replace("Subject:", attached + "Subject:"), encoding="utf-8")
        return TemplateRecipe.read(tmp_path / "mail.html", PLAIN, "python").digest

    return billed


@pytest.mark.parametrize("name", ["logo.png", "styles/main.css", "fonts/A.TTF", "linked/logo.png"])
def test_what_a_bill_may_load_counts_to_the_template(billed, tmp_path, name):
    (tmp_path / "linked.png").symlink_to(tmp_path / name)
    seen = [billed()]
    (tmp_path / name).parent.mkdir(exist_ok=True)
    for content in (b"one", b"two"):
        (tmp_path / name).write_bytes(content)
        seen.append(billed())
    (tmp_path / name).rename((tmp_path / name).with_name("other" + Path(name).suffix))
    assert len({*seen, billed()}) == 4


def test_where_linked_folders_lead_counts_too(billed, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "pictures").symlink_to("a")
    before = billed()
    (tmp_path / "pictures").unlink()
    (tmp_path / "pictures").symlink_to("b")
    assert billed() != before


@pytest.mark.parametrize("name", [".hidden.png", ".git/logo.png", "may.csv", "out/0001.eml"])
def test_other_files_may_come_and_go(billed, tmp_path, name):
    before = billed()
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"x")
    assert billed() == before


def test_a_folder_with_too_many_files_is_refused_for_a_bill_only(billed, tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "MOST_FILES", 3)
    for number in range(4):
        (tmp_path / f"{number}.png").write_bytes(b"x")
    billed(attach=False)
    with pytest.raises(ConfigError, match="too many files"):
        billed()
    monkeypatch.setattr(resources, "MOST_FILES", 4)
    monkeypatch.setattr(resources, "MOST_BYTES", 3)
    with pytest.raises(ConfigError, match="too many files"):
        billed()


@pytest.mark.parametrize("keys", [{"x": "env:T"}, {"1": "env:T"}, {"1": "env:NOT_SET"}])
def test_wrong_token_keys_are_explained(make, monkeypatch, keys):
    monkeypatch.setenv("T", "not base64!")
    with pytest.raises(ConfigError):
        make(Config(tokens=TokensConfig(keys=keys)))


@pytest.fixture
def bank(tmp_path):
    """A folder with template, data, key and configuration."""
    private = ed25519.Ed25519PrivateKey.generate()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "dkim.pem").write_bytes(private.private_bytes(*form))
    (tmp_path / "dkim.pem").chmod(0o600)
    (tmp_path / "flong.toml").write_text(
        f'[routes.files]\nurl = "eml:{tmp_path}/out"\n[[dkim."acme.example"]]\nselector = "e1"\n'
        f'key = "{tmp_path}/dkim.pem"\n[jobs]\nhome = "{tmp_path}/home"\nworkers = 1\nchunk = 10\n'
    )
    (tmp_path / "flong.toml").chmod(0o600)
    (tmp_path / "bill.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("kind", "smime"), [("jsonl", False), ("csv", True), ("parquet", False)])
def test_from_template_to_files(bank, kind, smime):
    if smime:
        chain, key = pem_files(bank, KEYS["p256"], certificate(KEYS["p256"]))
        with (bank / "flong.toml").open("a") as file:
            file.write(f'[smime."{ADDRESS}"]\ncertificates = "{chain}"\nkey = "{key}"\n')
    data = write_data(bank / f"may.{kind}", [record(n, due=n + 0.25) for n in range(1, 26)], kind)
    options = SendOptions(
        template=bank / "bill.html", via="files", data=data, job="may", amount="due", control="count=25,sum=331.25",
        config=bank / "flong.toml", engine="python",
    )  # fmt: skip
    summary = send(options)
    assert summary.counts == {"delivered": 25} and str(summary.reconciliation).startswith("in 25 (331.25)")
    mails = [path.read_bytes() for path in (bank / "out").rglob("*.eml")]
    published = load_key("e1", str(bank / "dkim.pem")).record().encode()
    assert len(mails) == 25 and all(dkim.verify(data, dnsfunc=lambda *_, **__: published) for data in mails)
    for data in mails:
        found = message_from_bytes(data, policy=policy.default)
        assert (found.get_content_type() == "multipart/signed") is smime
        number = int(found["To"].addresses[0].username[1:])
        assert f"王小明: {number}.25" in found.get_body(("plain",)).get_content()


def write_data(path: Path, records, kind):
    if kind == "jsonl":
        path.write_text("".join(json.dumps(one) + "\n" for one in records))
    elif kind == "csv":
        path.write_text("id,name,email,due\n" + "".join(",".join(map(str, r.values())) + "\n" for r in records))
    else:
        due = pa.array([Decimal(str(r["due"])) for r in records], pa.decimal128(12, 2))
        pq.write_table(pa.Table.from_pylist(records).drop_columns(["due"]).append_column("due", due), path)
    return path
