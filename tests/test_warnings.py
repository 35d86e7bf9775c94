"""The runtime's C and the C of generated modules compile without a warning at -Wall -Wextra.

Warnings that need data flow (what may be used uninitialized) come at the level that `flong build` compiles with.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flong.compiler import build

ROOT = Path(__file__).parent.parent
RUNTIME = ROOT / "flong" / "runtime"
GOLDEN = sorted((ROOT / "tests" / "golden" / "render").glob("*/generated.pyx"))
FEW = ("hello", "including", "only", "qr")
STRICT = ("-Wall", "-Wextra", "-Werror", "-O2", "-fno-strict-aliasing", "-DNDEBUG")

pytestmark = pytest.mark.skipif(not shutil.which("gcc"), reason="the warnings are those of gcc")


def compile_strictly(c: Path, *flags: str) -> None:
    """Asserts that gcc has nothing to say about the C source."""
    includes = [f"-I{build._INCLUDE}", f"-I{RUNTIME}"]
    command = ["gcc", *STRICT, *flags, *includes, "-c", str(c), "-o", str(c.with_suffix(".o"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done.stderr[:4000]


def compile_pyx(source: Path, folder: Path) -> None:
    copied = folder / source.name
    shutil.copy(source, copied)
    build.cythonize(copied)
    compile_strictly(copied.with_suffix(".c"))


@pytest.mark.parametrize("header", sorted(RUNTIME.glob("*.h")), ids=lambda path: path.name)
def test_headers(header: Path, tmp_path: Path) -> None:
    """Each header stands alone; functions it defines are used by those that include it."""
    source = tmp_path / "one.c"
    source.write_text(f'#include "{header.name}"\n')
    compile_strictly(source, "-Wno-unused-function")


@pytest.mark.parametrize("source", [p for p in GOLDEN if p.parent.name in FEW], ids=lambda path: path.parent.name)
def test_some_generated_modules(source: Path, tmp_path: Path) -> None:
    """The smallest, one that sets in one part what another reads, and one that writes pictures."""
    compile_pyx(source, tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("source", [p for p in GOLDEN if p.parent.name not in FEW], ids=lambda path: path.parent.name)
def test_all_generated_modules(source: Path, tmp_path: Path) -> None:
    """All golden programs."""
    compile_pyx(source, tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("source", sorted(RUNTIME.glob("*.pyx")), ids=lambda path: path.name)
def test_runtime(source: Path, tmp_path: Path) -> None:
    """Every extension, what Cython adds to it included; Cython runs as it does for the build."""
    c = tmp_path / f"{source.stem}.c"
    command = [sys.executable, "-m", "cython", "-3", "-I", str(ROOT), str(source), "-o", str(c)]
    subprocess.run(command, check=True, cwd=ROOT)
    compile_strictly(c)
