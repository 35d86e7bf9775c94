"""The driver of the Cython engine: sources become modules, through Cython, the C compiler and a cache.

A module's name is a hash of everything that decides its machine code or its meaning, so a module that is
there is right, and one that does not fit is never found. Several modules may be built at the same time, in
threads and in processes: the C compiler runs beside Python, Cython takes turns.
"""

from __future__ import annotations

import fcntl
import importlib
import importlib.machinery
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from flong.compiler.folders import cache_folder, require_private
from flong.errors import BuildError, NoCompiler
from flong.runtime.core import ABI

RUNTIME = Path(__file__).parent.parent / "runtime"
SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]
_FLAGS = (
    "-fPIC",
    "-fno-strict-aliasing",
    "-fwrapv",
    "-fno-delete-null-pointer-checks",  # texts without a byte may have no address: memcpy(p, NULL, 0)
    "-w",  # nobody reads warnings here; tests/test_warnings.py does
    "-DNDEBUG",
)
_JUMPS = ("-Wa,-mbranches-within-32B-boundaries",) if platform.machine() in ("x86_64", "AMD64") else ()
"""Code that has a jump at a 32-byte boundary is decoded anew each time by many processors (Intel's erratum SKX102)."""
_TUNED = (
    "-march=native",
    "-mno-avx512f",  # valgrind does not know it
    "-ffp-contract=off",  # or floats would be rounded otherwise than on other processors
)
_LINK = ("-bundle", "-undefined", "dynamic_lookup") if sys.platform == "darwin" else ("-shared",)
_INCLUDE = Path(sysconfig.get_path("include"))
_FEATURES = ("vendor_id", "cpu family", "model", "flags")
_CYTHON = threading.Lock()
_LOADING = threading.Lock()
_LOADED: dict[str, ModuleType] = {}


@dataclass(frozen=True, slots=True)
class Compiler:
    """A C compiler: how it is called, and what tells it from another."""

    command: tuple[str, ...]
    identity: str


def find_compiler() -> Compiler | None:
    """What `CC` names, else gcc, cc or clang; None without any."""
    named = os.environ.get("CC")
    for command in [shlex.split(named)] if named else [["gcc"], ["cc"], ["clang"]]:
        path = shutil.which(command[0]) if command else None
        if path:
            about = Path(path).resolve().stat()
            identity = f"{Path(path).resolve()} {about.st_size} {about.st_mtime_ns} {command[1:]}"
            return Compiler((path, *command[1:]), identity)
    return None


@cache
def runtime_digest() -> str:
    """A hash of the declarations and inline code that generated sources include."""
    files = sorted(p for p in RUNTIME.iterdir() if p.suffix in (".h", ".pxd"))
    parts = [f"{p.name} {sha256(p.read_bytes()).hexdigest()}" for p in files]
    return sha256("\n".join([f"ABI {ABI}", *parts]).encode()).hexdigest()


@cache
def processor() -> str:
    """What tells this processor from others, as far as compilers care; "" where that is not known."""
    about = Path("/proc/cpuinfo")
    if platform.machine() != "x86_64" or not about.exists():
        return ""
    lines = about.read_text(errors="replace").splitlines()
    return "\n".join(sorted({line for line in lines if line.startswith(_FEATURES)}))


def tuned_flags() -> tuple[str, ...]:
    """Flags for code that runs on this processor alone."""
    return _TUNED if processor() else ()


def source_key(source: str, inputs: Sequence[str] = ()) -> str:
    """What a module is known by: its source, the runtime and Python it needs, and further `inputs`."""
    parts = [source, runtime_digest(), SUFFIX, *inputs]
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).hexdigest()


