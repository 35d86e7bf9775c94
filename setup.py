"""Builds the Cython extensions; everything else stands in pyproject.toml."""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

HERE = Path("flong/runtime")
HEADERS = sorted(str(path) for path in HERE.glob("*.h"))
FLAGS = [
    "-O2",
    "-Wall",
    "-Wextra",
    "-fno-strict-aliasing",
    "-fno-delete-null-pointer-checks",  # texts without a byte may have no address: memcpy(p, NULL, 0)
    "-Wno-unreachable-code",  # Clang's, for what Cython writes
]

setup(
    ext_modules=cythonize(
        [
            Extension(
                f"flong.runtime.{path.stem}",
                [str(path)],
                include_dirs=[str(HERE)],
                extra_compile_args=FLAGS,
                depends=HEADERS,
            )
            for path in sorted(HERE.glob("*.pyx"))
        ],
        compiler_directives={"language_level": 3, "freethreading_compatible": False},
        nthreads=os.cpu_count() or 1,
    ),
    options={"build_ext": {"parallel": os.cpu_count() or 1}},
)
