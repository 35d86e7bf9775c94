"""Suite `pipeline`: whole jobs: rendered, signed, sent over 50 connections one mail at a time, the ledger on disk.

The CPU of all processes a mail, of 16 KB and without pictures, beside the raw key operation in the same round. A sample
is the difference of a long job and a short one, so that starting processes is not counted; planning is, by itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from importlib.metadata import version
from pathlib import Path

import flong
from benchmarks.harness import Case, Contender, Result, Suite
from benchmarks.pipeline.work import ED25519, RSA, raw_keys
from benchmarks.send.sink import running

ROOT = Path(__file__).parent.parent.parent
SHORT, LONG = 500, 4500
SIGNED = 400
"""Raw signatures of a sample."""
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
    sign = partial(raw_keys()[kind], b"x" * 32)

    def sample() -> tuple[float, float]:
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(SIGNED):
            sign()
        return (time.process_time() - cpu) / SIGNED * 1e6, SIGNED / (time.perf_counter() - wall)

    return sample


def _shares(results: Sequence[Result]) -> list[str]:
    """What share of a job's CPU is the key operation."""
    cost = {one.contender: one.value for one in results if one.metric == "cpu_us_per_mail"}
    return [
        "| job | of the raw rate |",
        "| --- | ---: |",
        *(f"| flong-{kind} | {cost[f'raw-{kind}'] / cost[f'flong-{kind}']:.2f} |" for kind in (ED25519, RSA)),
    ]
