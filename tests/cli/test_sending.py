"""What `flong send` tells by its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import flong.jobs
from flong.cli.app import app
from flong.jobs import SendOptions, Summary
from flong.jobs.reconcile import Reconciliation


def summary_of(**counts: int) -> Summary:
    found = Reconciliation(sum(counts.values()), 0, 0, {})
    return Summary("may", "paused", counts, found, 1.0, 1.0, 0, Path("ledger.sqlite"), Path("rejects.jsonl"))


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"delivered": 2, "suppressed": 1}, 0),
        ({"delivered": 2, "cancelled": 1}, 0),
        ({"delivered": 2, "planned": 1}, 1),
        ({"delivered": 2, "deferred": 1}, 1),
        ({"delivered": 2, "held": 1}, 1),
        ({"delivered": 2, "bounced": 1}, 1),
        ({"delivered": 2, "rejected": 1}, 1),
    ],
)
def test_the_exit_code_says_whether_all_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counts: dict[str, int], code: int
) -> None:
    """A paused job is not a finished one."""
    template = tmp_path / "a.html"
    template.touch()

    def send(options: SendOptions, progress: object) -> Summary:
        return summary_of(**counts)

    monkeypatch.setattr(flong.jobs, "send", send, raising=False)
    assert CliRunner().invoke(app, ["send", str(template), "--via", "stdout:"]).exit_code == code


@pytest.mark.parametrize(
    "options",
    [
        ("--via", "eml:out", "--data", "."),
        ("--via", "eml:out", "--suppress", "."),
        ("--via", "stdout:", "--format", "json"),
    ],
)
def test_wrong_use_is_told_before_anything_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """Folders where files are wanted, and two kinds of output in one stream."""
    (tmp_path / "a.html").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(flong.jobs, "send", lambda *_: pytest.fail("it began"))
    assert CliRunner().invoke(app, ["send", "a.html", *options]).exit_code == 2


@pytest.mark.parametrize(("done", "said"), [(True, "job may is cancelled"), (False, "job may will be cancelled")])
def test_cancel_says_whether_it_is_done(monkeypatch: pytest.MonkeyPatch, done: bool, said: str) -> None:
    """A sender that runs has only been told."""
    monkeypatch.setattr(flong.jobs, "cancel", lambda *_: done, raising=False)
    assert CliRunner().invoke(app, ["jobs", "cancel", "may"]).output.strip() == said
