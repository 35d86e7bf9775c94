"""What the service holds while it runs: the ledger, the standing jobs, templates, keys, tokens."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, get_args

from flong.api.folder import TemplateFolder
from flong.api.keys import KeyFile
from flong.api.problems import ApiError
from flong.backends.base import Backend
from flong.errors import ConfigError, FlongError
from flong.jobs import reads
from flong.jobs.commands import open_route
from flong.jobs.config import Config, Stream
from flong.jobs.home import default_home
from flong.jobs.ledger import Ledger
from flong.jobs.single import Single
from flong.jobs.standing import Line, Standing, Withheld
from flong.jobs.templates import token_sealer
from flong.jobs.watched import logged
from flong.jobs.watching import Watching

STREAMS: Final[tuple[str, ...]] = get_args(Stream)
_log = logging.getLogger(__name__)


class Service:
    """Made by `create_app`; `start` and `stop` belong to the application's life."""

    def __init__(self, config: Config) -> None:
        check(config)
        self.config = config
        self.tokens = token_sealer(config)
        self.templates = TemplateFolder(config)
        self._watching = logged(config)
        self._keys = KeyFile(Path(config.api.keys).expanduser()) if config.api.keys else None
        self._ledger: Ledger | None = None
        self._lines: dict[Line, tuple[Standing, asyncio.Task[None]]] = {}
        self.failure: FlongError | None = None

    @property
    def ledger(self) -> Ledger:
        if self._ledger is None:
            raise ApiError("stopped")
        return self._ledger

    @property
    def keys(self) -> KeyFile:
        if self._keys is None:
            raise ApiError("unauthorized", "this service has no API keys: see `flong serve --new-key`")
        return self._keys

    @property
    def healthy(self) -> bool:
        """Whether every line that was begun still sends."""
        return self._ledger is not None and not any(task.done() for _, task in self._lines.values())

    async def start(self) -> None:
        """Open the ledger and go on with every standing job that it has. Raises LedgerError, and keeps it."""
        try:
            await self._begin()
        except FlongError as error:
            self.failure = error
            await self.stop()
            raise

    async def _begin(self) -> None:
        home = self.config.jobs.home
        self._ledger = Ledger.open(Path(home).expanduser() if home else default_home())
        self._work = ThreadPoolExecutor(1, "cast")
        self._single = Single(self.templates.recipe, self._ledger.home.secret())
        for parts in itertools.product(STREAMS, self.config.routes, (True, False)):
            line = Line(*parts)
            with self._ledger.read() as db:
                known = reads.exists(db, line.name)
            if known:
                self.standing(line)
        await asyncio.sleep(0)  # whoever can't have its lock says so now
        for _, task in self._lines.values():
            if task.done():
                task.result()

    async def stop(self) -> None:
        """Let what has begun end, and close the ledger."""
        for standing, _ in self._lines.values():
            standing.stop()
        await asyncio.gather(*(task for _, task in self._lines.values()), return_exceptions=True)
        self._lines = {}
        if self._ledger is not None:
            self._work.shutdown()
            self._ledger.close()
            self._ledger = None

    def line(self, stream: str, route: str, live: bool) -> Line:
        """The line of a message. Raises ApiError for a route that is not configured."""
        own = self.config.api.route or (next(iter(self.config.routes)) if len(self.config.routes) == 1 else "")
        if (route or own) not in self.config.routes:
            raise ApiError("unknown-route", "" if route else "name one: the service has no route of its own")
        return Line(stream, route or own, live)

    def standing(self, line: Line) -> Standing:
        """The standing job of `line`, begun if need be."""
        if line not in self._lines:
            made = Standing(
                self.ledger,
                line,
                self._single,
                self._backend(line),
                config=self.config.jobs,
                work=self._work,
                watching=self._watching if line.live else Watching(),
            )
            task = asyncio.ensure_future(made.run())
            task.add_done_callback(_say_why)
            self._lines[line] = (made, task)
        return self._lines[line][0]

    def _backend(self, line: Line) -> Callable[[], Backend]:
        return (lambda: open_route(line.route, self.config)) if line.live else Withheld


def _say_why(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()):
        _log.error("a standing job ended: %s", error if isinstance(error, FlongError) else type(error).__name__)


def check(config: Config) -> None:
    """Raise ConfigError for what would only show when the first message comes."""
    if config.api.route and config.api.route not in config.routes:
        raise ConfigError("[api]: route names no configured route")
    for name in config.routes:
        open_route(name, config)
