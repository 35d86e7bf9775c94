"""Modules compiled ahead of time: what is written, found again, and never loaded."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

import flong
from flong.compiler import build, cython_engine, shipped
from flong.errors import BuildError, NoCompiler

SOURCE = """\
# cython: language_level=3
from flong.runtime.core cimport FL_ABI
ABI = FL_ABI
RENDERERS = ({first}, {first} + 1)
"""


def made(first: int) -> shipped.Source:
    """A tiny source that stands for two templates; its renderers are numbers."""
    text = SOURCE.format(first=first)
    keys = tuple(build.source_key(text, [str(number)]) for number in range(2))
    return shipped.Source(text, build.source_key(text), keys)


@pytest.fixture
def nothing_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of this test's own; nothing is loaded or shipped."""
    monkeypatch.setenv("FLONG_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(build, "_LOADED", {})
    monkeypatch.setattr(shipped, "_SHIPPED", {})
    return tmp_path


@pytest.fixture
def built(nothing_known: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one built module, on a machine that has no compiler."""
    shipped.build_to(nothing_known / "built", [made(8)])
    monkeypatch.setenv("CC", "no-such-compiler")
    return nothing_known / "built"


def test_shipped_modules_need_no_compiler(built: Path) -> None:
    """`load_built` makes them known; each template gets its own renderer of the module they share."""
    keys = made(8).templates
    assert [shipped.find(key) for key in keys] == [None, None]
    assert shipped.load_built(built) == 2
    assert [shipped.find(key) for key in keys] == [8, 9]


def test_a_changed_module_is_refused(built: Path) -> None:
    """The manifest knows the hash of each file."""
    path = next(built.glob("*.so"))
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(BuildError, match="not the module that was built"):
        shipped.load_built(built)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("abi", 0),
        ("runtime", "x"),
        ("suffix", ".so"),
        ("modules", {"../../etc": "0"}),
        ("templates", {"a": ["0" * 64, 0]}),
        ("templates", {"a": [made(8).key, -1]}),
    ],
)
def test_a_manifest_that_does_not_fit(built: Path, field: str, value: object) -> None:
    """Another runtime, another Python, a name that is no key, or a renderer that is nowhere."""
    path = built / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    with pytest.raises(BuildError, match="build them again"):
        shipped.load_built(built)


@pytest.mark.parametrize("text", ["", "[]", "{}", "no json", '{"abi": 1}'])
def test_a_broken_manifest(built: Path, text: str) -> None:
    """A clear error, no traceback of ours."""
    (built / "manifest.json").write_text(text)
    with pytest.raises(BuildError, match="holds no modules"):
        shipped.load_built(built)


def test_a_folder_that_others_may_write_is_not_loaded(built: Path) -> None:
    """Like the cache."""
    built.chmod(0o777)
    with pytest.raises(BuildError, match="can be written by others"):
        shipped.load_built(built)


def test_modules_are_compiled_side_by_side(nothing_known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two compilers run at the same time, and each module is told when it is done."""
    both, real = threading.Barrier(2, timeout=240), build._compile
    monkeypatch.setattr(shipped.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(build, "_compile", lambda *args: (both.wait(), real(*args)))
    told: list[int] = []
    shipped.build_to(nothing_known / "built", [made(10), made(20)], lambda: told.append(1))
    assert len(told) == 2 and shipped.load_built(nothing_known / "built") == 4


def test_one_that_fails_ends_all(nothing_known: Path) -> None:
    """What did compile is not shipped without the rest."""
    wrong = shipped.Source("cdef int 1x", build.source_key("cdef int 1x"), ("0" * 64,))
    with pytest.raises(BuildError, match="Cython refused"):
        shipped.build_to(nothing_known / "built", [made(30), wrong])
    assert not list((nothing_known / "built").iterdir())


def test_templates_share_modules(nothing_known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each prints its own, whether it was built alone or with others, and needs no compiler for it."""
    texts = [f"{{% data %}}\na: int\n{{% enddata %}}\n{{{{ a + {n} }}}}" for n in range(cython_engine.SHARE + 1)]
    slow = [flong.compile(text, kind="text", engine="python") for text in texts]
    sources = cython_engine.sources_of(template.module for template in [*slow, slow[0]])
    assert [len(source.templates) for source in sources] == [cython_engine.SHARE, 1]
    shipped.build_to(nothing_known / "built", sources)
    with pytest.MonkeyPatch.context() as away:
        away.setenv("CC", "no-such-compiler")
        shipped.load_built(nothing_known / "built")
        fast = [flong.compile(text, kind="text") for text in texts]
    assert [template.render({"a": 1}).text for template in fast] == [str(1 + n) for n in range(len(texts))]
    with pytest.raises(NoCompiler):
        monkeypatch.setenv("CC", "no-such-compiler")
        cython_engine.compiled_code([template.module for template in slow])
