"""The limits: renderers written by hand in C for each workload, and copying finished bytes.

A renderer reads the Arrow buffers flong reads (the Arrow C data interface) and gives the bytes flong gives, with the
compiler that compiles flong's templates. It trusts its input: it checks no UTF-8 and no bounds, knows no errors, and
holds the money format of one locale as code. AVX2 is needed.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from benchmarks.cases import Workload
from benchmarks.skeleton import Skeleton, literals
from flong.compiler.build import find_compiler, run_compiler, tuned_flags

HERE = Path(__file__).parent
FLAGS = ("-O2", "-fPIC", "-shared", "-fno-strict-aliasing", "-fwrapv", "-mavx2", "-Wall", "-Wextra", "-Werror")
BATCH = 512 << 10
"""Bytes after which a batch ends, as flong's do."""
_WHOLE = 1 << 62
_INT64_P = ctypes.POINTER(ctypes.c_int64)


class _Output(ctypes.Structure):
    _fields_ = (
        ("p", ctypes.c_void_p),
        ("cap", ctypes.c_int64),
        ("limit", ctypes.c_int64),
        ("total", ctypes.c_int64),
        ("batches", ctypes.c_int64),
        ("ends", _INT64_P),
    )


def missing() -> str:
    """Why there is no limit on this machine; empty where there is."""
    if find_compiler() is None:
        return "there is no C compiler"
    info = Path("/proc/cpuinfo")
    return "" if info.exists() and "avx2" in info.read_text().split() else "the processor has no AVX2"


def version() -> str:
    """The compiler's version; empty without one."""
    compiler = find_compiler()
    if compiler is None:
        return ""
    said = subprocess.run([*compiler.command, "-dumpfullversion"], capture_output=True, text=True, check=False)
    return f"{Path(compiler.command[0]).name} {said.stdout.strip()}"


class Limit:
    """The renderer of `workload` over the records of `table`, which is one chunk."""

    def __init__(self, workload: Workload, table: pa.Table) -> None:
        self._render = _library(f"{workload.name}.c", _header(workload.skeleton)).render
        batch = table.combine_chunks().to_batches()[0]
        self.records = batch.num_rows
        self._array = ctypes.create_string_buffer(80)
        self._schema = ctypes.create_string_buffer(72)
        batch._export_to_c(ctypes.addressof(self._array), ctypes.addressof(self._schema))
        self._ends = (ctypes.c_int64 * self.records)()
        self._batch, self._other = _output(self._ends, BATCH), _output(self._ends, BATCH)

    def run(self) -> None:
        """Render all records in batches, into one buffer."""
        self._part(self._batch, 0, self.records)

    def run_two(self, pool: ThreadPoolExecutor) -> None:
        """The same by two threads, half of the records each."""
        half = self.records // 2
        other = pool.submit(self._part, self._other, half, self.records)
        self._part(self._batch, 0, half)
        other.result()

    def outputs(self) -> list[bytes]:
        """Every record's bytes."""
        whole = _output(self._ends, _WHOLE)
        self._part(whole, 0, self.records)
        data = ctypes.string_at(whole.p, whole.total)
        return [data[start:end] for start, end in _spans(self._ends)]

    def _part(self, output: _Output, first: int, last: int) -> None:
        if code := self._render(self._array, ctypes.c_int64(first), ctypes.c_int64(last), ctypes.byref(output)):
            raise RuntimeError(f"the renderer in C gave {code}")


class Copy:
    """Copies finished records, as many as fill a batch, into one buffer."""

    def __init__(self, outputs: list[bytes]) -> None:
        ends, total = [], 0
        for output in outputs:
            ends.append(total := total + len(output))
            if total >= BATCH:
                break
        self.records = len(ends)
        self._copy = _library("copy.c", "").copy
        self._source = b"".join(outputs[: len(ends)])
        self._ends = (ctypes.c_int64 * len(ends))(*ends)
        self._buffer = ctypes.create_string_buffer(total)

    def run(self) -> None:
        """Copy them once."""
        self._copy(self._source, self._ends, ctypes.c_int64(self.records), self._buffer, ctypes.c_int64(BATCH))


def _output(ends: Any, limit: int) -> _Output:
    return _Output(None, 0, limit, 0, 0, ctypes.cast(ends, _INT64_P))


def _spans(ends: Any) -> Iterator[tuple[int, int]]:
    start = 0
    for end in ends:
        yield start, end
        start = end


def _library(source: str, header: str) -> ctypes.CDLL:
    compiler = find_compiler()
    assert compiler is not None
    with TemporaryDirectory() as folder:
        (Path(folder) / "literals.h").write_text(header)
        made = Path(folder) / "limit.so"
        command = [
            *compiler.command,
            *FLAGS,
            *tuned_flags(),
            f"-I{folder}",
            f"-I{HERE}",
            str(HERE / source),
            "-o",
            str(made),
        ]
        done = run_compiler(command)
        assert not done.returncode, done.stderr
        return ctypes.CDLL(str(made))


def _header(skeleton: Skeleton) -> str:
    """The page's texts as macros and padded constants. The head's last text ends where the rows begin."""
    head, row, tail = literals(skeleton.head), literals(skeleton.row), literals(skeleton.tail)
    texts = {f"H{i}": text for i, text in enumerate(head)}
    if skeleton.row:
        texts |= {f"R{i}": text for i, text in enumerate(row[:-1])} | {"SEAM": row[-1] + row[0]}
        texts |= {f"T{i}": text for i, text in enumerate(tail)}
    sizes = {"HEAD": head, "ROW": row, "TAIL": tail}
    lines = [f"#define {name}_TEXT {_quoted(text)}\nLITERAL({name});" for name, text in texts.items()]
    lines += [f"#define {name}_BYTES {sum(len(t.encode()) for t in parts)}" for name, parts in sizes.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A C string: JSON's escapes are C's for the ASCII texts of our pages."""
    assert text.isascii() and "??" not in text
    return json.dumps(text)
