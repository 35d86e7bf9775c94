"""What is known of the providers: the rules that hold, and how mail to each goes now."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flong.backends.shaping.bucket import DAY, SECOND
from flong.backends.shaping.lane import EVERY, Lane
from flong.backends.shaping.reading import load_rules
from flong.backends.shaping.rules import Rule, Rules
from flong.backends.shaping.store import NAME, Shared
from flong.errors import ConfigError
from flong.jobs.commands import home_of
from flong.jobs.config import Config, load_config
from flong.jobs.home import private_folder


@dataclass(frozen=True, slots=True)
class ProviderState:
    """A provider by way of a source ("" is every source). `rate` is the most messages an hour at the present `pace`
    (0: any number), `last_hour` about how many left, `connections` are open, `most_connections` may be (0: any number),
    `today` of `per_day` left in a warm-up; nothing is sent until `rests_until`; `why` is the reply that made it so."""

    provider: str
    source: str
    rate: int
    pace: float
    last_hour: int
    connections: int
    most_connections: int
    today: int
    per_day: int
    rests_until: datetime | None
    why: str


def provider_states(home: Path | None = None, config: Path | None = None) -> list[ProviderState]:
    """Everything known, by provider and source."""
    found = load_config(config)
    with _opened(home, found) as shared:
        now = shared.now()
        return [_state(shared.rules.of(key[0]), key, lane, now) for key, lane in sorted(shared.lanes().items())]


def lift(provider: str, home: Path | None = None, config: Path | None = None) -> None:
    """Let mail to a provider go again at full pace. Raises ConfigError for one of which nothing is known."""
    with _opened(home, load_config(config)) as shared:
        if not shared.lift(provider):
            known = ", ".join(sorted({name for name, _ in shared.lanes()})) or "no provider"
            raise ConfigError(f"nothing is known of {provider}; mail went to: {known}")


def rules_of(config: Path | None = None) -> Rules:
    """The rules that hold."""
    return _rules(load_config(config))


def _rules(config: Config) -> Rules:
    return load_rules(config.shaping.file)


@contextmanager
def _opened(home: Path | None, config: Config) -> Iterator[Shared]:
    folder = home_of(home, config)
    private_folder(folder)
    shared = Shared(folder / NAME, _rules(config), time.time)
    try:
        yield shared
    finally:
        shared.close()


def _state(rule: Rule, key: tuple[str, str], lane: Lane, now: int) -> ProviderState:
    pace = lane.paced(now, rule.quiet, rule.speed_up)
    mails, day, ended = rule.mails(pace), now // DAY, lane.until <= now
    return ProviderState(
        provider=key[0],
        source=key[1],
        rate=int(mails.limit * pace) if mails and key[1] != EVERY else 0,
        pace=pace,
        last_hour=lane.last_hour(now),
        connections=lane.connections(now),
        most_connections=rule.at_once(pace) if key[1] != EVERY else 0,
        today=lane.today if lane.day == day else 0,
        per_day=rule.per_day(key[1], day),
        rests_until=None if ended else datetime.fromtimestamp(lane.until // SECOND, UTC),
        why="" if ended and pace >= 1 else lane.why,
    )
