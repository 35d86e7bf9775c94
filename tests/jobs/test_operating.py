"""What an operator sees and may do."""

from __future__ import annotations

import pytest
from plain import PlainRecipe, write_csv

from flong.errors import ConfigError, LedgerError
from flong.jobs import commands, operating, reads
from flong.jobs.config import Config, JobsConfig


def test_progress_counts_up_to_the_total(send, tmp_path):
    seen = []
    send(write_csv(tmp_path / "a.csv", 30), progress=seen.append)
    assert seen[-1].total == 30 and seen[-1].counts["delivered"] == 30 and seen[-1].rate > 0
    assert all(sum(one.counts.values()) == 30 for one in seen)
    left = [one.counts["planned"] for one in seen]
    assert left == sorted(left, reverse=True) and left[0] == 30 and left[-1] == 0


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"job": ""}, ConfigError),
        ({"job": "a/b"}, ConfigError),
        ({"job": "x\n"}, ConfigError),
        ({"amount": "nothing"}, ConfigError),
        ({"control": "sum=1"}, ConfigError),
        ({"resume": True, "job": "unknown"}, LedgerError),
        ({"resume": True, "job": ""}, ConfigError),
    ],
)
def test_wrong_options_are_explained(send, tmp_path, options, error):
    if options == {"job": ""}:
        options, error = {"data": None}, ConfigError
        with pytest.raises(error, match="no data"):
            send(**options)
        return
    with pytest.raises(error):
        send(write_csv(tmp_path / "a.csv", 1), **options)


def test_a_job_s_name_is_used_once(send, tmp_path):
    data = write_csv(tmp_path / "a.csv", 1)
    send(data)
    with pytest.raises(LedgerError, match="called job already"):
        send(data)


def test_a_changed_template_does_not_continue_a_job(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3))
    with pytest.raises(LedgerError, match="was changed"):
        send(recipe=PlainRecipe(digest="2"), resume=True)


def test_an_erased_job_keeps_its_outcome_and_loses_its_people(send, ledger, tmp_path):
    send(write_csv(tmp_path / "a.csv", 3))
    home = ledger.home
    operating.erase("job", home=home.root)
    with ledger.read() as db:
        assert reads.find(db, "job").data_key is None
    assert not (home.job(1) / "snapshot").exists()
    assert operating.show("job", home=home.root).counts == {"delivered": 3}


def test_an_unfinished_job_is_not_erased(send, post, ledger, tmp_path):
    post.answer = lambda item, nth: 1 / 0
    with pytest.raises(ZeroDivisionError):
        send(write_csv(tmp_path / "a.csv", 3))
    with pytest.raises(LedgerError, match="is paused"):
        operating.erase("job", home=ledger.home.root)


def test_operators_see_jobs(send, ledger, tmp_path):
    send(write_csv(tmp_path / "a.csv", 3))
    [info] = operating.list_jobs(home=ledger.home.root)
    assert (info.row.name, info.row.state, info.counts) == ("job", "finished", {"delivered": 3})
    assert operating.show("job", home=ledger.home.root).counts == {"delivered": 3}
    [row] = operating.recipients("job", "delivered", after=2, home=ledger.home.root)
    assert (row.key, row.reply) == ("c00003", "so")


def test_routes_come_from_the_configuration_or_a_url():
    with pytest.raises(ConfigError, match="no route main; configured are: none"):
        commands.open_route("main", Config())
    assert commands.open_route("stdout:", Config()) is not None


def test_a_reader_of_the_folder_learns_nothing(send, ledger, tmp_path):
    """Addresses stand in the sealed snapshot only."""
    send(write_csv(tmp_path / "a.csv", 3))
    for path in ledger.home.root.rglob("*"):
        if path.is_file():
            assert b"@example.org" not in path.read_bytes() and path.stat().st_mode & 0o077 == 0


def test_the_ledger_lies_where_told(tmp_path, monkeypatch):
    """The argument, then the configuration, then FLONG_HOME."""
    monkeypatch.setenv("FLONG_HOME", str(tmp_path / "c"))
    configured = Config(jobs=JobsConfig(home=str(tmp_path / "b")))
    assert commands.home_of(tmp_path / "a", configured) == tmp_path / "a"
    assert commands.home_of(None, configured) == tmp_path / "b"
    assert commands.home_of(None, Config()) == tmp_path / "c"
