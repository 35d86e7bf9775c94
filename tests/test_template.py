"""The public face: what `load`, `compile` and `Template` accept and refuse."""

from __future__ import annotations

import pickle
from collections import UserDict
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

import flong
from flong.dsl.diagnostics import draw
from flong.errors import Place

ENGINES = ("python", "cython")


@pytest.mark.parametrize("name", ["", " ", "a/b.txt", "..\\b.txt", "x" * 201])
def test_unusable_attachment_names_reject_the_record(tmp_path: Path, name: str) -> None:
    """A name that no file can have rejects the record when it is rendered, not when its mail is written."""
    (tmp_path / "terms.txt").write_text("terms")
    source = 'Attach: "terms.txt" as name\n\n{% data %}\nname: text\n{% enddata %}\nHello'
    template = flong.compile(source, engine="python", folder=tmp_path)
    (batch,) = template.render_batches([{"name": name}, {"name": "terms.txt"}])
    assert [error.index for error in batch.errors] == [0]
    assert "an attachment's name" in batch.errors[0].reason
    assert [message.attachments[0].name for message in batch.messages] == ["terms.txt"]


def test_names_of_absent_attachments_do_not_matter(tmp_path: Path) -> None:
    """The name is used only when the attachment is."""
    (tmp_path / "terms.txt").write_text("terms")
    source = 'Attach: "terms.txt" as name if name is not blank\n\n{% data %}\nname: text\n{% enddata %}\nHello'
    assert flong.compile(source, engine="python", folder=tmp_path).render({"name": ""}).attachments == ()


@pytest.mark.parametrize("engine", ENGINES)
def test_negative_power_of_zero(engine: flong.template.Engine) -> None:
    """1 / 0 by another name rejects the record; nothing prints Infinity."""
    source = "{% data %}\nd: decimal\nn: int\n{% enddata %}\n{{ d ** -1 }}{{ n ** -2 }}"
    template = flong.compile(source, kind="text", engine=engine)
    records = [{"d": 0, "n": 1}, {"d": 1, "n": 0}, {"d": 2, "n": 2}]
    (batch,) = template.render_batches(records)
    assert [error.reason for error in batch.errors] == ["division by zero"] * 2
    assert batch.messages[0].text == "0.50.25"


def test_a_file_that_is_not_utf8_is_a_mistake_with_a_place(tmp_path: Path) -> None:
    """Whether it is loaded or only checked."""
    path = tmp_path / "big5.html"
    path.write_bytes("<p>\n您好</p>".encode("big5"))
    with pytest.raises(flong.TemplateError) as raised:
        flong.load(path, engine="python")
    found, sources = flong.template.check_file(path)
    assert [d.code for d in raised.value.diagnostics] == [d.code for d in found] == ["F0120"]
    assert "big5.html:2:1" in draw(found[0], sources)


def test_errors_travel_between_processes() -> None:
    """A pickled error says the same."""
    with pytest.raises(flong.TemplateError) as wrong:
        flong.compile("{{ nobody }}")
    copy = pickle.loads(pickle.dumps(wrong.value))
    assert (str(copy), copy.diagnostics) == (str(wrong.value), wrong.value.diagnostics)
    error = flong.RecordError("too late", index=3, key="k", field="on", place=Place("a.html", 1, 2))
    copy = pickle.loads(pickle.dumps(error))
    assert str(copy) == str(error) == "record 3 (k): on: too late at a.html:1:2"
    assert vars(copy) == vars(error)


def test_wrong_use() -> None:
    """Arguments that would silently do something else are refused."""
    with pytest.raises(ValueError, match="kind"):
        flong.compile("a", kind="sms")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="engine"):
        flong.compile("a", engine="jinja")  # type: ignore[arg-type]
    template = flong.compile("a", engine="python")
    with pytest.raises(ValueError, match="at least one"):
        next(template.render_batches([{}], size=0))
    with pytest.raises(ValueError, match="aware"):
        template.render({}, now=datetime(2026, 11, 22))


