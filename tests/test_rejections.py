"""A rejected record is told with its number, its key and the place in the template that found it, and never with a
value: in Python, by the command, in the reject file of a job and in the answers of the service."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import flong
from flong.cli.app import app
from flong.jobs import SendOptions, send

FILES = {
    "base.html": """<!doctype html><html lang="en"><head><title>t</title></head><body>
{% block top %}<p>{{ 12 // (n - 1) }}</p>{% endblock %}
{% block rest %}{% endblock %}</body></html>
""",
    "card.html": """{% component card(n: int) %}
<b>{{ 12 // (n - 2) }}</b>{% endcomponent %}
""",
    "part.html": "<i>\n\n {{ 12 // (n - 3) }}</i>\n",
    "mail.html": """Key: {{ id if 12 // (n - 5) < 99 else "" }}
Subject: s
Preheader: p
From: bank@acme.example
To: {{ email }}
Extends: base.html

{% data %}
id: text
email: text
name: text
n: int
due: decimal(12, 2)
{% enddata %}
{% use "card.html" %}
{% block rest %}{% card n=n %}{% include "part.html" %}<p>{{ name }} {{ due }}</p>
<u>{{ 12 // (n - 4) }}</u>{% endblock %}
""",
    "mail.mjml": """Key: {{ id }}
Subject: s
Preheader: p

{% data %}
id: text
n: int
{% enddata %}
<mjml><mj-body><mj-section><mj-column>
<mj-text>{{ 12 // n }}</mj-text></mj-column></mj-section></mj-body></mjml>
""",
}
PLACES = {1: "base.html:2:22", 2: "card.html:2:7", 3: "part.html:3:5", 4: "mail.html:17:7", 5: "mail.html:1:15"}
SECRET = "Anna-very-secret"


def record(n: int, **more: object) -> dict[str, Any]:
    return {"id": f"c{n}", "email": f"{SECRET}@mail.example", "name": SECRET, "n": n, "due": 1, **more}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def data(letters: Path) -> Path:
    """Records of which each fails elsewhere; the sixth does not fit the data, the last is right."""
    records = [*(record(n) for n in PLACES), record(6, due=SECRET), record(7)]
    (letters / "data.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records))
    return letters / "data.jsonl"


@pytest.mark.parametrize("engine", ["cython", "python"])
def test_in_python(letters: Path, engine: str) -> None:
    """`batch.errors`: in the base's block, in a component of another file, in an included file, in the key."""
    made = flong.load(letters / "mail.html", engine=engine)
    (batch,) = made.render_batches([record(7), *(record(n) for n in PLACES), record(6, due=SECRET)])
    told = [(e.index, e.key, e.reason, str(e.place)) for e in batch.errors]
    divided = "division by zero"
    assert told[:4] == [(n, f"c{n}", divided, PLACES[n]) for n in range(1, 5)]
    assert told[4] == (5, "", divided, PLACES[5])
    unfit = batch.errors[5]
    assert (unfit.index, unfit.field, unfit.place) == (6, "due", None)
    assert not any(SECRET in str(error) for error in batch.errors)
    with pytest.raises(flong.RecordError) as raised:
        made.render(record(3))
    assert str(raised.value) == f"record 0 (c3): division by zero at {PLACES[3]}"


def test_in_mjml(letters: Path) -> None:
    """The place is one of the source."""
    with pytest.raises(flong.RecordError) as raised:
        flong.load(letters / "mail.mjml", engine="python").render({"id": "a", "n": 0})
    assert str(raised.value.place) == "mail.mjml:10:13"


def test_by_the_command(letters: Path, data: Path) -> None:
    """For people and for scripts, on standard error."""
    words = ["render", str(letters / "mail.html"), "--data", str(data), "--part", "subject"]
    shown = CliRunner().invoke(app, words)
    assert shown.exit_code == 1 and SECRET not in shown.stderr
    assert f"rejected record 2 (c3): division by zero at {PLACES[3]}" in shown.stderr
    told = CliRunner().invoke(app, [*words, "--format", "json"])
    *rejected, counts = map(json.loads, told.stderr.splitlines())
    assert counts == {"rendered": 1, "rejected": 6} and SECRET not in told.stderr and told.stdout == "s\n"
    places = {one["number"]: (one["key"], one["field"], one["place"], one["skipped"]) for one in rejected}
    expected = {n - 1: ("" if n == 5 else f"c{n}", "", place, False) for n, place in PLACES.items()}
    assert places == {**expected, 5: ("", "due", "", False)}


def test_in_the_reject_file_of_a_job(letters: Path, data: Path) -> None:
    """Numbers count from 1 there."""
    config = letters / "flong.toml"
    config.write_text("[jobs]\nworkers = 1\n")
    config.chmod(0o600)
    options = SendOptions(
        template=letters / "mail.html",
        via=f"eml:{letters / 'out'}",
        data=data,
        job="may",
        engine="python",
        home=letters / "home",
        config=config,
    )
    summary = send(options)
    text = summary.rejects.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["number"] for line in lines] == [1, 2, 3, 4, 5, 6] and SECRET not in text
    assert {line["number"]: line["place"] for line in lines} == {**PLACES, 6: ""}
    assert [line["key"] for line in lines] == ["c1", "c2", "c3", "c4", "", ""]
    assert lines[5]["field"] == "due"
