"""Suite `billmemory`: the peak of resident memory of a process that makes so many PDF bills, one after the other.

Each sample is a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import flong
from benchmarks.engines.bills import peers
from benchmarks.harness import Case, Contender, Suite

ROOT = Path(__file__).parent.parent.parent
COUNTS = {"weasyprint": (5, 25), "fpdf2": (5, 25), "reportlab": (50, 250), "typst": (50, 250)}
OURS = (500, 5000)


def suite() -> Suite:
    """The suite."""
    found, missing = peers()
    contenders = [_contender(peer.name, peer.version, count) for peer in found for count in COUNTS[peer.name]]
    contenders += [_contender("flong-stamp", flong.__version__, count) for count in OURS]
    case = Case("one page, 40 rows", tuple(contenders), contenders[0].name, "", lambda: None)
    return Suite(
        "billmemory", "peak_rss", "MB", (case,), second="records_per_second", ranked=False, rounds=1, missing=missing
    )


def _contender(name: str, version: str, count: int) -> Contender:
    return Contender(f"{name}, {count:,} bills", version, count, lambda: None, sample=_sampler(name, count))


def _sampler(name: str, count: int) -> Callable[[], tuple[float, float]]:
    """Peak MB and bills per second of a new process."""

    def sample() -> tuple[float, float]:
        command = [sys.executable, "-m", "benchmarks.billmemory", name, str(count)]
        peak, rate = json.loads(subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout)
        return peak, rate

    return sample
