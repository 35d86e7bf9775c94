"""The demo, small: the real path from template to mailbox, judged by outside tools."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_demo_delivers_and_rejects(tmp_path: Path) -> None:
    """Of six statements four arrive, signed and locked; the two bad ones are told with their reasons."""
    folder = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, "examples/demo.py", "--customers", "6", "--out", str(folder)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list((folder / "mailbox").glob("*.eml"))) == 4
    assert "4 mails looked at" in done.stdout
    rejects = next((folder / "ledger").rglob("rejects.jsonl"))
    reasons = [json.loads(line)["reason"] for line in rejects.read_text().splitlines()]
    assert len(reasons) == 2
    assert "address" in " ".join(reasons)
    assert "password" in " ".join(reasons)
    assert rejects.stat().st_mode & 0o077 == 0
