"""The driver: what is built once, and what is never loaded."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flong.compiler import build
from flong.compiler.folders import cache_folder
from flong.errors import BuildError, NoCompiler

SOURCE = """\
# cython: language_level=3
from flong.runtime.core cimport FL_ABI
ABI = FL_ABI
ANSWER = {answer}
RENDERERS = ()
"""


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this test's own; nothing is known to be loaded."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("FLONG_CACHE", str(folder))
    monkeypatch.setattr(build, "_LOADED", {})
    return folder


def made(answer: int) -> tuple[str, str]:
    """A tiny source and its key."""
    source = SOURCE.format(answer=answer)
    return source, build.source_key(source)


def test_a_module_is_built_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second process would find the file and need no compiler run."""
    source, key = made(1)
    assert build.compiled(source, key, "-O0").ANSWER == 1
    before = {p.name: p.stat().st_mtime_ns for p in cache.iterdir() if p.suffix == ".so"}
    monkeypatch.setattr(build, "_LOADED", {})
    monkeypatch.setattr(build, "_build", lambda *args: pytest.fail("built again"))
    assert build.compiled(source, key, "-O0").ANSWER == 1
    assert {p.name: p.stat().st_mtime_ns for p in cache.iterdir() if p.suffix == ".so"} == before


def test_a_damaged_module_is_built_again(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a crash cut short heals itself."""
    source, key = made(12)
    path = build.cached(source, key, ("-O0",))
    path.write_bytes(path.read_bytes()[:100])
    assert build.compiled(source, key, "-O0").ANSWER == 12


def test_without_headers(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler without Python's headers is no compiler, and the remedy is named."""
    monkeypatch.setattr(build, "_INCLUDE", tmp_path)
    with pytest.raises(NoCompiler, match="python3-dev"):
        build.compiled(*made(13), "-O0")


def test_a_compiler_that_says_nothing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then at least its code is told."""
    monkeypatch.setenv("CC", "/bin/false")
    with pytest.raises(BuildError, match="ended with code 1"):
        build.compiled(*made(14), "-O0")


def test_the_cache_is_private(cache: Path) -> None:
    """Folder and modules belong to this user alone, whatever the umask."""
    old = os.umask(0)
    try:
        build.compiled(*made(2), "-O0")
    finally:
        os.umask(old)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert [p.stat().st_mode & 0o077 for p in cache.glob("*.so")] == [0]


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_cache_that_others_may_write_is_refused(cache: Path, mode: int) -> None:
    """Nothing is loaded from there, and nothing is written."""
    cache.mkdir()
    cache.chmod(mode)
    with pytest.raises(BuildError, match="can be written by others"):
        build.compiled(*made(3), "-O0")
    assert not list(cache.iterdir())


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_cache_of_another_user_is_refused(cache: Path) -> None:
    """Whoever owns the folder could put code there."""
    cache.mkdir(mode=0o700)
    os.chown(cache, 12345, -1)
    with pytest.raises(BuildError, match="another user"):
        build.compiled(*made(3), "-O0")


def test_a_link_as_cache_is_refused(cache: Path, tmp_path: Path) -> None:
    """A link may be turned elsewhere."""
    (tmp_path / "real").mkdir(mode=0o700)
    cache.symlink_to(tmp_path / "real")
    with pytest.raises(BuildError, match="symbolic link"):
        build.compiled(*made(3), "-O0")


def test_a_cache_below_an_open_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may write a parent can put another folder in its place."""
    tmp_path.chmod(0o777)
    monkeypatch.setenv("FLONG_CACHE", str(tmp_path / "cache"))
    with pytest.raises(BuildError, match="can be written by anyone"):
        cache_folder()
    tmp_path.chmod(0o700)


def test_a_cache_that_can_not_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told as what it is."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FLONG_CACHE", str(tmp_path / "file" / "cache"))
    with pytest.raises(BuildError, match="no place for compiled modules"):
        cache_folder()


