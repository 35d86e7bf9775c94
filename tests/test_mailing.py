"""Mails written at once are those that `Message.as_bytes` writes, and the same records are refused."""

from __future__ import annotations

import email
import email.policy
import re
from array import array
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.casting import Caster
from flong.errors import IdentityError, RecordError
from flong.mailing import MailBatch, Mailer
from flong.runtime.addresses import parse_addresses
from flong.runtime.assemble import plain_mailboxes
from flong.runtime.batch import Asset, RawBatch
from flong.runtime.columns import Column
from flong.runtime.transfer import canonical

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
HEADS = st.sampled_from(
    ["", " ", "a", "Dear you", "a  b", " a", "a\tb", "a\r\nBcc: x@y.z", "a\0b", "=?utf-8?q?x?=",
    "a = ?b", "王小明", "山田　太郎",
     "x" * 80,
     "word " * 40, "帳單 " * 30, "y" * 899, "y" * 950, "é" * 500, "\u202eevil", "a\u00a0b", "\x7f", "é" + "q*!" * 30,
     "😀" * 40, "\\", '"']
)  # fmt: skip
NAMES = HEADS | st.sampled_from(
    [
        '"Acme Bank"',
        '"a \\"b\\" \\\\ c"',
        '"a \\x b"',
        '"王, 小明"',
        '""',
        '"a',
        'a"b',
        "a, b",
        "a\\b",
        '"a  b"',
        "Dr. 'X'",
        '"<a>"',
    ]
)
SPECS = st.sampled_from(
    ["a@b.example", "A.b+c@Mail.Example", "a@b", "a_b@c_d.example", "", "a", "@b.example", "a@",
    "a..b@c.example", ".a@b.example",
     "a@-b.example", "a@b-.example", "a@b..example", "a@b.example.", '"a b"@c.example', "王@b.example", "a@王.example",
     "a@b.example, c@d.example", "a@b.example\n", "a@b@c.example", "=?x?=@b.example",
    "=?x@b.example", "a@[127.0.0.1]",
     "x" * 64 + "@b.example", "x" * 65 + "@b.example", "a@" + "b" * 63 + ".example", "a@" + "b" * 64 + ".example",
     "a@" + "b." * 122 + "example", "a@" + "b." * 124 + "example", "a(b)@c.example", "a b@c.example", "a@b.example>"]
)  # fmt: skip
LISTS = st.one_of(
    SPECS,
    st.builds("{} <{}>".format, NAMES, SPECS),
    st.builds("{}<{}>".format, NAMES, SPECS),
    st.builds("{}  <{}> ".format, NAMES, SPECS),
    st.builds("{} <{}>, {}".format, NAMES, SPECS, SPECS),
    st.sampled_from(["", " ", "<a@b.example>", " <a@b.example>", "<>", "a@b.example x", '"x"a@b.example']),
    st.text(max_size=12),
)
GOOD = st.builds(
    '"{}" <{}>'.format, st.sampled_from(["Acme", "王小明", "O'Neil & Co", "é" * 70]), st.just("a@Acme.example")
)
BODIES = st.lists(
    st.sampled_from(
        [
            "",
            ".",
            "From me",
            "--=_a",
            " x ",
            "x" * 999,
            "é" * 40,
            "帳單",
            "\r",
            "\0",
            "cid:" + "0f" * 16 + "@flong",
            "a@b",
            "=",
        ]
    )
    | st.text(max_size=30),
    max_size=8,
).map("\n".join)
IDS = st.sampled_from(["1@acme.example", "x.y+z@acme.example", "", "a@b>", "a@b@c", "@b", "a" * 260 + "@b", "é@b"])
EXTRA = st.lists(
    st.tuples(
        st.sampled_from(["X-A", "List-Unsubscribe", "Date", "X A"]),
        st.sampled_from(["a b", "é", "<https://a.example>", "a\n"]),
    ),
    max_size=2,
)
PLAIN = {
    "from": '"Acme Bank" <bill@acme.example>', "to": '"王小明" <wang@mail.example>', "cc": "",
    "bcc": "", "subject": "11月帳單",
    "references": "<a@b.example>", "html": "<p>帳單</p>", "text": "帳單", "document": "d",
    "id": "1@acme.example", "extra": [],
}  # fmt: skip
UNUSUAL = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("from", "to", "cc", "bcc"), GOOD | LISTS),
        "subject": HEADS | st.text(max_size=40),
        "references": HEADS,
        "html": BODIES,
        "text": BODIES,
        "id": IDS,
        "extra": EXTRA,
    },
)


def records() -> st.SearchStrategy[dict[str, str]]:
    """What the parts of one record say: at most three of them are unusual."""
    return UNUSUAL.map(lambda unusual: PLAIN | dict(list(unusual.items())[:3]))


@pytest.fixture(scope="module")
def caster() -> Caster:
    return flong.compile("From: a@b.example\n\n<p>x</p>", engine="python")._caster


