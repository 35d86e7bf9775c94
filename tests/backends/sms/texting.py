"""Items of text messages, and a job that only remembers."""

from __future__ import annotations

import asyncio

from flong.backends.base import Gates, Outgoing, Refused


def item(seq, text="Hello", to="+886912345678", source="ACME"):
    return Outgoing("job", seq, 1, f"k{seq}", bytes(16), Gates(bytes(16)), source, to, memoryview(text.encode()))


class Job:
    """A source and a book: hands out items, remembers receipts and what was begun, in order."""

    def __init__(self, *items):
        self.items, self.begun, self.receipts, self.refused = list(items), [], [], set()

    async def take(self, route):
        return self.items.pop(0) if self.items else None

    async def starting(self, item):
        await asyncio.sleep(0)
        if item.seq in self.refused:
            raise Refused("refused")
        self.begun.append(item.seq)

    def finished(self, receipt):
        self.receipts.append(receipt)

    @property
    def states(self):
        return {receipt.seq: receipt.state for receipt in self.receipts}
