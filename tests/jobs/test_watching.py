"""Who watches a job: the log of attempts, Prometheus metrics, rates by provider."""

from __future__ import annotations

import json
import stat
import urllib.request
from io import StringIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from plain import write_csv
from posts import FAST
from rich.console import Console

from flong.backends.base import Receipt
from flong.cli.sending import _providers
from flong.errors import ConfigError, LedgerError
from flong.jobs.config import Config, JobsConfig
from flong.jobs.metrics import Metrics
from flong.jobs.watching import Attempt, AttemptLog, Rates, Share, provider_names


def attempt(provider="gmail", state="delivered", **more):
    return Attempt("may", "c1", provider, state, replace(Receipt(1, 1, "delivered", 250), **more))


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_attempt_is_logged(send, post, tmp_path):
    """Also those that are repeated, with what the server said."""
    post.answer = lambda item, nth: "deferred" if item.key == "c00002" and nth == 1 else "delivered"
    log = tmp_path / "attempts.jsonl"
    send(write_csv(tmp_path / "a.csv", 3), log=log)
    found = lines(log)
    second = [line for line in found if line["key"] == "c00002"]
    assert [(line["attempt"], line["state"], line["code"]) for line in second] == [
        (1, "deferred", 451), (2, "delivered", 250),
    ]  # fmt: skip
    assert len(found) == 4 and {line["job"] for line in found} == {"job"} and {line["text"] for line in found} == {"so"}
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_the_log_may_be_moved_away(tmp_path):
    log = AttemptLog(tmp_path / "log")
    log.heard(attempt(text="好"))
    log.flush()
    log.path.rename(tmp_path / "log.1")
    log.heard(attempt(text="a\nb"))
    log.flush()
    log.flush()
    assert [lines(tmp_path / name)[0]["text"] for name in ("log.1", "log")] == ["好", "a\nb"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_log_that_can_not_be_written_pauses_the_job(send, post, tmp_path):
    """Nothing is lost: the ledger knows what was sent, and the job goes on when there is room."""
    data = write_csv(tmp_path / "a.csv", 20)
    with pytest.raises(LedgerError, match=r"log of attempts.*No space"):
        send(data, log=Path("/dev/full"))
    summary = send(resume=True, log=tmp_path / "log")
    assert summary.counts == {"delivered": 20} and len(set(post.keys)) == len(post.keys)


def test_metrics_are_served_while_a_job_runs(send, post, tmp_path):
    seen = []

    def scrape(item, nth):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            seen.append(answer.read().decode())
        return "delivered"

    post.answer = scrape
    with Metrics().served("127.0.0.1:0") as port:
        pass  # a port that is free now
    send(write_csv(tmp_path / "a.csv", 3), metrics=f"127.0.0.1:{port}")
    assert 'flong_attempts_total{code="250",job="job",outcome="delivered",provider="other"} 2.0' in seen[-1]
    assert 'flong_recipients{job="job",state="planned"}' in seen[0]
    with pytest.raises(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5)


@pytest.mark.parametrize("address", ["9464", ":9464", "127.0.0.1:x", "127.0.0.1:99999", "127.0.0.1"])
def test_an_address_that_is_none_is_explained(address):
    with pytest.raises(ConfigError, match="HOST:PORT"), Metrics().served(address):
        pass


def test_a_port_that_is_taken_is_told():
    with (
        Metrics().served("127.0.0.1:0") as port,
        pytest.raises(ConfigError, match="Address already in use"),
        Metrics().served(f"127.0.0.1:{port}"),
    ):
        pass


def test_the_configuration_asks_too(send, tmp_path):
    config = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1, log=str(tmp_path / "log")))
    send(write_csv(tmp_path / "a.csv", 2), config=config)
    assert len(lines(tmp_path / "log")) == 2


def test_rates_are_those_of_late():
    now = [0.0]
    rates = Rates(10.0, lambda: now[0])
    for second in range(1, 31):
        now[0] = float(second)
        for _ in range(5 if second <= 20 else 1):
            rates.heard(attempt())
        rates.heard(attempt("yahoo", "deferred"))
        shares = rates.shares()
    assert list(shares) == ["gmail", "yahoo"] and shares["gmail"].counts == {"delivered": 110}
    assert shares["gmail"].rate == pytest.approx(1.0) and shares["yahoo"].rate == pytest.approx(1.0)


def test_progress_tells_of_providers(send, tmp_path):
    told = []
    send(write_csv(tmp_path / "a.csv", 12), progress=told.append, config=FAST)
    assert told[-1].providers["other"].counts == {"delivered": 12}


def test_providers_are_known_by_their_domains():
    name = provider_names()
    assert [name(one) for one in ("a@GMAIL.com", "a@docomo.ne.jp", "a@acme.example", "+886912345678")] == [
        "gmail", "docomo", "other", "sms",
    ]  # fmt: skip


def test_the_busiest_providers_are_shown():
    shares = {f"p{n}": Share({"delivered": 1000 * n, "deferred": n}, 10.5 * n) for n in range(12, 0, -1)}
    out = StringIO()
    Console(file=out, width=100).print(_providers(shares))
    assert "p12" in out.getvalue() and "126/s" in out.getvalue() and "12,000 delivered" in out.getvalue()
    assert "4 more" in out.getvalue() and "p4 " not in out.getvalue()
