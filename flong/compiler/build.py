"""The driver of the Cython engine: sources become modules, through Cython, the C compiler and a cache.

A module's name is a hash of everything that decides its machine code or its meaning, so a module that is
there is right, and one that does not fit is never found. Cache folders hold code that will run, so they
belong to this user alone: another owner, or a folder that others may write, is refused.
"""

from __future__ import annotations

import fcntl
import importlib
import importlib.machinery
import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from flong.errors import BuildError, NoCompiler
from flong.runtime.core import ABI

RUNTIME = Path(__file__).parent.parent / "runtime"
SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]
_FLAGS = ("-fPIC", "-fno-strict-aliasing", "-fwrapv", "-w", "-DNDEBUG")
_LINK = ("-bundle", "-undefined", "dynamic_lookup") if sys.platform == "darwin" else ("-shared",)
_INCLUDE = Path(sysconfig.get_path("include"))
_ONE_AT_A_TIME = threading.RLock()
_LOADED: dict[str, ModuleType] = {}
_SHIPPED: dict[str, Path] = {}
_MANIFEST = "manifest.json"


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


def source_key(source: str, inputs: Sequence[str] = ()) -> str:
    """What a module is known by: its source, the runtime and Python it needs, and further `inputs`."""
    parts = [source, runtime_digest(), SUFFIX, *inputs]
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).hexdigest()


def cache_folder() -> Path:
    """The folder of compiled modules, private to this user. Raises BuildError when it is not."""
    named = os.environ.get("FLONG_CACHE")
    if named:
        folder = Path(named).absolute()
    else:
        from platformdirs import user_cache_path  # 25 ms, needed only here

        folder = user_cache_path("flong") / "modules"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BuildError(f"there is no place for compiled modules: {error}; FLONG_CACHE names another") from None
    require_private(folder, (os.geteuid(),))
    return folder


def require_private(path: Path, owners: tuple[int, ...]) -> None:
    """Raises BuildError unless `path` belongs to one of `owners` and nobody else may change it."""
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        raise BuildError(f"{path} is a symbolic link; modules are loaded from real places only")
    if about.st_uid not in owners:
        raise BuildError(f"{path} belongs to another user (uid {about.st_uid}); no module is loaded from there")
    if about.st_mode & 0o022:
        raise BuildError(f"{path} can be written by others; no module is loaded from there (chmod go-w {path})")
    for parent in path.absolute().parents:
        mode = parent.stat().st_mode
        if mode & 0o002 and not mode & stat.S_ISVTX:
            raise BuildError(f"{parent} can be written by anyone; no module is loaded from below it")


def compiled(source: str, key: str, level: str = "-O1") -> ModuleType:
    """The module of `source`: loaded before, shipped, cached, or built now at this level of optimisation.

    Raises NoCompiler when it must be built and can't be; BuildError when building or loading fails.
    """
    with _ONE_AT_A_TIME:
        if key not in _LOADED:
            shipped = _SHIPPED.get(key)
            _LOADED[key] = load(_name(key), shipped) if shipped else _load_cached(source, key, level)
        return _LOADED[key]


def _load_cached(source: str, key: str, level: str) -> ModuleType:
    """The cached module; one that was damaged on the disk is built again, once."""
    path = cached(source, key, level)
    try:
        return load(_name(key), path)
    except BuildError:
        path.unlink()
        return load(_name(key), cached(source, key, level))


def cached(source: str, key: str, level: str) -> Path:
    """The module's file in the cache, built if it is not there."""
    compiler = find_compiler()
    if compiler is None:
        raise NoCompiler("no C compiler was found (gcc or clang; CC names another)")
    if not (_INCLUDE / "Python.h").exists():
        raise NoCompiler(f"there is no Python.h in {_INCLUDE} (apt-get install python3-dev)")
    flags = (*_FLAGS, level)
    made_by = "\n".join([key, version("cython"), sys.version, compiler.identity, *flags])
    folder = cache_folder()
    path = folder / (sha256(made_by.encode()).hexdigest() + SUFFIX)
    with _locked(folder / f"lock-{path.name[0]}"):
        if not path.exists():
            _build(source, _name(key), path, compiler, flags)
    require_private(path, (os.geteuid(),))
    return path


