"""What a contender asks of the interpreter: acquisitions of the GIL and allocations of Python, per record.

Counted in a process of its own, never while anything is timed: `counts.c` is preloaded, counts the calls by which
extension modules take the GIL back, and wraps the allocators of objects and of memory blocks. What the interpreter's
free lists serve is no allocation, and a switch between Python threads is no call from outside. The interpreter must
be linked with a shared library (`--enable-shared`), or its functions can't be counted.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from flong.compiler.build import find_compiler

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PRELOADED = "FLONG_BENCH_COUNTS"
Counts = tuple[float, float]
"""Acquisitions of the GIL and allocations, per record."""


def count_apart(suite: str) -> dict[str, Counts]:
    """The counts of all contenders of `suite` by `case/contender`; empty where they can't be had."""
    compiler = find_compiler()
    if compiler is None or not sysconfig.get_config_var("Py_ENABLE_SHARED") or sys.platform != "linux":
        return {}
    with TemporaryDirectory() as folder:
        made = str(Path(folder) / "counts.so")
        include = f"-I{sysconfig.get_path('include')}"
        flags = ["-O1", "-shared", "-fPIC", "-Wall", "-Wextra", "-Wno-unused-parameter", include]
        subprocess.run([*compiler.command, *flags, str(HERE / "counts.c"), "-o", made, "-ldl"], check=True)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.counts", suite],
            env={**os.environ, "LD_PRELOAD": made, PRELOADED: made},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
    return {name: (gil, allocations) for name, (gil, allocations) in json.loads(done.stdout).items()}


def count(run: Callable[[], object], amount: int) -> Counts:
    """The counts of one run, per unit of its `amount`; the process must be one that `count_apart` started."""
    run()
    library = _library()
    before, after = (ctypes.c_longlong * 2)(), (ctypes.c_longlong * 2)()
    library.counts_read(before)
    run()
    library.counts_read(after)
    gil, allocations = (now - then for then, now in zip(before, after, strict=True))
    return round(gil / amount, 4), round(allocations / amount, 2)


def count_all(suite: str) -> dict[str, Counts]:
    """The counts of every contender that is not sampled."""
    from benchmarks.worker import Worker

    found = {}
    for case in import_module(f"benchmarks.{suite}").suite().cases:
        for contender in case.contenders:
            name = f"{case.name}/{contender.name}"
            if contender.env:
                found[name] = Worker(suite, case.name, contender.name, contender.env).ask("count")
            elif contender.sample is None:
                found[name] = count(contender.run, contender.amount)
    return found


_started: list[ctypes.PyDLL] = []


def _library() -> ctypes.PyDLL:
    if not _started:
        _started.append(ctypes.PyDLL(os.environ[PRELOADED]))
        _started[0].counts_start()
    return _started[0]
