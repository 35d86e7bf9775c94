"""What a suite measured, as JSON, as a table in Markdown, and as a plot."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from benchmarks.harness import Case, Result, Suite
from benchmarks.plot import plot
from flong.compiler.build import find_compiler

RESULTS = Path(__file__).parent / "results"
_COUNTS = ("gil_per_record", "allocations_per_record")


def write(suite: Suite, results: list[Result]) -> str:
    """Write the suite's files into `results/`; gives the Markdown."""
    RESULTS.mkdir(exist_ok=True)
    text = table(suite, results)
    about = {"machine": machine(), "missing": dict(suite.missing), "results": [asdict(result) for result in results]}
    (RESULTS / f"{suite.name}.json").write_text(json.dumps(about, indent=1) + "\n")
    (RESULTS / f"{suite.name}.md").write_text(text)
    plot(suite, results, RESULTS / f"{suite.name}.svg")
    return text


def machine() -> dict[str, str]:
    """What the figures depend on."""
    compiler = find_compiler()
    said = (
        subprocess.run([*compiler.command, "--version"], capture_output=True, text=True, check=True)
        if compiler
        else None
    )
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.release()}",
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "compiler": said.stdout.splitlines()[0] if said else "none",
        "cython": version("cython"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def table(suite: Suite, results: list[Result]) -> str:
    """The Markdown table of a suite, with ratios to the peer and to the limit."""
    lines = [f"# {suite.name}: {suite.metric.replace('_', ' ')}", "", _method(suite, results[0].rounds)]
    for case in suite.cases:
        lines += ["", f"## {case.name}", "", *_case(suite, case, [r for r in results if r.case == case.name])]
    lines += ["", *suite.remarks(results)] if suite.remarks else []
    lines += ["", *(f"Not here: {name} ({why})." for name, why in suite.missing.items())] if suite.missing else []
    return "\n".join(lines) + "\n"


def _method(suite: Suite, rounds: int) -> str:
    clock = {"cpu": "CPU time of one core", "wall": "wall time"}[suite.clock]
    return f"Medians of {rounds} rounds; {clock if suite.ranked else 'every sample is a process of its own'}."


def _case(suite: Suite, case: Case, results: Sequence[Result]) -> list[str]:
    values = {metric: {r.contender: r for r in results if r.metric == metric} for metric in (*suite.metrics, *_COUNTS)}
    rates = values[suite.metric]
    peer, limit = rates[case.peer], rates.get(case.limit)
    counted = bool(values[_COUNTS[0]])
    head = [
        "contender",
        suite.unit,
        suite.second.replace("_", " "),
        f"× {case.peer}",
        *([f"of {case.limit}"] if limit else []),
    ]
    head += ["GIL taken / record", "allocations / record"] if counted else []
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)])]
    for name, rate in sorted(rates.items(), key=lambda pair: -pair[1].value) if suite.ranked else rates.items():
        cells = [_label(rate), _rate(rate), _rate(values[suite.metrics[1]][name])]
        cells.append(f"{rate.value / peer.value:,.2f}")
        cells += [f"{rate.value / limit.value:.3g}"] if limit else []
        cells += [_count(values[metric].get(name)) for metric in _COUNTS if counted]
        lines.append(_line(cells))
    return lines


def _rate(result: Result) -> str:
    return f"{result.value:,.0f}" if result.value >= 10 else f"{result.value:.3g}"


def _count(result: Result | None) -> str:
    if result is None:
        return ""
    return f"{result.value:,.0f}" if result.value >= 100 else f"{result.value:.3g}"


def _label(result: Result) -> str:
    return f"{result.contender} {result.version}" + (f" ({result.note})" if result.note else "")


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
