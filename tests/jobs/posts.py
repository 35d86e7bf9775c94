"""A backend that does what it is told, and what tests of whole jobs read."""

from __future__ import annotations

import asyncio
import json
from email import message_from_bytes

from flong.backends.base import Receipt, Refused
from flong.jobs import reads
from flong.jobs.config import Config, JobsConfig

FAST = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1, retry=(0.05,)))
SLOW = Config(jobs=JobsConfig(chunk=7, workers=1, slot_mb=1, retry=(600.0,)))


class Post:
    """A backend that answers as `answer(item, nth time this key is tried)` says and keeps what was taken."""

    def __init__(self, answer=lambda item, nth: "delivered"):
        self.answer, self.tried, self.taken, self.stopped, self.connections = answer, {}, [], False, 1
        self.pause = 0.0

    async def run(self, source, book):
        self.stopped = False
        await asyncio.gather(*(self.carry(source, book) for _ in range(self.connections)))

    async def carry(self, source, book):
        while not self.stopped and (item := await source.take("default")) is not None:
            await asyncio.sleep(self.pause)
            self.tried[item.key] = nth = self.tried.get(item.key, 0) + 1
            try:
                await book.starting(item)
            except Refused:
                continue
            state = self.answer(item, nth)
            if state in ("delivered", "ambiguous"):
                self.taken.append(bytes(item.data))
            book.finished(Receipt(item.seq, item.attempt, state, 250 if state == "delivered" else 451, text="so"))

    def stop(self):
        self.stopped = True

    @property
    def keys(self):
        return [message_from_bytes(data)["X-Key"] for data in self.taken]


def states_of(ledger, name="job"):
    with ledger.read() as db:
        return {row.key: row.state for row in reads.recipients(db, reads.find(db, name).id)}


def rejects(summary):
    return [json.loads(line) for line in summary.rejects.read_text().splitlines()]
