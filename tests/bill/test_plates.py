"""Stamped bills: what is learned, what is refused, and the gates that watch over both."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from signers import CURVE, ROOT, certificate, pem_files
from stamping import stamped, true
from test_signing import validated

import flong
from flong.bill import Press
from flong.bill.cms import Cms
from flong.bill.compare import difference
from flong.bill.plates.fields import SIGN, VALUE, Counting, Stack, Token, counted, segments, tokens
from flong.bill.signature import Signer
from flong.errors import BufferTooSmall, ConfigError, IdentityError, MismatchError
from flong.jobs.config import BillsConfig, Config
from flong.jobs.templates import TemplateRecipe
from flong.runtime.columns import Column

HEAD = """\
Key: {{ id }}
Subject: s
From: <a@sender.example>
To: <b@mailbox.example>
Attach: "bill.html" as "bill.pdf" password secret

{% data %}
id: text
name: text
secret: text
rows: [{ what: text, amount: decimal(12, 2) }]
{% enddata %}
mail
"""
STYLE = """\
@page { size: 120mm 100mm; margin: 10mm; @bottom-right { content: counter(page) "/" counter(pages) } }
body { font: 10px/1.4 sans-serif } table { width: 100%; border-collapse: collapse; table-layout: LAYOUT }
td, th { border: 0.5px solid #999; padding: 1px 3px } .n { text-align: right } tr { break-inside: avoid }
"""
BODY = """\
<!doctype html><html lang="zh-TW"><meta charset="utf-8"><title>帳單</title><style>STYLE</style><body>
<h1>帳單 Bill</h1><p>致 {{ name }} 君</p>
<table><thead><tr><th>項目</th><th class="n">金額</th></tr></thead>
{% for row in rows %}<tr><td>{{ row.what }}</td><td class="n">{{ row.amount | number }}</td></tr>{% endfor %}
</table>
{% if count(rows) > 3 %}<p>合計 <b>{{ sum(row.amount for row in rows) | number }}</b> 元</p>{% endif %}
</body></html>
"""
WORDS = ("加油站", "Café Lune", "fficial", "電信費", "a < b & c")


def template(folder: Path, layout: str = "fixed", body: str = BODY) -> flong.Template:
    (folder / "bill.html").write_text(body.replace("STYLE", STYLE.replace("LAYOUT", layout)), "utf-8")
    (folder / "mail.html").write_text(HEAD, "utf-8")
    return flong.load(folder / "mail.html", engine="python")


def record(number: int, rows: int) -> dict[str, Any]:
    amounts = [Decimal((i + 1) * (number + 7) * 1100 + i) / 100 for i in range(rows)]
    items = [{"what": WORDS[(i + number) % 5], "amount": amount} for i, amount in enumerate(amounts)]
    return {"id": str(number), "name": ("王小明", "Anna", "佐藤花子")[number % 3], "secret": "A1234567", "rows": items}


def taught() -> Iterator[dict[str, Any]]:
    """Records that show a press all there is: few rows and many, on one page and on several."""
    yield from (record(number, rows) for number, rows in enumerate((5, 5, 40, 41, 1, 2, 3, 0, 90, 16, 17, 18)))


def test_bills_of_all_lengths_break_where_weasyprint_breaks_them(tmp_path: Path) -> None:
    """Rows to the end of a page, one more, one less: stamped bills are the true ones to the pixel."""
    made = template(tmp_path)
    lengths = [*range(12, 22), 37, 38, 39]
    records = [*taught(), *(record(50 + n, rows) for n, rows in enumerate(lengths))]
    found = stamped(made, records)[-len(lengths) :]
    assert sum(how == "stamped" for _, how in found) >= len(lengths) - 3, [how for _, how in found]
    for one, (pdf, how) in zip(records[-len(lengths) :], found, strict=True):
        if how == "stamped":
            assert pdf is not None
            assert difference(_open(pdf), _open(true(made, one))) is None, len(one["rows"])


def _open(pdf: bytes) -> bytes:
    """The same file without its password."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf), password="A1234567") as document:
        document.save(out)
    return out.getvalue()


def test_a_stamped_bill_opens_with_its_password_and_can_be_copied(tmp_path: Path) -> None:
    found = stamped(template(tmp_path), [*taught(), record(3, 5)])
    pdf, how = found[-1]
    assert how == "stamped"
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(pdf)
    text = pypdfium2.PdfDocument(pdf, password="A1234567")[0].get_textpage().get_text_range()
    for word in ("王小明", "電信費", "fficial", "a < b & c", "帳單 Bill", "1/1"):
        assert word in text


@pytest.mark.deep
def test_a_bill_of_ten_thousand_items(tmp_path: Path) -> None:
    """Whole, in whichever way it is cast: every item, each page numbered."""
    *_, (pdf, _) = stamped(template(tmp_path), [*taught(), record(3, 10_000)])
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf, password="A1234567")]
    assert sum(page.count(word) for page in pages for word in WORDS) == 10_000
    assert all(f"{number}/{len(pages)}" in page for number, page in enumerate(pages, 1))


