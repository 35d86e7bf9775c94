"""Prometheus metrics of what is sent, for whoever scrapes them: `flong send --metrics 127.0.0.1:9464`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from flong.errors import ConfigError, MissingExtra
from flong.jobs.watching import Attempt

try:
    from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
except ImportError as error:
    raise MissingExtra("send", "prometheus-client") from error

SECONDS: Final = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0, 60.0, 300.0)
"""The upper bounds of an attempt's time."""


class Metrics:
    """See `watching.Watcher`. All names begin with `flong_`; no label is of one recipient."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._attempts = Counter(
            "flong_attempts",
            "Messages tried, by what became of them.",
            ("job", "provider", "outcome", "code"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "flong_attempt_seconds",
            "How long attempts took.",
            ("job", "provider"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._recipients = Gauge("flong_recipients", "Recipients by state.", ("job", "state"), registry=self.registry)

    def heard(self, attempt: Attempt) -> None:
        """See `Watcher`."""
        receipt = attempt.receipt
        self._attempts.labels(attempt.job, attempt.provider, receipt.state, str(receipt.code)).inc()
        if receipt.end > receipt.start:
            self._seconds.labels(attempt.job, attempt.provider).observe(receipt.end - receipt.start)

    def flush(self) -> None:
        """See `Watcher`; nothing is kept."""

    def standing(self, job: str, counts: Mapping[str, int]) -> None:
        """How a job stands: its recipients by state."""
        for state, count in counts.items():
            self._recipients.labels(job, state).set(count)

    @contextmanager
    def served(self, address: str) -> Iterator[int]:
        """Answers `GET /metrics` at HOST:PORT (0: any) as long as the context is open; gives the port. Raises
        ConfigError when it can't."""
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) <= 0xFFFF:
            raise ConfigError("metrics are served at HOST:PORT, like 127.0.0.1:9464")
        try:
            server, thread = start_http_server(int(port), host.strip("[]"), registry=self.registry)
        except OSError as error:
            raise ConfigError(f"metrics can't be served at {address}: {error.strerror}") from None
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
