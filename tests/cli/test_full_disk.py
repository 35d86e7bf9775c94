"""`flong render --out` on a full disk: a file is whole, or not there."""

from __future__ import annotations

from pathlib import Path

from disk import full_after
from typer.testing import CliRunner

from flong.cli.app import app

TEMPLATE = """Key: {{ id }}
Subject: x
From: bill@acme.example
To: a@mailbox.example

{% data %}
id: int
{% enddata %}
<p>{% for i in range(id) %}0123456789{% endfor %}</p>
"""


def test_no_half_of_a_file_stays(tmp_path: Path) -> None:
    """What was written before stays, the one that does not fit is gone, and the reason is told."""
    (tmp_path / "t.html").write_text(TEMPLATE)
    (tmp_path / "a.jsonl").write_text('{"id": 3}\n{"id": 9000}\n')
    command = ["render", tmp_path / "t.html", "--data", tmp_path / "a.jsonl", "--out", tmp_path / "out"]
    with full_after(20_000):
        done = CliRunner().invoke(app, list(map(str, command)))
    assert done.exit_code
    assert "000002.html: File too large" in f"{done.exception}{done.output}"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["000001.html"]
    assert (tmp_path / "out" / "000001.html").stat().st_mode & 0o777 == 0o600