def column(values: list[bytes]) -> Column:
    offsets = array("q", [0])
    for value in values:
        offsets.append(offsets[-1] + len(value))
    return Column(b"".join(values), offsets)


def batch_of(records: list[dict[str, str]], parts: list[str], keyed: bool) -> RawBatch:
    keys = [b"k%d" % i for i in range(len(records))]
    columns = {"key": column(keys)} if keyed else {}
    for part in parts:
        stamps = [b"\0" + key for key in keys] if keyed else [b""] * len(keys)
        columns[part] = column([one[part].encode() + stamp for one, stamp in zip(records, stamps, strict=True)])
    asset = Asset("qr", "0f" * 16, "pay me", 4, 1)
    return RawBatch([2 * i for i in range(len(records))], columns, [[asset] for _ in records], [])


def one_by_one(
    caster: Caster, raw: RawBatch, records: list[dict[str, str]]
) -> tuple[list[bytes], list[tuple[int, str]]]:
    """The mails and the errors that messages give."""
    mails, errors = [], []
    for i, one in enumerate(records):
        try:
            message = caster.message(raw, i)
            mails.append(message.as_bytes(message_id=one["id"] or "none", date=NOON, extra=one["extra"]))
        except RecordError as error:
            errors.append((raw.rows[i], error.reason))
        except ValueError as error:
            errors.append((raw.rows[i], str(error)))
    return mails, errors


def agree(caster: Caster, some: list[dict[str, str]], parts: list[str], keyed: bool) -> None:
    some = [one for one in some if not re.search("[\ud800-\udfff]", "".join(map(str, one.values())))]
    raw = batch_of(some, parts, keyed)
    batch = Mailer(caster, NOON, lambda _, i: some[i]["id"] or "none", lambda _, i: some[i]["extra"]).mails(raw)
    mails, errors = one_by_one(caster, raw, some)
    assert [batch.wire[i] for i in range(len(batch.rows))] == mails
    assert [(error.index, error.reason) for error in batch.errors] == errors
    assert sorted([*batch.rows, *(index for index, _ in errors)]) == raw.rows


ALL = ["from", "to", "cc", "bcc", "subject", "references", "document", "html", "text"]


@settings(max_examples=150)
@given(st.lists(LISTS | GOOD | SPECS, max_size=4))
def test_plain_mailboxes_are_those_of_lists(texts: list[str]) -> None:
    """Or None, where it takes a second look."""
    texts = [text for text in texts if not re.search("[\ud800-\udfff]", text)]
    for text, found in zip(texts, plain_mailboxes(texts), strict=True):
        assert found is None or [one.address for one in parse_addresses(text)] == [found]


def test_most_mailboxes_are_plain() -> None:
    texts = ["a@B.example", '"王小明" <wang.x@Mail.Example>', "Anna Berg <anna@b.example>", '"a, b" <A.b@c.example>']
    found = ["a@b.example", "wang.x@mail.example", "anna@b.example", "A.b@c.example"]
    assert plain_mailboxes(texts) == found


FORMS = st.sampled_from(
    [ALL, ALL[:-1], [*ALL[:-2], "text"], ["from", "html", "text"], ["subject", "html"], ["from", "to"]]
)


@settings(max_examples=150)
@given(st.lists(records(), max_size=4), FORMS, st.booleans())
def test_mails_are_those_of_messages(caster: Caster, some: list[dict[str, str]], parts: list[str], keyed: bool) -> None:
    """Byte for byte, and error for error."""
    agree(caster, some, parts, keyed)


@pytest.mark.deep
@settings(max_examples=3_000)
@given(st.lists(records(), max_size=6), FORMS, st.booleans())
def test_many_mails_are_those_of_messages(
    caster: Caster, some: list[dict[str, str]], parts: list[str], keyed: bool
) -> None:
    agree(caster, some, parts, keyed)


SOURCE = """\
Key: {{ key }}
Subject: Bill for {{ name }}
From: "Acme" <bill@acme.example>
To: {{ name }} <{{ to }}>
Attach: "terms.txt"

{% data %}
key: text
name: text
to: text
code: text?
{% enddata %}
<p>{{ name }}</p><img src="logo.png" alt="">{% if code is present %}{{ code | qr(160, alt="") }}{% endif %}
"""
PEOPLE = [
    {"key": "1", "name": "Anna", "to": "anna@mailbox.example", "code": None},
    {"key": "2", "name": "王小明", "to": "wang@mailbox.example", "code": "pay 2"},
    {"key": "3", "name": "x", "to": "no address", "code": "pay 3"},
    {"key": "4", "name": "O'Neil", "to": "neil@mailbox.example", "code": "pay 4"},
]


@pytest.fixture
def template(tmp_path: Path) -> flong.Template:
    (tmp_path / "bill.html").write_text(SOURCE)
    (tmp_path / "terms.txt").write_text("terms")
    (tmp_path / "logo.png").write_bytes(b"\x89PNG logo")
    return flong.load(tmp_path / "bill.html", engine="python")


def mails_of(template: flong.Template, **more: object) -> MailBatch:
    (batch,) = template.mail_batches(PEOPLE, date=NOON, now=NOON, **more)
    return batch


