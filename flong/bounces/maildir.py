"""Returned mails from a Maildir (https://cr.yp.to/proto/maildir.html).

Each file of `new` is handed over, then renamed into `cur`: seen when it was understood, unseen when a person should
look. A crash between the two hands the mail over once more; whoever takes it must know it again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from flong.bounces.parts import MAX_BYTES
from flong.errors import ConfigError

SEEN: Final = "S"


def process(folder: Path, take: Callable[[bytes], bool]) -> Iterator[str]:
    """Hand every new mail to `take`, which says whether it was understood; gives the names of those moved.

    What is no regular file of ours stays where it is. Raises ConfigError when it is no Maildir, and whatever
    `take` raises: that mail stays new.
    """
    new, cur = folder / "new", folder / "cur"
    if not new.is_dir() or not cur.is_dir():
        raise ConfigError(f"{folder} is not a Maildir: it needs new and cur")
    for name in sorted(path.name for path in new.iterdir()):
        raw = None if name.startswith(".") else _content(new / name)
        if raw is not None:
            flags = SEEN if take(raw) else ""
            _move(new / name, cur / f"{name.partition(':')[0]}:2,{flags}")
            yield name


def _content(path: Path) -> bytes | None:
    """The mail, as far as it is looked at; None for links, folders, pipes, and files that are gone meanwhile."""
    try:
        if not path.is_file() or path.is_symlink():
            return None
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MAX_BYTES)


def _move(old: Path, new: Path) -> None:
    """The rename, made durable; another reader may have been faster."""
    try:
        old.rename(new)
    except FileNotFoundError:
        return
    for folder in (new.parent, old.parent):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
