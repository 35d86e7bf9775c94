"""Suite `memory`: the peak of resident memory of a process that streams records from a Parquet file.

Each sample is a process of its own. `pyarrow` reads the same batches and renders nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

import flong
from benchmarks.cases import statement
from benchmarks.engines import own
from benchmarks.harness import Case, Contender, Suite
from benchmarks.scaling import tiled
from flong.template import Engine

RECORDS = (10_000, 100_000, 1_000_000)
GROUP = 10_000
"""Records of a row group."""
ROWS = 1
ENGINES: tuple[Engine, ...] = ("cython", "python")
ROOT = Path(__file__).parent.parent.parent


def suite() -> Suite:
    """The suite; its files are removed with it."""
    folder = TemporaryDirectory()
    files = {count: _file(Path(folder.name), count) for count in RECORDS}
    cases = _case("render", files, folder, partial(_agree, files[RECORDS[0]])), _case("read", files, folder)
    return Suite("memory", "peak_rss", "MB", cases, second="records_per_second", ranked=False, rounds=3)


def _case(
    name: str, files: dict[int, Path], folder: TemporaryDirectory[str], agree: Callable[[], None] = lambda: None
) -> Case:
    program = f"flong {flong.__version__}" if name == "render" else f"pyarrow {version('pyarrow')}"

    def sampler(path: Path) -> Callable[[], tuple[float, float]]:
        return lambda: _sample(name, path, folder)

    contenders = tuple(
        Contender(f"{count:,} records", program, count, lambda: None, sample=sampler(path))
        for count, path in files.items()
    )
    return Case(name, contenders, contenders[0].name, "", agree)


def _agree(path: Path) -> None:
    """The Python engine prints the same of the first records of a file."""
    records = pq.ParquetFile(path).read_row_group(0).slice(0, own.FEW)
    source = own.source(statement.workload(ROWS))
    fast, slow = (own.outputs(partial(own.pages, flong.compile(source, engine=e), records)) for e in ENGINES)
    assert fast == slow, "the engines print something else"


def _sample(name: str, path: Path, _: TemporaryDirectory[str]) -> tuple[float, float]:
    """Peak MB and records per second of a new process."""
    command = [sys.executable, "-m", "benchmarks.memory", name, str(path)]
    peak, rate = json.loads(subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=True).stdout)
    return peak, rate


def _file(folder: Path, count: int) -> Path:
    workload = statement.workload(ROWS)
    group = tiled(workload.table(workload.make(1000)), GROUP)
    path = folder / f"{count}.parquet"
    with pq.ParquetWriter(path, workload.schema) as writer:
        for _ in range(count // GROUP):
            writer.write_table(group)
    return path
