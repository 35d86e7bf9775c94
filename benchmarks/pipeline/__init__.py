"""Suite `pipeline`: whole jobs: rendered, signed, sent over 50 connections one mail at a time, the ledger on disk.

The CPU of all processes a mail, of 16 KB and without pictures, beside the raw key operation on all cores in the same
round. A sample is the difference of a long job and a short one, so that starting processes is not counted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import mean

import flong
from benchmarks.harness import Case, Contender, Result, Suite
from benchmarks.pipeline.work import ED25519, RSA
from benchmarks.send.sink import running

ROOT = Path(__file__).parent.parent.parent
SHORT, LONG = 500, 4500
SIGNED = 2000
"""Raw signatures of a process."""
NOTES = {
    "flong-unsigned": "no DKIM",
    "flong-ed25519": "DKIM by Ed25519",
    "flong-rsa2048": "DKIM by RSA-2048",
}
RAW = "nothing but the key operation"
_open = ExitStack()


def suite() -> Suite:
    """The suite."""
    port = _open.enter_context(running())
    contenders = (
        *(_contender(who, flong.__version__, LONG - SHORT, NOTES[who], _job(who, port)) for who in NOTES),
        *(_contender(f"raw-{kind}", version("cryptography"), SIGNED, RAW, _raw(kind)) for kind in (ED25519, RSA)),
    )
    case = Case("mail-16k", contenders, "flong-rsa2048", f"raw-{RSA}", lambda: None)
    return Suite(
        "pipeline",
        "cpu_us_per_mail",
        "µs/mail",
        (case,),
        second="mails_per_second",
        second_unit="mails/s",
        ranked=False,
        rounds=5,
        missing={},
        remarks=_shares,
    )


def _contender(name: str, of: str, records: int, note: str, sample: Callable[[], tuple[float, float]]) -> Contender:
    return Contender(name, of, records, lambda: None, note, sample=sample)


def _job(who: str, port: int) -> Callable[[], tuple[float, float]]:
    def sample() -> tuple[float, float]:
        (short, _), (long, wall) = (_run(who, port, count) for count in (SHORT, LONG))
        return (long - short) / (LONG - SHORT) * 1e6, LONG / wall

    return sample


def _run(who: str, port: int, count: int) -> tuple[float, float]:
    """The CPU of a job's processes and its time, in seconds."""
    command = [sys.executable, "-m", "benchmarks.pipeline", who, str(port), str(count)]
    cpu, wall = json.loads(subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout)
    return cpu, wall


def _raw(kind: str) -> Callable[[], tuple[float, float]]:
    """The key operation in a process for each core, as the job's are: what a core gives depends on its neighbours."""

    def sample() -> tuple[float, float]:
        command = [sys.executable, "-m", "benchmarks.pipeline", f"raw-{kind}", "0", str(SIGNED)]
        works = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) for _ in range(os.cpu_count() or 1)]
        times = [json.loads(work.communicate()[0]) for work in works]
        return mean(cpu for cpu, _ in times) / SIGNED * 1e6, sum(SIGNED / wall for _, wall in times)

    return sample


def _shares(results: Sequence[Result]) -> list[str]:
    """What share of a job's CPU is the key operation."""
    cost = {one.contender: one.value for one in results if one.metric == "cpu_us_per_mail"}
    return [
        "| job | of the raw rate |",
        "| --- | ---: |",
        *(f"| flong-{kind} | {cost[f'raw-{kind}'] / cost[f'flong-{kind}']:.2f} |" for kind in (ED25519, RSA)),
    ]
