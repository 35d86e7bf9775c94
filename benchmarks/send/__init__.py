"""Suite `send`: what a mail costs its sender, in µs of CPU, and how many go a second where replies are slow.

Senders are processes of their own, the sink another one, on the loopback. `mail-16k` and `mail-150k` use ten
connections, `latency-20ms` five whose replies come after 20 ms, by timers in the sink. Connecting is not counted, and
the book of what was sent is one that only counts: what the ledger takes is measured apart.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import flong
from benchmarks.harness import Case, Contender, Result, Suite
from benchmarks.send.certificate import certificate
from benchmarks.send.sink import running
from flong.compiler.build import find_compiler

ROOT = Path(__file__).parent.parent.parent
WARM = 300
BIG = {"smtplib": 400, "aiosmtplib": 300, "flong-data": 1000, "flong-bdat8": 1000}
SLOW = {"aiosmtplib": 150, "flong-data": 400, "flong-bdat1": 500, "flong-bdat8": 3000}
NOTES = {
    "smtp-source": "Postfix's, C, one reply at a time",
    "smtplib": "a thread a connection",
    "aiosmtplib": "uvloop",
    "flong-data": "DATA, the next envelope with each dot",
    "flong-bdat1": "BDAT, one mail at a time",
    "flong-bdat8": "BDAT, eight on their way",
    "flong-bdat8-tls": "the same over TLS",
}
_open = ExitStack()  # sinks, until the process ends


def suite() -> Suite:
    """The suite."""
    missing = {}
    if not shutil.which("smtp-source"):
        missing["smtp-source"] = "it comes with Postfix"
    if find_compiler() is None:
        raise RuntimeError("the sink is written in C: there is no C compiler")
    folder = Path(_open.enter_context(TemporaryDirectory()))
    plain, pem = _open.enter_context(running()), certificate(folder)
    slow, tls = _open.enter_context(running(0.02)), _open.enter_context(running(tls=pem))
    cases = (
        _case("mail-16k", plain, 16_000, 10, dict.fromkeys(NOTES, 3000), tls=(tls, pem)),
        _case(
            "mail-150k",
            plain,
            150_000,
            10,
            {"smtplib": 400, "aiosmtplib": 300, "flong-data": 1000, "flong-bdat8": 1000},
        ),
        _case(
            "latency-20ms",
            slow,
            16_000,
            5,
            {"aiosmtplib": 150, "flong-data": 400, "flong-bdat1": 500, "flong-bdat8": 3000},
        ),
    )
    return Suite(
        "send",
        "cpu_us_per_mail",
        "µs/mail",
        cases,
        second="mails_per_second",
        second_unit="mails/s",
        ranked=False,
        rounds=5,
        missing=missing,
        remarks=_ratios,
    )


def _case(
    name: str, port: int, size: int, connections: int, counts: dict[str, int], *, tls: tuple[int, Path] | None = None
) -> Case:
    contenders = []
    for who, count in counts.items():
        if who == "smtp-source" and not shutil.which(who):
            continue
        arguments = [str(n) for n in (port, count, size, connections, min(WARM, count))]
        if who.endswith("-tls") and tls is not None:
            arguments = [str(tls[0]), *arguments[1:], str(tls[1])]
        sample = _source(port, count, size, connections) if who == "smtp-source" else _sample(who, arguments)
        contenders.append(Contender(who, _version(who), count, lambda: None, NOTES[who], sample=sample))
    return Case(name, tuple(contenders), "aiosmtplib", "", lambda: None)


def _sample(who: str, arguments: list[str]) -> Callable[[], tuple[float, float]]:
    """A process that sends."""

    def sample() -> tuple[float, float]:
        command = [sys.executable, "-m", "benchmarks.send", who, *arguments]
        done = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True)
        cpu, rate = json.loads(done.stdout)
        return cpu, rate

    return sample


def _source(port: int, count: int, size: int, connections: int) -> Callable[[], tuple[float, float]]:
    """Postfix's smtp-source; its connecting is counted, ten times in all."""

    def sample() -> tuple[float, float]:
        command = ["smtp-source", "-d", "-s", str(connections), "-m", str(count), "-l", str(size)]
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([*command, f"inet:127.0.0.1:{port}"], check=True)
        after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return cpu / count * 1e6, count / wall

    return sample


def _version(who: str) -> str:
    if who.startswith("flong"):
        return flong.__version__
    if who == "aiosmtplib":
        return version(who)
    if who == "smtplib":
        return f"Python {sys.version_info.major}.{sys.version_info.minor}"
    said = subprocess.run(["postconf", "-d", "-h", "mail_version"], capture_output=True, text=True, check=False)
    return said.stdout.strip()


def _ratios(results: Sequence[Result]) -> list[str]:
    """How much less, and how much faster."""
    lines = ["| what | × aiosmtplib |", "| --- | ---: |"]
    found = {(one.case, one.metric, one.contender): one.value for one in results}
    for (case, metric, who), value in found.items():
        wanted = "mails_per_second" if case == "latency-20ms" else "cpu_us_per_mail"
        if metric == wanted and who.startswith("flong"):
            peer = found[case, metric, "aiosmtplib"]
            ratio, what = (value / peer, "mails a second") if case == "latency-20ms" else (peer / value, "less CPU")
            lines.append(f"| {case}, {who}: {what} | {ratio:,.1f} |")
    return lines
