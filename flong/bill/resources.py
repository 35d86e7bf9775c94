"""What a bill may load from its template's folder: stylesheets, fonts and pictures that are not hidden."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import file_digest, sha256
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import unquote, urlsplit

from flong.errors import ConfigError

MEDIA_TYPES: Final = {
    ".css": "text/css",
    **{f".{kind}": f"font/{kind}" for kind in ("ttf", "otf", "woff", "woff2")},
    ".ttc": "font/collection",
    **{f".{kind}": f"image/{kind}" for kind in ("png", "jpeg", "gif", "webp", "bmp", "tiff", "avif")},
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
    ".tif": "image/tiff",
    ".ico": "image/x-icon",
}
"""What a bill may load, by the suffix of its name."""

MOST_FILES: Final = 2000
MOST_BYTES: Final = 200 << 20


def loadable(path: PurePath) -> bool:
    """Whether a bill may load the file at `path`, relative to the folder."""
    return path.suffix.lower() in MEDIA_TYPES and not any(part.startswith(".") for part in path.parts)


def allowed(url: str, base: Path | None) -> Path:
    """The file that a `file:` URL names, if it, as named and where links lead, is one that a bill whose template is
    in the folder `base` may load. Raises ValueError, OSError."""
    path = Path(unquote(urlsplit(url).path))
    if base is None:
        raise ValueError("there is no folder")
    named, real = Path(os.path.relpath(path, base)), path.resolve().relative_to(base.resolve())
    if not loadable(named) or not loadable(real):
        raise ValueError("no stylesheet, font or picture, or hidden")
    return path


def called(url: str, base: Path | None) -> str:
    """What to call a resource: files relative to the template's folder, `data:` by its kind."""
    if base and urlsplit(url).scheme == "file":
        url = os.path.relpath(unquote(urlsplit(url).path), base)
    elif url.startswith("data:"):
        url = url.partition(",")[0] + ",…"
    return url if len(url) < 200 else url[:200] + "…"


def resources_digest(folder: Path) -> str:
    """A digest of the names and contents of all that a bill in `folder` may load.

    Raises ConfigError for more than 2000 files or 200 MB, and for what can't be read.
    """
    found, files, size = sha256(), 0, 0
    try:
        for name in sorted(_names(folder)):
            path = folder / name
            files, size = files + 1, size + path.stat().st_size
            if files > MOST_FILES or size > MOST_BYTES:
                raise ConfigError(f"{folder} has too many files for a bill: give its template a folder of its own")
            found.update(f"{name!r} {_content(path)}\n".encode())
    except OSError as error:
        raise ConfigError(f"the files of the bill can't be read: {error}") from None
    return found.hexdigest()


def _content(path: Path) -> str:
    """What tells the content from another; of a folder that is a link, where it leads."""
    if path.is_dir():
        return str(path.readlink())
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _names(folder: Path) -> Iterator[str]:
    """The loadable files below `folder`, and the folders that are links, relative to it."""
    for place, folders, files in os.walk(folder):
        here = Path(place).relative_to(folder)
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (str(here / name) for name in folders if (folder / here / name).is_symlink())
        yield from (str(here / name) for name in files if loadable(here / name) and (folder / here / name).is_file())
