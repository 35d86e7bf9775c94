"""The runtime and generated modules, built with AddressSanitizer and UndefinedBehaviorSanitizer, run the tests.

A copy of the package is built in a folder of its own. The interpreter is not sanitized, so the sanitizers' libraries
are loaded before it, its objects come from `malloc`, and what it never frees is no leak.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.deep
ROOT = Path(__file__).parents[2]
COPIED = ("flong", "tests", "docs", "examples", "tools", "setup.py", "pyproject.toml", "README.md", "LICENSE")
CHECKS = (
    "-fsanitize=address,undefined",
    "-fno-sanitize=nonnull-attribute",  # texts without a byte may have no address: memcpy(p, NULL, 0)
    "-fno-omit-frame-pointer",
    "-g1",
)
LIBRARIES = ("libasan.so", "libubsan.so", "libstdc++.so")
"""The last one because the sanitizers must find the C++ exceptions of other packages."""
REPORT = re.compile(r"^.*(?:runtime error: |ERROR: AddressSanitizer).*(?:\n(?:READ|WRITE| +#).*){0,12}", re.MULTILINE)
"""What a sanitizer says, and the innermost frames."""
UNTIMED = "not take_no_long"
"""Without tests that allow a time: sanitized code takes several times as long."""
TESTS = (
    *("tests/test_golden.py", "tests/test_template.py", "tests/test_mailing.py", "tests/test_identity.py"),
    "tests/test_threads.py",
    *("tests/runtime", "tests/compiler", "tests/equivalence", "tests/bill/test_minifont.py"),
    *("tests/backends/test_canonical.py", "tests/backends/test_hashing.py", "tests/bill/test_pbkdf2.py"),
    *("tests/bill/test_writer.py", "tests/bill/test_keys.py", "tests/bill/test_keyhash.py"),
    "tests/bill/test_signing.py",
)


@pytest.fixture(scope="module")
def libraries() -> str:
    """What is loaded before Python; skipped where gcc has no sanitizers."""
    if not shutil.which("gcc"):
        pytest.skip("there is no gcc")
    found = [subprocess.check_output(["gcc", f"-print-file-name={name}"], text=True).strip() for name in LIBRARIES]
    if not all(map(os.path.isabs, found)):
        pytest.skip("gcc has no sanitizers")
    return " ".join(found)


@pytest.fixture(scope="module")
def copy(libraries: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package whose extensions are sanitized."""
    folder = tmp_path_factory.mktemp("sanitized")
    ignore = shutil.ignore_patterns("*.so", "*.c", "__pycache__")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignore)
        else:
            shutil.copy(ROOT / name, folder / name)
    flags = {"CFLAGS": " ".join(("-O1", *CHECKS)), "LDFLAGS": CHECKS[0]}
    built = run(folder, flags, "setup.py", "-q", "build_ext", "--inplace")
    assert built.returncode == 0, built.stderr[-4000:]
    return folder


def run(folder: Path, env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env={**os.environ, **env}, capture_output=True, text=True,
        errors="replace", check=False,
    )  # fmt: skip


def sanitized(copy: Path, libraries: str, *arguments: str) -> tuple[int, list[str], str]:
    """Python's exit code, what the sanitizers say, and all that is said."""
    env = {
        "LD_PRELOAD": libraries,
        "ASAN_OPTIONS": "detect_leaks=0:allocator_may_return_null=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
        "PYTHONMALLOC": "malloc",
        "FLONG_CACHE": str(copy / "cache"),
        "FLONG_CORPORA": os.environ.get("FLONG_CORPORA", str(ROOT.parent / "shared" / "corpora")),
        "CC": " ".join(("env", "-u", "LD_PRELOAD", "gcc", *CHECKS)),
    }
    done = run(copy, env, *arguments)
    said = done.stdout + done.stderr
    return done.returncode, REPORT.findall(said), said


def test_a_broken_module_is_seen(copy: Path, libraries: str) -> None:
    """The method finds what there is."""
    code, found, _ = sanitized(copy, libraries, "-m", "tests.memory.broken")
    assert code != 0 and "heap-buffer-overflow" in found[0] and "beyond_the_end" in found[0]


@pytest.mark.parametrize("tests", TESTS)
def test_under_the_sanitizers(tests: str, copy: Path, libraries: str) -> None:
    """No access out of bounds, no use after free, no undefined arithmetic, in no test."""
    # Output is not captured: what a sanitizer says before it ends the process would be lost.
    code, found, said = sanitized(
        copy, libraries, "-m", "pytest", "-s", "-p", "no:cacheprovider", "-m", "not deep", "-k", UNTIMED, tests
    )
    assert not found, "\n".join(found)
    assert code == 0, said[-4000:]
