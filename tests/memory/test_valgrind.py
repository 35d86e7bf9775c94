"""The golden programs under valgrind, which also sees values that were never set.

Only what happens in flong's own machine code counts: CPython and other packages have noise of their own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARIES = ("vgpreload", "libc.so", "libc-", "ld-")
NO_LEAKS = ("--leak-check=no", "--show-leak-kinds=none")
"""The first is not enough where the report is XML; plans and templates are held until the end."""
pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(not shutil.which("valgrind"), reason="there is no valgrind"),
]


def test_golden_programs(tmp_path: Path) -> None:
    """No invalid access and no decision by a value that was never set."""
    assert not errors("tests.memory.golden", tmp_path)


def test_a_broken_module_is_seen(tmp_path: Path) -> None:
    """The method finds what there is."""
    (found,) = errors("tests.memory.broken", tmp_path)
    assert "InvalidRead\n  beyond_the_end" in found


def errors(program: str, folder: Path) -> list[str]:
    """What valgrind sees in flong's code while the program runs, after it ran once without, to compile."""
    cache, report = folder / "cache", folder / "report.xml"
    env = {**os.environ, "PYTHONMALLOC": "malloc", "FLONG_CACHE": str(cache), "ARROW_USER_SIMD_LEVEL": "NONE"}
    command = [sys.executable, "-m", program]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    valgrind = ["valgrind", "-q", *NO_LEAKS, "--num-callers=30", "--xml=yes", f"--xml-file={report}"]
    subprocess.run([*valgrind, *command], cwd=ROOT, env=env, check=True)
    found = ET.parse(report).getroot().iterfind("error")
    return [described(error) for error in found if blames(error, (str(ROOT / "flong"), str(cache)))]


def blames(error: ET.Element, ours: tuple[str, ...]) -> bool:
    """Whether the innermost code outside of the C library is in one of our folders."""
    objects = [frame.findtext("obj", "") for frame in error.iterfind("stack[1]/frame")]
    found = [path for path in objects if not Path(path).name.startswith(LIBRARIES)]
    return bool(found) and found[0].startswith(ours)


def described(error: ET.Element) -> str:
    frames = [f"{frame.findtext('fn')} {Path(frame.findtext('obj', '')).name}" for frame in error.iter("frame")]
    return "\n  ".join([error.findtext("kind", ""), *frames[:12]])