def test_stamped_and_other_bills_are_signed(tmp_path: Path) -> None:
    """Over the encrypted bytes of the whole file, on the first page, as pyHanko sees it."""
    signer = Signer(Cms(CURVE, [certificate(CURVE, "Acme"), ROOT]))
    (batch,) = template(tmp_path).signed(signer).pdf_batches([*taught(), record(3, 5), record(4, 90)])
    assert batch.reasons[-2:] == ["", ""] and any(batch.reasons)
    for i in range(len(batch.rows)):
        status = validated(bytes(batch[i]), "A1234567")
        assert status.bottom_line and status.coverage.name == "ENTIRE_FILE", batch.reasons[i]
        pages = pypdfium2.PdfDocument(bytes(batch[i]), "A1234567")
        assert pages.get_formtype() and [len(list(page.get_objects())) > 0 for page in pages]


def test_the_configuration_names_who_signs(tmp_path: Path) -> None:
    template(tmp_path)
    certificates, key = map(str, pem_files(tmp_path, CURVE, certificate(CURVE, "Acme"), ROOT))
    recipe = TemplateRecipe(tmp_path / "mail.html", Config(bills=BillsConfig(certificates, key, "帳單")), "python")
    (batch,) = recipe.template.pdf_batches([record(3, 5)])
    assert validated(bytes(batch[0]), "A1234567").bottom_line
    with pytest.raises(ConfigError, match="both"):
        assert not TemplateRecipe(tmp_path / "mail.html", Config(bills=BillsConfig(key=key)), "python").template


def test_a_reason_names_its_place_in_the_template(tmp_path: Path) -> None:
    """That of the value that goes over several lines."""
    made = template(tmp_path)
    list(made.pdf_batches([*taught()][:6]))
    (batch,) = made.pdf_batches([record(3, 5) | {"name": "W " * 200 + "W"}])
    bill = (tmp_path / "bill.html").read_text("utf-8")
    line, column = next((n, text.index("{{")) for n, text in enumerate(bill.splitlines(), 1) if "{{ name }}" in text)
    assert batch.reasons == [f"a value goes over several lines (bill.html:{line}:{column + 1})"]


def test_tables_whose_columns_follow_their_contents_are_refused(tmp_path: Path) -> None:
    """Probing shows that a long value moves its neighbours; the reason names what moves and what helps."""
    reasons = {how for _, how in stamped(template(tmp_path, "auto"), taught())}
    assert any("moves with the length of a value" in how and "fixed width" in how for how in reasons)
    assert "stamped" not in reasons


def test_values_that_lay_themselves_out_are_cast_the_true_way(tmp_path: Path) -> None:
    """Text from the right, lost spaces and names too long for their line are not stamped, the next bill is."""
    odd = ("שלום", "two  spaces", " led", "W" * 200)
    records = [*taught(), *(record(3, 5) | {"name": name} for name in odd), record(6, 5)]
    *found, last = (how for _, how in stamped(template(tmp_path), records)[-5:])
    assert all(how.startswith(("fallback", "rejected")) for how in found)
    assert last == "stamped"


def test_a_stamped_bill_that_differs_stops_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample is taken of the first bills; both files and a picture stay, for the user's eyes only."""
    from flong.bill.plates import works

    made = template(tmp_path)
    list(made.pdf_batches(list(taught())[:8]))
    true_difference = works.difference
    other = true(made, record(9, 2))
    monkeypatch.setattr(works, "difference", lambda ours, _: true_difference(ours, _open(other)))
    with pytest.raises(MismatchError, match="page 1") as stopped:
        list(made.pdf_batches([record(3, 5)]))
    kept = Path(str(stopped.value).rpartition("see ")[2])
    assert sorted(path.name for path in kept.iterdir()) == ["difference.png", "stamped.pdf", "true.pdf"]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept.iterdir()} == {0o600}


