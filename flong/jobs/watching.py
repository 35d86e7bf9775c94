"""Who watches a job: live rates by provider, a log of attempts, metrics.

A watcher hears of every attempt once, after it was judged, on the event loop; what it raises ends the run.
"""

from __future__ import annotations

import os
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import msgspec

from flong.backends.base import Receipt
from flong.backends.shaping.providers import Providers
from flong.backends.shaping.reading import load_rules
from flong.backends.shaping.rules import OTHER
from flong.errors import LedgerError


@dataclass(frozen=True, slots=True)
class Attempt:
    """One message that was tried: whose it is, its recipient's provider, the recipient's next state, the receipt."""

    job: str
    key: str
    provider: str
    state: str
    receipt: Receipt = field(repr=False)


class Watcher(Protocol):
    """Hears of attempts."""

    def heard(self, attempt: Attempt) -> None:
        """One more."""
        ...

    def flush(self) -> None:
        """What was heard shall be kept; called at least once after the last one. Raises FlongError."""
        ...


@dataclass(frozen=True, slots=True)
class Share:
    """What became of a provider's messages in this run, by state, and its outcomes per second of late."""

    counts: Mapping[str, int]
    rate: float


class Rates:
    """Counts by provider, and rates over the last `window` seconds."""

    def __init__(self, window: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._window, self._clock = window, clock
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._begun = clock()
        self._past: deque[tuple[float, dict[str, int]]] = deque()

    def heard(self, attempt: Attempt) -> None:
        """See `Watcher`."""
        self._counts[attempt.provider][attempt.state] += 1

    def flush(self) -> None:
        """See `Watcher`; nothing is kept."""

    def shares(self) -> dict[str, Share]:
        """All providers, the busiest first. Call it now and then: rates are those since some call in the window."""
        now, totals = self._clock(), {name: counts.total() for name, counts in self._counts.items()}
        while len(self._past) > 1 and self._past[1][0] <= now - self._window:
            self._past.popleft()
        then, before = self._past[0] if self._past else (self._begun, {})
        self._past.append((now, totals))
        seconds = max(now - then, 1e-9)
        return {
            name: Share(dict(self._counts[name]), (totals[name] - before.get(name, 0)) / seconds)
            for name in sorted(totals, key=lambda name: (-totals[name], name))
        }


class AttemptLog:
    """A line of JSON for every attempt, appended to `path` in groups; 0600 when it is made.

    The file may be moved away at any time: the next group goes to a new one.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines: list[bytes] = []

    def heard(self, attempt: Attempt) -> None:
        """See `Watcher`."""
        self._lines.append(_encode(_line(attempt)))

    def flush(self) -> None:
        """See `Watcher`. Raises LedgerError when the file can't be written: a log with holes is worth little."""
        if not self._lines:
            return
        try:
            _append(self.path, b"\n".join([*self._lines, b""]))
        except OSError as error:
            raise LedgerError(f"the log of attempts can't be written: {self.path}: {error.strerror}") from None
        self._lines = []


def _append(path: Path, data: bytes) -> None:
    """All of it at the end of the file, or nothing of it. Raises OSError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    written = 0
    try:
        while written < len(data):
            written += os.write(descriptor, data[written:])
    except OSError:
        end = os.lseek(descriptor, 0, os.SEEK_CUR)
        if written and os.fstat(descriptor).st_size == end:  # nobody has written since
            os.ftruncate(descriptor, end - written)
        raise
    finally:
        os.close(descriptor)


def provider_names(rules: Path | None = None) -> Callable[[str], str]:
    """What names the provider of an address, by its domain alone; `rules` is a file over the shipped ones."""
    named = Providers(load_rules(rules)).named

    @lru_cache(4096)
    def of_domain(domain: str) -> str:
        return named(f"_@{domain}") or OTHER

    def of(address: str) -> str:
        domain = address.rpartition("@")[2]
        return of_domain(domain) if domain != address else "sms"

    return of


@dataclass(frozen=True, slots=True)
class Watching:
    """The `watchers` of a job, and what names providers for them."""

    watchers: Sequence[Watcher] = ()
    provider: Callable[[str], str] = str

    def heard(self, job: str, key: str, to: str, state: str, receipt: Receipt) -> None:
        """Tell all of them of an attempt."""
        if self.watchers:
            attempt = Attempt(job, key, self.provider(to), state, receipt)
            for watcher in self.watchers:
                watcher.heard(attempt)

    def flush(self) -> None:
        """Have all of them keep what they heard. Raises FlongError."""
        for watcher in self.watchers:
            watcher.flush()


_encode = msgspec.json.Encoder().encode


def _line(attempt: Attempt) -> dict[str, object]:
    r = attempt.receipt
    return {
        "time": datetime.fromtimestamp(r.end or time.time(), UTC).isoformat(timespec="milliseconds"),
        "job": attempt.job,
        "seq": r.seq,
        "key": attempt.key,
        "attempt": r.attempt,
        "outcome": r.state,
        "state": attempt.state,
        "provider": attempt.provider,
        "host": r.host,
        "address": r.address,
        "source": r.source,
        "code": r.code,
        "enhanced": r.enhanced,
        "text": r.text,
        "kind": r.kind,
        "seconds": round(r.end - r.start, 3),
    }
