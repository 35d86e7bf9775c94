"""Modules compiled ahead of time: a folder of them and a manifest, for machines without a compiler.

A module renders several templates: what Cython puts around every module takes a C compiler longer than a
template does. The manifest says which renderer of which module is a template's.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from flong.compiler.build import SUFFIX, cached, load, name_of, runtime_digest
from flong.compiler.folders import require_private
from flong.errors import BuildError
from flong.runtime.core import ABI
from flong.runtime.engine import Renderer

_MANIFEST = "manifest.json"
_KEY = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Source:
    """The source of one module, its key, and the keys of the templates it renders, in the order of its renderers."""

    text: str
    key: str
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a template's renderer is: a module's key and file, and the renderer's number in it."""

    key: str
    path: Path
    number: int


_SHIPPED: dict[str, _Place] = {}


def find(template: str) -> Renderer | None:
    """The renderer of the template with this key, if it is in a folder that `load_built` read.

    Raises BuildError when its module can't be loaded.
    """
    if (place := _SHIPPED.get(template)) is None:
        return None
    renderer: Renderer = load(place.key, place.path).RENDERERS[place.number]
    return renderer


def build_to(folder: Path, sources: Sequence[Source], built: Callable[[], object] = lambda: None) -> Path:
    """Write the modules of `sources`, optimised, and a manifest into `folder`. Gives the manifest's path.

    As many are compiled at the same time as there are processors; `built()` is called after each.
    Raises what the first that fails raises; then the manifest is not written.
    """
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    files = _compiled(sources, built)
    for source, data in zip(sources, files, strict=True):
        _write(folder / (name_of(source.key) + SUFFIX), data)
    about = {
        "abi": ABI,
        "runtime": runtime_digest(),
        "suffix": SUFFIX,
        "modules": {source.key: sha256(data).hexdigest() for source, data in zip(sources, files, strict=True)},
        "templates": {key: [source.key, number] for source in sources for number, key in enumerate(source.templates)},
    }
    _write(folder / _MANIFEST, json.dumps(about, indent=1).encode())
    return folder / _MANIFEST


def _compiled(sources: Sequence[Source], built: Callable[[], object]) -> list[bytes]:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(lambda one: cached(one.text, one.key, ("-O2",)).read_bytes(), one) for one in sources]
        try:
            for done in as_completed(running):
                done.result()
                built()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [one.result() for one in running]


def _write(path: Path, data: bytes) -> None:
    """All of the file or nothing."""
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    fresh.chmod(0o644)
    fresh.replace(path)


def load_built(folder: Path) -> int:
    """Let templates use the modules that `build_to` wrote into `folder`; gives the number of templates.

    Raises BuildError when the folder is not safe, the runtime differs, or a file is not what was built.
    """
    folder = folder.resolve()
    about = _manifest(folder)
    paths = {key: folder / (name_of(key) + SUFFIX) for key in about["modules"]}
    for key, path in paths.items():
        require_private(path, (0, os.geteuid()))
        if sha256(path.read_bytes()).hexdigest() != about["modules"][key]:
            raise BuildError(f"{path} is not the module that was built")
    places = {key: _Place(module, paths[module], number) for key, (module, number) in about["templates"].items()}
    _SHIPPED.update(places)
    return len(places)


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a folder whose modules this runtime can load."""
    try:
        require_private(folder, (0, os.geteuid()))
        about = json.loads((folder / _MANIFEST).read_bytes())
        fits = (about["abi"], about["runtime"], about["suffix"]) == (ABI, runtime_digest(), SUFFIX)
        names = all(map(_KEY.fullmatch, about["modules"]))
        named = all(module in about["modules"] and number >= 0 for module, number in about["templates"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"{folder} holds no modules built by flong: {error}") from None
    if not (fits and names and named):
        raise BuildError(f"the modules in {folder} were built for another runtime or Python; build them again")
    return dict(about)
