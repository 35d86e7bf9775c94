"""Attachments: files that must be there, names that must be usable, bills that are pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import flong
from flong.cli.app import app
from flong.errors import RecordError, TemplateError

DATA = "{% data %}\nname: text\nsecret: text\nboth: bool\nissued: date?\ncode: text?\n{% enddata %}\n<p></p>"


def template(folder: Path, head: str) -> flong.Template:
    (folder / "bill.html").write_text("<p>bill</p>")
    (folder / "terms.pdf").write_bytes(b"%PDF-\xff\xfe")
    (folder / "mail.html").write_text(f"{head}\n\n{DATA}")
    return flong.load(folder / "mail.html", engine="python")


def record(name: str, secret: str = "A12345678", both: bool = True) -> dict[str, object]:
    return {"name": name, "secret": secret, "both": both}


def rejected(made: flong.Template, **data: object) -> RecordError:
    with pytest.raises(RecordError) as caught:
        made.render(record(**data))  # type: ignore[arg-type]
    return caught.value


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Also one outside the template's folder; binary files are fine."""
    for file in ("gone.pdf", "../outside.pdf"):
        (tmp_path.parent / "outside.pdf").write_bytes(b"x")
        with pytest.raises(TemplateError) as caught:
            template(tmp_path, f'Attach: "{file}"')
        assert [d.code for d in caught.value.diagnostics] == ["F0240"]
    assert template(tmp_path, 'Attach: "terms.pdf"').render(record("x")).attachments[0].data == b"%PDF-\xff\xfe"


def test_without_a_folder_there_are_no_files() -> None:
    """Nothing is attached empty."""
    with pytest.raises(TemplateError, match="F0240"):
        flong.compile('Attach: "terms.pdf"\n\n<p></p>', engine="python")


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        ('Attach: "bill.html" as name', "bill", "the bill's name does not end in .pdf"),
        ('Attach: "bill.html" as name', "bill.html", "the bill's name ends in .html, but it has no password"),
        ('Attach: "bill.html" as name password secret', "bill.htm", "the bill's name does not end in .pdf"),
        ('Attach: "terms.pdf" as name', " ", "an attachment's name is empty"),
        ('Attach: "terms.pdf"\nAttach: "terms.pdf" as name', "Terms.PDF", "two attachments have the same name"),
        ('Attach: "terms.pdf"\nAttach: "terms.pdf" as name if both', "terms.pdf", "have the same name"),
    ],
)
def test_unusable_names_reject_the_record(tmp_path: Path, head: str, name: str, reason: str) -> None:
    """The error names the line of the attachment."""
    error = rejected(template(tmp_path, head), name=name)
    assert reason in error.reason
    assert error.place is not None
    assert (error.place.file, error.place.line) == ("mail.html", len(head.splitlines()))


@pytest.mark.parametrize("name", ["帳單.html", "Bill.HTML"])
def test_a_bill_whose_name_says_so_is_a_page(tmp_path: Path, name: str) -> None:
    """Beside a PDF of the same template; both open with their password."""
    head = 'Locale: ja\nAttach: "bill.html" as name password secret\nAttach: "bill.html" as "bill.pdf" password secret'
    page, pdf = template(tmp_path, head).render(record(name)).attachments
    assert (page.name, page.media_type, pdf.media_type) == (name, "text/html", "application/pdf")
    assert page.data.startswith(b"<!doctype html>") and "パスワード" in page.data.decode()


def test_a_page_that_can_not_be_made_rejects_its_record_alone(tmp_path: Path) -> None:
    """When the message is asked for, as with a PDF."""
    made = template(tmp_path, 'Attach: "bill.html" as "bill.html" password secret')
    (tmp_path / "bill.html").write_text('<img src="{% if both %}gone.png{% else %}{% endif %}">')
    made = flong.load(tmp_path / "mail.html", engine="python")
    (batch,) = made.render_batches([record("x"), record("x", both=False)])
    with pytest.raises(RecordError, match=r"the bill asks for gone\.png"):
        batch.messages[0]
    assert batch.messages[1].attachments[0].name == "bill.html"


def test_an_attachment_that_is_left_out_has_no_name(tmp_path: Path) -> None:
    """Two of one name are fine when the condition keeps one of them out."""
    made = template(tmp_path, 'Attach: "terms.pdf"\nAttach: "terms.pdf" as name if both')
    assert len(made.render(record("terms.pdf", both=False)).attachments) == 1


def test_a_weak_password_names_the_attachment_and_not_itself(tmp_path: Path) -> None:
    error = rejected(template(tmp_path, 'Attach: "bill.html" password secret'), name="x", secret="a1b2")
    assert "has not 6 to 127 characters" in error.reason
    assert "a1b2" not in str(error)


MISSING = "the attachment's password is missing"


@pytest.mark.parametrize("engine", ["python", "cython"])
@pytest.mark.parametrize("value", ["code", "code if both else none", "issued"])
def test_a_password_that_is_missing_rejects_the_record(
    tmp_path: Path, engine: flong.template.Engine, value: str
) -> None:
    """At the attachment's line, in both engines; where there is one it locks the bill."""
    template(tmp_path, f'X-A: 1\nAttach: "bill.html" password ({value})')
    made = flong.load(tmp_path / "mail.html", engine=engine)
    given = record("x") | {"code": "A12345678", "issued": "2026-11-21"}
    (batch,) = made.render_batches([given, record("x"), given | {"code": "a1b2", "issued": None}])
    wanted = "2026-11-21" if value == "issued" else "A12345678"
    assert [batch.raw.text("attach.1.password", i) for i in range(len(batch.raw.rows))] == [wanted]
    assert batch.errors[0].reason == MISSING and str(batch.errors[0].place) == "mail.html:2:1"
    assert len(batch.errors) == 2 and "a1b2" not in str(batch.errors[1])


def test_only_what_is_attached_needs_its_password(tmp_path: Path) -> None:
    made = template(tmp_path, 'Attach: "bill.html" if both password code')
    assert made.render(record("x", both=False)).attachments == ()
    with pytest.raises(RecordError, match=MISSING):
        made.render(record("x"))


@pytest.mark.parametrize(("part", "begins"), [("pdf", b"%PDF-1"), ("page", b"<!doctype html>")])
def test_the_command_writes_the_first_bill_of_a_kind(tmp_path: Path, part: str, begins: bytes) -> None:
    """Not a file that goes along as it is."""
    head = 'Attach: "terms.pdf"\nAttach: "bill.html"\nAttach: "bill.html" as "bill.html" password secret'
    template(tmp_path, head)
    (tmp_path / "one.jsonl").write_text(json.dumps(record("x")))
    words = ["render", str(tmp_path / "mail.html"), "--data", str(tmp_path / "one.jsonl"), "--part", part]
    shown = CliRunner().invoke(app, words)
    assert shown.exit_code == 0 and shown.stdout_bytes.startswith(begins) and b"\xff\xfe" not in shown.stdout_bytes[:9]
    template(tmp_path, 'Attach: "terms.pdf"')
    assert "the template attaches no such bill" in CliRunner().invoke(app, words).stderr
