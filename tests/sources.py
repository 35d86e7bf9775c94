"""A pytest plugin, `-p tests.sources`: what is compiled from Python files with C types beside them runs as Python.

The files are one source for both; so whatever holds for one must hold for the other.
"""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.util import spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).parent.parent
TYPED = tuple(path for types in ROOT.glob("flong/**/*.pxd") if (path := types.with_suffix(".py")).exists())
NAMES = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in TYPED}


class _Sources(MetaPathFinder):
    """Finds them before their extensions are found."""

    def find_spec(self, name, path=None, target=None):
        return spec_from_file_location(name, NAMES[name]) if name in NAMES else None


def pytest_load_initial_conftests() -> None:
    """Before anything of ours is imported."""
    sys.meta_path.insert(0, _Sources())
