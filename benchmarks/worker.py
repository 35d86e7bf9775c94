"""A contender in a process of its own: `python -m benchmarks.worker SUITE CASE CONTENDER` answers `time` and `count`,
each with two numbers in a line of JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent


class Worker:
    """The process, started with further environment variables; it ends with this object."""

    def __init__(self, suite: str, case: str, contender: str, env: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", suite, case, contender],
            env={**os.environ, **env},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, what: str) -> tuple[float, float]:
        """The answer to "time" (units per second of CPU and of wall time) or "count"."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        first, second = json.loads(self._process.stdout.readline())
        return first, second

    def __del__(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=10)


def main() -> None:
    from benchmarks.counts import count
    from benchmarks.harness import once, repeats_of

    suite, case_name, name = sys.argv[1:4]
    cases = {case.name: case for case in import_module(f"benchmarks.{suite}").suite().cases}
    contender = next(one for one in cases[case_name].contenders if one.name == name)
    repeats = repeats_of(contender)
    for line in sys.stdin:
        answer = once(contender, repeats) if line.strip() == "time" else count(contender.run, contender.amount)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