def test_mails_of_a_template(template: flong.Template) -> None:
    """With pictures of all and of each, and a file; a bad record is told and the others go on."""
    batch = mails_of(template, message_id=lambda raw, i: f"{raw.text('key', i)}@acme.example")
    (slow,) = template.render_batches(PEOPLE, now=NOON)
    expected = [one.as_bytes(message_id=f"{one.key}@acme.example", date=NOON) for one in slow.messages]
    assert [batch.wire[i] for i in range(3)] == expected
    assert batch.rows == [0, 1, 3] and [error.key for error in batch.errors] == ["3"]
    images = [len(re.findall(rb"Content-Type: image/png", mail)) for mail in expected]
    assert images == [1, 2, 2]


def test_another_reader_understands_the_mails(template: flong.Template) -> None:
    """No defects, and the texts come back."""
    batch = mails_of(template)
    for i, person in zip(range(3), [PEOPLE[0], PEOPLE[1], PEOPLE[3]], strict=True):
        found = email.message_from_bytes(batch.wire[i], policy=email.policy.default)
        assert all(not part.defects for part in found.walk())
        assert found["subject"] == f"Bill for {person['name']}" and found["to"].addresses[0].addr_spec == person["to"]
        html = next(part for part in found.walk() if part.get_content_type() == "text/html")
        assert html.get_payload(decode=True) == canonical(batch.raw.text("html", batch.raw.rows.index(batch.rows[i])))


def test_message_ids_are_new_and_the_sender_s(template: flong.Template) -> None:
    """Receivers drop what they have seen."""
    mails = [batch.wire[i] for batch in (mails_of(template), mails_of(template)) for i in range(3)]
    found = [re.search(rb"Message-ID: <([^>]+)@acme.example>", mail)[1] for mail in mails]
    assert len(set(found)) == 6


def test_usual_records_need_no_message(template: flong.Template, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names in any script are written without asking Python."""

    def never(*_: object) -> None:
        raise AssertionError("asked")

    raw = mails_of(template).raw
    monkeypatch.setattr(Caster, "message", never)
    monkeypatch.setattr("flong.mailing.parse_addresses", never)
    assert Mailer(template._caster, NOON).mails(raw).rows == [0, 1, 3]


def test_parts_of_another_record_stop_everything(template: flong.Template) -> None:
    """A column that slipped by one row is no record's error."""
    raw = mails_of(template).raw
    html = [raw.columns["html"][i] for i in range(3)]
    slipped = RawBatch(raw.rows, raw.columns | {"html": column(html[1:] + html[:1])}, raw.assets, raw.errors)
    with pytest.raises(IdentityError):
        Mailer(template._caster, NOON).mails(slipped)


def test_pictures_of_another_record_stop_everything(template: flong.Template) -> None:
    """The HTML shows a code that was noted elsewhere."""
    raw = mails_of(template).raw
    with pytest.raises(IdentityError):
        Mailer(template._caster, NOON).mails(RawBatch(raw.rows, raw.columns, raw.assets[::-1], raw.errors))


@pytest.mark.parametrize(("ids", "extra"), [(2, 3), (4, 3), (3, 2), (3, 4), (0, 0)])
def test_each_record_is_told_its_own(template: flong.Template, ids: int, extra: int) -> None:
    """Nothing beyond a list is read, and no mail is left out."""
    (batch,) = template.render_batches(PEOPLE, now=NOON)
    with pytest.raises(ValueError, match="each record"):
        template.mails(batch, NOON, ["a@b.example"] * ids, [()] * extra)


@pytest.mark.parametrize("offsets", [[0], [0, 1], [0, 9, 3, 4], [0, 1, 2, 99], [-1, 1, 2, 3]])
def test_offsets_are_checked(template: flong.Template, offsets: list[int]) -> None:
    """Nothing beyond a column is read."""
    raw = mails_of(template).raw
    broken = Column(b"abcd", array("q", offsets))
    with pytest.raises(ValueError, match="offsets"):
        Mailer(template._caster, NOON).mails(RawBatch(raw.rows, raw.columns | {"html": broken}, raw.assets, []))


def test_a_date_has_a_zone(template: flong.Template) -> None:
    """As in single mails."""
    with pytest.raises(ValueError, match="time zone"):
        next(template.mail_batches(PEOPLE, date=datetime(2026, 1, 1)))


@pytest.mark.parametrize("value", ["v", "é", ""])
def test_a_name_too_long_is_refused(value: str) -> None:
    """A head field whose name `Message` refuses is refused in a batch, too."""
    head = f"From: a@b.example\nTo: c@d.example\nSubject: s\nX-{'A' * 59}: {{{{ t }}}}\n\n"
    template = flong.compile(f"{head}{{% data %}}\nt: text\n{{% enddata %}}\n<p>x</p>", engine="python")
    (batch,) = template.mail_batches([{"t": value}])
    assert [error.reason for error in batch.errors] == ["not a header field name"]
