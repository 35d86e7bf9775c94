"""Mails that come back, taken into the ledger: an event for the message that they tell of, suppressions, counts.

A mail is known by its digest, and taken in once, whoever hands it over and however often. It changes something only
when the return path of one of our messages stands on it, with the right MAC (`flong.bounces.origin`).
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from flong.backends.verp import Verp
from flong.bounces import Report, Returned, parse
from flong.bounces.maildir import process
from flong.bounces.origin import Origin, find, received_for
from flong.bounces.parts import read_head, split
from flong.errors import ConfigError
from flong.jobs.config import Config
from flong.jobs.identity import SIZE
from flong.jobs.ledger import Ledger
from flong.jobs.messages import happened
from flong.jobs.results import suppress

Fate = Literal["taken", "unread", "forged", "stranger", "repeated"]

MOST: Final = 10
"""Recipients of one returned mail that leave an event: one message has one, who may have forwarded it."""

_SEEN = "INSERT INTO returned (hash, at, fate) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_SENT = "SELECT 1 FROM recipient WHERE job = ? AND seq = ? AND attempt > 0"


@dataclass(slots=True)
class Counts:
    """What became of returned mails: `fates` by mail, `classes` by recipient, `suppressed` addresses new on a list."""

    fates: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    suppressed: int = 0

    def add(self, taken: Taken) -> None:
        """One more."""
        self.fates[taken.fate] += 1
        self.suppressed += taken.suppressed
        if taken.fate == "taken":
            self.classes.update(one.bounce.name for one in taken.report.recipients)


@dataclass(frozen=True, slots=True)
class Taken:
    """One returned mail: what it says, which message it is about, what was done with it."""

    report: Report
    origin: Origin
    fate: Fate
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes mails in. Use `of`."""

    ledger: Ledger
    verp: Verp

    @classmethod
    def of(cls, ledger: Ledger, config: Config) -> Intake:
        """By the configured return path. Raises ConfigError when there is none."""
        if not config.jobs.return_path:
            raise ConfigError("no return path is configured ([jobs] return_path): nothing shows which mail came back")
        return cls(ledger, Verp(config.jobs.return_path, ledger.home.secret()))

    def read(self, raw: bytes, envelope: Sequence[str] = ()) -> tuple[Report, Origin]:
        """What the mail says, and of which message. `envelope` is whom it was addressed to, if that is known."""
        report = parse(raw)
        addresses = [*envelope, *received_for(read_head(split(raw)[0])), *report.senders]
        return report, find(self.verp, addresses)

    def take(self, raw: bytes, envelope: Sequence[str] = ()) -> Taken:
        """Take a mail in, durably."""
        report, origin = self.read(raw, envelope)
        return self.ledger.do(taken(digest(raw, origin), report, origin, time.time()))

    def folder(self, path: Path) -> Counts:
        """Take in the new mails of a Maildir. Raises ConfigError, LedgerError."""
        counts = Counts()

        def one(raw: bytes) -> bool:
            done = self.take(raw)
            counts.add(done)
            return done.fate in ("taken", "repeated")

        for _ in process(path, one):
            pass
        return counts


def digest(raw: bytes, origin: Origin) -> bytes:
    """By which a mail is known again: what it is and whom it is about."""
    place = f"returned\0{origin.job}\0{origin.seq}\0".encode()
    return hashlib.sha256(place + raw).digest()[:SIZE]


def taken(hash: bytes, report: Report, origin: Origin, at: float) -> Callable[[sqlite3.Connection], Taken]:
    """Write down what a mail says: all of it, or nothing when it was taken in before."""

    def operation(db: sqlite3.Connection) -> Taken:
        fate = _fate(db, report, origin)
        if not db.execute(_SEEN, (hash, at, fate)).rowcount:
            return Taken(report, origin, "repeated")
        if fate != "taken":
            return Taken(report, origin, fate)
        for one in report.recipients[:MOST]:
            happened(origin.job, origin.seq, kind_of(one), detail(one), at)(db)
        dead = all(one.suppresses for one in report.recipients)  # one who forwards may have other, living addresses
        new = dead and suppress(db, origin.job, origin.seq, report.recipients[0].bounce, at)
        return Taken(report, origin, fate, new)

    return operation


def _fate(db: sqlite3.Connection, report: Report, origin: Origin) -> Fate:
    if origin.forged:
        return "forged"
    if not origin.job or db.execute(_SENT, (origin.job, origin.seq)).fetchone() is None:
        return "stranger"
    return "taken" if report.recipients else "unread"


def kind_of(one: Returned) -> str:
    """The event's kind: `bounce`, `complaint`, `answer`, or `notice` of a delivery or a delay."""
    if one.action in ("", "failed"):
        if one.bounce.name in ("auto-reply", "challenge"):
            return "answer"
        return "complaint" if one.evidence.where == "feedback-report" else "bounce"
    return "notice"


def detail(one: Returned) -> dict[str, str]:
    """The event's JSON. The evidence is kept as servers' replies are: it may quote an address."""
    return {
        "class": one.bounce.name,
        "number": str(one.bounce.number),
        "action": one.action,
        "code": str(one.code or ""),
        "enhanced": one.enhanced,
        "where": one.evidence.where,
        "words": one.evidence.words,
        "text": one.evidence.text,
        "reporting": one.reporting,
        "remote": one.remote,
    }
