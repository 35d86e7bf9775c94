"""Hears delivery receipts while no job runs: those that come after a job's last message."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from pathlib import Path

from flong.backends.sms.receipts import Hearing
from flong.errors import ConfigError
from flong.jobs import reports
from flong.jobs.commands import home_of, open_route
from flong.jobs.config import load_config
from flong.jobs.ledger import Ledger


def hear(via: str, home: Path | None = None, config_path: Path | None = None) -> None:
    """Keep delivery receipts of the route `via` until SIGINT or SIGTERM. Raises ConfigError, LedgerError, SendError."""
    config = load_config(config_path)
    backend = open_route(via, config)
    if not isinstance(backend, Hearing):
        raise ConfigError(f"{via}: only a message centre (smpps://…) is listened to; gateways call by themselves")
    with Ledger.open(home_of(home, config)) as ledger:
        reports.listen(backend, ledger)
        asyncio.run(_heard(backend))


async def _heard(backend: Hearing) -> None:
    with suppress(ValueError, RuntimeError):  # not the main thread: its owner stops the backend
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, backend.stop)
    await backend.hear()