def _name(key: str) -> str:
    return f"flong_{key[:40]}"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time; the lock ends with the process that holds it."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(source: str, name: str, path: Path, compiler: Compiler, flags: tuple[str, ...]) -> None:
    """Make the module in a folder of its own, then move it to its place."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="new-") as work:
        pyx, made = Path(work) / f"{name}.pyx", Path(work) / path.name
        pyx.write_text(source, encoding="ascii")
        _cythonize(pyx)
        _compile(pyx.with_suffix(".c"), made, compiler, flags)
        made.chmod(0o700)
        with made.open("rb") as file:
            os.fsync(file.fileno())
        made.replace(path)


def _cythonize(pyx: Path) -> None:
    """`.pyx` → `.c`, in this process: Cython's start takes a second and is paid once."""
    cython = importlib.import_module("Cython.Compiler.Main")
    options = cython.CompilationOptions(language_level=3, include_path=[str(RUNTIME.parent.parent)])
    said = io.StringIO()
    with redirect_stderr(said):
        result = cython.compile_single(str(pyx), options, pyx.stem)
    if result.num_errors:
        raise BuildError(f"Cython refused the generated source:\n{_first_lines(said.getvalue())}")


def _compile(c: Path, out: Path, compiler: Compiler, flags: tuple[str, ...]) -> None:
    includes = [f"-I{_INCLUDE}", f"-I{RUNTIME}"]
    command = [*compiler.command, *flags, *includes, str(c), *_LINK, "-o", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = _first_lines(done.stderr) or f"it said nothing and ended with code {done.returncode}"
        raise BuildError(f"{compiler.command[0]} failed:\n{said}")


def _first_lines(text: str) -> str:
    return "\n".join(text.strip().splitlines()[:12])


def load(name: str, path: Path) -> ModuleType:
    """Import the module at `path`. Raises BuildError when it does not fit the runtime."""
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


def build_to(folder: Path, sources: Mapping[str, str]) -> Path:
    """Write the modules of `sources` (by key), optimised, and a manifest into `folder`, for machines
    without a compiler. Gives the manifest's path."""
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    modules = {}
    for key, source in sources.items():
        data = cached(source, key, "-O2").read_bytes()
        _write(folder / (_name(key) + SUFFIX), data)
        modules[key] = sha256(data).hexdigest()
    about = {"abi": ABI, "runtime": runtime_digest(), "suffix": SUFFIX, "modules": modules}
    _write(folder / _MANIFEST, json.dumps(about, indent=1).encode())
    return folder / _MANIFEST


def _write(path: Path, data: bytes) -> None:
    """All of the file or nothing."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    fresh.chmod(0o644)
    fresh.replace(path)


def load_built(folder: Path) -> int:
    """Let templates use the modules that `build_to` wrote into `folder`; gives their number.

    Raises BuildError when the folder is not safe, the runtime differs, or a file is not what was built.
    """
    folder = folder.resolve()
    about = _manifest(folder)
    for key, digest in about["modules"].items():
        path = folder / (_name(key) + SUFFIX)
        require_private(path, (0, os.geteuid()))
        if sha256(path.read_bytes()).hexdigest() != digest:
            raise BuildError(f"{path} is not the module that was built")
        _SHIPPED[key] = path
    return len(about["modules"])


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder whose modules this runtime can load."""
    require_private(folder, (0, os.geteuid()))
    try:
        about = json.loads((folder / _MANIFEST).read_bytes())
        fits = (about["abi"], about["runtime"], about["suffix"]) == (ABI, runtime_digest(), SUFFIX)
        keys = all(re.fullmatch("[0-9a-f]{64}", key) for key in about["modules"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{folder} holds no modules built by flong: {error}") from None
    if not fits or not keys:
        raise BuildError(f"the modules in {folder} were built for another runtime or Python; build them again")
    return dict(about)
