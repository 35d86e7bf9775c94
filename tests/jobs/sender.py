"""A sender process: python sender.py HOME DATA URL POLICY start|resume, then prints the summary's counts."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from plain import PlainRecipe

from flong.jobs.commands import SendOptions, send_recipe
from flong.jobs.config import Config, JobsConfig
from flong.jobs.ledger import Ledger

if __name__ == "__main__":
    home, data, url, policy, how = sys.argv[1:]
    options = SendOptions(
        template=Path("plain"), via=url, data=Path(data), job="job", policy=policy, amount="due", resume=how == "resume"
    )
    config = Config(jobs=JobsConfig(chunk=50, workers=2, slot_mb=1, retry=(0.1,)))
    with Ledger.open(Path(home)) as ledger:
        summary = send_recipe(ledger, PlainRecipe(size=2000), options, config)
    print(json.dumps({**summary.counts, "ambiguous attempts": summary.ambiguous, "state": summary.state}))
