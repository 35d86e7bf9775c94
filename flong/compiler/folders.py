"""Folders that hold code which will run: they belong to this user alone.

Another owner, a link, or a folder that others may write is refused.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from flong.errors import BuildError


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