def test_a_module_that_others_may_write_is_refused(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its content is not known."""
    source, key = made(4)
    build.compiled(source, key, "-O0")
    next(cache.glob("*.so")).chmod(0o722)
    monkeypatch.setattr(build, "_LOADED", {})
    with pytest.raises(BuildError, match="can be written by others"):
        build.compiled(source, key, "-O0")


def test_without_a_compiler(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The caller is told, and may take the Python engine."""
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(NoCompiler, match="no C compiler"):
        build.compiled(*made(5))


def test_the_compiler_named_by_cc(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CC may have arguments; what it says when it fails is shown."""
    script = tmp_path / "cc"
    script.write_text('#!/bin/sh\necho first line >&2\necho "$1" >&2\nexit 1\n')
    script.chmod(0o755)
    monkeypatch.setenv("CC", f"{script} -mystery")
    with pytest.raises(BuildError, match="failed:\nfirst line\n-mystery"):
        build.compiled(*made(6))
    assert not list(cache.glob("new-*"))


def test_tuned_code_is_for_one_processor(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one, with the same cache, builds its own; what is not tuned is shared."""
    source, key = made(16)
    tuned, plain = (("-O0", *build.tuned_flags()), ("-O0",))
    paths = [build.cached(source, key, flags) for flags in (tuned, plain)]
    monkeypatch.setattr(build, "processor", lambda: "another")
    others = [build.cached(source, key, flags) for flags in (tuned, plain)]
    assert (others[0] == paths[0]) is (tuned == plain)
    assert others[1] == paths[1]


def test_an_assembler_that_can_not_align_jumps(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked once more for what it can do."""
    script = tmp_path / "cc"
    script.write_text('#!/bin/sh\ncase "$*" in *-Wa,*) echo unknown >&2; exit 1;; esac\nexec gcc "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("CC", str(script))
    assert build.compiled(*made(15), "-O0").ANSWER == 15


def test_a_source_that_cython_refuses(cache: Path) -> None:
    """Its first lines are shown."""
    with pytest.raises(BuildError, match="Cython refused"):
        build.compiled("cdef int 1x", build.source_key("cdef int 1x"))


def test_another_abi_is_refused(cache: Path) -> None:
    """A module of another runtime is not used."""
    source = "ABI = 0\nRENDERERS = ()\n"
    with pytest.raises(BuildError, match="ABI 0"):
        build.compiled(source, build.source_key(source), "-O0")


def test_keys_tell_inputs_apart() -> None:
    """No two lists of inputs run together."""
    keys = {build.source_key("a", inputs) for inputs in ((), ("b",), ("b", "c"), ("bc",), ("b", "", "c"))}
    assert len(keys) == 5 and build.source_key("a") == build.source_key("a")


def test_two_processes_build_once(cache: Path, tmp_path: Path) -> None:
    """The second waits for the first and takes what it built."""
    source, key = made(7)
    (tmp_path / "source.pyx").write_text(source)
    script = textwrap.dedent(f"""
        from pathlib import Path
        from flong.compiler import build
        real = build._build
        def counted(*args):
            print("built")
            real(*args)
        build._build = counted
        assert build.compiled(Path({str(tmp_path / "source.pyx")!r}).read_text(), {key!r}, "-O0").ANSWER == 7
    """)
    runs = [subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [run.communicate(timeout=240)[0] for run in runs]
    assert sorted(said) == ["", "built\n"] and not any(run.returncode for run in runs)


def test_threads_build_at_the_same_time(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While one module is in the C compiler, another gets there."""
    both, real = threading.Barrier(2, timeout=240), build._compile
    monkeypatch.setattr(build, "_compile", lambda *args: (both.wait(), real(*args)))
    with ThreadPoolExecutor(2) as pool:
        answers = pool.map(lambda n: build.compiled(*made(n), "-O0").ANSWER, (15, 16))
    assert list(answers) == [15, 16]


def test_threads_build_one_module_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others wait for it and get the very same module."""
    calls, real = [], build._build
    monkeypatch.setattr(build, "_build", lambda *args: (calls.append(1), real(*args)))
    with ThreadPoolExecutor(4) as pool:
        modules = set(pool.map(lambda _: build.compiled(*made(17), "-O0"), range(4)))
    assert len(modules) == len(calls) == 1
