"""Modules that are compiled from Python files: the files run as they stand, too, and do the same."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.sources import NAMES, ROOT

QUICK = ("tests/backends/test_smtp_truth.py", "tests/jobs/test_starting.py")
ALL = ("tests/backends", "tests/jobs")


@pytest.mark.parametrize("name", NAMES)
def test_what_has_c_types_is_compiled(name):
    assert Path(str(import_module(name).__file__)).suffix == ".so"


@pytest.mark.parametrize("paths", [QUICK, pytest.param(ALL, marks=pytest.mark.deep)], ids=["quick", "all"])
def test_uncompiled_it_passes_the_same_tests(paths):
    command = ["-m", "pytest", "-p", "tests.sources", "-p", "no:cacheprovider", "-q", "-m", "not servers and not deep"]
    done = subprocess.run([sys.executable, *command, *paths], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
