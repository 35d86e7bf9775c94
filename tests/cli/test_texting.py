"""`flong sms`: previews of single texts and of all records, and hearing receipts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong.cli.app import app

TEMPLATE = """Key: {{ id }}
Sms-To: {{ phone }}

{% data %}
id: text
name: text
phone: text
{% enddata %}
Hi {{ name }}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run("sms", …) → the result, in a folder with a template and a configuration."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "note.txt").write_text(TEMPLATE, encoding="utf-8")
    config = '[sms.tw]\nurl = "smpps://h.example"\nregion = "TW"\nmax_segments = 1\ntypography = "plain"\n'
    (tmp_path / "flong.toml").write_text(config)
    return lambda *words: CliRunner().invoke(app, words)


def people(*names, phone="0912345678"):
    rows = [{"id": str(n), "name": name, "phone": phone} for n, name in enumerate(names)]
    Path("people.jsonl").write_text("\n".join(map(json.dumps, rows)))


def test_a_text_tells_what_it_costs(run):
    """Encoding, parts, and who is to blame, by name."""
    found = json.loads(run("sms", "text", "a" * 70 + "’", "--price", "0.9", "--format", "json").stdout)
    assert (found["encoding"], found["messages"], found["units"], found["cost"]) == ("UCS-2", 2, 71, "1.8")
    assert found["foreign"] == ["’ U+2019 RIGHT SINGLE QUOTATION MARK"] and found["cp949"] == "72 bytes, SMS"
    shown = run("sms", "text", "a’[b]")
    assert "1 × UCS-2: 5 units" in shown.stdout and "a’[b]" in shown.stdout and "RIGHT SINGLE" in shown.stdout


def test_a_route_has_its_rules(run):
    """Plain quotes where it asks for them; too long is told with a reason and a code."""
    assert json.loads(run("sms", "text", "a’", "--via", "tw", "--format", "json").stdout)["encoding"] == "GSM-7"
    long = run("sms", "text", "a" * 161, "--via", "tw")
    assert long.exit_code == 1 and "becomes 2 messages" in long.stderr


def test_korean_routes_count_as_carriers_there_do(run):
    """One SMS or LMS, by bytes of cp949, and no alphabet is to blame."""
    config = Path("flong.toml").read_text() + '[sms.kr]\nurl = "smpps://h.example"\nregion = "KR"\ncount = "cp949"\n'
    Path("flong.toml").write_text(config)
    options = ("--via", "kr", "--price", "9.5", "--format", "json")
    found = json.loads(run("sms", "text", "가" * 100, *options).stdout)
    assert (found["encoding"], found["units"], found["room"], found["messages"]) == ("LMS", 200, 1800, 1)
    assert found["cost"] == "9.5" and found["foreign"] == [] and found["parts"] == ["가" * 100]
    assert "1 × SMS: 6 units, room for 84 more" in run("sms", "text", "가나다", "--via", "kr").stdout
    people("안녕", "가" * 900, phone="010-1234-5678")
    all_ = json.loads(run("sms", "preview", "note.txt", "--data", "people.jsonl", *options).stdout)
    assert (all_["messages"], all_["encodings"], all_["cost"]) == (2, {"SMS": 1, "LMS": 1}, "19.0")


def test_records_are_counted(run):
    """By messages and encodings, with the price of all."""
    people("Anna", "王", "b" * 170)
    found = json.loads(
        run("sms", "preview", "note.txt", "--data", "people.jsonl", "--price", "2", "--format", "json").stdout
    )
    assert (found["records"], found["messages"], found["cost"]) == (3, 4, "8")
    assert found["sizes"] == {"1": 2, "2": 1} and found["encodings"] == {"GSM-7": 2, "UCS-2": 1}
    shown = run("sms", "preview", "note.txt", "--data", "people.jsonl", "--limit", "2")
    assert "2 records, 2 messages (2 of 1)" in shown.stdout and "王 U+738B" in shown.stdout


def test_records_that_a_route_would_reject_are_told(run):
    """As a job would: numbers and lengths."""
    people("Anna", phone="02-2345-6789")
    found = run("sms", "preview", "note.txt", "--data", "people.jsonl", "--via", "tw", "--format", "json")
    reasons = json.loads(found.stdout)["reasons"]
    assert found.exit_code == 1 and reasons == {"the number is a landline, which takes no text messages": 1}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sms", "text", "a", "--via", "kr"), "there is no route [sms.kr]; configured are: tw"),
        (("sms", "text", "a", "--price", "much"), "a price is a number"),
        (("sms", "text", "a", "--price", "-1"), "a price is a number"),
    ],
)
def test_mistakes_are_told(run, words, said):
    """Without a traceback."""
    result = run(*words)
    assert result.exit_code != 0 and said in (result.stderr + str(result.exception))