def test_messages_are_a_sequence() -> None:
    """Indexes from both ends, and slices."""
    (batch,) = flong.compile("Subject: {{ n }}\n\n{% data %}\nn: int\n{% enddata %}", engine="python").render_batches(
        [{"n": n} for n in range(4)]
    )
    assert [m.subject for m in batch.messages[1:3]] == ["1", "2"]
    assert batch.messages[-1].subject == "3"


@pytest.mark.parametrize("engine", ["cython", "python"])
@pytest.mark.parametrize("char", "\x07\u202e\u2066\u200f")
def test_keys_hold_no_control_characters(engine, char):
    """A key names the record in logs and file names; what would show it as another rejects the record."""
    made = flong.compile("Key: {{ k }}\n\n{% data %}\nk: text\n{% enddata %}\nx", kind="text", engine=engine)
    assert made.render({"k": "A1"}).key == "A1"
    with pytest.raises(flong.RecordError, match="control or bidirectional"):
        made.render({"k": f"A{char}1"})


def test_a_name_that_says_no_kind_is_refused(tmp_path: Path) -> None:
    """HTML is not guessed: it would be escaped by the wrong rules."""
    path = tmp_path / "mail.xyz"
    path.write_text("<p>x</p>")
    with pytest.raises(ValueError, match=r"ends in \.html, \.htm, \.txt, \.mjml, not 'mail\.xyz': rename it"):
        flong.load(path)
    path.rename(tmp_path / "mail.HTM")
    assert flong.load(tmp_path / "mail.HTM", engine="python").render({}).html == "<p>x</p>"


@pytest.mark.parametrize(("source", "remedy"), [(b"x", "bytes: decode it first"), (None, "NoneType: use flong.load")])
def test_a_source_is_a_text(source, remedy) -> None:
    """What is not one is refused by name."""
    with pytest.raises(TypeError, match=remedy):
        flong.compile(source)


def test_a_message_shows_no_personal_data() -> None:
    """Its `repr` goes to logs and tracebacks."""
    head = "Key: k-{{ n }}\nSubject: to {{ n }}\nTo: {{ n }} <anna@b.example>\n\n"
    source = head + "{% data %}\nn: text\n{% enddata %}\n<p>{{ n }}</p>"
    made = flong.compile(source, engine="python").render({"n": "Anna"})
    assert repr(made) == "<Message: html of 11, text of 5, 2 headers>"


class Broken:
    """A record whose property fails."""

    n = 1

    @property
    def name(self) -> str:
        raise RuntimeError("secret of Anna")


class BrokenMapping(UserDict[str, object]):
    """A record that fails when it is read."""

    def get(self, key, default=None):
        raise OSError("secret of Anna")


class BrokenDecimal(Decimal):
    def __str__(self) -> str:
        raise ZeroDivisionError("secret of Anna")


@pytest.mark.parametrize(
    ("record", "field", "kind"),
    [
        (Broken(), "one.name", "RuntimeError"),
        (BrokenMapping(), "one.n", "OSError"),
        ({"n": BrokenDecimal(1), "name": ""}, "one.n", "ZeroDivisionError"),
    ],
)
def test_an_error_while_a_record_is_read_rejects_that_record(record, field, kind) -> None:
    """The others are rendered; what the exception says is not repeated, for it may hold the data."""
    source = "{% data %}\none: { n: decimal, name: text }\n{% enddata %}\n{{ one.name }}{{ one.n }}"
    made = flong.compile(source, kind="text", engine="python")
    good = {"one": {"n": 1, "name": "Bo"}}
    (batch,) = made.render_batches([{"one": record}, good])
    assert [(e.index, e.field, e.reason) for e in batch.errors] == [(0, field, f"reading it raised {kind}")]
    assert [m.text.strip() for m in batch.messages] == ["Bo1"]


