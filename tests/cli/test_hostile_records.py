"""Whatever lines a file of records holds: each becomes output or a rejection with its number, in both engines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong.cli.app import app
from flong.jobs import SendOptions, send

LITERALS = Path(__file__).parents[1] / "runtime" / "json"
TEMPLATE = """Key: {{ id }}
Subject: {{ t ?? "-" }}
From: "Acme" <bill@acme.example>
To: {{ t ?? "-" }} <{{ "c" ~ id ~ "@mailbox.example" }}>

{% data %}
id: int
t: text?
i: int?
d: decimal?
m: decimal(6, 2)?
f: float?
b: bool?
e: enum("a", "b")?
on: date?
at: datetime?
clock: time?
span: duration?
xs: [int]?
r: { n: int, s: text? }?
{% enddata %}
<p title="{{ t ?? "" }}">{{ t ?? "" }} {{ i ?? 0 }} {{ d ?? 0 }} {{ m ?? 0 }} {{ e ?? "-" }} {{ on ?? today }}</p>
<p>{{ join(xs ?? []) }} {{ sum(xs ?? []) }} {{ r?.n ?? 0 }} {{ 100 / (i ?? 1) }}</p>
"""
GOOD = (
    '{"id": ID}',
    '{"id": ID, "t": "王小明 <b>&amp;"}',
    '{"id": ID, "xs": [9223372036854775807], "d": 1E-6000, "f": 1e308}',
    '{"id": ID, "zzz": {"a": [[[[1e999999]]]]}, "d": 9.999999999999999999999999999999999}',
    '{"id": ID.0, "r": {"n": 1, "s": null, "more": 1}}',
)
FAILING = (
    '{"id": ID, "t": "x\\r\\nBcc: eve@evil.example"}',  # lines in the head
    '{"id": ID, "t": "\\u202e\\u0000"}',
    '{"id": ID, "i": 0}',  # divides by it
    '{"id": ID, "xs": [9223372036854775807, 1]}',  # the sum is too large
    '{"id": 1}',  # the key of another
    '{"t": "no id"}',
)


def hostile_lines() -> list[bytes]:
    """All literals of the corpus as lines, between good and failing records; each id is the line's number."""
    broken = (LITERALS / "no_json.txt").read_bytes().splitlines()
    bad = [b'{"id": ID, ' + line[1:] for line in (LITERALS / "bad_fields.txt").read_bytes().splitlines()]
    lines = [*(g.encode() for g in GOOD), *broken, *bad, *(f.encode() for f in FAILING), b"[" * 100_000, b"\xff\xfe{}"]
    lines = [line for line in lines if line.strip()]
    return [line.replace(b"ID", str(number).encode()) for number, line in enumerate([*lines, GOOD[0].encode()], 1)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bill.html").write_text(TEMPLATE, "utf-8")
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(hostile_lines()) + b"\n")
    return tmp_path


def rendered(folder: Path, engine: str) -> tuple[int, str, str]:
    out = folder / engine
    words = ["render", folder / "bill.html", "--data", folder / "a.jsonl", "--engine", engine, "--out", out]
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, "".join(path.read_text("utf-8") for path in sorted(out.iterdir())), result.stderr


def test_render_gives_output_or_a_rejection_for_each_line(folder: Path) -> None:
    """The same in both engines."""
    code, output, told = rendered(folder, "python")
    count, good = len(hostile_lines()), len(GOOD) + 2  # one more at the end, and the repeated key
    assert code == 1
    assert f"{good} rendered, {count - good} rejected" in told
    assert told.count("rejected record ") == count - good
    assert "Traceback" not in told and "<b>" not in output
    assert rendered(folder, "cython")[:2] == (code, output)


def test_send_delivers_or_rejects_each_line(folder: Path) -> None:
    """Every line is in the ledger; the reject file names number and reason of those that did not leave."""
    count = len(hostile_lines())
    for engine in ("python", "cython"):
        out, home = folder / engine, folder / f"home-{engine}"
        options = SendOptions(folder / "bill.html", f"eml:{out}", folder / "a.jsonl", home=home, engine=engine)
        summary = send(options)
        assert summary.counts == {"delivered": len(GOOD) + 1, "rejected": count - len(GOOD) - 1}
        mails = [path.read_bytes() for path in out.rglob("*.eml")]
        assert len(mails) == len(GOOD) + 1
        assert not any(line.startswith(b"Bcc") for mail in mails for line in mail.splitlines())
        rejects = [json.loads(line) for line in summary.rejects.read_text("utf-8").splitlines()]
        assert len(rejects) == count - len(GOOD) - 1 and all(reject["reason"] for reject in rejects)
