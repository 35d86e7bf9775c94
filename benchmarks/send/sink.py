"""The sink as a process, compiled when it is needed; where it is asked for, with a TLS front as another process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flong.compiler.build import find_compiler

HERE = Path(__file__).parent
FLAGS = ("-O2", "-Wall", "-Wextra", "-Werror")


@contextmanager
def running(delay: float = 0.0, tls: Path | None = None) -> Iterator[int]:
    """A sink whose replies wait `delay` seconds; gives its port. `tls`: it speaks TLS from the start, with the
    certificate and key in this file."""
    with TemporaryDirectory() as folder:
        program = Path(folder) / "sink"
        compiler = find_compiler()
        assert compiler is not None
        subprocess.run([*compiler.command, *FLAGS, str(HERE / "sink.c"), "-o", str(program)], check=True)
        with _process([str(program), str(round(delay * 1e6))]) as port:
            if tls is None:
                yield port
            else:
                with _process([sys.executable, "-m", "benchmarks.send.front", str(port), str(tls)]) as front:
                    yield front


@contextmanager
def _process(command: list[str]) -> Iterator[int]:
    """A process that prints its port and ends with its input."""
    root = HERE.parent.parent
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdin and process.stdout
        yield int(process.stdout.readline())
        process.stdin.close()
        process.wait(10)
