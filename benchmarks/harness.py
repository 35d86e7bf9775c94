"""One form for all suites: contenders run interleaved over several rounds; medians, CPU beside wall time.

A suite is a module `benchmarks.NAME` with `suite() -> Suite`. `report.py` writes what was measured.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from statistics import median
from typing import Literal

from rich.console import Console
from rich.progress import Progress

from benchmarks.counts import Counts, count_apart

LEAST = 0.05
"""Seconds that a timed run takes at least; shorter ones are repeated within a round."""


@dataclass(frozen=True, slots=True)
class Contender:
    """`run()` does `amount` units of work once. `version` names what is measured, `note` says what is special.

    `sample` replaces timing: it gives the two values of the suite's metrics itself.
    """

    name: str
    version: str
    amount: int
    run: Callable[[], object]
    note: str = ""
    sample: Callable[[], tuple[float, float]] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One workload. `peer` and `limit` name the contenders that ratios refer to; `agree` raises
    AssertionError unless all outputs are equal, and runs before anything is timed."""

    name: str
    contenders: tuple[Contender, ...]
    peer: str
    limit: str
    agree: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Suite:
    """`clock` says which time the first metric counts; the other one is `{metric}_{other clock}`. With `second_unit`
    the second value is a metric by itself, called `second`.

    `counted` suites show the GIL's acquisitions and Python's allocations. `rounds` limits their number, if it is not 0.
    `missing` tells who is not here, and why. `remarks` makes lines of Markdown that follow the tables.
    """

    name: str
    metric: str
    unit: str
    cases: tuple[Case, ...]
    clock: Literal["cpu", "wall"] = "cpu"
    second: str = "wall"
    second_unit: str = ""
    counted: bool = False
    ranked: bool = True
    rounds: int = 0
    missing: Mapping[str, str] = field(default_factory=dict)
    remarks: Callable[[Sequence[Result]], list[str]] | None = None

    @property
    def metrics(self) -> tuple[str, str]:
        """The names of the two values of a sample."""
        return self.metric, self.second if self.second_unit else f"{self.metric}_{self.second}"

    def unit_of(self, metric: str) -> str:
        """The unit of a metric; none for what is counted."""
        if metric not in self.metrics:
            return ""
        return self.second_unit if metric == self.second and self.second_unit else self.unit


@dataclass(frozen=True, slots=True)
class Result:
    suite: str
    case: str
    contender: str
    metric: str
    value: float
    unit: str
    rounds: int
    version: str
    note: str


Sample = tuple[float, float]


def measure(suite: Suite, rounds: int, console: Console) -> list[Result]:
    """Check, time and count every case of `suite`; contenders take turns in each round."""
    counts = count_apart(suite.name) if suite.counted else {}
    rounds = min(rounds, suite.rounds or rounds)
    results = []
    with Progress(console=console, transient=True) as progress:
        for case in suite.cases:
            case.agree()
            task = progress.add_task(f"{suite.name}/{case.name}", total=rounds * len(case.contenders))
            samples = _rounds(suite, case, rounds, partial(progress.advance, task))
            for contender in case.contenders:
                found = counts.get(f"{case.name}/{contender.name}")
                results += _results(suite, case, contender, samples[contender.name], found)
    return results


def _once(contender: Contender, repeats: int) -> Sample:
    """Units per second of CPU time, that of finished child processes included, and of wall time."""
    cpu, wall = _cpu(), time.perf_counter()
    for _ in range(repeats):
        contender.run()
    cpu, wall = _cpu() - cpu, time.perf_counter() - wall
    amount = contender.amount * repeats
    return amount / max(cpu, 1e-9), amount / max(wall, 1e-9)


def _repeats_of(contender: Contender) -> int:
    """How often a run is repeated so that it takes LEAST seconds; runs it twice."""
    contender.run()
    start = time.perf_counter()
    contender.run()
    return max(1, ceil(LEAST / max(time.perf_counter() - start, 1e-7)))


def _rounds(suite: Suite, case: Case, rounds: int, advance: Callable[[], None]) -> dict[str, list[Sample]]:
    samplers = {contender.name: _sampler(contender) for contender in case.contenders}
    samples: dict[str, list[Sample]] = {name: [] for name in samplers}
    for _ in range(rounds):
        for name, sample in samplers.items():
            first, second = sample()
            samples[name].append((first, second) if suite.clock == "cpu" else (second, first))
            advance()
    return samples


def _sampler(contender: Contender) -> Callable[[], Sample]:
    if contender.sample:
        return contender.sample
    repeats = _repeats_of(contender)
    return lambda: _once(contender, repeats)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _rounded(value: float) -> float:
    return round(value, 1 if value >= 10 else 4)


def _results(
    suite: Suite, case: Case, contender: Contender, samples: list[Sample], found: Counts | None
) -> list[Result]:
    values = {name: _rounded(median(s[i] for s in samples)) for i, name in enumerate(suite.metrics)}
    if found:
        values |= {"gil_per_record": found[0], "allocations_per_record": found[1]}
    return [
        Result(
            suite.name, case.name, contender.name, metric, value, suite.unit_of(metric),
            len(samples), contender.version, contender.note,
        )
        for metric, value in values.items()
    ]  # fmt: skip
