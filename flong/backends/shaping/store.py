"""The state of shaping in one SQLite file that all senders of a machine share.

Every decision that a limit depends on is one short transaction, so that two processes never count one token
twice. Providers without limits cost none: what is remembered of them is at most half a second old. A
connection is leased to its process for a minute and renewed by `renew`; those of a process that died come back. After a
crash of the process nothing is forgotten, after a power cut perhaps the last moments (synchronous=NORMAL).
"""

from __future__ import annotations

import os
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from flong.backends.base import Receipt
from flong.backends.shaping.bucket import SECOND
from flong.backends.shaping.lane import Lane, Wait
from flong.backends.shaping.rules import Reaction, Rule, Rules
from flong.backends.shaping.shaper import Shaper
from flong.errors import SendError

NAME: Final = "shaping.sqlite"
_FRESH: Final = 0.5
_BUSY_SECONDS: Final = 10.0
_TABLE: Final = """CREATE TABLE IF NOT EXISTS lane (
  provider TEXT NOT NULL, source TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (provider, source)) WITHOUT ROWID"""
_SAVE: Final = "INSERT OR REPLACE INTO lane (provider, source, state) VALUES (?, ?, ?)"

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Lane).decode
Key = tuple[str, str]


@dataclass(slots=True)
class _Seen:
    """What a process remembers of a lane without limits `until` some time: whether it was `free`, and how many
    messages it let go since."""

    until: float
    free: bool
    sent: int = 0


class Shared:
    """`Shaper` over the file at `path`; all times are taken from `clock` (seconds since the epoch).

    Use it from one thread. Raises SendError when the file can't be read or written: what is not counted is not sent.
    """

    def __init__(self, path: Path, rules: Rules, clock: Callable[[], float] = time.time) -> None:
        self.rules, self._path, self._clock = rules, path, clock
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._seen: dict[Key, _Seen] = {}
        self._db = _open(path)

    def now(self) -> int:
        """Microseconds since the epoch."""
        return int(self._clock() * SECOND)

    def open(self, provider: str, source: str, *, more: bool = True) -> Wait | None:
        """See `Shaper.open`."""
        rule = self.rules.of(provider)
        if rule.free and self._looked(rule, source).free:
            return None
        with self._shaper(rule.name) as shaper:
            return shaper.open(rule.name, source, self.now(), holder=self.holder, more=more)

    def admit(self, provider: str, source: str) -> Wait | None:
        """See `Shaper.admit`."""
        seen = self._seen.get((provider, source))
        if seen is not None and seen.free and 0 < seen.until - self._clock() <= _FRESH:
            seen.sent += 1
            return None
        rule = self.rules.of(provider)
        if rule.free and (seen := self._looked(rule, source)).free:
            seen.sent += 1
            return None
        with self._shaper(rule.name) as shaper:
            return shaper.admit(rule.name, source, self.now())

    def closed(self, provider: str, source: str) -> None:
        """See `Shaper.close`."""
        rule = self.rules.of(provider)
        if rule.connections:
            with self._shaper(rule.name) as shaper:
                shaper.close(rule.name, source, holder=self.holder)

    def learned(self, provider: str, source: str, receipt: Receipt) -> Reaction | None:
        """See `Shaper.learned`."""
        rule = self.rules.of(provider)
        if receipt.code < 400 or not any(one.fits(receipt) for one in rule.reactions):
            return None
        with self._shaper(rule.name) as shaper:
            reaction = shaper.learned(rule.name, source, receipt, self.now())
        self._seen = {key: seen for key, seen in self._seen.items() if key[0] != rule.name}
        return reaction

    def resting(self, provider: str, source: str) -> Wait | None:
        """See `Shaper.resting`."""
        rule = self.rules.of(provider)
        with self._shaper(rule.name) as shaper:
            return shaper.resting(rule.name, source, self.now())

    def renew(self) -> None:
        """Say that this process lives, and write down what was counted; call it a few times a minute."""
        with self._shaper() as shaper:
            shaper.renew(self.holder, self.now())

    def lift(self, provider: str) -> bool:
        """End all rests of a provider, and go on at full pace; whether anything was known of it."""
        with self._shaper(provider) as shaper:
            for lane in shaper.lanes.values():
                lane.lift()
            return bool(shaper.lanes)

    def lanes(self) -> dict[Key, Lane]:
        """Everything that is known, as it is now."""
        with self._shaper() as shaper:
            return dict(shaper.lanes)

    def close(self) -> None:
        """Give back the connections of this process, and close the file."""
        with self._shaper() as shaper:
            for lane in shaper.lanes.values():
                lane.held.pop(self.holder, None)
        self._db.close()

    def _looked(self, rule: Rule, source: str) -> _Seen:
        """Whether nothing limits the lane now."""
        with self._shaper(rule.name) as shaper:
            now = self.now()
            rests = shaper.resting(rule.name, source, now) is not None
            free = not rests and shaper.pace(rule, shaper.lane(rule.name, source), now) >= 1
        self._seen[rule.name, source] = seen = _Seen(self._clock() + _FRESH, free)
        return seen

    @contextmanager
    def _shaper(self, provider: str | None = None) -> Iterator[Shaper]:
        """A transaction: the lanes of a provider, or all, read, changed, written back."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                before = self._read(provider)
                shaper = Shaper(self.rules, {key: _decode(state) for key, state in before.items()})
                self._note(shaper, provider)
                yield shaper
                self._write(shaper, before)
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        except (sqlite3.Error, msgspec.MsgspecError) as error:
            raise SendError(f"{self._path}: the state of shaping can't be kept: {error}") from None

    def _read(self, provider: str | None) -> dict[Key, bytes]:
        where, values = ("", ()) if provider is None else (" WHERE provider = ?", (provider,))
        rows = self._db.execute(f"SELECT provider, source, state FROM lane{where}", values)
        return {(name, source): state for name, source, state in rows}

    def _write(self, shaper: Shaper, before: Mapping[Key, bytes]) -> None:
        states = ((key, _encode(lane)) for key, lane in shaper.lanes.items())
        self._db.executemany(_SAVE, [(*key, state) for key, state in states if before.get(key) != state])

    def _note(self, shaper: Shaper, provider: str | None) -> None:
        """Add what lanes without limits let go."""
        for key, seen in self._seen.items():
            if seen.sent and provider in (None, key[0]):
                shaper.lane(*key).note(seen.sent, self.now())
                seen.sent = 0


def _open(path: Path) -> sqlite3.Connection:
    """The file, made for its owner only."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", _TABLE):
            db.execute(statement)
    except (OSError, sqlite3.Error) as error:
        raise SendError(f"{path}: the state of shaping can't be kept: {error}") from None
    return db
