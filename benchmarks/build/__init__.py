"""Suite `build`: how long it takes until a template can be rendered.

Every sample is a process of its own, and bytecode is there, as after an installation. `start`: Python alone, with
`import flong`, and with what loads templates. `first`: a whole process that loads one template. `next`: a process that
has loaded one loads another. `many`: it loads eight others, or compiles them as `flong build` does, at -O2. The
template is that of the case `statement`; compiled ones are in the cache or not.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import flong
from benchmarks.cases import statement
from benchmarks.engines import own
from benchmarks.harness import Case, Contender, Sample, Suite

ROOT = Path(__file__).parent.parent.parent
CHILD = str(Path(__file__).with_name("child.py"))
PYTHON = platform.python_version()
MANY = 8


class Place:
    """Different templates in a folder, a cache where all of them are compiled, and a folder of bytecode."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self.templates = [self._template(number) for number in range(MANY + 1)]
        self._run([CHILD, "another", *self.templates], self.folder / "ready")

    def _template(self, number: int) -> str:
        path = self.folder / f"{number}.html"
        path.write_text(own.source(statement.workload()) + f"<!-- {number} -->\n")
        return str(path)

    def _run(self, arguments: Sequence[str], cache: Path) -> bytes:
        ours = {
            "FLONG_CACHE": str(cache),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
        }
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        command = [sys.executable, *arguments]
        return subprocess.run(command, env={**kept, **ours}, stdout=subprocess.PIPE, check=True).stdout

    def process(self, arguments: Sequence[str], cached: bool = True) -> Callable[[], Sample]:
        """Samples of whole processes."""

        def sample() -> Sample:
            with TemporaryDirectory() as empty:
                cpu, wall = _cpu(), time.perf_counter()
                self._run(arguments, self.folder / "ready" if cached else Path(empty))
                return 1000 * (_cpu() - cpu), 1000 * (time.perf_counter() - wall)

        return sample

    def step(self, name: str, count: int, cached: bool = True) -> Callable[[], Sample]:
        """Samples of a step with `count` templates, in processes that have loaded another one."""

        def sample() -> Sample:
            with TemporaryDirectory() as empty:
                cache = self.folder / "ready" if cached else Path(empty)
                cpu, wall = json.loads(self._run([CHILD, name, *self.templates[: count + 1]], cache))
                return cpu, wall

        return sample


def suite() -> Suite:
    """The suite; its files are removed with it."""
    place = Place()
    load = [CHILD, "load", place.templates[0]]
    cases = (
        _case("start", {
            "python": place.process(["-c", "pass"]),
            "import-flong": place.process(["-c", "import flong"]),
            "import-loader": place.process(["-c", "import flong.template, flong.compiler.cython_engine"]),
        }),
        _case("first", {"compiled": place.process(load, cached=False), "cached": place.process(load)}),
        _case("next", {
            "compiled": place.step("another", 1, cached=False),
            "cached": place.step("another", 1),
            "python-engine": place.step("check-another", 1),
        }),
        _case("many", {
            "one-by-one": place.step("another", MANY, cached=False),
            "flong-build": place.step("ahead", MANY, cached=False),
            "cached": place.step("another", MANY),
        }),
    )  # fmt: skip
    return Suite("build", "cpu_ms", "ms of CPU", cases, second="wall", ranked=False, rounds=3)


def _case(name: str, samples: dict[str, Callable[[], Sample]]) -> Case:
    contenders = tuple(
        Contender(one, PYTHON if one == "python" else flong.__version__, 1, lambda: None, sample=sample)
        for one, sample in samples.items()
    )
    return Case(name, contenders, contenders[0].name, "", lambda: None)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
