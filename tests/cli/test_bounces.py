"""`flong bounces`."""

from __future__ import annotations

import json
import os
import signal
import smtplib
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flong.cli.app import app

sys.path.append(str(Path(__file__).parents[1] / "bounces"))
import mails

BOUNCE = mails.report("…", [mails.failed("gone@mailbox.example", "5.1.1", "smtp; 550 5.1.1 User unknown")])


def run(*words: str | Path):
    done = CliRunner().invoke(app, ["bounces", *map(str, words)])
    return done.exit_code, done.output


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "flong.toml"
    path.write_text(f'[jobs]\nhome = "{tmp_path}/home"\nreturn_path = "bounce@sender.example"\n')
    return path


def test_explain_tells_class_number_and_words(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(BOUNCE)
    (tmp_path / "b.eml").write_bytes(b"Subject: hi\n\nhello")
    code, output = run("explain", tmp_path / "a.eml", tmp_path / "b.eml", "--format", "json")
    one, two = json.loads(output)
    assert code == 0
    assert (one["kind"], two["kind"], two["recipients"]) == ("bounce", "unknown", [])
    (recipient,) = one["recipients"]
    assert (recipient["number"], recipient["permanent"], recipient["when"]) == (101, True, "later")
    assert recipient["evidence"]["words"] == "user unknown"


def test_explain_draws_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(BOUNCE)
    code, output = run("explain", tmp_path / "a.eml")
    assert code == 0
    assert "unknown" in output


def test_read_counts(tmp_path: Path, config: Path) -> None:
    for name in ("new", "cur"):
        (tmp_path / "box" / name).mkdir(parents=True)
    (tmp_path / "box/new/1").write_bytes(BOUNCE)
    code, output = run("read", tmp_path / "box", "--config", config, "--format", "json")
    assert (code, json.loads(output)) == (0, {"mails": {"forged": 1}, "classes": {}, "suppressed": 0})
    assert run("read", tmp_path / "box", "--config", config)[1] == "mails: none\nclasses: none\nsuppressed: 0\n"


@pytest.mark.parametrize(("text", "code"), [("a@gmial.com\nb@gmail.com\n", 1), ("b@gmail.com\n", 0)])
def test_typos_are_listed(tmp_path: Path, text: str, code: int) -> None:
    (tmp_path / "list.txt").write_text(text)
    found, output = run("typos", tmp_path / "list.txt", "--format", "json")
    slips = [{"address": "a@gmial.com", "typed": "gmial.com", "meant": "gmail.com", "sure": True}]
    assert (found, json.loads(output)) == (code, slips if code else [])


def test_serve_takes_mails_until_it_is_told_to_stop(tmp_path: Path, config: Path) -> None:
    """The address is told on standard error, the counts at the end."""
    command = [sys.executable, "-m", "flong", "bounces", "serve", "--port", "0", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        port = int(process.stderr.readline().rpartition(":")[2])
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
            client.ehlo("test")
            assert client.mail("")[0] == 250
            assert client.rcpt("bounce+1.1.aaaaaaaaaaaaaaaa@sender.example")[0] == 550
        os.kill(process.pid, signal.SIGTERM)
        output, _ = process.communicate(timeout=20)
    assert (process.returncode, output) == (0, "mails: 1 forged\nclasses: none\nsuppressed: 0\n")
