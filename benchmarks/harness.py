"""One form for all suites: contenders run interleaved over several rounds; medians, CPU beside wall time.

A suite is a module `benchmarks.NAME` with `suite() -> Suite`. Results go to `benchmarks/results/NAME.json`
(rows `{suite, case, contender, metric, value, unit, rounds, version}`) and to a Markdown table.
"""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.progress import Progress

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Contender:
    """`run()` does `amount` units of work once. `version` names what is measured."""

    name: str
    version: str
    amount: int
    run: Callable[[], object]


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
    name: str
    metric: str
    unit: str
    cases: tuple[Case, ...]


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


def measure(suite: Suite, rounds: int, console: Console) -> list[Result]:
    """Time every case of `suite`; contenders take turns in each round."""
    results = []
    with Progress(console=console, transient=True) as progress:
        for case in suite.cases:
            case.agree()
            task = progress.add_task(f"{suite.name}/{case.name}", total=rounds * len(case.contenders))
            times: dict[str, list[tuple[float, float]]] = {c.name: [] for c in case.contenders}
            for _ in range(rounds):
                for contender in case.contenders:
                    times[contender.name].append(_once(contender))
                    progress.advance(task)
            for contender in case.contenders:
                results += _results(suite, case, contender, times[contender.name], rounds)
    return results


def _once(contender: Contender) -> tuple[float, float]:
    """Units per second of CPU time, that of finished child processes included, and of wall time."""
    cpu, wall = _cpu(), time.perf_counter()
    contender.run()
    cpu, wall = _cpu() - cpu, time.perf_counter() - wall
    return contender.amount / max(cpu, 1e-9), contender.amount / max(wall, 1e-9)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _results(
    suite: Suite, case: Case, contender: Contender, rates: list[tuple[float, float]], rounds: int
) -> list[Result]:
    def row(metric: str, values: list[float]) -> Result:
        value = round(median(values), 1)
        return Result(suite.name, case.name, contender.name, metric, value, suite.unit, rounds, contender.version)

    return [row(suite.metric, [r[0] for r in rates]), row(f"{suite.metric}_wall", [r[1] for r in rates])]


def table(suite: Suite, results: list[Result]) -> str:
    """The Markdown table of a suite, with ratios to the peer and to the limit."""
    lines = [f"# {suite.name}: {suite.metric} (median, CPU time of one core unless the name says otherwise)"]
    for case in suite.cases:
        rates = {r.contender: r for r in results if r.case == case.name and r.metric == suite.metric}
        walls = {r.contender: r for r in results if r.case == case.name and r.metric != suite.metric}
        peer, limit = rates[case.peer].value, rates[case.limit].value
        lines += ["", f"## {case.name}", "", f"| contender | {suite.unit} | wall | × {case.peer} | of {case.limit} |"]
        lines += ["| --- | ---: | ---: | ---: | ---: |"]
        for name, rate in sorted(rates.items(), key=lambda pair: -pair[1].value):
            wall = walls[name].value
            lines.append(
                f"| {name} ({rate.version}) | {rate.value:,.0f} | {wall:,.0f} "
                f"| {rate.value / peer:,.2f} | {rate.value / limit:.3f} |"
            )
    return "\n".join(lines) + "\n"


def write(suite: Suite, results: list[Result]) -> str:
    """Write the suite's JSON and Markdown; gives the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    text = table(suite, results)
    (RESULTS / f"{suite.name}.json").write_text(json.dumps([asdict(r) for r in results], indent=1) + "\n")
    (RESULTS / f"{suite.name}.md").write_text(text)
    return text
