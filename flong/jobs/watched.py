"""Sets up who watches a run: the log, the metrics, the rates that are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from flong.jobs.config import Config
from flong.jobs.runner import Progress
from flong.jobs.watching import AttemptLog, Rates, Watcher, Watching, provider_names

Tell = Callable[[Progress], None]


@contextmanager
def watched(
    config: Config, job: str, log: Path | None, metrics: str, progress: Tell | None
) -> Iterator[tuple[Watching, Tell | None]]:
    """Who watches a run, and whom to tell of its progress: `progress`, with the rates by provider. `log` and `metrics`
    go over the configuration. Raises ConfigError when metrics can't be served."""
    path, address = log or _path(config.jobs.log), metrics or config.jobs.metrics
    watchers, told = list[Watcher]([AttemptLog(path)] if path else []), list[Tell]()
    with ExitStack() as stack:
        if address:
            from flong.jobs.metrics import Metrics

            served = Metrics()
            stack.enter_context(served.served(address))
            watchers.append(served)
            told.append(lambda state: served.standing(job, state.counts))
        if progress:
            rates = Rates()
            watchers.append(rates)
            told.append(lambda state: progress(replace(state, providers=rates.shares())))
        names = provider_names(config.shaping.file) if watchers else str
        yield Watching(watchers, names), (lambda state: _tell(told, state)) if told else None


def logged(config: Config) -> Watching:
    """Who watches messages that come singly: the log that `[jobs]` asks for, if any."""
    path = _path(config.jobs.log)
    return Watching([AttemptLog(path)], provider_names(config.shaping.file)) if path else Watching()


def _tell(told: list[Tell], state: Progress) -> None:
    for tell in told:
        tell(state)


def _path(text: str) -> Path | None:
    return Path(text).expanduser() if text else None
