"""A ledger in a private folder, and jobs made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from plain import PlainRecipe
from posts import FAST, Post

from flong.jobs import commands, planning
from flong.jobs.commands import SendOptions
from flong.jobs.identity import document_digest
from flong.jobs.ledger import Ledger

NOW = 1_800_000_000.0


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def make_job(ledger):
    """make_job("name", ["key", …], documents=[…]) → the job's number, ready to send."""

    def make(name="bills", keys=("a", "b", "c"), *, documents=None, amounts=None, unfit=(), chunk_size=2, **more):
        settings = {
            "policy": "hold", "stream": "broadcast", "resend": False, "template": "t.html", "template_digest": "",
            "clock": NOW, "deadline": NOW + 3600, "amount_field": "", "amount_scale": 2, "data_key": b"",
        }  # fmt: skip
        new = planning.NewJob(name=name, chunk_size=chunk_size, created=NOW, **{**settings, **more})
        job = ledger.do(planning.create(new))
        documents = documents or [f"{name}/{key}" for key in keys]
        amounts = amounts or [100] * len(keys)
        fit = [
            planning.Planned(seq, key, document_digest(document), f"{key}@example.org", amount)
            for seq, (key, document, amount) in enumerate(zip(keys, documents, amounts, strict=True), 1)
        ]
        ledger.do(planning.plan(job, fit, unfit, NOW))
        count = len(fit) + len(unfit)
        ledger.do(planning.ready(job, count, sum(r.amount for r in (*fit, *unfit))))
        return job

    return make


@pytest.fixture
def post(monkeypatch):
    made = Post()
    monkeypatch.setattr(commands, "open_route", lambda via, config, home=None: made)
    return made


@pytest.fixture
def send(ledger, tmp_path, post):
    """send(data, recipe=…, config=…, **options) → summary."""

    def send(data=None, recipe=None, config=FAST, progress=None, **options):
        options = SendOptions(template=Path("plain.html"), via="x:", data=data, **{"job": "job", **options})
        return commands.send_recipe(ledger, recipe or PlainRecipe(), options, config, progress)

    return send
