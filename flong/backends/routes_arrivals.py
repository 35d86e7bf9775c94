"""Messages as they come from a source, and whose they are."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from flong.backends.base import EagerSource, Outgoing, Source
from flong.backends.shaping.providers import Providers
from flong.backends.shaping.rules import OTHER

LOOKUPS: Final = 32
BREATH: Final = 64
"""After so many messages others get their turn."""


class Arrivals:
    """Takes all there is and gives it to `put` with its provider. Lookups go on beside one another; a message whose
    lookup was cut short is given to `put` as `other`'s."""

    def __init__(self, providers: Providers, put: Callable[[Outgoing, str], None]) -> None:
        self._providers, self._put = providers, put
        self._lookups: dict[asyncio.Task[str], Outgoing] = {}
        self._asking = asyncio.Semaphore(LOOKUPS)
        self._ended = False

    @property
    def over(self) -> bool:
        """Nothing more will come."""
        return self._ended and not self._lookups

    async def run(self, source: Source, route: str) -> None:
        """Until the source ends. Raises what it raises."""
        taken, at_once = 0, source.take_now if isinstance(source, EagerSource) else _nothing
        while (item := at_once(route) or await source.take(route)) is not None:
            name = self._providers.named(item.rcpt_to)
            if name is None and self._providers.looks_up:
                self._look_up(item)
            else:
                self._put(item, name or OTHER)
            taken += 1
            if not taken % BREATH:
                await asyncio.sleep(0)
        self._ended = True

    async def close(self) -> None:
        """Look up nothing more."""
        for task in self._lookups:
            task.cancel()
        await asyncio.gather(*self._lookups, return_exceptions=True)

    def _look_up(self, item: Outgoing) -> None:
        task = asyncio.ensure_future(self._provider(item.rcpt_to))
        self._lookups[task] = item
        task.add_done_callback(self._found)

    async def _provider(self, address: str) -> str:
        async with self._asking:
            return await self._providers.of(address)

    def _found(self, task: asyncio.Task[str]) -> None:
        item = self._lookups.pop(task)
        known = not task.cancelled() and task.exception() is None
        self._put(item, task.result() if known else OTHER)


def _nothing(route: str) -> None:
    """There is never anything at once."""
