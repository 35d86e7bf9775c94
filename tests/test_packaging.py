"""The wheel: built from the sources, installed elsewhere, it works without the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ("flong", "pyproject.toml", "setup.py", "README.md", "LICENSE")


def run(*command: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """The finished command; its output is part of the failure when it fails."""
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources without anything compiled; like templates, not optimised."""
    copy = tmp_path_factory.mktemp("sources")
    ignore = shutil.ignore_patterns("*.so", "*.c", "__pycache__")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=ignore)
        else:
            shutil.copy(source, copy / name)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", cwd=copy)
    return next((copy / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an empty environment with the wheel's core in it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=folder)
    return python


def test_the_wheel_holds_what_users_and_compilers_need(wheel: Path) -> None:
    """Types, declarations for generated code, the parser's table and the migrations are in it; tests are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("flong/py.typed", "flong/runtime/core.pxd", "flong/runtime/core.h", "flong/runtime/core.pyi"):
        assert wanted in names
    assert any(name.startswith("flong/runtime/core.") and name.endswith(".so") for name in names)
    assert any(name.startswith("flong/dsl/grammar/") and name.endswith(".json") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) or name.endswith((".pyx.c", ".o")) for name in names)


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_the_core_works_elsewhere(python: Path, tmp_path: Path, engine: str) -> None:
    """`flong new`, `check` and a compiled rendering, without extras and outside the repository."""
    flong = python.parent / "flong"
    run(flong, "new", "letters", cwd=tmp_path)
    run(flong, "check", "letters", cwd=tmp_path)
    code = (
        "import flong, json; t = flong.load('letters/hello.html', engine='" + engine + "');"
        "r = json.loads(open('letters/people.jsonl').readline(), parse_float=__import__('decimal').Decimal);"
        "m = t.batch(t._rows([r])).raw.text('html', 0); assert '$18.50' in m and 'Anna Berg' in m, m"
    )
    run(python, "-c", code, cwd=tmp_path, FLONG_CACHE=str(tmp_path / "cache"))


def test_a_missing_extra_is_named(python: Path, tmp_path: Path) -> None:
    """Without an extra the error says which one to install, and there is no traceback."""
    run(python.parent / "flong", "new", "letters", cwd=tmp_path)
    command = [python.parent / "flong", "render", "letters/hello.html", "--data", "letters/people.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "flong[data]" in done.stderr
    assert "Traceback" not in done.stderr
