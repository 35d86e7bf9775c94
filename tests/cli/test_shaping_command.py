"""`flong shaping`: what is known of providers, the rules that hold, and ending a rest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from flong.backends.base import Receipt
from flong.backends.shaping.reading import load_rules
from flong.backends.shaping.store import NAME, Shared
from flong.cli.app import app

RELAY = "relay.example:25"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A ledger's folder of a machine that Yahoo made rest and QQ slow down."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    shared = Shared(folder / NAME, load_rules())
    assert [shared.admit("gmail", RELAY) for _ in range(7)] == [None] * 7
    for _ in range(3):
        shared.learned("yahoo", RELAY, Receipt(1, 1, "deferred", 421, "4.7.0", "4.7.0 [TSS04] [bold]deferred"))
        shared.learned("qq", RELAY, Receipt(1, 1, "deferred", 450, "", "rate limit"))
    shared.close()
    return folder


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["shaping", "--home", str(home), *arguments], env={"COLUMNS": "300"})


def shown(monkeypatch: pytest.MonkeyPatch, home: Path, *arguments: str) -> str:
    """What a terminal of 80 columns shows."""
    monkeypatch.setattr("flong.cli.shaping.out", Console(highlight=False, width=80))
    return run(home, *arguments).stdout


def states(home: Path) -> dict[tuple[str, str], dict[str, object]]:
    found = json.loads(run(home, "--format", "json").stdout)
    return {(one["provider"], one["source"]): one for one in found}


def test_states_as_data(home: Path) -> None:
    found = states(home)
    gmail, qq, yahoo = found["gmail", RELAY], found["qq", RELAY], found["yahoo", ""]
    assert (gmail["rate"], gmail["last_hour"], gmail["most_connections"], gmail["pace"]) == (360_000, 7, 5, 1.0)
    assert (qq["rate"], qq["pace"], qq["most_connections"], qq["why"]) == (180_000, 0.5, 1, "450 rate limit")
    assert yahoo["rests_until"] and yahoo["why"].startswith("421 4.7.0 [TSS04]")
    assert gmail["rests_until"] is None and gmail["why"] == ""


def test_states_for_people(home: Path) -> None:
    """A reply is text, not markup."""
    lines = run(home).stdout.splitlines()
    assert any("yahoo" in line and "all" in line and "[TSS04] [bold]deferred" in line for line in lines)
    assert any("qq" in line and "180,000 (50%)" in line and "0 of 1" in line for line in lines)


def test_eighty_columns_are_enough(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off, and a number stands on one line."""
    found, rules = shown(monkeypatch, home), shown(monkeypatch, home, "--rules")
    assert "\N{HORIZONTAL ELLIPSIS}" not in found + rules and max(map(len, (found + rules).splitlines())) <= 80
    assert any(line.split()[:5] == ["qq", RELAY, "180,000", "(50%)", "0"] for line in found.splitlines())
    assert "[TSS04] [bold]deferred" in " ".join(found.split())
    assert any(line.split()[:2] == ["gmail", "5"] for line in rules.splitlines())


def test_an_operator_ends_a_rest(home: Path) -> None:
    assert "TSS04" not in run(home, "--lift", "yahoo").stdout
    assert states(home)["yahoo", ""]["rests_until"] is None


def test_only_what_is_known_can_be_lifted(home: Path) -> None:
    found = run(home, "--lift", "hotmail")
    assert "mail went to: gmail, qq, yahoo" in str(found.exception)


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert json.loads(run(tmp_path / "new", "--format", "json").stdout) == []


def test_the_rules_that_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the user's file over the shipped ones, with where they come from."""
    (tmp_path / "rules.toml").write_text('[provider.gmail]\nconnections = 3\norigin = "our contract"\n')
    (tmp_path / "flong.toml").write_text('[shaping]\nrules = "rules.toml"\n')
    monkeypatch.chdir(tmp_path)
    found = {one["name"]: one for one in json.loads(run(tmp_path, "--rules", "--format", "json").stdout)}
    assert (found["gmail"]["connections"], found["gmail"]["origin"]) == (3, "our contract")
    assert found["naver"]["origin"] == "no public source" and found["yahoo"]["reactions"][0]["do"] == "suspend"
    assert "our contract" in run(tmp_path, "--rules").stdout