def test_an_included_file_that_is_not_utf8(tmp_path: Path) -> None:
    """It is there, so that is not what is said; nor of a schema."""
    (tmp_path / "part.html").write_bytes(b"<b>\n\xff</b>")
    (tmp_path / "data.json").write_bytes(b'{"type": "object", "properties": {"a\xfe": {"type": "string"}}}')
    (tmp_path / "mail.html").write_text('Data: data.json\n\n{% include "part.html" %}')
    with pytest.raises(flong.TemplateError) as raised:
        flong.load(tmp_path / "mail.html")
    found = {(d.code, d.span.file, d.span.start) for d in raised.value.diagnostics}
    assert {("F0120", "part.html", 4), ("F0120", "data.json", 36)} == found


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("expression", "record", "reason"),
    [
        ("a // b", {"a": Decimal("1E+20"), "b": Decimal("1E-20")}, "a decimal needs more than 34 digits"),
        ("a % b", {"a": Decimal("1E+20"), "b": Decimal("1E-20")}, "a decimal needs more than 34 digits"),
        ("round(a, 2)", {"a": Decimal("1" * 34), "b": 1}, "a decimal needs more than 34 digits"),
        ("a * b", {"a": Decimal("1E+6000"), "b": Decimal("1E+6000")}, "a decimal is too large (exponent beyond 6144)"),
        ("a", {"a": Decimal("1E+6145"), "b": 1}, "a decimal's exponent is beyond ±6144"),
        ("a", {"a": Decimal("1E-6177"), "b": 1}, "a decimal's exponent is beyond ±6144"),
    ],
)
def test_reasons_of_large_decimals(engine, expression, record, reason) -> None:
    """Too many digits are not an exponent that is too large, and the other way round."""
    source = f"{{% data %}}\na: decimal\nb: decimal\n{{% enddata %}}\n{{{{ {expression} }}}}{{{{ b }}}}"
    with pytest.raises(flong.RecordError) as raised:
        flong.compile(source, kind="text", engine=engine).render(record)
    assert raised.value.reason == reason


@pytest.mark.parametrize("engine", ENGINES)
def test_the_least_integer_can_be_written(engine) -> None:
    """Without its sign it is one too large; elsewhere it stays an error."""
    source = "{{ -9223372036854775808 }} {{ - 09223372036854775808 + 1 }}"
    made = flong.compile(source, kind="text", engine=engine)
    assert made.render({}).text.split() == ["-9223372036854775808", "-9223372036854775807"]
    for wrong in ("9223372036854775808", "-(9223372036854775808)", "-9223372036854775809", "1-9223372036854775808"):
        with pytest.raises(flong.TemplateError, match="does not fit 64 bits"):
            flong.compile(f"{{{{ {wrong} }}}}")


@pytest.mark.parametrize("call", ["pad_left(n, width=4, 'a')", "n | pad_left(width=4, 'a')", "slice(n, start=1, 2)"])
def test_arguments_without_name_come_first(call) -> None:
    """Behind a named one it could be taken for another parameter than is meant."""
    with pytest.raises(flong.TemplateError) as raised:
        flong.compile(f"{{% data %}}\nn: text\n{{% enddata %}}\n{{{{ {call} }}}}")
    assert [d.code for d in raised.value.diagnostics] == ["F0231"]


def test_neighbouring_links_stand_apart_in_the_text_part() -> None:
    """So do a link and a picture; a mark behind a link does not."""
    links = (
        '<a href="https://a.example/">one</a>'
        '<a href="https://b.example/">two</a><img src="https://c.example/c" alt="logo">'
    )
    made = flong.compile(f"<p>{links}</p><p><a href='https://a.example/'>one</a>.</p>", engine="python").render({})
    assert made.text == ("one (https://a.example/) two (https://b.example/) logo\n\none (https://a.example/).\n")
