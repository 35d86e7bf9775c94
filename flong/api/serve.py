"""Serves the API over HTTP with uvicorn: one process, since it is the one sender of its standing jobs.

There is no access log: the paths of the edge are secrets. TLS is the work of a proxy in front.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from flong.errors import ConfigError, MissingExtra
from flong.jobs.config import Config

try:
    import uvicorn

    from flong.api.app import app_of
    from flong.api.service import Service
except ModuleNotFoundError as error:
    raise MissingExtra("api", error.name or "falcon") from error


def serve(config: Config, ready: Callable[[str], None] = lambda _: None) -> None:
    """Serve until SIGINT or SIGTERM; `ready` hears the URL. Raises ConfigError, LedgerError."""
    service = Service(config)
    listening = _listening(config.api.host, config.api.port)
    host, port = listening.getsockname()[:2]
    settings = uvicorn.Config(
        app_of(service),
        lifespan="on",
        access_log=False,
        log_level="critical",  # errors are logged by `problems.py`, and without what they quote
        server_header=False,
        timeout_graceful_shutdown=30,
    )
    server = uvicorn.Server(settings)
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    ready(url)
    with asyncio.Runner(loop_factory=_loop_factory()) as runner, listening, _ended_by_signals(server):
        runner.run(server.serve(sockets=[listening]))
    if service.failure is not None:
        raise service.failure


@contextmanager
def _ended_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """SIGINT and SIGTERM end the server, and not this process, to which uvicorn sends them again at the end.
    A start that failed, for which uvicorn would end it too, is told by the service."""

    def end(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with suppress(SystemExit):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=1024
        )
    except OSError as error:
        raise ConfigError(f"[api]: can't listen on {host}, port {port}: {error.strerror}") from None


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where it is installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