def test_samples_are_the_first_and_one_in_so_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stamping import bill_for

    made, press = template(tmp_path), Press(tmp_path, first=2, every=3)
    for one in list(taught())[:8]:
        press.cast(*bill_for(made, one))
    from flong.bill.plates import works

    compared: list[int] = []
    monkeypatch.setattr(works, "difference", lambda ours, _: compared.append(len(ours)))
    for number in range(40):
        press.cast(*bill_for(made, record(number, 5)))
    assert 2 <= len(compared) < 35


def test_bills_in_a_buffer(tmp_path: Path) -> None:
    """Batches end where the buffer is full, which is used again; each bill is its record's."""
    made = template(tmp_path)
    records = list(taught())
    buffer, seen = bytearray(300_000), []
    for batch in made.pdf_batches(records, buffer=buffer):
        for i, key in enumerate(batch.keys):
            words = pypdfium2.PdfDocument(bytes(batch[i]), password="A1234567")[0].get_textpage().get_text_range()
            assert records[int(key)]["name"] in words
            seen.append(int(key))
    assert seen == list(range(len(records)))
    with pytest.raises(BufferTooSmall):
        list(made.pdf_batches(records, buffer=bytearray(100)))
    with pytest.raises(ValueError, match="no bill"):
        next(made.pdf_batches(records, attachment=1))


def test_fields_of_another_record_stop_the_bill(tmp_path: Path) -> None:
    """The identity gate: a bill's fields carry the key of the record they were rendered for."""
    made = template(tmp_path)
    (batch,) = made.render_batches([record(1, 2), record(2, 2)])
    column = batch.raw.columns["attach.1.fields"]
    half = column.offsets[1]
    column.offsets[1] = column.offsets[2] - half
    turned = bytes(column.data[half:]) + bytes(column.data[:half])
    batch.raw.columns["attach.1.fields"] = Column(turned, column.offsets)
    with pytest.raises(IdentityError):
        _ = batch.messages[0].attachments


def test_fields_fall_apart_at_statements_between_blocks() -> None:
    found = tokens(b"\xffA &amp; B\xfdl1\xffone\xfda2.0\xfde2\xfdl1\xfde1\xffend")
    assert found[0] == Token(VALUE, "A & B")
    assert found[1] == Token(SIGN, "l1")
    cut = segments(found, Stack(frozenset({1})), Counting(2, 0, last=True))
    assert [(s.family.sign, s.family.turn, s.family.inside, s.values) for s in cut] == [
        ("", (), (None,), ("A & B",)),
        ("l1", (0, 0, 0), (None, "a2.0", "e2"), ("one",)),
        ("l1", (1, 0, 1), (), ()),
        ("e1", (), (None,), ("end",)),
    ]


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { color: red }", Counting()),
        ("tr:nth-child(even) {}", Counting(2, 0, last=False)),
        ("tr:nth-child(3n+1) {} tr:nth-child(2n) {}", Counting(6, 1, last=False)),
        ("tr:nth-child(4) {} tr:last-child {}", Counting(1, 4, last=True)),
        ("td:last-child {} .facts td:first-child {}", Counting()),
        ("table { border-collapse: collapse }", Counting(1, 1, last=True)),
        ("h2 + p {}", Counting(1, 1, last=False)),
    ],
)
def test_what_style_sheets_count(css: str, expected: Counting) -> None:
    assert counted(css) == expected


@pytest.mark.parametrize(
    ("css", "html", "why"),
    [
        ("h2::before { counter-increment: n; content: counter(n) }", "<h2>x</h2>", "depends on what stands elsewhere"),
        (
            "ol { list-style-position: inside }",
            "<ol>{% for row in rows %}<li>{{ row.what }}</li>{% endfor %}</ol>",
            "numbered list",
        ),
        ("", '<p><a href="https://bank.example">more</a></p>', "links"),
    ],
)
def test_numbers_and_links_take_the_true_way(css: str, html: str, why: str, tmp_path: Path) -> None:
    """What stands before changes a number that no value shows; links would be lost."""
    body = BODY.replace("STYLE", "STYLE" + css).replace("</body>", html + "</body>")
    reasons = {how for _, how in stamped(template(tmp_path, body=body), list(taught())[:5])}
    assert "stamped" not in reasons
    assert any(why in how for how in reasons), reasons


