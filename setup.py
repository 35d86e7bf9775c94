"""Builds the Cython extensions; everything else stands in pyproject.toml."""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

FOLDERS = tuple(map(Path, ("flong/runtime", "flong/backends", "flong/bill", "flong/bill/plates", "flong/jobs")))
SHARED = dict.fromkeys(FOLDERS[1:3], tuple(Path("flong").glob("*.h")))
"""Headers that the extensions of some folders include beside their own."""
FLAGS = [
    "-O2",
    "-Wall",
    "-Wextra",
    "-fno-strict-aliasing",
    "-fno-delete-null-pointer-checks",  # texts without a byte may have no address: memcpy(p, NULL, 0)
    "-Wno-unreachable-code",  # Clang's, for what Cython writes
]
LOOPS = {Path("flong/runtime/arrow.pyx"): ["-O3", "-funroll-loops"]}
"""For what spends its time in loops over columns."""


def _sources(folder: Path) -> list[Path]:
    """What is compiled: Cython's own files, and Python's that have C types beside them in a .pxd."""
    typed = (path.with_suffix(".py") for path in folder.glob("*.pxd"))
    return sorted([*folder.glob("*.pyx"), *(path for path in typed if path.exists())])


setup(
    ext_modules=cythonize(
        [
            Extension(
                ".".join(path.with_suffix("").parts),
                [str(path)],
                include_dirs=[str(folder)],
                extra_compile_args=FLAGS + LOOPS.get(path, []),
                depends=sorted(str(header) for header in (*folder.glob("*.h"), *SHARED.get(folder, ()))),
            )
            for folder in FOLDERS
            for path in _sources(folder)
        ],
        compiler_directives={"language_level": 3, "freethreading_compatible": False},
        nthreads=os.cpu_count() or 1,
    ),
    options={"build_ext": {"parallel": os.cpu_count() or 1}},
)
