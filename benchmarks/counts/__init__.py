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
_FLAGS = ("-O1", "-shared", "-fPIC", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wl,-z,lazy")
Counts = tuple[float, float]
"""Acquisitions of the GIL and allocations, per record."""


def count_apart(suite: str) -> dict[str, Counts]:
    """The counts of all contenders of `suite` by `case/contender`; empty where they can't be had."""
    said = run_counted(["-m", "benchmarks.counts", suite])
    return {name: (gil, allocations) for name, (gil, allocations) in json.loads(said).items()} if said else {}


def run_counted(arguments: list[str]) -> str:
    """What Python prints when it runs with these arguments in a process that counts; empty where none can."""
    compiler = find_compiler()
    if compiler is None or not sysconfig.get_config_var("Py_ENABLE_SHARED") or sys.platform != "linux":
        return ""
    with TemporaryDirectory() as folder:
        made = str(Path(folder) / "counts.so")
        command = [*compiler.command, *_FLAGS, f"-I{sysconfig.get_path('include')}", str(HERE / "counts.c"), "-o", made]
        subprocess.run([*command, "-ldl"], check=True)
        environment = {**os.environ, "LD_PRELOAD": made, PRELOADED: made}
        done = subprocess.run(
            [sys.executable, *arguments], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
        )
    return done.stdout


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
    found = {}
    for case in import_module(f"benchmarks.{suite}").suite().cases:
        for contender in case.contenders:
            if contender.sample is None:
                found[f"{case.name}/{contender.name}"] = count(contender.run, contender.amount)
    return found


_started: list[ctypes.PyDLL] = []


def _library() -> ctypes.PyDLL:
    if not _started:
        _started.append(ctypes.PyDLL(os.environ[PRELOADED]))
        _started[0].counts_start()
    return _started[0]
