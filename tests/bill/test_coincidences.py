"""Records that look as if they taught enough: what they do not show must not be guessed from them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pixels import judge
from stamping import stamped, true

import flong

MAIL = """\
Key: {{ v }}
Subject: s
From: <a@sender.example>
To: <b@mailbox.example>
Attach: "bill.html" as "bill.pdf"

{% data %}
v: text
w: bool
rows: [{ t: text, k: bool }]
above: [text]
{% enddata %}
mail
"""
BILL = """\
<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title><style>
@page {{ size: 90mm 60mm; margin: 6mm }} body {{ font: 10px/1.4 sans-serif; margin: 0 }} p {{ margin: 2px 0 }}
{css}
</style><body class="{{{{ 'big' if w else '' }}}}">
{body}
</body></html>
"""
ROW = '<tr class="{% if r.k %}k{% endif %}"><td>{{ r.t }}</td><td>x</td></tr>'
ROWS = "<table>{% for r in rows %}" + ROW + "{% endfor %}</table>"
TABLE = ROWS.replace("<table>", "<table><thead>HEAD</thead>")
PARTS = '{% for r in rows %}<p class="{% if r.k %}k{% endif %}">{{ r.t }}</p>{% endfor %}'
FIXED = "table { table-layout: fixed; width: 100% } "


def record(v: str, w: bool = False, rows: str = "", t: str = "5", above: int = 0) -> dict[str, Any]:
    """`rows` has a letter for each row: k is a special one, and others than . are their own text."""
    made = [{"t": t if letter in ".k" else letter, "k": letter == "k"} for letter in rows]
    return {"v": v, "w": w, "rows": made, "above": ["6"] * above}


@dataclass(frozen=True)
class Trap:
    """`taught` is cast first (but for its first record, which teaches nothing); `sprung` would be wrong if what is the
    same in `taught` were taken for granted. `stamps`: it is stamped nevertheless, and rightly."""

    css: str
    body: str
    taught: list[dict[str, Any]]
    sprung: dict[str, Any]
    stamps: bool = False


ABOVE = "<p>{{ v }}</p>{% for text in above %}<p>{{ text }}</p>{% endfor %}"
MARKED = '{% for r in rows %}<p class="r {{ r.t }}">{{ r.t }}</p>{% endfor %}'
HEADED = "<p>head</p>{% if w %}<p>more</p>{% endif %}"
COLUMNS = [record("1"), record("2", w=True, rows="kkkk"), record("3", rows="....")]
TRAPS = {
    "columns that are equal since their values are": Trap(
        "table { width: 100% }",
        "<table><tr><td>{{ v }}</td><td>{{ v }}</td></tr></table><table>{% for r in rows %}<tr><td>{{ v }}</td>"
        "<td>{{ r.t }}</td></tr>{% endfor %}</table>",
        [record("1"), record("5", rows="."), record("6", rows=".")],
        record("123456789", rows="."),
    ),
    "lines stretched when they have spaces": Trap(
        "p { text-align: justify-all }", "<p>{{ v }}</p>", [record("1"), record("abc")], record("a b c")
    ),
    "boxes that cut what hangs below them": Trap(
        "p { overflow: hidden; line-height: 1; white-space: nowrap }",
        "<p>{{ v }}</p>",
        [record("1"), record("123")],
        record("gjpq"),
    ),
    "margins by condition": Trap(
        ".k { margin-top: 20px }",
        HEADED + PARTS,
        [record("1"), record("2", rows="."), record("3", w=True, rows="k")],
        record("4", rows="k"),
    ),
    "margins kept where a page must end": Trap(
        "h3 { margin: 30px 0 0 }",
        PARTS + '{% if w %}<p style="break-after: page">{{ v }}</p>{% endif %}<h3>{{ v }}</h3>',
        [record("1"), record("2", w=True, rows=".."), record("3", rows="...")],
        record("4", rows="." * 10),
    ),
    "columns by condition": Trap(
        FIXED,
        '<p>{{ v }}</p><table>{% if w %}<col style="width: 70%">{% else %}<col style="width: 20%">{% endif %}<col>'
        + ROWS.removeprefix("<table>"),
        COLUMNS,
        record("4", w=True, rows="kk.."),
    ),
    "columns by a cell of the head": Trap(
        FIXED,
        "<p>{{ v }}</p><table><thead><tr><th style=\"width: {{ '70' if w else '20' }}%\">A</th><th>B</th></tr></thead>"
        + ROWS.removeprefix("<table>"),
        COLUMNS,
        record("4", w=True, rows="kk.."),
    ),
    "rows counted among those of a class": Trap(
        FIXED + "tr:nth-child(even of .k) td { background: #ccc }",
        ROWS,
        [record("1"), record("2", rows="k"), record("3", rows="."), record("4", rows=".k"), record("5", rows="k.")],
        record("6", rows="kk"),
    ),
    "margins by the body's class": Trap(
        ".big .k { margin-top: 20px }",
        '<p>{{ v }}</p>{% if v > "b" %}<p>x</p>{% endif %}{% if v < "c" %}<p class="k">y</p>{% endif %}',
        [*(record(f"b{n}") for n in "12"), *(record(f"{v}{n}", w=True) for v in "ac" for n in "12")],
        record("b3", w=True),
    ),
    "borders of neighbours of another class": Trap(
        FIXED + "table { border-collapse: collapse } td { border: 3px solid #999 } .k td { border: 3px double red }",
        "<p>{{ v }}</p>" + ROWS,
        [record("1"), *(record(f"{n}{rows}", rows=rows) for rows in ("..", "kk", ".", "k") for n in "12")],
        record("4", rows="k."),
    ),
    "lists over two pages": Trap(
        "ul { padding: 0 0 0 20px }",
        "<ul>{% for r in rows %}<li>{{ r.t }}</li>{% endfor %}</ul>",
        [record("1"), record("2", rows="..."), record("3", rows="." * 16)],
        record("4", rows="." * 15),
        stamps=True,
    ),
    "codes on a ground of colour": Trap(
        ".c { padding: 3.3px 7.7px; background: #8cf } p { margin-top: 9px }",
        '<div class="c">{{ qr(v, size=60) }}</div><p>{{ v }}</p>',
        [record("1"), record("234")],
        record("567"),
        stamps=True,
    ),
    "values of spaces alone": Trap(
        "",
        "<p>{{ v }}</p>" + PARTS,
        [record("1"), record("2", rows=".", t=" "), record("3")],
        record("4", rows="."),
    ),
    "first letters": Trap(
        "p::first-letter { color: red }", "<p>{{ v }}</p>", [record("1"), record("2")], record("345")
    ),
    "blocks of spans that are counted": Trap(
        "span { display: block } span:nth-child(4) { background: #fcc }",
        '<p>{{ v }}</p><div>{% for r in rows %}<span class="{{ r.t }}">{{ r.t }}</span>{% endfor %}</div>',
        [record("1"), record("2", rows="aab")],
        record("3", rows="aaab"),
    ),
    "rows counted from the last": Trap(
        FIXED + "tr:nth-last-child(-n + 3) td { background: #fcc }",
        '<p>{{ v }}</p><table>{% for r in rows %}<tr class="{{ r.t }}"><td>{{ r.t }}</td></tr>{% endfor %}</table>',
        [record("1"), record("2", rows="12345abz"), record("3", rows="12345bcz")],
        record("4", rows="12345abcz"),
    ),
    "neighbours of one of several kinds": Trap(
        ".r:is(.x ~ .z) { background: #fcc }",
        "<p>{{ v }}</p>" + MARKED,
        [record("1"), record("2", rows="xy"), record("3", rows="yz")],
        record("4", rows="xyz"),
    ),
    "margins of the first page": Trap(
        "@page :first { margin-left: 40mm }",
        '<p>{{ v }}</p>{% for r in rows %}<div style="height: 30px"></div>{% if r.k %}<p>{{ r.t }}</p>{% endif %}'
        "{% endfor %}",
        [record("1"), record("2", rows="kk"), record("3", rows="kk....")],
        record("4", rows=".....k"),
    ),
    "padding of a block that begins a page": Trap(
        "div { padding-top: 20px }",
        ABOVE + "<div>" + PARTS + "</div>",
        [record("1"), record("2", above=2, rows="." * 14)],
        record("3", above=9, rows="..."),
    ),
    "heads alone at the end of a page": Trap(
        FIXED + "table { border-spacing: 0 } td, th { padding: 0 }",
        ABOVE + TABLE.replace("HEAD", "<tr><th>A</th><th>B</th></tr>"),
        [record("1"), record("2", above=1), record("3", above=3, rows="." * 24)],
        record("4", above=9, rows="..."),
    ),
    "heads by condition": Trap(
        FIXED + "table { border-spacing: 0 }",
        ABOVE + TABLE.replace("HEAD", "<tr>{% if v > 'b' %}<th>A</th>{% else %}<th>B</th>{% endif %}<th>C</th></tr>"),
        [record("1"), record("2", rows="." * 14), record("c", rows="...")],
        record("d", rows="." * 14),
    ),
    "heads that not all tables have": Trap(
        FIXED + "table { border-spacing: 0 }",
        ABOVE + TABLE.replace("<thead>HEAD</thead>", "{% if v > 'b' %}<thead><tr><th>A</th></tr></thead>{% endif %}"),
        [record("1"), record("2", rows="." * 14), record("c", rows="...")],
        record("d", rows="." * 14),
    ),
    "space below the last row of a page": Trap(
        FIXED + "table { border-spacing: 0 4px } td { padding: 3px 0 0 }",
        ABOVE + ROWS,
        [record("1"), record("2", above=3, rows="." * 16), record("3", rows="." * 16)],
        record("4", above=1, rows="." * 16),
        stamps=True,
    ),
    "rows divided where some of their cells fit": Trap(
        FIXED + "table { border-spacing: 0 } td { padding: 0 } td:last-child { font-size: 20px }",
        ABOVE + ROWS,
        [record("1"), record("2", above=3, rows="." * 12)],
        record("3", above=4, rows="." * 12),
    ),
    "blocks over a long value": Trap(
        "div { position: relative } p { margin: 0 } .s { position: absolute; top: 2px; left: 40mm; background: #fcc }",
        '<p>h</p><div><p>{{ v }}</p><p class="s">PAID</p></div>',
        [record("1"), record("2")],
        record("W" * 20),
    ),
    "lines over a long value": Trap(
        ".s { margin: -16px 0 0 40mm; color: #900 }",
        '<p>{{ v }}</p><p class="s">PAID</p>',
        [record("1"), record("2")],
        record("W" * 20),
    ),
    "absolute blocks over a large value": Trap(
        ".v { font-size: 80px; line-height: 90px } .s { position: absolute; top: 26px; left: 40mm; background: #fcc }",
        '<p class="s">PAID</p><p class="v">{{ v }}</p>',
        [record("1"), record("2")],
        record("1888"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_what_was_not_shown_is_not_guessed(name: str, tmp_path: Path) -> None:
    """The last bill, stamped or not, is WeasyPrint's to the pixel."""
    trap = TRAPS[name]
    (tmp_path / "bill.html").write_text(BILL.format(css=trap.css, body=trap.body), "utf-8")
    (tmp_path / "mail.html").write_text(MAIL, "utf-8")
    template = flong.load(tmp_path / "mail.html", engine="python")
    pdf, how = stamped(template, [*trap.taught, trap.sprung])[-1]
    assert pdf is not None
    assert how == "stamped" or not trap.stamps, how
    assert judge(true(template, trap.sprung), pdf, tmp_path, "bill") == ""