def compiled(source: str, key: str, level: str = "-O2") -> ModuleType:
    """The module of `source`: loaded before, cached, or built now at this level of optimisation; for this processor
    alone, where it is optimised.

    Raises NoCompiler when it must be built and can't be; BuildError when building or loading fails.
    """
    if key not in _LOADED:
        flags = (level, *tuned_flags()) if level == "-O2" else (level,)
        path = cached(source, key, flags)
        try:
            return load(key, path)
        except BuildError:  # damaged on the disk: built again, once
            path.unlink(missing_ok=True)
            return load(key, cached(source, key, flags))
    return _LOADED[key]


def cached(source: str, key: str, wanted: tuple[str, ...]) -> Path:
    """The module's file in the cache, built with the `wanted` flags if it is not there."""
    compiler = find_compiler()
    if compiler is None:
        raise NoCompiler("no C compiler was found (gcc or clang; CC names another)")
    if not (_INCLUDE / "Python.h").exists():
        raise NoCompiler(f"there is no Python.h in {_INCLUDE} (apt-get install python3-dev)")
    flags = (*_FLAGS, *wanted)
    own = [processor()] if _TUNED[0] in wanted else []
    made_by = "\n".join([key, version("cython"), sys.version, compiler.identity, *flags, *_JUMPS, *own])
    folder = cache_folder()
    path = folder / (sha256(made_by.encode()).hexdigest() + SUFFIX)
    with _locked(folder / f"lock-{path.name[:16]}"):
        if not path.exists():
            _build(source, name_of(key), path, compiler, flags)
    require_private(path, (os.geteuid(),))
    return path


def name_of(key: str) -> str:
    """The name of the module known by `key`."""
    return f"flong_{key[:40]}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One thread of one process at a time; the lock ends with the process that holds it."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(source: str, name: str, path: Path, compiler: Compiler, flags: tuple[str, ...]) -> None:
    """Make the module in a folder of its own, then move it to its place."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="new-") as work:
        pyx, made = Path(work) / f"{name}.pyx", Path(work) / path.name
        pyx.write_text(source, encoding="ascii")
        cythonize(pyx)
        _compile(pyx.with_suffix(".c"), made, compiler, flags)
        made.chmod(0o700)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(path)


def cythonize(pyx: Path) -> None:
    """`.pyx` → `.c`, in this process: Cython's start takes a second and is paid once."""
    with _CYTHON:
        cython = importlib.import_module("Cython.Compiler.Main")
        include = [str(RUNTIME.parent.parent)]
        options = cython.CompilationOptions(
            language_level=3, include_path=include, use_listing_file=1, errors_to_stderr=0
        )
        result = cython.compile_single(str(pyx), options, pyx.stem)
    if result.num_errors:
        raise BuildError(f"Cython refused the generated source:\n{_first_lines(pyx.with_suffix('.lis').read_text())}")


def _compile(c: Path, out: Path, compiler: Compiler, flags: tuple[str, ...]) -> None:
    includes = [f"-I{_INCLUDE}", f"-I{RUNTIME}"]
    command = [*compiler.command, *flags, *includes, str(c), *_LINK, "-o", str(out)]
    done = run_compiler(command)
    if done.returncode:
        said = _first_lines(done.stderr) or f"it said nothing and ended with code {done.returncode}"
        raise BuildError(f"{compiler.command[0]} failed:\n{said}")


def run_compiler(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """The compiler, done with `command`: fast jumps if its assembler can make them, which those before 2020 can't."""
    for more in dict.fromkeys((_JUMPS, ())):
        done = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
        if not done.returncode:
            break
    return done


def _first_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[:12])


def load(key: str, path: Path) -> ModuleType:
    """The module known by `key`, imported from `path` once. Raises BuildError when it does not fit the runtime."""
    with _LOADING:
        if key not in _LOADED:
            _LOADED[key] = _imported(name_of(key), path)
        return _LOADED[key]


def _imported(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    try:
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    except (ImportError, TypeError) as error:
        raise BuildError(f"{path.name} can't be loaded: {error}") from error
    if module.ABI != ABI:
        raise BuildError(f"{path.name} was built for ABI {module.ABI}; this runtime has {ABI}")
    return module
