"""One measurement in a process of its own.

usage: child.py load TEMPLATE: imports flong and loads the template; the whole process is what is measured
       child.py STEP TEMPLATE…: prints [ms of CPU, ms of wall time] of a step of STEPS in a process that runs already
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory


def load(paths: Sequence[str]) -> None:
    """Each template as users load it."""
    import flong

    for path in paths:
        flong.load(path)


def check(paths: Sequence[str]) -> None:
    """Each template as far as the Python engine needs it: checked and lowered."""
    import flong

    for path in paths:
        flong.load(path, engine="python")


def ahead(paths: Sequence[str]) -> None:
    """What `flong build` does."""
    import flong
    from flong.compiler.cython_engine import sources_of
    from flong.compiler.shipped import build_to

    with TemporaryDirectory() as folder:
        build_to(Path(folder), sources_of(flong.load(path, engine="python").module for path in paths))


STEPS: dict[str, Callable[[Sequence[str]], None]] = {"another": load, "check-another": check, "ahead": ahead}


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main(step: str, first: str, *others: str) -> None:
    load([first])
    if step == "load":
        return
    cpu, wall = _cpu(), time.perf_counter()
    STEPS[step](others)
    print(json.dumps([1000 * (_cpu() - cpu), 1000 * (time.perf_counter() - wall)]))


if __name__ == "__main__":
    main(*sys.argv[1:])