def test_what_counts_its_neighbours_is_not_stamped_where_statements_make_them(tmp_path: Path) -> None:
    """A paragraph that looks otherwise behind a table than behind another paragraph, which only some records have."""
    body = BODY.replace("STYLE", "STYLE p + p { color: red }").replace("</body>", "<p>end</p></body>")
    reasons = {how for _, how in stamped(template(tmp_path, body=body), taught())}
    assert "stamped" not in reasons
    assert any("the style sheet counts what stands in a <body>" in how for how in reasons)


def test_pictures_and_heads_are_their_own_records(tmp_path: Path) -> None:
    """Codes that were equal in the bill that taught, and a repeated head with a value, are not stamped."""
    codes = BODY.replace("</body>", "<p>{{ id | qr(60) }}</p><p>{{ name | qr(60) }}</p></body>")
    twice = [record(n, 2) | {"name": name} for n, name in enumerate(("x", "1", "2", "b"))]
    made = template(tmp_path, body=codes)
    for one, (pdf, _) in zip(twice, stamped(made, twice), strict=True):
        assert pdf is not None
        assert difference(_open(pdf), _open(true(made, one))) is None
    head = BODY.replace("<th>項目</th>", "<th>{{ name }}</th>")
    reasons = {how for _, how in stamped(template(tmp_path, body=head), [record(n, 60) for n in range(4)])}
    assert any("head that is repeated has values" in how for how in reasons)
    assert "stamped" not in reasons


def test_what_contradicts_itself_is_never_used_again() -> None:
    """Two bills in which the same part looks differently: the key is too coarse, so neither look is trusted."""
    from flong.bill.plates.errors import Unknown, Unstampable
    from flong.bill.plates.parts import Band, Edge, Pair, Strokes, Top, Variant
    from flong.bill.plates.plate import _add, _got

    def variant(digest: bytes, *, above: str = "", y: float = 5.0) -> Variant:
        return Variant((Band(10.0, y, 10.0, False, ("l1", 0), "", {Edge(above): Strokes(y, (), False, digest)}),))

    table: dict[Any, Any] = {}
    with pytest.raises(Unknown):
        _got(table, "part")
    kept = _add(table, "part", variant(b"a"))
    assert _add(table, "part", variant(b"a", y=7.0)) is kept
    assert _add(table, "part", variant(b"b", above="x")) is kept
    assert _add(table, "part", variant(b"b")) is None
    assert _add(table, "part", variant(b"a")) is None
    with pytest.raises(Unstampable, match="differently"):
        _got(table, "part")
    assert Pair(None, 0, False, False, False).agreed(Pair(12.0, 0, False, False, False)) == Pair(
        12.0, 0, False, False, False
    )
    assert Pair(11.0, 0, False, False, False).agreed(Pair(12.0, 0, False, False, False)) is None
    assert Top(1.0, ()).agreed(Top(2.0, ())) is None


def test_templates_that_teach_nothing_are_not_looked_at_for_ever(tmp_path: Path) -> None:
    """Looking for something to learn costs time; after some bills in vain each is cast as before."""
    from stamping import bill_for

    from flong.bill.plates import works

    link = '<p><a href="https://bank.example">x</a></p></body>'
    made, press = template(tmp_path, body=BODY.replace("</body>", link)), Press(tmp_path)
    bill, pictures = bill_for(made, record(1, 1))
    reasons = [press.cast(bill, pictures).reason for _ in range(works._VAIN + 3)]
    assert reasons[1] == "the bill has links"
    assert reasons[-1] == "nothing was learned yet"


def test_files_name_only_what_they_have(tmp_path: Path) -> None:
    """All states, fonts and pictures that a page's contents name are among its resources."""
    import re

    pdf, how = stamped(template(tmp_path), [*taught(), record(3, 5)])[-1]
    assert how == "stamped"
    assert pdf is not None
    with pikepdf.open(BytesIO(pdf), password="A1234567") as document:
        for page in document.pages:
            content = b"\n".join(part.read_bytes() for part in page.Contents)
            for kind, pattern in (
                ("/ExtGState", rb"/(\S+) gs"),
                ("/Font", rb"/(\S+) \S+ Tf"),
                ("/XObject", rb"/(\S+) Do"),
            ):
                names = {f"/{name.decode()}" for name in re.findall(pattern, content)}
                assert names <= set(page.Resources.get(kind, {}).keys())
