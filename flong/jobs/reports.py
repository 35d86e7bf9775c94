"""Delivery receipts of text messages, as events of the recipients they are about."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable
from typing import Final

from flong.backends.base import Backend
from flong.backends.sms.receipts import Listener, Report, Reporting
from flong.errors import LedgerError
from flong.jobs.ledger import Ledger

PAUSES: Final = (0.05, 0.5, 2.0)
"""Seconds between looks for a message whose receipt was faster than the ledger."""

_FIND: Final = """SELECT job, seq FROM attempt WHERE kind = 'sms' AND reply = ? AND host = ? AND state = 'delivered'
ORDER BY started DESC LIMIT 1"""

_EVENT: Final = """INSERT INTO event (job, seq, at, kind, detail) SELECT ?1, ?2, ?3, ?4, ?5
WHERE NOT EXISTS (SELECT 1 FROM event WHERE job = ?1 AND seq = ?2 AND kind = ?4 AND detail = ?5)"""


class UnknownMessage(LedgerError):
    """A delivery receipt for a message that this ledger did not send."""


def listen(backend: Backend, ledger: Ledger) -> None:
    """Let `backend` report to the ledger, if it is one that hears delivery receipts."""
    if isinstance(backend, Reporting):
        backend.listener = keeper(ledger)


def keeper(ledger: Ledger) -> Listener:
    """What makes a report durable. Raises UnknownMessage."""

    async def keep(report: Report) -> None:
        operation = record(report, time.time())
        for pause in (*PAUSES, 0.0):
            if await ledger.submit(operation):
                return
            await asyncio.sleep(pause)
        raise UnknownMessage(f"a delivery receipt for a message that was not sent from here: {report.id}")

    return keep


def record(report: Report, at: float) -> Callable[[sqlite3.Connection], bool]:
    """Append the event `sms-delivered`, `sms-failed` or `sms-pending`, once however often it is told; False when no
    message has this id."""

    def operation(db: sqlite3.Connection) -> bool:
        found = db.execute(_FIND, (report.id, report.host)).fetchone()
        if found is not None:
            detail = json.dumps({"status": report.status, "error": report.error}, ensure_ascii=False)
            db.execute(_EVENT, (*found, at, f"sms-{report.outcome}", detail))
        return found is not None

    return operation
